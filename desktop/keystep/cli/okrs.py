"""``keystep okr``: the board, the cycles, and their files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing

from keystep.cli.board import board_json, print_board
from keystep.cli.okr_check_ins import check_in, check_ins, history
from keystep.cli.okr_edits import carry_over, choose, close, done, drop, edit
from keystep.cli.opening import locked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.cli.scopes import scope
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okr.board import board
from keystep.services.okr.cycles import listed
from keystep.services.okr.files import export_okrs, load_okrs

HEAD = ("cycle", "id", "from", "to", "key results", "")


def okr(options: argparse.Namespace) -> int:
    """Do the action that was asked for."""
    with closing(locked_office(options)) as office:
        return _ACTIONS[options.action](options, office)


def _show(options: argparse.Namespace, office: Office) -> int:
    told = board(office, options.cycle, scope(options, office))
    if told is None:
        raise UsageError("There are no objectives yet. Load them with: keystep okr load FILE")
    if options.json:
        print_json(board_json(told))
    else:
        print_board(told)
    return 0


def _cycles(options: argparse.Namespace, office: Office) -> int:
    every = listed(office)
    rows = [
        (
            one.cycle.title,
            one.cycle.id,
            str(one.cycle.start),
            str(one.cycle.end),
            str(len([*one.cycle.key_results])),
            "current" if one.current else "closed" if one.closing else "",
        )
        for one in every
    ]
    if options.json:
        names = ("title", "id", "start", "end", "key_results", "state")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        print_table(HEAD, rows)
    else:
        print("There are no cycles yet.")
    return 0


def _load(options: argparse.Namespace, office: Office) -> int:
    loaded = load_okrs(office, options.file)
    cycle, count = loaded.cycle, len([*loaded.cycle.key_results])
    if options.json:
        print_json({"cycle": cycle.id, "key_results": count, "activity": loaded.activity})
    elif loaded.activity is None:
        print(f"“{cycle.title}” is here already, word for word. Nothing was changed.")
    else:
        told = counted(count, "key result")
        done(options, loaded.activity, f"“{cycle.title}” is the current cycle, with {told}.")
    return 0


def _export(options: argparse.Namespace, office: Office) -> int:
    path = export_okrs(office, options.file, options.cycle)
    if options.json:
        print_json({"file": str(path)})
    else:
        print(f"Written to {path}.")
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace, Office], int]] = {
    "show": _show,
    "cycles": _cycles,
    "choose": choose,
    "load": _load,
    "export": _export,
    "edit": edit,
    "drop": drop,
    "history": history,
    "check-in": check_in,
    "check-ins": check_ins,
    "close": close,
    "carry-over": carry_over,
}
