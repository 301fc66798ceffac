"""What lies in the inbox, as pure values, made off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.aggregate.quarantine import Quarantined
from keystep.aggregate.ranges import Range
from keystep.aggregate.runs import Run
from keystep.domain.bundles import Imported, Reason, Verdict
from keystep.domain.events import Instant
from keystep.domain.trust import Asking, Asks, KnownKey, key_id
from keystep.gui.admin.inbox.reasons import ASKING, PLAIN
from keystep.services.importing import ImportReport, runs
from keystep.services.office import Office


class Show(StrEnum):
    """What of the inbox is shown."""

    ALL = "all"
    LOOK = "look"
    NEW = "new"
    DUPLICATE = "duplicate"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class Finding:
    """What the latest looks at the share brought.

    ``report`` is that of the last import, ``preview`` of what one would do, while that is shown.
    ``away`` says why the share could not be looked at, if so.
    """

    report: ImportReport | None = None
    preview: ImportReport | None = None
    away: str = ""


@dataclass(frozen=True)
class Entry:
    """One file or station to look at. Sentences are untranslated templates.

    ``title`` is empty where we do not know the station. A station that ``asks`` has its ``device``
    and stands for all ``files`` that wait with it. ``folder`` is where a file lies below the share,
    ``beside`` the name of the station whose folder that is, if we know it.
    """

    verdict: Verdict
    title: str
    said: str
    next: str
    size: int = 0
    file: str = ""
    folder: str = ""
    beside: str = ""
    detail: str = ""
    asks: Asks | None = None
    device: str = ""
    files: int = 0


@dataclass(frozen=True)
class Gap:
    """Events of a station that did not come: seqs, both ends included."""

    device: str
    station: str
    seqs: tuple[Range, ...]
    since: datetime | None

    @property
    def events(self) -> int:
        return sum(last - first + 1 for first, last in self.seqs)


@dataclass(frozen=True)
class Inbox:
    """Everything that the inbox shows.

    ``forked`` are (device, name) of stations under whose name two histories came. ``fresh`` and
    ``known`` are the new files and those that were here already of the last import, or of the look
    first (``preview``); ``looked`` tells that there was one, ``cancelled`` that it was stopped
    before its end. ``runs`` are the imports that brought something, the newest first; ``run`` is
    the one that brought ``fresh``.
    """

    share: str
    now: Instant = field(compare=False)
    entries: tuple[Entry, ...] = ()
    gaps: tuple[Gap, ...] = ()
    forked: tuple[tuple[str, str], ...] = ()
    fresh: tuple[Imported, ...] = ()
    known: tuple[Imported, ...] = ()
    runs: tuple[Run, ...] = ()
    run: int | None = None
    looked: bool = False
    preview: bool = False
    cancelled: bool = False
    away: str = ""

    def count(self, show: Show) -> int:
        held = sum(entry.verdict is Verdict.HELD for entry in self.entries)
        refused = len(self.entries) - held
        return {
            Show.ALL: len(self.entries) + len(self.fresh) + len(self.known),
            Show.LOOK: len(self.entries),
            Show.NEW: len(self.fresh),
            Show.DUPLICATE: len(self.known),
            Show.HELD: held,
            Show.REFUSED: refused,
        }[show]

    def shown(self, show: Show) -> tuple[Entry, ...]:
        if show in (Show.ALL, Show.LOOK):
            return self.entries
        return tuple(entry for entry in self.entries if entry.verdict.value == show.value)


@dataclass(frozen=True)
class Aside:
    """A file that is held or refused: ``name`` says where it lies, ``key`` and ``device`` whose it
    is, as far as it says so itself."""

    name: str
    verdict: Verdict
    reason: Reason
    size: int
    detail: str
    key: str = ""
    device: str = ""

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath(self.name).parent


def read_inbox(office: Office, finding: Finding) -> Inbox:
    """What the office knows, with what was found last; the share is not touched."""
    ledger, report = office.ledger, finding.preview or finding.report
    overview, files = ledger.members.overview(), report.files if report else ()
    aside = looked_aside(files) if finding.preview else kept_aside(ledger.quarantined())
    return Inbox(
        share=office.pinned.root,
        now=office.clock.now(),
        entries=entries_of(aside, ledger.members.waiting(), overview, ledger.members.keyring()),
        gaps=gaps_of(overview),
        forked=tuple((row.device, row.name) for row in overview if row.forked),
        fresh=tuple(f for f in files if f.verdict is Verdict.NEW),
        known=tuple(f for f in files if f.verdict is Verdict.DUPLICATE),
        runs=runs(office),
        run=report.run if report else None,
        looked=report is not None,
        preview=finding.preview is not None,
        cancelled=report is not None and report.cancelled,
        away=finding.away,
    )


def kept_aside(files: Sequence[Quarantined]) -> tuple[Aside, ...]:
    """What is in quarantine."""
    return tuple(
        Aside(
            name=file.name,
            verdict=file.verdict,
            reason=file.reason,
            size=file.size,
            detail=str(file.detail),
            key=str(file.detail.values.get("key", "")),
            device=str(file.detail.values.get("device", "")),
        )
        for file in files
    )


def looked_aside(files: Sequence[Imported]) -> tuple[Aside, ...]:
    """What an import would set aside."""
    return tuple(
        Aside(
            name=file.file,
            verdict=file.verdict,
            reason=file.reason,
            size=file.size,
            detail=file.detail,
        )
        for file in files
        if file.reason is not None
    )


def entries_of(
    aside: Sequence[Aside],
    waiting: Sequence[Asking],
    overview: Sequence[StationRow],
    keyring: Mapping[str, KnownKey],
) -> tuple[Entry, ...]:
    """Stations that ask first, then held files, then refused ones.

    The files of a station that asks stand behind its one row, for they share one cure.
    """
    names = {row.device: row.name for row in overview}
    owners = {key: known.device for key, known in keyring.items()}
    behind = {station.device: _files_of(station, aside) for station in waiting}
    grouped = {file for files in behind.values() for file in files}
    rest = [_entry(file, names, owners) for file in aside if file not in grouped]
    rest.sort(key=lambda entry: entry.verdict is Verdict.REFUSED)
    return (*(_asks(station, behind[station.device]) for station in waiting), *rest)


def gaps_of(overview: Sequence[StationRow]) -> tuple[Gap, ...]:
    """The gaps of enrolled stations: those are asked for again."""
    return tuple(
        Gap(row.device, row.name, row.missing, row.missing_since)
        for row in overview
        if row.membership is Membership.ENROLLED and row.missing
    )


_BEHIND = {Reason.UNKNOWN_STATION: Asks.ENROL, Reason.NEW_EPOCH: Asks.EPOCH}
_ANYBODYS = frozenset(
    {
        Reason.NOT_A_FILE,
        Reason.TOO_LARGE,
        Reason.UNSTABLE,
        Reason.BAD_ENVELOPE,
        Reason.UNKNOWN_STATION,
    }
)


def _files_of(station: Asking, aside: Sequence[Aside]) -> list[Aside]:
    """What counts as soon as the station gets what it asks for.

    A file that does not say whose it is goes by its folder: nothing comes of that but its place in
    the list.
    """
    whose = {station.device, key_id(station.public_key)}
    return [
        file
        for file in aside
        if _BEHIND.get(file.reason) is station.asks
        and (file.device or file.key or file.folder.name) in whose
    ]


def _asks(station: Asking, files: Sequence[Aside]) -> Entry:
    said, then = ASKING[station.asks]
    return Entry(
        verdict=Verdict.HELD,
        title=station.name,
        said=said,
        next=then,
        size=sum(file.size for file in files),
        asks=station.asks,
        device=station.device,
        files=len(files),
    )


def _entry(file: Aside, names: Mapping[str, str], owners: Mapping[str, str]) -> Entry:
    """A file by itself; one that a station made is called after it."""
    said, then = PLAIN[file.reason]
    beside = names.get(file.folder.name, "")
    own = names.get(file.device or owners.get(file.key, ""), "")
    return Entry(
        verdict=file.verdict,
        title=own or ("" if file.reason in _ANYBODYS else beside),
        said=said,
        next=then,
        size=file.size,
        file=PurePosixPath(file.name).name,
        folder=str(file.folder),
        beside=beside,
        detail=file.detail,
    )
