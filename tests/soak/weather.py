"""What happens beyond the kiosk meanwhile: an office that works, a folder that fails."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from keystep import paths
from keystep.content.archive import build_pack
from keystep.errors import KeystepError
from keystep.services.importing import import_share
from keystep.services.office import Office
from keystep.services.publishing import publish_pack
from keystep.services.stations import publish_catalog
from tests.soak.ahead import AheadClock
from tests.soak.place import Place

PACK = "answering-customers"
SCHEMAS = paths.resources() / "schemas"
VERSION = re.compile(r'^version = "[^"]*"', re.MULTILINE)
IMPORTS_S, PUBLISHES_S, FAULTS_S = 20.0, 90.0, 45.0
"""About so often each of these happens."""
LASTS_S = (3.0, 10.0)
JUNK = 20


class Weather:
    """``tell`` the time now and then, in seconds; what is due by then happens. ``seen`` counts it.

    A folder that was hidden or blocked is put back by ``clear``.
    """

    def __init__(self, place: Place, office: Office, clock: AheadClock, random: Random) -> None:
        self._place, self._office, self._clock, self._random = place, office, clock, random
        self._due: dict[Callable[[], None], float] = {
            self._import: IMPORTS_S,
            self._publish: PUBLISHES_S / 2,
            self._fail: FAULTS_S / 2,
        }
        self._over: tuple[float, Callable[[], None]] | None = None
        self._version, self._now = 0, 0.0
        self.seen = Counter[str]()

    def tell(self, now: float) -> None:
        self._now = now
        if self._over is not None and now >= self._over[0]:
            self.clear()
        for act, due in list(self._due.items()):
            if now >= due:
                every = {self._import: IMPORTS_S, self._publish: PUBLISHES_S}.get(act, FAULTS_S)
                self._due[act] = now + every * self._random.uniform(0.5, 1.5)
                act()

    def clear(self) -> None:
        """The folder is as it should be."""
        over, self._over = self._over, None
        if over is not None:
            over[1]()

    def finish(self) -> None:
        """Whatever the kiosk has published by now is imported."""
        self.clear()
        self._import()

    def _import(self) -> None:
        self._try("imports", lambda: import_share(self._office))

    def _publish(self) -> None:
        """The same lessons under a higher version, for whoever is amid them too."""
        self._version += 1

        def publish() -> None:
            kpack = raised(self._place.root / "draft", f"1.1.{self._version}")
            publish_pack(self._office, kpack, SCHEMAS)
            publish_catalog(self._office)

        self._try("pack updates", publish)

    def _try(self, name: str, act: Callable[[], object]) -> None:
        """The office fares with the folder as it can."""
        self._clock.follow()
        try:
            act()
            self.seen[name] += 1
        except KeystepError:
            self.seen[f"{name} put off"] += 1

    def _fail(self) -> None:
        if self._over is None:
            fault = self._random.choice((self._hide, self._block, self._litter))
            fault()

    def _hide(self) -> None:
        """The folder is gone, as a drive that is not mounted."""
        self._move(self._place.share, "folder gone")

    def _block(self) -> None:
        """Nothing can be written: a file lies where the kiosk's folder should."""
        folder = self._move(self._place.device, "folder blocked")
        folder.write_bytes(b"")

    def _litter(self) -> None:
        """Others put what they like into it."""
        for n in range(JUNK):
            name = self._random.choice((f"{n:064x}.json", f"note {n}.txt", f".~lock.{n}#"))
            junk = self._random.randbytes(self._random.choice((0, 9, 70_000)))
            (self._place.device / name).write_bytes(junk)
        self.seen["junk files"] += JUNK

    def _move(self, folder: Path, name: str) -> Path:
        """Aside for a while; what was put in its place meanwhile goes again."""
        aside = self._place.root / "aside"
        folder.rename(aside)

        def put_back() -> None:
            if folder.is_dir():
                shutil.rmtree(folder)
            folder.unlink(missing_ok=True)
            aside.rename(folder)

        self._over = (self._now + self._random.uniform(*LASTS_S), put_back)
        self.seen[name] += 1
        return folder


def raised(draft: Path, version: str) -> Path:
    """A .kpack of the same lessons as ship, under another version."""
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(paths.lessons() / PACK, draft / PACK)
    manifest = draft / PACK / "pack.toml"
    manifest.write_text(VERSION.sub(f'version = "{version}"', manifest.read_text(), count=1))
    return build_pack(draft / PACK, SCHEMAS, draft)
