"""Who there is, what they finished, and when they were active."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, Row, func, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import learner, learner_day, lesson_day, station
from keystep.domain.facts import Kind
from keystep.domain.measures import Interval, wilson
from keystep.domain.okr import Cycle
from keystep.domain.progress import DayProgress

WEEK = timedelta(days=7)
SEEN_WITHIN = timedelta(days=30)
DAY_ENDS = time(4, tzinfo=UTC)


class LessonRef(Struct, frozen=True):
    """A lesson; ``assessment`` is the one of its pack that measures what it teaches, if any."""

    pack: str
    lesson: str
    assessment: str = ""


class Engagement(Struct, frozen=True, kw_only=True):
    """Who was active in the week that ends on ``day``.

    ``active`` of ``known`` learners were; ``share`` is the Wilson interval in per cent. Of the
    whole ``roster`` it lies within ``bounds`` (per cent), however the unknown ones fared.
    """

    day: date
    active: int
    known: int
    roster: int
    share: Interval
    bounds: Interval


def roster(db: Connection) -> dict[str, str]:
    """Everybody's team, by person."""
    merged = aliases(db)
    rows = db.execute(select(learner.c.id, learner.c.team))
    return {row.id: row.team for row in rows if row.id not in merged}


def finished(db: Connection, lessons: Sequence[LessonRef]) -> dict[str, date]:
    """The day on which each learner had completed all of ``lessons``."""
    wanted = {(ref.pack, ref.lesson) for ref in lessons}
    query = select(
        lesson_day.c.pack, lesson_day.c.lesson, lesson_day.c.learner, lesson_day.c.day
    ).where(
        lesson_day.c.kind == Kind.LESSON_COMPLETED.value,
        lesson_day.c.pack.in_({pack for pack, _ in wanted}),
    )
    days: dict[str, list[date]] = {}
    for pack, lesson, who, day in db.execute(query):
        if (pack, lesson) in wanted:
            days.setdefault(who, []).append(day)
    return {who: max(done) for who, done in days.items() if len(done) == len(wanted)}


def first_start(db: Connection, lesson: LessonRef) -> date | None:
    """The day on which somebody first started or completed the lesson."""
    here = (lesson_day.c.pack == lesson.pack, lesson_day.c.lesson == lesson.lesson)
    first: date | None = db.scalar(select(func.min(lesson_day.c.day)).where(*here))
    return first


def week_ends(cycle: Cycle, before: date) -> list[date]:
    """The last days of the cycle's weeks that are over before ``before``; the last may be short."""
    ends, day = list[date](), cycle.start
    while day <= cycle.end:
        ends.append(min(day + WEEK, cycle.end + timedelta(days=1)) - timedelta(days=1))
        day += WEEK
    return [end for end in ends if end < before]


def engagement(db: Connection, cycle: Cycle, on: date) -> tuple[Engagement, ...]:
    """Each whole week of the cycle before ``on`` in which anybody is known.

    A learner is unknown for a week if a station that they used in the 30 days up to its end has
    sealed nothing since: what they did there may still be on its way.
    """
    ends = week_ends(cycle, on)
    if not ends:
        return ()
    everybody = set(roster(db))
    active = _active_days(db, cycle.start, ends[-1])
    silent = _silent_days(db, cycle.start - SEEN_WITHIN, ends[-1])
    weeks = (
        _week(
            end,
            everybody,
            {row.learner for row in active if end - WEEK < row.day <= end},
            {row.learner for row in silent if _unknown_at(row, end)},
        )
        for end in ends
    )
    return tuple(week for week in weeks if week is not None)


def _week(end: date, everybody: set[str], active: set[str], silent: set[str]) -> Engagement | None:
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


def _active_days(db: Connection, first: date, last: date) -> list[DayProgress]:
    """The learners' days on which something was done that qualifies, at whatever stations."""
    table = learner_day.c
    counted = ("lessons", "quizzes", "scenarios", "cards")
    sums = (func.sum(table[name]).cast(BigInteger).label(name) for name in counted)
    query = select(table.learner, table.day, *sums).where(table.day.between(first, last))
    rows = db.execute(query.group_by(table.learner, table.day)).mappings()
    return [progress for row in rows if (progress := DayProgress(**row)).active]


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
