"""The people behind a figure, one by one, where they are enough that nobody stands alone."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, func, select

from keystep.aggregate.assessments import Pairs, pairs_by, results
from keystep.aggregate.engagement import active_days
from keystep.aggregate.people import LessonRef, finished, people_in
from keystep.aggregate.schema import learner, learner_day
from keystep.aggregate.skill_rows import Skill, masteries
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.okr import Cycle
from keystep.domain.scope import Scope


class Behind(Struct, frozen=True, kw_only=True):
    """What is asked of each: their ``lessons``, and perhaps one ``skill``."""

    lessons: tuple[LessonRef, ...] = ()
    skill: Skill | None = None

    @property
    def assessment(self) -> LessonRef | None:
        """The one lesson whose assessment tells a before from an after."""
        (only,) = self.lessons if len(self.lessons) == 1 else (None,)
        return only if only and only.assessment else None


class LearnerRow(Struct, frozen=True, kw_only=True):
    """A person of a scope, in its period.

    ``days`` are those on which they were active, ``last`` the last on which they learned anything.
    ``finished`` is the day on which they had finished the lessons, ``before`` and ``after`` their
    tests in per cent, ``mastery`` that of the skill, 0 to 1; None where there is none.
    """

    learner: str
    name: str
    team: str
    days: int
    last: date | None
    finished: date | None = None
    before: float | None = None
    after: float | None = None
    mastery: float | None = None


def learners_of(
    db: Connection, scope: Scope, period: Cycle, on: date, behind: Behind
) -> tuple[LearnerRow, ...]:
    """One row a person, by id; none at all where they are fewer than five."""
    people = people_in(db, scope, period.start, period.end)
    if len(people) < FEWEST_SHOWN:
        return ()
    until = min(on, period.end)
    last, days = _last_days(db, period.start, until), _days(db, period.start, until)
    done = finished(db, behind.lessons) if behind.lessons else {}
    pairs = _pairs(db, behind, until, scope.first)
    levels = masteries(db, people, behind.skill) if behind.skill else {}
    names = dict(map(tuple, db.execute(select(learner.c.id, learner.c.name))))
    return tuple(
        LearnerRow(
            learner=who,
            name=names[who],
            team=people[who],
            days=days[who],
            last=last.get(who),
            finished=done[who] if who in done and done[who] <= until else None,
            before=pairs.get(who, (None, None))[0],
            after=pairs.get(who, (None, None))[1],
            mastery=levels.get(who),
        )
        for who in sorted(people)
    )


def _pairs(db: Connection, behind: Behind, until: date, since: date | None) -> Pairs:
    lesson = behind.assessment
    return pairs_by(results(db, lesson.pack, lesson.assessment), until, since) if lesson else {}


def _days(db: Connection, first: date, last: date) -> Counter[str]:
    return Counter(who for who, _ in active_days(db, first, last))


def _last_days(db: Connection, first: date, last: date) -> dict[str, date]:
    newest = select(learner_day.c.learner, func.max(learner_day.c.day))
    here = newest.where(learner_day.c.day.between(first, last))
    return dict(map(tuple, db.execute(here.group_by(learner_day.c.learner))))
