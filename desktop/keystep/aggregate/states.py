"""Where each person stands, folded from all that every station reported of them.

Only events that count are folded, in the order of (corrected time, device, epoch, seq), under the
id that the person goes by. ``learner_state`` keeps the outcome, and ``skill_day`` how skills came
to it; without a document both are to be made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, or_, select, update

from keystep.aggregate import skill_days
from keystep.aggregate.aliases import aliases, ids_by_person
from keystep.aggregate.certificates import codes
from keystep.aggregate.changes import note_change
from keystep.aggregate.matters import answers
from keystep.aggregate.ranges import joined
from keystep.aggregate.schema import (
    assignment,
    bundle,
    bundle_span,
    event,
    import_run,
    learner,
    learner_day,
    learner_state,
    stream,
)
from keystep.aggregate.skill_days import NotedStates, SkillDays
from keystep.aggregate.store import Store, put_rows
from keystep.aggregate.timelines import Happened, Timelines, note_redated
from keystep.domain.down import Included, LearnerStates, Person, Range, gathered
from keystep.domain.events import ERASED, Event, canonical, decode_event, known_fact
from keystep.domain.matters import MOST_ANSWERS
from keystep.domain.timeline import OLDEST

AT_ONCE = 8
STALE = (
    "ON CONFLICT (learner) DO UPDATE SET document = excluded.document "
    "WHERE learner_state.document IS NOT NULL"
)
REMEMBERED = timedelta(days=400)
Slice = tuple[tuple[Person, ...], tuple[Included, ...], tuple[LearnerStates, ...]]


def never() -> bool:
    """The answer of a caller who never cancels."""
    return False


class States:
    """Where everybody stands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def refresh(self, cancelled: Callable[[], bool] = never) -> int:
        """Fold everybody anew of whom something changed; returns how many.

        A few people a transaction: what is done when it is cancelled stays done.
        """
        with self._store.write() as db:
            mark(db, _people_at(db, note_redated(db)))
        done, more = 0, True
        while more and not cancelled():
            with self._store.write() as db:
                people = _stale(db, AT_ONCE)
                _keep(db, folded(db, people))
            done, more = done + len(people), bool(people)
        return done

    def slice_for(self, device: str, on: date) -> Slice:
        """What a station is to hear of its learners, in the order of ids.

        They are those who used it in the 400 days before ``on``, or are expected there. With them
        go the station's own events that the states hold. Whoever was not folded since something
        changed is folded now.
        """
        with self._store.read() as db:
            people = _people(db, people_of(db, device, on))
            return people, included(db, device), _states(db, [person.learner for person in people])


def mark(db: Connection, learners: Collection[str]) -> None:
    """The people who go by ``learners`` are to be folded anew."""
    if not learners:
        return
    note_change(db)
    person = aliases(db)
    people = sorted({person.get(one, one) for one in learners})
    put_rows(db, learner_state, [(one, None) for one in people], STALE)


def forget(db: Connection, learners: Iterable[str]) -> None:
    """Nobody goes by ``learners`` any more."""
    gone = sorted(learners)
    db.execute(delete(learner_state).where(learner_state.c.learner.in_(gone)))
    skill_days.forget(db, gone)


class Folded(NamedTuple):
    """Where a person stands, and how far they had mastered each skill day by day."""

    states: LearnerStates
    days: SkillDays


def unkept_days(db: Connection) -> dict[str, SkillDays]:
    """The days of everybody of whom something changed since they were folded last."""
    return {person: known.days for person, known in folded(db, _stale(db)).items()}


def folded(db: Connection, people: Iterable[str]) -> dict[str, Folded]:
    """Where each of ``people`` stands, from all their events."""
    also, timelines = ids_by_person(db), Timelines(db)
    return {
        person: _folded(db, person, (person, *also.get(person, ())), timelines) for person in people
    }


