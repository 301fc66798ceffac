"""Importing by itself, for months: what changed is taken in, and nothing else happens."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from keystep.aggregate.states import never
from keystep.domain.bundles import Verdict
from keystep.errors import SurroundingsError
from keystep.services.importing import ImportReport, Progress, import_share, silent
from keystep.services.office import Office
from keystep.sync.layout import STATIONS

LOOK = timedelta(minutes=1)
LONGEST = timedelta(minutes=30)
ANSWER = timedelta(hours=1)

NOTHING = hashlib.sha256().digest()

Change = ImportReport | SurroundingsError


@dataclass
class Watched:
    """What the last look found: a digest of the listing, of what is aside, and of what went wrong.

    Digests, so that a share with any number of files takes no more memory than an empty one.
    """

    listing: bytes = b""
    aside: bytes = NOTHING
    fault: str = ""
    imported: datetime | None = None
    failures: int = 0


def watch(
    office: Office,
    wait: Callable[[timedelta], bool],
    tell: Callable[[Change], None],
    cancelled: Callable[[], bool] = never,
) -> None:
    """Look every minute, and import when something on the share changed, or an hour has passed.

    ``tell`` hears of what is new, of what was set aside, and of each fault once; while faults last
    the pauses double up to half an hour. ``wait`` sleeps for a pause and is true when it is time to
    end; ``cancelled`` ends an import between two files.
    """
    watched = Watched()
    while not cancelled():
        look(office, watched, tell, cancelled)
        if wait(pause_after(watched.failures)):
            return


def look(
    office: Office,
    watched: Watched,
    tell: Callable[[Change], None],
    cancelled: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] = silent,
) -> None:
    """One look of :func:`watch`, which remembers in ``watched`` what it found."""
    try:
        _look(office, watched, tell, cancelled, on_progress)
    except SurroundingsError as fault:
        _tell_fault(watched, fault, tell)


def pause_after(failures: int) -> timedelta:
    """A minute, doubled for each failure in a row up to half an hour."""
    return min(LOOK * (1 << min(failures, 10)), LONGEST)


def _look(
    office: Office,
    watched: Watched,
    tell: Callable[[Change], None],
    cancelled: Callable[[], bool],
    on_progress: Callable[[Progress], None],
) -> None:
    listing, now = _listing(office), office.clock.now().at
    due = watched.imported is None or not timedelta(0) <= now - watched.imported < ANSWER
    if listing == watched.listing and not due and not watched.failures:
        return
    report = import_share(office, on_progress, cancelled)
    if report.unanswered is not None:
        _tell_fault(watched, report.unanswered, tell)
    else:
        watched.fault, watched.failures = "", 0
    aside = _aside(report)
    if report.count(Verdict.NEW) or aside != watched.aside:
        tell(report)
    watched.listing, watched.aside, watched.imported = listing, aside, now


def _tell_fault(watched: Watched, fault: SurroundingsError, tell: Callable[[Change], None]) -> None:
    watched.failures += 1
    if str(fault) != watched.fault:
        watched.fault = str(fault)
        tell(fault)


def _listing(office: Office) -> bytes:
    """Tells any change of what the stations have on the share, hellos included."""
    share, digest = office.share, hashlib.sha256()
    share.read_identity()
    for folder in share.folders(STATIONS):
        for found in share.scan(folder):
            digest.update(f"{found.way}\0{found.size}\0{found.mtime_ns}\n".encode(errors="replace"))
    return digest.digest()


def _aside(report: ImportReport) -> bytes:
    digest = hashlib.sha256()
    for file in report.files:
        if file.reason is not None:
            digest.update(f"{file.file}\0{file.reason}\n".encode())
    return digest.digest()
