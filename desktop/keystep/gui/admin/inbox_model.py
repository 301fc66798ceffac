"""What lies in the inbox, in plain words: pure values, made off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from keystep.aggregate.quarantine import Quarantined
from keystep.aggregate.stations import Membership, StationRow
from keystep.aggregate.streams import Fork
from keystep.domain.bundles import Enrolled, Imported, Reason, Verdict
from keystep.errors import ShareUnreachable
from keystep.gui.i18n import mark
from keystep.services.importing import ImportReport
from keystep.services.office import Office
from keystep.services.stations import greet_stations

UNKNOWN = mark("Unknown")
LEAVE = mark("It lies in {folder}: leave it, or tell the owner of the share")
ASKED = mark("What it should hold is asked for again")

PLAIN: Mapping[Reason, tuple[str, str]] = {
    Reason.NOT_A_FILE: (mark("Not a file: a folder, a link or a device."), LEAVE),
    Reason.TOO_LARGE: (mark("Larger than a bundle can be."), LEAVE),
    Reason.UNSTABLE: (
        mark("It was still being written when we looked."),
        mark("Tried again with the next import"),
    ),
    Reason.BAD_ENVELOPE: (mark("Not a bundle: it only has the name of one."), LEAVE),
    Reason.BAD_SIGNATURE: (
        mark("The signature does not fit this station’s key: the file was changed."),
        ASKED,
    ),
    Reason.UNKNOWN_STATION: (
        mark("We do not know this station yet."),
        mark("Its bundles count as soon as it is enrolled"),
    ),
    Reason.REVOKED: (mark("This station’s key was withdrawn."), mark("Enrol the station anew")),
    Reason.NEWER_VERSION: (
        mark("A newer Keystep wrote it."),
        mark("Update Keystep here, then it is imported by itself"),
    ),
    Reason.CANNOT_UNSEAL: (
        mark("It is sealed for another key than ours."),
        mark("The station must join this share again"),
    ),
    Reason.BAD_JSON: (mark("What is inside cannot be read."), ASKED),
    Reason.BAD_SHAPE: (mark("What is inside is not what a bundle holds."), ASKED),
    Reason.HEADER_MISMATCH: (
        mark("It names one station and is signed by another."),
        ASKED,
    ),
    Reason.BROKEN_CHAIN: (
        mark("Its events do not follow one another: something was taken out or put in."),
        ASKED,
    ),
}


class Show(StrEnum):
    """What of the inbox is shown."""

    ALL = "all"
    LOOK = "look"
    NEW = "new"
    DUPLICATE = "duplicate"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class Entry:
    """One file or station to look at. Sentences are untranslated templates.

    ``title`` is empty where we do not know the station; ``device`` is set where it can be
    enrolled. ``folder`` is where the file lies below the share; sentences may name it.
    """

    verdict: Verdict
    title: str
    file: str
    size: int
    said: str
    next: str
    detail: str = ""
    device: str = ""
    files: int = 0
    folder: str = ""


@dataclass(frozen=True)
class Gap:
    """Events of a station that did not come: seqs, both ends included."""

    station: str
    first: int
    last: int


@dataclass(frozen=True)
class Inbox:
    """Everything that the inbox shows.

    ``forked`` names stations under whose name two histories came. ``fresh`` and ``known`` are what
    the last import took and what it had already; ``cancelled`` when it was stopped before its end.
    """

    share: str
    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]
    forked: tuple[str, ...] = ()
    fresh: tuple[Imported, ...] = ()
    known: tuple[Imported, ...] = ()
    imported: bool = False
    cancelled: bool = False
    unreachable: str = ""

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


def read_inbox(office: Office, report: ImportReport | None) -> Inbox:
    """Look at the share for stations that ask, and at what was set aside so far.

    A share that is not there is told in ``unreachable``: what we know is shown all the same.
    """
    unreachable = ""
    try:
        waiting = greet_stations(office)
    except ShareUnreachable as away:
        unreachable, waiting = str(away), office.ledger.waiting()
    overview = office.ledger.station_overview()
    files = report.files if report else ()
    return Inbox(
        share=office.pinned.root,
        entries=entries_of(office.ledger.quarantined(), waiting, overview),
        gaps=gaps_of(overview),
        forked=tuple(station_names(office.ledger.forks(), overview)),
        fresh=tuple(f for f in files if f.verdict is Verdict.NEW),
        known=tuple(f for f in files if f.verdict is Verdict.DUPLICATE),
        imported=report is not None,
        cancelled=report is not None and report.cancelled,
        unreachable=unreachable,
    )


def entries_of(
    aside: Sequence[Quarantined], waiting: Sequence[Enrolled], overview: Sequence[StationRow]
) -> tuple[Entry, ...]:
    """Stations that ask first, then held files, then refused ones.

    The files of a station that asks stand behind its one row, for they share one cure.
    """
    names = {row.device: row.name for row in overview}
    asking = {station.device for station in waiting}
    files = {device: _files_of(device, aside) for device in asking}
    behind = {file.sha for group in files.values() for file in group}
    rest = [_entry(file, names) for file in aside if file.sha not in behind]
    rest.sort(key=lambda entry: entry.verdict is Verdict.REFUSED)
    return (*(_asks(station, files[station.device]) for station in waiting), *rest)


def gaps_of(overview: Sequence[StationRow]) -> tuple[Gap, ...]:
    return tuple(
        Gap(row.name, first, last)
        for row in overview
        if row.membership is Membership.ENROLLED
        for first, last in row.missing
    )


def station_names(forks: Sequence[Fork], overview: Sequence[StationRow]) -> list[str]:
    """The stations whose streams these are, each once, by name."""
    forked = {fork.device for fork in forks}
    return [row.name for row in overview if row.device in forked]


def _files_of(device: str, aside: Sequence[Quarantined]) -> list[Quarantined]:
    unknown = (file for file in aside if file.reason is Reason.UNKNOWN_STATION)
    return [file for file in unknown if _device_of(file) == device]


def _device_of(file: Quarantined) -> str:
    """The device whose key the file names; "" where it names none."""
    return str(file.detail.values.get("key", ""))


def _asks(station: Enrolled, files: Sequence[Quarantined]) -> Entry:
    said, then = PLAIN[Reason.UNKNOWN_STATION]
    return Entry(
        verdict=Verdict.HELD,
        title=station.name,
        file="",
        size=sum(file.size for file in files),
        said=said,
        next=then,
        device=station.device,
        files=len(files),
    )


def _entry(file: Quarantined, names: Mapping[str, str]) -> Entry:
    said, then = PLAIN[file.reason]
    return Entry(
        verdict=file.verdict,
        title=names.get(_device_of(file), ""),
        file=PurePosixPath(file.name).name,
        folder=str(PurePosixPath(file.name).parent),
        size=file.size,
        said=said,
        next=then,
        detail=str(file.detail),
    )
