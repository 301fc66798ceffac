"""What is asked of events and KPI figures to tell what learning did to the work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.people import LessonRef, roster
from keystep.aggregate.schema import event, kpi_point, lesson_day
from keystep.aggregate.store import Store
from keystep.domain.events import decode_event, known_fact
from keystep.domain.facts import Kind, LessonCompleted
from keystep.domain.impact.panel import Figure
from keystep.domain.impact.starts import Begun

A_MINUTE = 60_000
Place = tuple[str, str]
Taught = tuple[str, str, str]
"""Team, pack, lesson."""


class Impacts:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def figures(self, kpi: str, until: date) -> tuple[Figure, ...]:
        """Every team's figures of periods that ended by ``until``, the oldest first."""
        with self._store.read() as db:
            return _figures(db, kpi, until)

    def begun(self, lessons: Collection[LessonRef], until: date) -> Mapping[str, Begun]:
        """For each team when its people first completed one of ``lessons``."""
        with self._store.read() as db:
            return _begun(db, {(one.pack, one.lesson) for one in lessons}, until)

    def minutes(self) -> Mapping[Taught, float]:
        """How long the people of each team took for each lesson, however often.

        It reads every event that is kept: ask once for all key results.
        """
        with self._store.read() as db:
            return _minutes(db)


def _figures(db: Connection, kpi: str, until: date) -> tuple[Figure, ...]:
    table = kpi_point.c
    query = select(table.team, table.day, table.value, table.n)
    query = query.where(table.kpi == kpi, table.day <= until).order_by(table.day, table.team)
    return tuple(Figure(*row) for row in db.execute(query))


def _begun(db: Connection, lessons: Collection[Place], until: date) -> dict[str, Begun]:
    people, table = roster(db), lesson_day.c
    query = select(table.pack, table.lesson, table.learner, table.day).where(
        table.kind == Kind.LESSON_COMPLETED.value,
        table.pack.in_({pack for pack, _ in lessons}),
        table.day <= until,
    )
    first: dict[str, date] = {}
    for pack, lesson, who, day in db.execute(query):
        if (pack, lesson) in lessons and who in people:
            first[who] = min(day, first.get(who, day))
    teams: dict[str, list[str]] = {}
    for who, team in people.items():
        teams.setdefault(team, []).append(who)
    return {
        team: Begun(len(members), sorted(first[who] for who in members if who in first))
        for team, members in teams.items()
        if team
    }


def _minutes(db: Connection) -> dict[Taught, float]:
    people, known_as = roster(db), aliases(db)
    query = select(event.c.learner, event.c.data).where(
        event.c.counted, event.c.kind == Kind.LESSON_COMPLETED.value
    )
    taken = dict[Taught, int]()
    for who, data in db.execute(query):
        team, fact = people.get(known_as.get(who, who)), known_fact(decode_event(data))
        if team and isinstance(fact, LessonCompleted):
            taught = team, fact.pack, fact.lesson
            taken[taught] = taken.get(taught, 0) + fact.duration_ms
    return {taught: spent / A_MINUTE for taught, spent in taken.items()}
