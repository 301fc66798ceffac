"""``keystep assignments``: paths that people are to do, and who has done them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from keystep.cli.asking import audience, day_of, done, path_of, today, told
from keystep.cli.output import print_json, print_table
from keystep.domain.assigning import (
    Assignment,
    Standing,
)
from keystep.domain.sheet import Sheet
from keystep.errors import UsageError
from keystep.services import tables
from keystep.services.assigning import compliance as complying
from keystep.services.assigning import editing
from keystep.services.assigning.compliance import Compliance, Owed
from keystep.services.assigning.registers import ASSIGNMENTS
from keystep.services.office import Office

STANDINGS = {
    Standing.DONE: "done",
    Standing.LATE: "done late",
    Standing.OPEN: "open",
    Standing.OVERDUE: "overdue",
    Standing.SILENT: "not heard of",
}
COUNTS = tuple(STANDINGS.values())


def assignments(options: argparse.Namespace) -> int:
    """Assign paths; say who has done them."""
    return done(options, {"list": _list, "show": _show}, {"add": _assign, "drop": _withdraw})


def _list(options: argparse.Namespace, office: Office) -> int:
    every = complying.compliance(office)
    if options.json:
        print_json([_summary(one) for one in every])
    elif every:
        head = ("path", "id", "due", "people", *COUNTS)
        print_table(head, [_line(one) for one in every])
    else:
        print("Nothing is assigned. Assign a path: keystep assignments add PACK/PATH")
    return 0


def _show(options: argparse.Namespace, office: Office) -> int:
    one = next((x for x in complying.compliance(office) if x.assignment.id == options.id), None)
    if one is None:
        raise UsageError(
            "There is no assignment “{id}”. See: keystep assignments list", id=options.id
        )
    if options.csv:
        tables.save_csv(
            options.csv,
            Sheet(("person", "team", "due", "done", "standing"), [_row(each) for each in one.owed]),
        )
        print(options.csv)
    elif options.json:
        print_json(one)
    else:
        head = ("person", "team", "due", "done", "standing")
        print_table(head, [[str(cell or "") for cell in _row(each)] for each in one.owed])
    return 0


def _assign(options: argparse.Namespace, office: Office) -> int:
    pack, path = path_of(options.path)
    wanted = Assignment(
        id=editing.free_id(office, ASSIGNMENTS, path),
        audience=audience(options, office),
        pack=pack,
        path=path,
        assigned=today(office),
        due=day_of(options.due) if options.due else None,
        within=options.within,
    )
    editing.assign(office, wanted)
    return told(options, wanted.id, "Assigned")


def _withdraw(options: argparse.Namespace, office: Office) -> int:
    return editing.withdraw(office, options.id)


def _line(one: Compliance) -> Sequence[str]:
    due = one.assignment.due
    counts = (f"{one.whole.counts.get(standing, 0):,}" for standing in STANDINGS)
    within = f"{one.assignment.within} days" if one.assignment.within else ""
    people = f"{one.whole.people:,}"
    return (one.title, one.assignment.id, str(due) if due else within, people, *counts)


def _summary(one: Compliance) -> dict[str, object]:
    return {
        "assignment": one.assignment,
        "title": one.title,
        "teams": one.teams,
        "whole": one.whole,
    }


def _row(one: Owed) -> tuple[str, str, date | None, date | None, str]:
    return one.called, one.team, one.due, one.done, STANDINGS[one.standing]
