"""One run of an import: what was looked at is taken in, or set aside."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from keystep.aggregate.database import nothing
from keystep.aggregate.seen import SeenFile
from keystep.domain.bundles import Imported, Reason, Verdict
from keystep.errors import BundleRefused
from keystep.services.ahead import Ahead
from keystep.services.inspecting import Inspector, Look, inspector, place_of
from keystep.services.office import Office
from keystep.services.uncollected import uncollected
from keystep.sync.found import Found
from keystep.sync.share import Share

AT_ONCE = 1_000


@dataclass
class Intake:
    """Takes files in. ``number`` is that of the run, ``run`` too once it has brought something."""

    office: Office
    inspector: Inspector
    number: int
    started: datetime
    run: int | None = None
    _tried: set[str] = field(default_factory=set)
    _seen: list[SeenFile] = field(default_factory=list)

    def take_all(self, files: Sequence[tuple[Share, Found]]) -> Generator[Imported, None, None]:
        """Look at each file, and import it or set it aside.

        While the disk takes one in, the next is read.
        """
        with Ahead(self._read, files) as ahead:
            for (share, found), look in zip(files, ahead, strict=True):
                with uncollected():
                    told = self._take(share, found, look, ahead.begin)
                yield told

    def _read(self, file: tuple[Share, Found]) -> Look:
        with uncollected():
            return self.inspector.read(*file)

    def _take(
        self, share: Share, found: Found, read: Look, meanwhile: Callable[[], object]
    ) -> Imported:
        look = self.inspector.judged(read)
        self._tried.add(look.sha)
        told = self._apply(look, meanwhile)
        settled = look.refusal is None or look.refusal.reason != Reason.UNSTABLE
        if look.data and look.whole and settled:
            self._note(
                SeenFile(
                    place=place_of(share, found),
                    size=found.size,
                    mtime_ns=found.mtime_ns,
                    sha=look.sha,
                )
            )
        return told

    def try_again(self) -> Iterator[Imported]:
        """What was set aside before and can be imported now, though its file may be gone."""
        for entry in self.inspector.aside.values():
            if entry.sha in self._tried or not entry.kept or not self.inspector.can_help(entry):
                continue
            data = self.office.ledger.bytes_of(entry.sha)
            if data is not None:
                look = self.inspector.judged(self.inspector.read_bytes(entry.name, data))
                told = self._apply(look)
                if told.verdict is Verdict.NEW:
                    yield told

    def close(self, shares: Sequence[Share], files: Sequence[tuple[Share, Found]]) -> None:
        """Let go of what is known of files that are gone."""
        self.note_seen()
        ledger = self.office.ledger
        here = {place_of(share, found) for share, found in files}
        roots = tuple(f"{share.root}/" for share in shares)
        gone = [place for place in self.inspector.seen if place.startswith(roots)]
        ledger.seen.forget([place for place in gone if place not in here])
        ledger.forget_unstable({found.place for _, found in files}, self.started)

    def note_seen(self) -> None:
        """Remember what was read, so that it need not be read again."""
        self.office.ledger.seen.note_all(self._seen)
        self._seen.clear()

    def _note(self, file: SeenFile) -> None:
        self._seen.append(file)
        if len(self._seen) >= AT_ONCE:
            self.note_seen()

    def _apply(self, look: Look, meanwhile: Callable[[], object] = nothing) -> Imported:
        ledger, now = self.office.ledger, self.office.clock.now().at
        told = self.inspector.told(look)
        if look.opened is not None:
            try:
                verdict, events = ledger.import_bundle(
                    look.sha,
                    look.name,
                    look.opened,
                    now,
                    self.number,
                    vouched=look.opened.header.device in self.inspector.revoked,
                    meanwhile=meanwhile,
                )
            except BundleRefused as refusal:
                return self._apply(self.inspector.refused(look, refusal))
            self.inspector.here.add(look.sha)
            self.run = self.number
            return replace(told, verdict=verdict, events=events)
        if look.refusal is not None and (look.data or not look.sha):
            ledger.set_aside(
                name=look.name,
                data=look.data,
                verdict=look.verdict,
                refusal=look.refusal,
                now=now,
            )
        return told


def begin_intake(office: Office, source: str, now: datetime) -> Intake:
    """A new run that looks at ``source``. Raises UsageError while the office is locked."""
    return Intake(office, inspector(office), office.ledger.runs.begin(source, now), now)
