"""``keystep alignment``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.opening import locked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.domain.alignment import Alignment, Reviewer, Row, State
from keystep.domain.strays import SAID, Side
from keystep.services.alignment import deciding
from keystep.services.office import Office

ROWS = ("what", "why", "owner", "next action", "state", "key")
REVIEWS = ("owner", "side", "open", "signed off")


def alignment(options: argparse.Namespace) -> int:
    """List what is out of line, or keep what was decided of it."""
    actions = {"assign": _assign, "settle": _settle, "sign-off": _sign_off, None: _list}
    with closing(locked_office(options)) as office:
        return actions[options.action](office, options)


def _list(office: Office, options: argparse.Namespace) -> int:
    found = deciding.alignment(office)
    rows = [row for row in found.rows if options.all or row.state is not State.DONE]
    if options.json:
        print_json({"rows": [_plain(row) for row in rows], "reviewers": found.reviewers})
        return 0
    if rows:
        print_table(ROWS, [_row(row) for row in rows])
        print()
    print(f"{counted(found.left, 'row')} out of line.")
    _print_reviews(found)
    return 0


def _print_reviews(found: Alignment) -> None:
    if found.reviewers and found.cycle is not None:
        print(f"\nReviews of {found.cycle.title}:")
        print_table(REVIEWS, [_review(who) for who in found.reviewers])


def _assign(office: Office, options: argparse.Namespace) -> int:
    row = deciding.find(deciding.alignment(office), options.row)
    entry = deciding.assign(office, row, options.owner, options.next)
    return _told(options, entry, f"{options.owner} sees to “{row.stray.title}”.")


def _settle(office: Office, options: argparse.Namespace) -> int:
    row = deciding.find(deciding.alignment(office), options.row)
    entry = deciding.settle(office, row)
    return _told(options, entry, f"“{row.stray.title}” is settled for this cycle.")


def _sign_off(office: Office, options: argparse.Namespace) -> int:
    entry = deciding.sign_off(office, options.owner, Side(options.side))
    return _told(options, entry, f"{options.owner} signed off the review.")


def _told(options: argparse.Namespace, entry: int, said: str) -> int:
    if options.json:
        print_json({"activity": entry})
    else:
        print(f"{said} Take it back with: keystep activity --undo {entry}")
    return 0


def _plain(row: Row) -> dict[str, object]:
    stray = row.stray
    return {
        "key": stray.key,
        "kind": stray.kind,
        "title": stray.title,
        "why": str(stray.why),
        "day": stray.day,
        "people": stray.people,
        "owner": row.owner,
        "next_action": str(row.action),
        "state": row.state,
    }


def _row(row: Row) -> tuple[str, ...]:
    stray = row.stray
    return (stray.title, str(SAID[stray.kind]), row.owner, str(row.action), row.state, stray.key)


def _review(who: Reviewer) -> tuple[str, ...]:
    signed = f"{who.signed.at:%Y-%m-%d}" if who.signed else "not yet"
    return who.owner, who.side, f"{who.left:,}", signed
