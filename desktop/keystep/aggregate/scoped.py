"""Figures over some people and some days: the one way that screens, commands and files ask."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from keystep.aggregate import drilldown
from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.learner_rows import Behind, LearnerRow, learners_of
from keystep.aggregate.measured import Choices, Measured, choices, measured
from keystep.aggregate.people import LessonRef, first_days, people_in
from keystep.aggregate.skill_rows import Skill, SkillRow, skill_rows
from keystep.aggregate.states import folded
from keystep.aggregate.store import Store
from keystep.domain.down import LearnerStates
from keystep.domain.events import Instant
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.okr import Cycle, KeyResult
from keystep.domain.scope import WEEKLY, Habit, Scope


class Scoped:
    """Each method is one transaction. ``cycle`` bounds the days of a scope that names none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def choices(self) -> Choices:
        """What a scope can be narrowed to."""
        with self._store.read() as db:
            return choices(db)

    def measured(
        self, scope: Scope, period: Cycle, now: Instant, habit: Habit = WEEKLY
    ) -> Measured:
        """What was measured of the learning of ``scope`` in the days of ``period``."""
        with self._store.read() as db:
            return measured(db, scope, period, now, habit)

    def teams(
        self,
        scope: Scope,
        key_result: KeyResult,
        cycle: Cycle,
        on: date,
        lessons: Sequence[LessonRef],
    ) -> tuple[TeamRow, ...]:
        """One row a team, by name; ``lessons`` are those behind the key result."""
        with self._store.read() as db:
            return drilldown.teams_of(db, key_result, cycle, on, lessons, scope=scope)

    def lessons(
        self, scope: Scope, lessons: Sequence[LessonRef], cycle: Cycle, on: date
    ) -> tuple[LessonRow, ...]:
        """One row a lesson, in the order given."""
        with self._store.read() as db:
            people = people_in(db, scope, cycle.start, cycle.end)
            if _are_few(people, scope):
                return tuple(LessonRow(lesson=lesson) for lesson in lessons)
            until = min(on, scope.last or on)
            return drilldown.lessons_behind(db, lessons, people, until)

    def skills(self, scope: Scope, cycle: Cycle, wanted: Collection[Skill]) -> tuple[SkillRow, ...]:
        """One row a skill of those ``wanted``; none where fewer than five people are in scope."""
        with self._store.read() as db:
            people = people_in(db, scope, cycle.start, cycle.end)
            return () if _are_few(people, scope) else skill_rows(db, people, wanted)

    def learner(self, person: str) -> tuple[date | None, LearnerStates]:
        """The first day on which a person learned anything, and where they stand."""
        with self._store.read() as db:
            return first_days(db).get(person), folded(db, [person])[person].states

    def learners(
        self, scope: Scope, cycle: Cycle, on: date, behind: Behind
    ) -> tuple[LearnerRow, ...]:
        """One row a person; none at all where they are fewer than five."""
        period = scope.period(cycle)
        if period is None:
            return ()
        with self._store.read() as db:
            return learners_of(db, scope, period, on, behind)


def _are_few(people: Collection[str], scope: Scope) -> bool:
    """Whether they would be shown singly."""
    return scope.of_some and len(people) < FEWEST_SHOWN
