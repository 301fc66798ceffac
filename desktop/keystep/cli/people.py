"""``keystep people``."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from keystep import paths
from keystep.aggregate.persons import PersonRow
from keystep.cli.opening import locked_office, unlocked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.cli.stations import find_station
from keystep.disk import OWNER_ONLY, chosen_file
from keystep.errors import ShareFull, ShareUnreachable, UsageError
from keystep.services import people as services
from keystep.services import stations
from keystep.services.office import Office
from keystep.services.people import Forgotten

HEAD = ("name", "team", "id", "events", "last day", "stations")


def people(options: argparse.Namespace) -> int:
    """Deal with people."""
    if options.action in ("list", "show"):
        with closing(locked_office(options)) as office:
            return _list(office, options) if options.action == "list" else _show(office, options)
    actions = {
        "merge": _merge,
        "unmerge": _unmerge,
        "assign": _assign,
        "adopt": _adopt,
        "erase": _erase,
    }
    with closing(unlocked_office(options)) as office:
        return actions[options.action](office, options)


def _list(office: Office, options: argparse.Namespace) -> int:
    rows = services.people(office)
    if options.json:
        print_json(rows)
    elif rows:
        print_table(HEAD, [_cells(row) for row in rows])
    else:
        print("Nobody is known yet. People are registered at the stations.")
    return 0


def _show(office: Office, options: argparse.Namespace) -> int:
    row = find_person(office, options.person)
    if options.html:
        _write(options.html, services.person_html(office, row.person, paths.resources()))
        print(options.html)
    elif options.json:
        sys.stdout.buffer.write(services.person_json(office, row.person))
    else:
        print_table(HEAD, [_cells(row)])
        print("\nAll that is known: --json prints it, --html FILE writes a page to read and print.")
    return 0


def _merge(office: Office, options: argparse.Namespace) -> int:
    learner, into = find_person(office, options.person), find_person(office, options.into)
    if learner.person == into.person:
        raise UsageError("“{name}” is one person already. Name somebody else.", name=into.name)
    services.merge(office, learner.person, into.person)
    print(f"“{learner.name}” and “{into.name}” are one person from now on, {into.person}.")
    print(f"Take it back with: keystep people unmerge {learner.person}")
    return _tell(office)


def _unmerge(office: Office, options: argparse.Namespace) -> int:
    """A merged id is no row of its own: it is found among those of the others."""
    ids = [id_ for row in services.people(office) for id_ in row.also]
    matches = [id_ for id_ in ids if id_.startswith(options.person)]
    if len(matches) != 1:
        raise UsageError(
            "No single id that was merged begins with “{name}”. See: keystep people list --json",
            name=options.person,
        )
    services.unmerge(office, matches[0])
    print(f"{matches[0]} is somebody again.")
    return _tell(office)


def _assign(office: Office, options: argparse.Namespace) -> int:
    row, station = find_person(office, options.person), find_station(office, options.station)
    services.assign(office, row.person, station.device)
    print(f"“{row.name}” is expected at “{station.name}”.")
    return _tell(office)


def _adopt(office: Office, options: argparse.Namespace) -> int:
    lost, new = find_station(office, options.lost), find_station(office, options.new)
    if lost.device == new.device:
        raise UsageError("“{name}” is one station. Name the other one too.", name=lost.name)
    count = services.adopt(office, lost.device, new.device)
    are = "person is" if count == 1 else "people are"
    print(f"{count} {are} expected at “{new.name}”.")
    return _tell(office)


def _erase(office: Office, options: argparse.Namespace) -> int:
    person: str = options.person
    if person not in office.ledger.roster.erased():
        row = find_person(office, person)
        person = row.person
        if not options.yes:
            _ask(row)
    forgotten = services.erase(office, person)
    if options.json:
        print_json(forgotten)
    else:
        _tell_erased(forgotten)
    return 1 if forgotten.untold or forgotten.out_of_reach else 0


def find_person(office: Office, called: str) -> PersonRow:
    """The one person with this name or id, or whose id begins so. Raises UsageError."""
    rows = services.people(office)
    exact = [row for row in rows if called in (row.name, row.person, *row.also)]
    matches = exact or [
        row for row in rows if any(id_.startswith(called) for id_ in (row.person, *row.also))
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(
            "“{name}” is {n} people. Give the beginning of the id: {ids}",
            name=called,
            n=len(matches),
            ids=", ".join(row.person[:8] for row in matches),
        )
    raise UsageError("Nobody is called “{name}”. See: keystep people list", name=called)


def _cells(row: PersonRow) -> tuple[str, ...]:
    places = ", ".join(used.name or used.device[:8] for used in row.stations)
    last = row.last_day.isoformat() if row.last_day else ""
    return (row.name, row.team, row.person[:8], f"{row.events:,}", last, places)


def _ask(row: PersonRow) -> None:
    words = f"Forget “{row.name}” ({row.team}, {counted(row.events, 'event')}) for good? [y/N] "
    try:
        answer = input(words)
    except EOFError:
        answer = ""
    if answer.strip().lower() not in ("y", "yes"):
        raise UsageError("Nobody was forgotten. Say y, or give --yes.")


def _tell_erased(forgotten: Forgotten) -> None:
    print(f"Forgotten here: {', '.join(forgotten.ids)}.")
    for path in forgotten.backups:
        print(f"made anew without them: {path}")
    for path in forgotten.out_of_reach:
        print(f"out of reach, and still holds them: {path}")
    if forgotten.out_of_reach:
        again = f"keystep people erase {forgotten.ids[0]}"
        print(f"Connect those, then: {again}. Or destroy them.")
    if forgotten.untold:
        print(f"The stations do not know yet; the next import tells them. {forgotten.untold}")
    else:
        print("The stations forget them with their next sync.")


def _tell(office: Office) -> int:
    """Let the stations know now; the exit status."""
    try:
        stations.publish_progress(office)
    except (ShareUnreachable, ShareFull) as away:
        print(f"The stations do not know yet; the next import tells them. {away}")
        return 1
    return 0


def _write(path: Path, text: str) -> None:
    with chosen_file(path, OWNER_ONLY) as partial:
        partial.write_text(text, encoding="utf-8")
