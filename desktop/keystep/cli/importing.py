"""``keystep import``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import msgspec

from keystep.aggregate.overview import StationRow
from keystep.cli.opening import unlocked_office
from keystep.cli.output import Bar, counted, print_json, print_table
from keystep.cli.stations import troubles
from keystep.cli.watching import until_told
from keystep.domain.bundles import Verdict
from keystep.domain.trust import Asking
from keystep.errors import SurroundingsError
from keystep.services import importing
from keystep.services.importing import ImportReport, Progress
from keystep.services.office import Office
from keystep.services.watching import Change, watch

TO_SAY = {
    Verdict.NEW: "new",
    Verdict.DUPLICATE: "already here",
    Verdict.HELD: "held",
    Verdict.REFUSED: "refused",
}
ASIDE = (Verdict.HELD, Verdict.REFUSED)
UNTOLD = "The stations could not be told: {why}"


def import_bundles(options: argparse.Namespace) -> int:
    """Import from the share or a copy of it, look first, or take an import back."""
    with closing(unlocked_office(options)) as office:
        if options.runs:
            return _list_runs(office, options)
        if options.undo is not None:
            why = importing.undo_import(office, options.undo)
            return _told_run(options, options.undo, "no longer counts", why)
        if options.redo is not None:
            why = importing.redo_import(office, options.redo)
            return _told_run(options, options.redo, "counts again", why)
        return _watch(office, options) if options.watch else _import(office, options)


def _import(office: Office, options: argparse.Namespace) -> int:
    bar = Bar()

    def show(progress: Progress) -> None:
        if progress.total:
            done = f"bundle {progress.done:,} of {progress.total:,}"
            bar.show(done, progress.done / progress.total)

    run = importing.preview_share if options.preview else importing.import_share
    root = options.share.absolute() if options.share else None
    report = run(office, show, root=root)
    bar.close()
    if options.json:
        print_json(report)
    else:
        _tell(report, office.ledger.members.waiting())
        _warn(report, office.ledger.members.overview())
        if options.preview:
            command = "keystep import" + (f" {options.share}" if options.share else "")
            print(f"Nothing was changed. Import with: {command}")
    return 1 if report.count(Verdict.REFUSED) or report.unanswered else 0


def _watch(office: Office, options: argparse.Namespace) -> int:
    """One line a change, until told to end; an import that is under way ends between two files."""

    def tell(change: Change) -> None:
        if options.json:
            print(_as_json(change), flush=True)
        else:
            at = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
            print(f"{at}  {_line(change)}", flush=True)

    with until_told() as wait:
        watch(office, wait, tell, _is_over(wait))
    return 0


def _is_over(wait: Callable[[timedelta], bool]) -> Callable[[], bool]:
    return lambda: wait(timedelta(0))


def _line(change: Change) -> str:
    if isinstance(change, SurroundingsError):
        return str(change)
    aside = [f"{TO_SAY[f.verdict]}: {f.file} ({f.detail})" for f in change.files if f.reason]
    return "; ".join((_counts(change), *aside))


def _as_json(change: Change) -> str:
    value = {"fault": str(change)} if isinstance(change, SurroundingsError) else change
    return msgspec.json.encode(value, enc_hook=str).decode()


def _tell(report: ImportReport, waiting: tuple[Asking, ...]) -> None:
    for file in report.files:
        if file.verdict in ASIDE:
            print(f"{TO_SAY[file.verdict]}  {file.file}: {file.detail}")
    print(_counts(report))
    if report.cancelled:
        print("Stopped before the end; the next import goes on.")
    if report.run is not None:
        print(f"Take this import back with: keystep import --undo {report.run}")
    if report.unanswered:
        print(UNTOLD.format(why=report.unanswered))
    if waiting:
        wait = "station waits" if len(waiting) == 1 else "stations wait"
        print(f"{len(waiting)} {wait} for you: keystep enrol")


def _warn(report: ImportReport, stations: Iterable[StationRow]) -> None:
    """Where a station that brought something is in trouble: a gap, two histories, a wrong clock."""
    heard = {file.station for file in report.files if file.verdict is Verdict.NEW}
    for station in stations:
        if station.name in heard and (wrong := troubles(station)):
            print(f"“{station.name}”: {wrong}")


def _counts(report: ImportReport) -> str:
    counts = ", ".join(
        f"{report.count(v)} {words}" for v, words in TO_SAY.items() if report.count(v)
    )
    return f"{counts or 'Nothing on the share'}; {counted(report.events, 'event')} counted."


def _list_runs(office: Office, options: argparse.Namespace) -> int:
    runs = importing.runs(office)
    if options.json:
        print_json(runs)
        return 0
    rows = [
        (
            str(run.id),
            f"{run.started_at.astimezone():%Y-%m-%d %H:%M}",
            counted(run.bundles, "bundle"),
            counted(run.events, "event"),
            "does not count" if run.undone_at else "counts",
            run.source,
        )
        for run in runs
    ]
    if rows:
        print_table(("run", "when", "bundles", "events", "", "from"), rows)
    else:
        print("Nothing was imported yet.")
    return 0


def _told_run(
    options: argparse.Namespace, run: int, now: str, why: SurroundingsError | None
) -> int:
    if options.json:
        print_json({"run": run, "untold": why})
    else:
        print(f"Import {run} {now}.")
        if why:
            print(UNTOLD.format(why=why))
    return 1 if why else 0
