"""What can be typed about objectives and key results. Standard library only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested
from keystep.cli.measures_parser import add_scope

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from keystep.cli.arguments import Actions

PARTS = ("cycle", "objective", "key-result")


def add_okr(commands: Actions) -> None:
    """``keystep okr`` and its actions."""
    okr = add(commands, "okr", "show, write and close objectives", "keystep okr show")
    actions = nested(okr, required=True)
    show = add(actions, "show", "print the board", "keystep okr show --json")
    add_scope(show)
    listed = add(actions, "cycles", "list every cycle", "keystep okr cycles")
    choose = add(actions, "choose", "make a cycle the current one", "keystep okr choose q2")
    choose.add_argument("cycle", help="its id")
    history = add(actions, "history", "list every edit of a cycle", "keystep okr history")
    check_in, check_ins = _add_check_ins(actions)
    acts = (*_add_files(actions), *_add_edits(actions), *_add_ends(actions))
    of_cycle = (show, history, check_in, check_ins)
    for parser in of_cycle:
        _add_cycle(parser)
    add_json(listed, choose, *of_cycle, *acts)


def _add_cycle(parser: ArgumentParser) -> None:
    parser.add_argument("--cycle", default="", metavar="ID", help="of this one (else the current)")


def _add_files(actions: Actions) -> tuple[ArgumentParser, ...]:
    load = add(actions, "load", "read a cycle from TOML, JSON or CSV", "keystep okr load okrs.toml")
    export = add(
        actions, "export", "write a cycle as TOML, JSON or CSV", "keystep okr export okrs.csv"
    )
    for parser in (load, export):
        parser.add_argument("file", type=Path)
    _add_cycle(export)
    return load, export


def _add_edits(actions: Actions) -> tuple[ArgumentParser, ...]:
    edit = add(
        actions,
        "edit",
        "change a cycle, an objective or a key result, or begin a new one",
        "keystep okr edit key-result response-time target=16.5 --objective customers",
    )
    drop = add(
        actions,
        "drop",
        "remove an objective, a key result, or a cycle that is not the current one",
        "keystep okr drop key-result response-time",
    )
    for parser in (edit, drop):
        parser.add_argument("part", choices=PARTS)
        parser.add_argument("id")
        _add_cycle(parser)
    edit.add_argument(
        "fields", nargs="+", metavar="FIELD=VALUE", help="named as in a file; lists with commas"
    )
    edit.add_argument("--objective", metavar="ID", help="where the key result belongs")
    return edit, drop


def _add_check_ins(actions: Actions) -> tuple[ArgumentParser, ArgumentParser]:
    check_in = add(
        actions,
        "check-in",
        "say how sure it is that a key result will be reached",
        'keystep okr check-in response-time --confidence 7 --note "Night desk started late."',
    )
    check_in.add_argument("key_result", metavar="KEY-RESULT", help="its id")
    check_in.add_argument("--confidence", type=int, required=True, metavar="N", help="1 to 10")
    check_in.add_argument("--note", default="", metavar="TEXT")
    check_in.add_argument("--value", type=float, metavar="X", help="where it is told by hand")
    check_in.add_argument(
        "--done", nargs="*", metavar="MILESTONE", help="the titles of all that are done"
    )
    check_ins = add(
        actions, "check-ins", "list what was said, and what is due", "keystep okr check-ins"
    )
    check_ins.add_argument("key_result", nargs="?", metavar="KEY-RESULT", help="its id (else: due)")
    return check_in, check_ins


def _add_ends(actions: Actions) -> tuple[ArgumentParser, ...]:
    close = add(
        actions,
        "close",
        "freeze what a cycle has come to",
        'keystep okr close q1 --well "Desks answer faster." --learned "Start with one team."',
    )
    close.add_argument("cycle", help="its id")
    for name, what in (("well", "what went well"), ("badly", "what did not")):
        close.add_argument(f"--{name}", default="", metavar="TEXT", help=what)
    close.add_argument("--learned", default="", metavar="TEXT", help="what to do otherwise")
    carry = add(
        actions,
        "carry-over",
        "begin a cycle with key results of another, from where they stand now",
        'keystep okr carry-over q1 q2 "Q2 2027" 2027-04-01 2027-06-30 response-time',
    )
    carry.add_argument("cycle", help="the id of the old one")
    carry.add_argument("new", help="the id of the new one")
    carry.add_argument("title", help="of the new one")
    for name in ("start", "end"):
        carry.add_argument(name, type=date.fromisoformat, help=f"its {name}, as 2027-04-01")
    carry.add_argument("key_results", nargs="+", metavar="KEY-RESULT")
    return close, carry
