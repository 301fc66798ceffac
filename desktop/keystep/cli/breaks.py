"""``keystep breaks``."""

from __future__ import annotations

import argparse
import re
from contextlib import closing

from keystep.cli.opening import locked_office, unlocked_office
from keystep.cli.output import print_json
from keystep.domain.breaks import MOST_TIMES, BreakPlan
from keystep.errors import UsageError
from keystep.services.proposing import propose_breaks

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def breaks(options: argparse.Namespace) -> int:
    """Show or change what the office proposes."""
    if options.at or options.off:
        plan = None if options.off else _plan(options)
        with closing(unlocked_office(options)) as office:
            propose_breaks(office, plan)
    else:
        with closing(locked_office(options)) as office:
            plan = office.ledger.proposal.plan()
    if options.json:
        print_json(plan)
    elif plan is None:
        print("No learning breaks are proposed; learners may choose their own.")
    else:
        print(_line(plan))
    return 0


def _plan(options: argparse.Namespace) -> BreakPlan:
    quiet = options.quiet.split("-")
    if len(quiet) != 2:
        raise UsageError("{text} is no span of hours. Write it as 20:00-07:00.", text=options.quiet)
    if len(set(options.at)) > MOST_TIMES:
        raise UsageError(
            "{n} reminders a day are too many to be heeded. Name at most {most}.",
            n=len(set(options.at)),
            most=MOST_TIMES,
        )
    plan = BreakPlan(
        times=tuple(sorted({_minutes(text) for text in options.at})),
        days=_days(options.days),
        quiet_from=_minutes(quiet[0]),
        quiet_until=_minutes(quiet[1]),
    )
    if plan.heard != plan.times:
        raise UsageError(
            "Nobody would be reminded at {times}: these are quiet hours ({quiet}). Change either.",
            times=", ".join(_clock(time) for time in plan.times if time not in plan.heard),
            quiet=options.quiet,
        )
    return plan


def _minutes(text: str) -> int:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise UsageError("{text} is no time of day. Write it as 14:30.", text=text)
    return int(match[1]) * 60 + int(match[2])


def _days(text: str) -> tuple[int, ...]:
    days = set[int]()
    for part in text.lower().split(","):
        first, _, last = part.strip().partition("-")
        if first not in WEEK or (last or first) not in WEEK:
            raise UsageError("{text} names no days. Write mon-fri, or mon,wed,sat.", text=text)
        start, end = WEEK.index(first), WEEK.index(last or first)
        days.update((start + n) % 7 + 1 for n in range((end - start) % 7 + 1))
    return tuple(sorted(days))


def _line(plan: BreakPlan) -> str:
    times = ", ".join(map(_clock, plan.times))
    days = ", ".join(WEEK[day - 1] for day in plan.days)
    quiet = f"{_clock(plan.quiet_from)} to {_clock(plan.quiet_until)}"
    return f"Stations remind of a learning break at {times} on {days}; never from {quiet}."


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
