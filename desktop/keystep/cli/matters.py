"""``keystep matters``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.opening import locked_office, unlocked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.domain.matters import Matter
from keystep.services.content_desk import queue as desk
from keystep.services.stations import publish_progress

HEAD = ("key", "state", "people", "what", "last")
WIDE = 48


def matters(options: argparse.Namespace) -> int:
    """List the queue, or do something about one matter."""
    actions = {"list": _list, "take": _take, "answer": _answer, "close": _close}
    return actions[options.action](options)


def _list(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        every = desk.queue(office)
    shown = [one for one in every if one.is_open or not options.open]
    if options.json:
        print_json([{**_fields(one), "standing": one.standing} for one in shown])
    elif shown:
        print_table(HEAD, [_row(one) for one in shown])
    else:
        print("Nothing is left to do." if every else "Nobody has said anything yet.")
    return 0


def _take(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        desk.take(office, desk.find(office, options.matter))
    print("It is yours.")
    return 0


def _answer(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        matter = desk.find(office, options.matter)
        desk.answer(office, matter, options.text)
        told = publish_progress(office)
    people, stations = counted(matter.people, "learner"), counted(told, "station")
    print(f"Answered to {people}; {stations} can read it with the next sync.")
    return 0


def _close(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        desk.close(office, desk.find(office, options.matter), options.note)
    print("Nothing is left to do about it.")
    return 0


def _fields(one: Matter) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def _row(one: Matter) -> tuple[str, ...]:
    said = one.said or ", ".join(f"{reason} {n:,}" for reason, n in one.reasons.items())
    if one.stars is not None:
        said = f"mean {one.stars:.1f} of {counted(one.count, 'person')}"
    shown = said if len(said) <= WIDE else f"{said[: WIDE - 1]}…"
    last = f"{one.last:%Y-%m-%d}" if one.last else ""
    return one.key, one.standing, f"{one.people:,}", shown, last
