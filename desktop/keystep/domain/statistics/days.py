"""Days of learning, and the days that are ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from msgspec import Struct

FREE_DAYS = 5
WEEKEND = frozenset({5, 6})
WEEKS = 53
AHEAD = 30
DAY = timedelta(days=1)


class Streak(Struct, frozen=True):
    """Days of learning in the present run, 0 where none goes on, and in the longest one."""

    now: int
    longest: int


def streak(active: Collection[date], today: date, weekend: Collection[int] = WEEKEND) -> Streak:
    """Runs of active days, in which up to ``FREE_DAYS`` days off in a row do not matter.

    Days of the ``weekend`` (Monday is 0) are never days off; learning on one counts all the same.
    Today is not over, so it is no day off either. Only active days are counted, so time off adds
    nothing.
    """
    run, longest, last = 0, 0, None
    for day in sorted(active):
        run = run + 1 if last and not _is_broken(last, day, weekend) else 1
        longest, last = max(longest, run), day
    goes_on = last is not None and not _is_broken(last, today, weekend)
    return Streak(run if goes_on else 0, longest)


def first_of_year(today: date) -> date:
    """The Monday with which a year of ``WEEKS`` weeks begins that ends with this week."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def ahead(due: Iterable[date], today: date) -> tuple[int, ...]:
    """How many come due today (all that were due before among them) and on each day after it.

    Only the next time of each counts: one that is reviewed comes back sooner or later.
    """
    days = [0] * AHEAD
    for day in due:
        place = max(0, (day - today).days)
        if place < AHEAD:
            days[place] += 1
    return tuple(days)


def _is_broken(last: date, day: date, weekend: Collection[int]) -> bool:
    """Whether more than ``FREE_DAYS`` days off lie between two days."""
    between = (last + DAY * n for n in range(1, (day - last).days))
    return sum(each.weekday() not in weekend for each in between) > FREE_DAYS
