"""What can be typed about what the office asks of people. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, add_passphrase, nested

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

DAY = "YYYY-MM-DD"
AUDIENCE = "everybody, unless it is said whom"


def add_all(commands: Actions) -> None:
    """Assignments, announcements, surveys, the skills gap and newcomers."""
    _add_assignments(commands)
    _add_announcements(commands)
    _add_surveys(commands)
    _add_gap(commands)
    _add_newcomers(commands)


def _add_assignments(commands: Actions) -> None:
    family = add(
        commands,
        "assignments",
        "assign paths to people, and say who has done them",
        "keystep assignments list",
    )
    actions = nested(family, required=True)
    listed = add(actions, "list", "say who is done, due and overdue", "keystep assignments list")
    show = add(
        actions,
        "show",
        "list everybody whom an assignment means",
        "keystep assignments show first-30-days-2027-03-04 --csv people.csv",
    )
    show.add_argument("--csv", type=Path, metavar="FILE", help="write a file to open as a sheet")
    make = add(
        actions,
        "add",
        "assign a path",
        'keystep assignments add packing/first-30-days --teams "Hall 3" --due 2027-03-31',
    )
    make.add_argument("path", help="the ids of its pack and its own: PACK/PATH")
    due = make.add_mutually_exclusive_group()
    due.add_argument("--due", metavar=DAY, help="until this day")
    due.add_argument("--within", type=int, default=0, metavar="DAYS", help="of their first day")
    _add_audience(make)
    drop = add(
        actions,
        "drop",
        "withdraw an assignment",
        "keystep assignments drop first-30-days-2027-03-04",
    )
    for action in (show, drop):
        action.add_argument("id", help="as it is listed")
    add_json(listed, show, make)
    add_passphrase(make, drop)


def _add_announcements(commands: Actions) -> None:
    family = add(
        commands,
        "announcements",
        "announce something to learners, or the focus of a week",
        "keystep announcements list",
    )
    actions = nested(family, required=True)
    listed = add(actions, "list", "list what was announced", "keystep announcements list")
    make = add(
        actions,
        "add",
        "announce something",
        'keystep announcements add "The hoist is back" --text "Hall 3, from Monday." --days 7',
    )
    make.add_argument("title", help="a few words")
    make.add_argument("--text", default="", help="a sentence or two")
    make.add_argument(
        "--skill", default="", metavar="PACK/SKILL", help="make this skill the focus of these days"
    )
    _add_days(make, 7)
    _add_audience(make)
    _add_drop(actions, "take an announcement back", "announcements drop the-hoist-2027-03-04")
    add_json(listed, make)
    add_passphrase(make)


def _add_surveys(commands: Actions) -> None:
    family = add(commands, "surveys", "ask people, and say what came of it", "keystep surveys list")
    actions = nested(family, required=True)
    listed = add(actions, "list", "print the results", "keystep surveys list --json")
    make = add(
        actions,
        "add",
        "ask people questions that are answered from 1 to 5",
        'keystep surveys add "How is it going?" --ask "Have you time to learn?" --days 14',
    )
    make.add_argument("title", help="what it is about")
    make.add_argument("--ask", nargs="+", required=True, metavar="QUESTION")
    make.add_argument("--low", default="Not at all", metavar="WORDS", help="what 1 means")
    make.add_argument("--high", default="Very much", metavar="WORDS", help="what 5 means")
    _add_days(make, 14)
    _add_audience(make)
    _add_drop(actions, "take a survey back", "surveys drop how-is-it-going-2027-03-04")
    add_json(listed, make)
    add_passphrase(make)


def _add_gap(commands: Actions) -> None:
    gap = add(
        commands,
        "gap",
        "say which skills teams lack, or which level is wanted",
        "keystep gap --want packing/lock-out 80",
    )
    gap.add_argument(
        "--want", nargs=2, metavar=("PACK/SKILL", "LEVEL"), help="a level in per cent, 0 for none"
    )
    gap.add_argument("--team", default="", help="of this team only")
    add_json(gap)


def _add_newcomers(commands: Actions) -> None:
    newcomers = add(
        commands,
        "newcomers",
        "say how long newcomers take to finish a path",
        "keystep newcomers packing/first-30-days --since 2027-01-01",
    )
    newcomers.add_argument("path", help="the ids of its pack and its own: PACK/PATH")
    newcomers.add_argument("--since", required=True, metavar=DAY, help="who began then or later")
    add_json(newcomers)


def _add_drop(actions: Actions, what: str, example: str) -> None:
    drop = add(actions, "drop", what, f"keystep {example}")
    drop.add_argument("id", help="as it is listed")
    add_passphrase(drop)


def _add_days(parser: argparse.ArgumentParser, usual: int) -> None:
    parser.add_argument("--first", metavar=DAY, help="its first day (today)")
    parser.add_argument(
        "--days", type=int, default=usual, metavar="N", help="for how long (%(default)s)"
    )


def _add_audience(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("whom it means", AUDIENCE)
    group.add_argument("--teams", nargs="+", default=[], metavar="TEAM")
    group.add_argument("--people", nargs="+", default=[], metavar="PERSON", help="name or id")
    group.add_argument(
        "--newcomers", metavar=DAY, help="who began then or later, of the teams if any is named"
    )
