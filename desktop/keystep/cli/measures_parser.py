"""What can be typed about the measures, and of whom and when any figure is asked for."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions


def add_measures(commands: Actions) -> None:
    measures = add(
        commands,
        "measures",
        "say what was measured, of whomever and whenever, down to the events",
        'keystep measures show --team "Desk North"',
    )
    actions = nested(measures, required=True)
    show = add(
        actions,
        "show",
        "print every measure with its n, its interval and how fresh it is",
        'keystep measures show --team "Desk North" --from 2027-01-01 --to 2027-03-31',
    )
    show.add_argument(
        "--active-days", type=int, default=1, metavar="D", help="active: on D days (%(default)s)"
    )
    show.add_argument(
        "--window", type=int, default=7, metavar="DAYS", help="of so many days (%(default)s)"
    )
    behind = add(
        actions,
        "behind",
        "print the teams, lessons and skills behind a key result",
        "keystep measures behind response-time",
    )
    behind.add_argument("key_result", help="its id, as “keystep okr show --json” tells it")
    _add_people(actions)
    _add_names(actions)
    for action in (show, behind):
        add_scope(action)
        add_json(action)


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Of whom and when."""
    scope = parser.add_argument_group("of whom and when")
    scope.add_argument("--team", default="", help="a team of the roster")
    scope.add_argument(
        "--station", default="", metavar="NAME", help="people who learned at this station"
    )
    scope.add_argument(
        "--cohort", default="", metavar="MONTH", help="people who began in it, such as 2027-01"
    )
    for option, name, what in (("--from", "first", "first"), ("--to", "last", "last")):
        scope.add_argument(
            option, dest=name, type=date.fromisoformat, metavar="DAY", help=f"the {what} day"
        )


def _add_people(actions: Actions) -> None:
    people = add(
        actions,
        "people",
        "list the people behind a figure, where they are five or more",
        'keystep measures people --team "Desk North" --lesson answering-customers/first-sentence',
    )
    what = people.add_mutually_exclusive_group()
    what.add_argument("--lesson", default="", metavar="PACK/LESSON", help="and how it went")
    what.add_argument("--skill", default="", metavar="PACK/SKILL", help="and how well each has it")
    person = add(
        actions,
        "person",
        "print where one of them stands, and the latest events",
        "keystep measures person 6a0f0b1e --events 20",
    )
    person.add_argument("person", help="the beginning of their id")
    person.add_argument(
        "--events", type=int, default=10, metavar="N", help="how many events (%(default)s)"
    )
    for action in (people, person):
        add_scope(action)
        add_json(action)


def _add_names(actions: Actions) -> None:
    names = add(
        actions,
        "names",
        "say or set whether names stand beside what people learned",
        "keystep measures names on",
    )
    names.add_argument("wanted", nargs="?", choices=("on", "off"), help="from now on")
    add_json(names)
