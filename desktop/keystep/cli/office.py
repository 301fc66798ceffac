"""``keystep admin init``, ``import``, ``enrol``, ``report``, ``bundle`` and ``okr``."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from contextlib import closing
from pathlib import Path

from keystep import paths
from keystep.bootstrap import new_id, open_office
from keystep.cli.board import board_json, print_board
from keystep.cli.output import Bar, print_json
from keystep.domain.bundles import Enrolled, Verdict
from keystep.errors import UsageError
from keystep.services import bundles, importing, okrs, reporting, stations
from keystep.services import office as services
from keystep.services.importing import ImportReport, Progress
from keystep.services.office import Office

PASSPHRASE_VARIABLE = "KEYSTEP_PASSPHRASE"  # noqa: S105 - the variable's name
TO_SAY = {
    Verdict.NEW: "new",
    Verdict.DUPLICATE: "already here",
    Verdict.HELD: "held",
    Verdict.REFUSED: "refused",
}


def init(options: argparse.Namespace) -> int:
    """Found an organisation; the recovery key is printed once and kept nowhere."""
    recovery = services.found_organisation(
        _home(options),
        options.share.absolute(),
        options.organisation,
        _passphrase(options, new=True),
        new_id=new_id,
        database=options.database,
    )
    print(f"“{options.organisation}” is founded. Stations can join {options.share}.")
    print("\nPrint this recovery key and lock it away. It opens every bundle if the passphrase is")
    print(f"lost, and it is shown only now:\n\n  {recovery}\n")
    return 0


def import_bundles(options: argparse.Namespace) -> int:
    """Import from the share, or from a copy of it."""
    bar = Bar()

    def show(progress: Progress) -> None:
        share = progress.done / progress.total if progress.total else 1.0
        bar.show(f"bundle {progress.done} of {progress.total}", share)

    with closing(_unlocked(options)) as office:
        report = importing.import_share(office, show, root=options.share)
        bar.close()
        waiting = office.ledger.waiting()
    if options.json:
        print_json(report)
    else:
        _tell_import(report, waiting)
    return 1 if report.count(Verdict.REFUSED) or report.unanswered else 0


def enrol(options: argparse.Namespace) -> int:
    """List the stations that wait, or approve some."""
    with closing(_unlocked(options)) as office:
        waiting = stations.greet_stations(office)
        chosen = waiting if options.all else [_named(waiting, name) for name in options.station]
        for station in chosen:
            stations.enrol(office, station.device)
        if chosen:
            stations.publish_catalog(office)
    told = chosen or waiting
    if options.json:
        print_json([{"device": s.device, "name": s.name} for s in told])
        return 0
    for station in told:
        print(f"{'enrolled' if chosen else 'waits'}  {station.device[:8]}  {station.name}")
    if not told:
        print("No station waits to be enrolled.")
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the board as HTML."""
    with closing(_office(options)) as office:
        print(reporting.write_report(office, paths.resources(), options.file.absolute()))
    return 0


def bundle(options: argparse.Namespace) -> int:
    """Show or verify one bundle."""
    with closing(_unlocked(options)) as office:
        opened = bundles.open_file(office, options.file)
    if options.action == "show":
        sys.stdout.buffer.write(bundles.as_json(opened))
        return 0
    header = opened.header
    print(
        f"{options.file}: sound. Bundle {header.no} of station {header.device[:8]}, "
        f"events {header.first} to {header.last}."
    )
    return 0


def okr(options: argparse.Namespace) -> int:
    """Show the board, or load a cycle or KPI values."""
    actions = {"show": _show, "load": _load, "kpis": _kpis}
    with closing(_office(options)) as office:
        return actions[options.action](options, office)


def _show(options: argparse.Namespace, office: Office) -> int:
    board = okrs.board(office)
    if board is None:
        raise UsageError("There are no objectives yet. Load them with: keystep okr load FILE")
    if options.json:
        print_json(board_json(board))
    else:
        print_board(board)
    return 0


def _load(options: argparse.Namespace, office: Office) -> int:
    cycle = okrs.load_okrs(office, options.file)
    count = sum(len(objective.key_results) for objective in cycle.objectives)
    if options.json:
        print_json({"cycle": cycle.id, "key_results": count})
    else:
        results = "key result" if count == 1 else "key results"
        print(f"“{cycle.title}” is the current cycle, with {count} {results}.")
    return 0


def _kpis(options: argparse.Namespace, office: Office) -> int:
    rows, faults = okrs.load_kpis(office, options.file)
    if options.json:
        print_json({"imported": rows, "faults": faults})
    else:
        for fault in faults:
            print(fault)
        print(f"{rows:,} {'row' if rows == 1 else 'rows'} imported, {len(faults):,} left out.")
    return 1 if faults else 0


def _tell_import(told: ImportReport, waiting: tuple[Enrolled, ...]) -> None:
    for file in told.files:
        if file.verdict in (Verdict.HELD, Verdict.REFUSED):
            print(f"{TO_SAY[file.verdict]}  {file.file}: {file.detail}")
    counts = ", ".join(f"{told.count(v)} {words}" for v, words in TO_SAY.items() if told.count(v))
    events = f"{told.events:,} {'event' if told.events == 1 else 'events'}"
    print(f"{counts or 'Nothing on the share yet'}; {events} counted.")
    if told.unanswered:
        print(f"The stations could not be answered: {told.unanswered}")
    if waiting:
        n = len(waiting)
        print(f"{n} {'station waits' if n == 1 else 'stations wait'} to be enrolled: keystep enrol")


def _named(waiting: tuple[Enrolled, ...], name: str) -> Enrolled:
    matches = [s for s in waiting if s.name == name or s.device.startswith(name)]
    if len(matches) != 1:
        raise UsageError("“{name}” is not one of the stations that wait.", name=name)
    return matches[0]


def _home(options: argparse.Namespace) -> Path:
    return paths.home(options.home, "admin")


def _office(options: argparse.Namespace) -> Office:
    return open_office(_home(options), None)


def _unlocked(options: argparse.Namespace) -> Office:
    return open_office(_home(options), _passphrase(options))


def _passphrase(options: argparse.Namespace, *, new: bool = False) -> str:
    """From the file, the environment, or the keyboard; a new one is typed twice."""
    if options.passphrase_file:
        lines = options.passphrase_file.read_text(encoding="utf-8").splitlines()
        given = lines[0] if lines else ""
    elif PASSPHRASE_VARIABLE in os.environ:
        given = os.environ[PASSPHRASE_VARIABLE]
    else:
        given = getpass.getpass("Passphrase: ")
        if new and getpass.getpass("Again: ") != given:
            raise UsageError("The two passphrases differ. Nothing was changed; try again.")
    if not given:
        raise UsageError("The passphrase is empty. Nothing was changed; choose a longer one.")
    return given