def people_of(db: Connection, device: str, on: date) -> set[str]:
    """Who used a station in the 400 days before ``on``, or is expected there.

    Days before there was Keystep tell of a dead battery, and may be any.
    """
    day = learner_day.c.day
    recent = or_(day > on - REMEMBERED, day < OLDEST.date())
    used = select(learner_day.c.learner).where(learner_day.c.device == device, recent).distinct()
    expected = select(assignment.c.learner).where(assignment.c.device == device)
    person = aliases(db)
    return {person.get(one, one) for query in (used, expected) for one in db.scalars(query)}


def included(db: Connection, device: str) -> tuple[Included, ...]:
    """The seqs of ``device`` that count, by epoch."""
    query = (
        select(stream.c.epoch, bundle_span.c.first, bundle_span.c.last)
        .join(stream, stream.c.id == bundle_span.c.stream)
        .join(bundle, bundle.c.sha == bundle_span.c.sha)
        .join(import_run, import_run.c.id == bundle.c.run)
        .where(stream.c.device == device, import_run.c.undone_at.is_(None))
    )
    ranges = defaultdict[str, list[Range]](list)
    for epoch, first, last in db.execute(query):
        ranges[epoch].append((first, last))
    return tuple(
        Included(epoch=epoch, ranges=tuple(joined(found)))
        for epoch, found in sorted(ranges.items())
    )


def _folded(db: Connection, person: str, ids: Collection[str], timelines: Timelines) -> Folded:
    states = NotedStates()
    for happened in timelines.in_order(_happened(db, ids)):
        own = replace(happened, learner=person)
        fact = known_fact(own)
        with suppress(OverflowError):  # what is due beyond the calendar
            if fact is not None:
                states.fold(own, fact)
    return Folded(gathered(person, states.by_type), states.noted)


def _happened(db: Connection, ids: Collection[str]) -> Iterator[Happened[Event]]:
    """Events of ``ids`` that count."""
    query = (
        select(stream.c.device, stream.c.epoch, event.c.h, event.c.data)
        .join(stream, stream.c.id == event.c.stream)
        .where(event.c.learner.in_(ids), event.c.counted, event.c.kind != ERASED)
    )
    for device, epoch, h, data in db.execute(query):
        decoded = decode_event(data)
        yield Happened((device, epoch), h, decoded, decoded)


def _stale(db: Connection, most: int | None = None) -> list[str]:
    query = select(learner_state.c.learner).where(learner_state.c.document.is_(None))
    return list(db.scalars(query.order_by(learner_state.c.learner).limit(most)))


def _keep(db: Connection, people: Mapping[str, Folded]) -> None:
    rows = [{"of": person, "new": canonical(known.states)} for person, known in people.items()]
    if rows:
        skill_days.keep(db, {person: known.days for person, known in people.items()})
        here = update(learner_state).where(learner_state.c.learner == bindparam("of"))
        db.execute(here.values(document=bindparam("new")), rows)


def _people_at(db: Connection, devices: Collection[str]) -> set[str]:
    query = select(learner_day.c.learner).where(learner_day.c.device.in_(devices)).distinct()
    return set(db.scalars(query))


def _people(db: Connection, people: Collection[str]) -> tuple[Person, ...]:
    """Those of ``people`` whose names are known."""
    also, earned, answered = ids_by_person(db), codes(db, people), answers(db, people)
    rows = db.execute(select(learner).order_by(learner.c.id))
    return tuple(
        Person(
            learner=row.id,
            name=row.name,
            team=row.team,
            also=also.get(row.id, ()),
            certificates=earned.get(row.id, ()),
            answers=answered.get(row.id, ())[:MOST_ANSWERS],
        )
        for row in rows
        if row.id in people
    )


def _states(db: Connection, people: list[str]) -> tuple[LearnerStates, ...]:
    query = select(learner_state).where(learner_state.c.document.is_not(None))
    kept = {
        row.learner: msgspec.json.decode(row.document, type=LearnerStates)
        for row in db.execute(query.where(learner_state.c.learner.in_(people)))
    }
    unkept = folded(db, [person for person in people if person not in kept])
    kept |= {person: known.states for person, known in unkept.items()}
    return tuple(kept[person] for person in people)
