"""Taking in what the stations left on the share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import Struct

from keystep.aggregate.runs import Run
from keystep.aggregate.states import never
from keystep.domain.bundles import Imported, Verdict
from keystep.errors import SurroundingsError
from keystep.services.answering import answer
from keystep.services.copies import copies_at
from keystep.services.inspecting import inspector
from keystep.services.intake import Intake, begin_intake
from keystep.services.office import Office, refuse_if_succeeded
from keystep.services.own_word import take_own_word
from keystep.services.papers import note
from keystep.services.stations import greet_stations
from keystep.sync.found import Found
from keystep.sync.receiver import scan_bundles
from keystep.sync.share import Share


class Progress(Struct, frozen=True):
    """How far an import is: files read of all, and new events so far."""

    done: int
    total: int
    file: str
    events: int


@dataclass(frozen=True)
class ImportReport:
    """What one import did, or would do, file by file.

    ``run`` names it for undoing; None where nothing was imported. ``cancelled`` when it was stopped
    between two files. ``unanswered`` is why the stations could not be told, on a stick that is
    write protected, say: what was imported counts all the same, and the next import answers.
    """

    files: tuple[Imported, ...]
    cancelled: bool = False
    unanswered: SurroundingsError | None = None
    run: int | None = None

    def count(self, verdict: Verdict) -> int:
        return sum(file.verdict is verdict for file in self.files)

    @property
    def events(self) -> int:
        return sum(file.events for file in self.files)


def silent(_progress: Progress) -> None:
    """For a caller who shows no progress."""


def preview_share(
    office: Office,
    on_progress: Callable[[Progress], None] = silent,
    cancelled: Callable[[], bool] = never,
    root: Path | None = None,
) -> ImportReport:
    """What :func:`import_share` would say now. Nothing is written, here or on the share.

    Of a new bundle all events are counted; some of them may be here from another one. Raises
    ShareUnreachable, ShareFull, UsageError while locked.
    """
    looker, files = inspector(office), _files(copies_at(office, root))
    told = (looker.told(looker.look(share, found)) for share, found in files)
    return _followed(told, files, on_progress, cancelled)


def import_share(
    office: Office,
    on_progress: Callable[[Progress], None] = silent,
    cancelled: Callable[[], bool] = never,
    root: Path | None = None,
) -> ImportReport:
    """Import every bundle on the share, then answer there.

    ``root`` is another copy of the share, such as a stick, or a folder of several copies. Each
    bundle is one transaction; a bad file is held or refused with its reason and its bytes, and its
    neighbours go on. What was set aside earlier is tried again where its cause is gone. Raises
    ShareUnreachable, ShareFull, NotSaved, UsageError while locked.
    """
    keys = office.unlocked
    if root is None:
        refuse_if_succeeded(office)
    shares, started = copies_at(office, root), office.clock.now().at
    for share in shares:
        greet_stations(office, share)
        take_own_word(office.ledger, keys, share, (keys.public_text,))
    files = _files(shares)
    intake = begin_intake(office, str(root or office.pinned.root), started)
    with closing(intake.take_all(files)) as told:
        report = _followed(told, files, on_progress, cancelled)
    if report.cancelled:
        intake.note_seen()
        return _logged(office, intake, report)
    report = replace(report, files=(*report.files, *intake.try_again()))
    intake.close(shares, files)
    report = _logged(office, intake, report)
    return replace(report, unanswered=answer(office, shares, cancelled))


def undo_import(office: Office, run: int) -> SurroundingsError | None:
    """Let nothing count that came with an import, until it is redone; the stations hear of it.

    Returns why they could not be told, if so. Raises UsageError where there is no such import.
    """
    office.ledger.runs.undo(run, office.clock.now().at)
    note(office, "Took back import {run}: it no longer counts", run=run)
    return answer(office, (office.share,))


def redo_import(office: Office, run: int) -> SurroundingsError | None:
    """Let an import count again that was undone; else as :func:`undo_import`."""
    office.ledger.runs.redo(run)
    note(office, "Import {run} counts again", run=run)
    return answer(office, (office.share,))


def runs(office: Office) -> tuple[Run, ...]:
    """The imports that brought something, the newest first."""
    return office.ledger.runs.listed()


def _logged(office: Office, intake: Intake, report: ImportReport) -> ImportReport:
    """An import that brought nothing leaves no trace."""
    if intake.run is not None:
        note(
            office,
            "Import {run}: new bundles {bundles}, new events {events}",
            run=intake.run,
            bundles=report.count(Verdict.NEW),
            events=report.events,
        )
    return replace(report, run=intake.run)


def _files(shares: Sequence[Share]) -> list[tuple[Share, Found]]:
    return [(share, found) for share in shares for found in scan_bundles(share)]


def _followed(
    told: Iterator[Imported],
    files: Sequence[tuple[Share, Found]],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> ImportReport:
    """What is ``told`` of each of ``files``, with progress, until it is cancelled."""
    outcomes, events = list[Imported](), 0
    for done, (_, found) in enumerate(files):
        if cancelled():
            return ImportReport(tuple(outcomes), cancelled=True)
        on_progress(Progress(done, len(files), found.name, events))
        outcomes.append(next(told))
        events += outcomes[-1].events
    on_progress(Progress(len(files), len(files), "", events))
    return ImportReport(tuple(outcomes))
