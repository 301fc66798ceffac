"""``keystep gap`` and ``keystep newcomers``: what people lack, and how fast they get there."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.asking import day_of, path_of
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.assigning import WantedLevel
from keystep.domain.measures import Interval
from keystep.errors import UsageError
from keystep.services.assigning import editing
from keystep.services.assigning.gap import GapRow, skills_gap
from keystep.services.assigning.newcomers import Productive, time_to_productivity

HEAD = ("skill", "team", "wanted", "mastery", "95 %", "reached", "known of")
MILESTONES = (7, 14, 30, 60, 90, 180)
"""Days at which the share that has arrived is told."""


def gap(options: argparse.Namespace) -> int:
    """Say which skills teams lack, or want a level."""
    with closing(locked_office(options)) as office:
        if options.want:
            wanted = _wanted(options)
            act = editing.want_level if wanted.level else editing.want_no_level
            act(office, wanted)
        rows = [row for row in skills_gap(office) if options.team in ("", row.team)]
    if options.json:
        print_json(rows)
    elif rows:
        print_table(HEAD, [_line(row) for row in rows])
    else:
        print("No team of five people or more is known yet.")
    return 0


def newcomers(options: argparse.Namespace) -> int:
    """Say how long newcomers take to finish a path."""
    pack, path = path_of(options.path)
    with closing(locked_office(options)) as office:
        told = time_to_productivity(office, pack, path, day_of(options.since))
    if options.json:
        print_json(told)
    else:
        _print(told)
    return 0


def _print(told: Productive) -> None:
    print(f"“{told.title}”: {told.arrived:,} of {told.people:,} newcomers have done it.")
    if told.too_few:
        print("Too few to say how long it takes: ten are needed.")
        return
    half = told.median
    ends = f" ({_end(half.low)} to {_end(half.high)} days, 95 %)" if half.day is not None else ""
    print(f"Half have after {_end(half.day)} days{ends}.")
    rows = []
    for day in MILESTONES:
        at = [step for step in told.steps if step.day <= day]
        if at:
            rows.append((f"{day}", f"{100 * at[-1].share:.0f} %", _interval(at[-1].interval, 100)))
    print_table(("days", "have done it", "95 %"), rows)


def _end(day: int | None) -> str:
    return "more than is known" if day is None else f"{day:,}"


def _wanted(options: argparse.Namespace) -> WantedLevel:
    place, level = options.want
    if not level.isdecimal():
        raise UsageError("“{text}” is no level. Give a number of per cent.", text=level)
    pack, skill = path_of(place)
    return WantedLevel(pack=pack, skill=skill, level=int(level), team=options.team)


def _line(row: GapRow) -> tuple[str, ...]:
    if row.mastered is None:
        return (row.title, row.team, f"{row.wanted} %", "too few", "", "", f"{row.people:,}")
    return (
        row.title,
        row.team,
        f"{row.wanted} %",
        f"{row.mastered.value:.0f} %",
        _interval(row.mastered.interval),
        f"{row.reached:,}",
        f"{row.people:,} of {row.roster:,}",
    )


def _interval(interval: Interval | None, times: float = 1) -> str:
    return f"{times * interval.low:.0f} to {times * interval.high:.0f}" if interval else ""
