"""How far everybody mastered each skill, day by day: a roll-up made whenever a person is folded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from keystep.aggregate.schema import learner_state, skill_day
from keystep.aggregate.store import put_rows
from keystep.domain.events import Event
from keystep.domain.facts import Fact
from keystep.domain.progress import SkillProgress
from keystep.domain.replaying import Key, MemoryStates, fold

SkillDays = Mapping[tuple[str, str, date], int]
"""Of one person: θ in millionths at the end of a day on which it moved, by (pack, skill, day)."""


class NotedStates(MemoryStates):
    """States in memory that remember where each skill stood at the end of each day."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: dict[tuple[str, str, date], int] = {}
        self._moved: list[SkillProgress] = []

    def fold(self, event: Event, fact: Fact) -> None:
        """Move every state that ``fact`` concerns on by one event."""
        self._moved.clear()
        fold(self, event, fact)
        for state in self._moved:
            self.noted[state.pack, state.skill, event.day] = state.theta

    def put(self, key: Key, state: Struct) -> None:
        super().put(key, state)
        if isinstance(state, SkillProgress):
            self._moved.append(state)


def keep(db: Connection, people: Mapping[str, SkillDays]) -> None:
    """The days of ``people`` are these from now on."""
    forget(db, people)
    rows = [
        (pack, skill, person, str(day), theta)
        for person, days in people.items()
        for (pack, skill, day), theta in days.items()
    ]
    put_rows(db, skill_day, rows)


def forget(db: Connection, learners: Collection[str]) -> None:
    """Nobody goes by ``learners`` any more."""
    db.execute(delete(skill_day).where(skill_day.c.learner.in_(sorted(learners))))


def kept(db: Connection, pack: str, skill: str) -> dict[str, list[tuple[date, int]]]:
    """(day, θ) of a skill, by person in the order of days, as far as they hold."""
    query = (
        select(skill_day.c.learner, skill_day.c.day, skill_day.c.theta)
        .join(learner_state, learner_state.c.learner == skill_day.c.learner)
        .where(skill_day.c.pack == pack, skill_day.c.skill == skill)
        .where(learner_state.c.document.is_not(None))
        .order_by(skill_day.c.day)
    )
    found = dict[str, list[tuple[date, int]]]()
    for person, day, theta in db.execute(query):
        found.setdefault(person, []).append((day, theta))
    return found
