"""``keystep activity``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.aggregate.papers import Activity
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.services import papers
from keystep.services.office import Office

HEAD = ("what", "no.", "when", "who", "")


def activity(options: argparse.Namespace) -> int:
    """List what was done, the newest first, or take one of it back."""
    with closing(locked_office(options)) as office:
        if options.undo is not None:
            return _undo(office, options)
        log = papers.activity(office, max(options.limit, 0))
    if options.json:
        print_json([_plain(entry) for entry in log])
    elif log:
        print_table(HEAD, [_row(entry) for entry in log])
    else:
        print("Nothing was done yet.")
    return 0


def _undo(office: Office, options: argparse.Namespace) -> int:
    papers.undo(office, options.undo)
    if options.json:
        print_json({"undone": options.undo})
    else:
        print(f"Number {options.undo} is undone. Stations hear of it after the next import.")
    return 0


def _plain(entry: Activity) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "by": entry.by,
        "said": str(entry.said),
        "registers": entry.registers,
        "undone_at": entry.undone_at,
        "undoable": entry.undoable,
    }


def _row(entry: Activity) -> tuple[str, ...]:
    state = "can be undone" if entry.undoable else ""
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    said = str(entry.said)
    return said, str(entry.id), at, entry.by, "undone" if entry.undone_at else state
