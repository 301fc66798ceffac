"""A scene is played with a fault, and then without: what must hold in between and in the end."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keystep.errors import KeystepError, SurroundingsError
from keystep.services.office import found_organisation
from keystep.sync.file_ops import FileOps
from keystep.sync.safe_files import TEMPORARY
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeIds
from tests.faults.share_faults import READS, Deleted, Fault, Shaken, instead
from tests.faults.share_pictures import FOREIGN, picture, said
from tests.faults.share_places import Place
from tests.faults.share_scenes import Scene
from tests.faults.tally import Tally

JUNK = ("desktop.ini", ".DS_Store", f"{FOREIGN} holiday.jpg", "~$lock.keystep")
ADVICE = re.compile("Connect|Make room|Close what|Check|ait until|Choose")
INSIDE = re.compile(r"Errno|Traceback|OSError|Exception|None|[{}<>]")
OFFICES = {"catalog", "receipts", "progress", "packs"}


class Trial:
    """``calls`` are those of one undisturbed performance."""

    def __init__(self, scene: Scene, place: Place) -> None:
        self.scene, self.place = scene, place
        scene.prepare(place)
        leave_foreign_files(place.share)
        leave_foreign_files(place.stick)
        place.save()
        calm = Shaken(scene.root(place))
        self._begin(calm)
        self.calls = tuple(calm.calls)
        self._try_again()
        self.expected = picture(place)
        self._empty, self._others = (place.root.with_name(one) for one in ("empty", "others"))
        found_organisation(
            self._others / "office",
            self._others / "share",
            "Else",
            PASSPHRASE,
            new_id=FakeIds("else"),
            argon=QUICK,
        )

    def elsewhere(self) -> Iterator[tuple[int, Fault]]:
        """The folder is empty from some call on that changes something, or another share's."""
        scene, root = self.scene, self.scene.root(self.place)
        needed = scene.pinned and not scene.fills
        yield 0, instead(root, self._empty, "is empty|is not", plain=needed)
        if scene.pinned:
            yield 0, instead(root, self._others / "share", "is not the share", plain=True)
        for at, call in enumerate(self.calls):
            if call.what not in READS:
                yield at, instead(root, self._empty, "is empty|is not", plain=False)

    def play(self, at: int, fault: Fault, tally: Tally) -> None:
        """With ``fault`` at call ``at``, and then until all is done."""
        try:
            self._play(at, fault, tally)
        except BaseException as failure:
            failure.add_note(f"{self.scene.name}: {fault.name} at call {at}, {self.calls[at]}")
            raise

    def _play(self, at: int, fault: Fault, tally: Tally) -> None:
        place, shaken = self.place, Shaken(self.scene.root(self.place), fault, at)
        place.put_back()
        shutil.rmtree(self._empty, ignore_errors=True)
        self._empty.mkdir()
        before = contents(self._others)
        told = self._begin(shaken)
        assert contents(self._others) == before
        assert told or not fault.plain, "nobody was told"
        tally.fault()
        assert shaken.calls[at].what == self.calls[at].what, "it did not happen"
        if told is not None:
            require_words(told, fault, place.root)
        for root in (place.share, place.stick):
            list(said(root, place.office))  # nothing there is half written
        if at % 2:
            place.close()
        with tally.recovering():
            self._try_again()
        for deleted in shaken.deleted:
            self._require_right(deleted)
        reached = picture(place)
        tally.lost += len(events(self.expected) - events(reached))
        tally.twice += sum(len(rows) - 1 for rows in reached["office: events"].values())
        for entry in place.office.ledger.quarantined():
            tally.refuse(kept=entry.kept)
        assert reached == self.expected
        assert fault.lasting or "unlink" in fault.fits or not left_over(place.root)

    def _begin(self, ops: FileOps) -> SurroundingsError | None:
        self.scene.open_actor(self.place)
        with self.place.through(ops):
            return self.scene.done(self.place)

    def _try_again(self) -> None:
        """Twice, for what the first time brings is answered at the second."""
        for _ in range(2):
            self.place.clock.move(minutes=1)
            assert self._begin(FileOps()) is None

    def _require_right(self, deleted: Deleted) -> None:
        """Of a station its own bundles go, which the office has, or has ordered to be forgotten; of
        the office what it has said anew."""
        top, ledger = Path(deleted.place).parts[0], self.place.office.ledger
        if deleted.place.endswith(TEMPORARY):
            return
        if not self.scene.actor:
            assert top in OFFICES, deleted.place
            return
        device = self.place.station(self.scene.actor).keys.device
        assert deleted.place.startswith(f"stations/{device}/")
        sha = hashlib.sha256(deleted.data).hexdigest()
        assert sha in ledger.imported() or ledger.roster.erased(), deleted.place


def leave_foreign_files(root: Path) -> None:
    """Files that are none of ours in every folder, and a folder of them."""
    (root / f"{FOREIGN} photos").mkdir()
    for folder in [root, *filter(Path.is_dir, root.rglob("*"))]:
        for name in JUNK:
            (folder / name).write_bytes(str(folder).encode())


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def left_over(root: Path) -> list[Path]:
    return list(root.rglob(f"*{TEMPORARY}"))


def require_words(told: KeystepError, fault: Fault, root: Path) -> bool:
    """It says what happened, where, and what to do."""
    words = str(told)
    assert not fault.harmless, words
    assert isinstance(told, fault.told) or words.startswith("Nobody can tell"), words
    assert re.search(fault.words, words), words
    assert str(root) in words
    assert ADVICE.search(words), words
    assert not INSIDE.search(words.replace(str(root), "")), words
    return True


def events(reached: dict[str, Any]) -> set[str]:
    """Whatever anybody ever recorded, wherever it is."""
    return set(_recorded(reached))


def _recorded(reached: dict[str, Any]) -> Iterator[str]:
    for what, told in reached.items():
        if what.endswith((": log", ": events")):
            yield from (f"{what} {one}" for one in told)
