"""Who there is, and what they finished."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from msgspec import Struct
from sqlalchemy import Connection, func, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import learner, learner_day, lesson_day
from keystep.domain.facts import Kind
from keystep.domain.scope import Scope
from keystep.domain.timeline import OLDEST

SEEN_WITHIN = timedelta(days=30)


class LessonRef(Struct, frozen=True):
    """A lesson; ``assessment`` is the one of its pack that measures what it teaches, if any."""

    pack: str
    lesson: str
    assessment: str = ""


def roster(db: Connection) -> dict[str, str]:
    """Everybody's team, by person."""
    merged = aliases(db)
    rows = db.execute(select(learner.c.id, learner.c.team))
    return {row.id: row.team for row in rows if row.id not in merged}


def people_in(db: Connection, scope: Scope, first: date, last: date) -> dict[str, str]:
    """The team of everybody in ``scope``, by person; ``first`` to ``last`` is the period."""
    people = roster(db)
    if scope.team:
        people = {who: team for who, team in people.items() if team == scope.team}
    if scope.device:
        there = _learned_at(db, scope.device, first, last)
        people = {who: team for who, team in people.items() if who in there}
    if scope.cohort:
        began = first_days(db)
        of_it = {who for who, day in began.items() if cohort_of(day) == scope.cohort}
        people = {who: team for who, team in people.items() if who in of_it}
    return people


def cohort_of(day: date) -> str:
    """The cohort of somebody who began on ``day``."""
    return day.isoformat()[:7]


def first_days(db: Connection) -> dict[str, date]:
    """The first day on which each person learned anything.

    Days before there was Keystep tell of a dead battery.
    """
    query = select(learner_day.c.learner, func.min(learner_day.c.day))
    query = query.where(learner_day.c.day >= OLDEST.date())
    return dict(map(tuple, db.execute(query.group_by(learner_day.c.learner))))


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


def first_start(db: Connection, lesson: LessonRef, people: Collection[str]) -> date | None:
    """The day on which the first of ``people`` started or completed the lesson."""
    here = (lesson_day.c.pack == lesson.pack, lesson_day.c.lesson == lesson.lesson)
    rows = db.execute(select(lesson_day.c.learner, lesson_day.c.day).where(*here))
    return min((day for who, day in rows if who in people), default=None)


def _learned_at(db: Connection, device: str, first: date, last: date) -> set[str]:
    here = (learner_day.c.device == device, learner_day.c.day.between(first, last))
    return set(db.scalars(select(learner_day.c.learner).where(*here).distinct()))
