"""``keystep okr``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.board import board_json, print_board
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json
from keystep.errors import UsageError
from keystep.services import okrs
from keystep.services.office import Office


def okr(options: argparse.Namespace) -> int:
    """Show the board, or load a cycle or KPI values."""
    actions = {"show": _show, "load": _load, "kpis": _kpis}
    with closing(locked_office(options)) as office:
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
