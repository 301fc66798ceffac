"""What people have learnt, person by person: what the office's desk for learning is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from keystep.aggregate import people
from keystep.aggregate.aliases import ids_by_person
from keystep.aggregate.people import SEEN_WITHIN, LessonRef
from keystep.aggregate.schema import learner, learner_day, learner_state, station
from keystep.aggregate.store import Store
from keystep.aggregate.telling import in_order
from keystep.domain.facts import Kind, SurveyAnswered
from keystep.domain.progress import SkillProgress
from keystep.domain.timeline import OLDEST


class Known(Struct, frozen=True, kw_only=True):
    """A person; ``ids`` are all that they go or went by.

    ``began`` is the first day of theirs that counts. What they did up to ``heard`` is known: since
    then every station has reported that they used lately.
    """

    person: str
    ids: frozenset[str]
    name: str
    team: str
    began: date | None
    heard: date


class _Skills(Struct, frozen=True):
    """The part of where somebody stands that is wanted here."""

    skills: tuple[SkillProgress, ...] = ()


class Learning:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self) -> tuple[Known, ...]:
        """Everybody, by name."""
        with self._store.read() as db:
            return known(db)

    def finished(self, lessons: Sequence[tuple[str, str]]) -> Mapping[str, date]:
        """The day on which each person had completed all of ``lessons``, (pack, lesson)."""
        with self._store.read() as db:
            return people.finished(db, [LessonRef(*place) for place in lessons])

    def skills(self) -> tuple[SkillProgress, ...]:
        """Where everybody stands in every skill with any evidence."""
        with self._store.read() as db:
            return skills(db)

    def survey_answers(self, survey: str) -> Mapping[str, SurveyAnswered]:
        """The last answers of each person to a survey of the office's."""
        with self._store.read() as db:
            told = in_order(db, {Kind.SURVEY_ANSWERED.value})
            return {
                one.person: one.fact
                for one in told
                if isinstance(one.fact, SurveyAnswered)
                and (one.fact.survey, one.fact.lesson) == (survey, "")
            }


def known(db: Connection) -> tuple[Known, ...]:
    """As :meth:`Learning.known`."""
    also, used = ids_by_person(db), _used(db)
    merged = {id_ for ids in also.values() for id_ in ids}
    rows = db.execute(select(learner).order_by(learner.c.name, learner.c.id))
    return tuple(
        Known(
            person=row.id,
            ids=frozenset((row.id, *also.get(row.id, ()))),
            name=row.name,
            team=row.team,
            began=min((first for first, _, _ in used[row.id]), default=None),
            heard=_heard(used[row.id], row.claimed_at),
        )
        for row in rows
        if row.id not in merged
    )


def skills(db: Connection) -> tuple[SkillProgress, ...]:
    """As :meth:`Learning.skills`."""
    query = select(learner_state.c.document).where(learner_state.c.document.is_not(None))
    states = msgspec.json.Decoder(_Skills)
    return tuple(
        one
        for document in db.scalars(query.order_by(learner_state.c.learner))
        for one in states.decode(document).skills
        if one.evidence
    )


_Use = tuple[date, date, datetime]
"""Of somebody at a station: their first day, their last, and its last seal."""


def _used(db: Connection) -> defaultdict[str, list[_Use]]:
    days = learner_day.c
    query = (
        select(days.learner, func.min(days.day), func.max(days.day), station.c.sealed_at)
        .join(station, station.c.device == days.device)
        .where(days.day >= OLDEST.date(), station.c.sealed_at.is_not(None))
        .group_by(days.learner, days.device, station.c.sealed_at)
    )
    used = defaultdict[str, list[_Use]](list)
    for who, first, last, sealed in db.execute(query):
        used[who].append((first, last, sealed))
    return used


def _heard(used: Sequence[_Use], claimed: datetime) -> date:
    """Stations that they left more than a month before their last day have nothing more to say."""
    if not used:
        return claimed.date()
    newest = max(last for _, last, _ in used)
    return min(sealed for _, last, sealed in used if newest - last < SEEN_WITHIN).date()
