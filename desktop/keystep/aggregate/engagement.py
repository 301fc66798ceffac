"""When people were active."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from sqlalchemy import Connection, Row, func, or_, select

from keystep.aggregate.people import SEEN_WITHIN, roster
from keystep.aggregate.schema import learner_day, station
from keystep.domain.measures import Interval, wilson
from keystep.domain.okr import Cycle
from keystep.domain.progress import CARDS_OF_A_DAY
from keystep.domain.scope import WEEKLY, Habit

DAY_ENDS = time(4, tzinfo=UTC)


class Engagement(Struct, frozen=True, kw_only=True):
    """Who was active in the window that ends on ``day``.

    ``active`` of ``known`` learners were; ``share`` is the Wilson interval in per cent. Of the
    whole ``roster`` it lies within ``bounds`` (per cent), however the unknown ones fared.
    """

    day: date
    active: int
    known: int
    roster: int
    share: Interval
    bounds: Interval


def week_ends(cycle: Cycle, before: date) -> list[date]:
    """The last days of the cycle's weeks that are over before ``before``; the last may be short."""
    return WEEKLY.ends(cycle, before)


def engagement(
    db: Connection,
    cycle: Cycle,
    on: date,
    people: Collection[str] | None = None,
    habit: Habit = WEEKLY,
) -> tuple[Engagement, ...]:
    """Each window of the cycle that is over before ``on`` and in which anybody is known.

    Of ``people`` on the roster, None: of everybody. A learner is unknown for a window if a station
    that they used in the 30 days up to its end has sealed nothing since: what they did there may
    still be on its way.
    """
    ends = habit.ends(cycle, on)
    if not ends:
        return ()
    everybody = set(roster(db) if people is None else people)
    active = active_days(db, cycle.start, ends[-1])
    silent = _silent_days(db, cycle.start - SEEN_WITHIN, ends[-1])
    windows = (
        _window(
            end,
            everybody,
            _active_in(active, habit, end),
            {row.learner for row in silent if _unknown_at(row, end)},
        )
        for end in ends
    )
    return tuple(window for window in windows if window is not None)


def _active_in(active: Sequence[tuple[str, date]], habit: Habit, end: date) -> set[str]:
    """Who was active on days enough of the window that ends on ``end``."""
    begins = end - timedelta(days=habit.window)
    days = Counter(who for who, day in active if begins < day <= end)
    return {who for who, count in days.items() if count >= habit.days}


def _window(
    end: date, everybody: set[str], active: set[str], silent: set[str]
) -> Engagement | None:
    known = everybody - silent
    if not known:
        return None
    seen, hits = len(active & everybody), len(active & known)
    unsure = len((everybody & silent) - active)
    share = wilson(hits, len(known))
    return Engagement(
        day=end,
        active=hits,
        known=len(known),
        roster=len(everybody),
        share=Interval(100 * share.low, 100 * share.high),
        bounds=Interval(100 * seen / len(everybody), 100 * (seen + unsure) / len(everybody)),
    )


def active_days(db: Connection, first: date, last: date) -> list[tuple[str, date]]:
    """The learners' days on which something was done that qualifies, at whatever stations.

    As :attr:`keystep.domain.progress.DayProgress.active`, over all stations of the day.
    """
    table = learner_day.c
    completed = func.sum(table.lessons + table.quizzes + table.scenarios)
    query = (
        select(table.learner, table.day)
        .where(table.day.between(first, last))
        .group_by(table.learner, table.day)
        .having(or_(completed > 0, func.sum(table.cards) >= CARDS_OF_A_DAY))
    )
    return [(who, day) for who, day in db.execute(query)]


def _silent_days(db: Connection, first: date, last: date) -> list[Row[tuple[str, date, datetime]]]:
    """Days that learners spent at stations that have sealed nothing since ``last`` was over."""
    query = (
        select(learner_day.c.learner, learner_day.c.day, station.c.sealed_at)
        .join(station, station.c.device == learner_day.c.device)
        .where(learner_day.c.day.between(first, last), station.c.sealed_at <= _over(last))
    )
    return list(db.execute(query))


def _unknown_at(row: Row[tuple[str, date, datetime]], end: date) -> bool:
    return bool(end - SEEN_WITHIN < row.day <= end and row.sealed_at <= _over(end))


def _over(day: date) -> datetime:
    """When a learner's day ends; stations do not tell their zone, so UTC stands for all."""
    return datetime.combine(day + timedelta(days=1), DAY_ENDS)
