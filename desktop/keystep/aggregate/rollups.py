"""Sums and first days over events, kept up to date by each import.

Adding, taking the earlier day and keeping a row per test do not depend on the order of imports, and
only events that were truly inserted are folded: so any order gives the same tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, delete, func, select

from keystep.aggregate.schema import event, learner_day, lesson_day, stream, test_result
from keystep.aggregate.store import upsert
from keystep.domain.events import (
    AssessmentCompleted,
    Event,
    Fact,
    LessonCompleted,
    LessonStarted,
    decode_event,
    fact_of,
)
from keystep.domain.progress import COUNTED

CHUNK = 8_192
COUNTERS = ("lessons", "quizzes", "scenarios", "cards", "items")
Row = dict[str, Any]


class Place(Struct, frozen=True):
    """An event with the stream that it lies in, the station that it came from and its day."""

    stream: int
    device: str
    day: date
    event: Event


class Delta(Struct, frozen=True):
    """What some events add: counts by (day, learner, device), and first days by
    (pack, lesson, kind, learner)."""

    days: defaultdict[tuple[date, str, str], Counter[str]]
    lessons: dict[tuple[str, str, str, str], date]
    tests: list[Row]


def fold(places: Iterable[Place]) -> Delta:
    """What learners' events add up to; a station's own events count nowhere.

    Any event of a day makes its row, so that it is known where a learner was.
    """
    delta = Delta(defaultdict(Counter), {}, [])
    for place in places:
        if place.event.learner:
            _add(delta, place, known_fact(place.event))
    return delta


def store(db: Connection, delta: Delta) -> None:
    """Add ``delta`` to the tables; rows go in the order of their keys."""
    _add_days(db, delta.days)
    _keep_earlier(db, delta.lessons)
    if delta.tests:
        db.execute(test_result.insert(), delta.tests)


def rebuild(db: Connection) -> None:
    """Make the tables anew from the events."""
    for table in (learner_day, lesson_day, test_result):
        db.execute(delete(table))
    for chunk in _chunks(db):
        store(db, fold(chunk))


def known_fact(happened: Event) -> Fact | None:
    """The typed body; None where this program cannot read it: kept, but not counted."""
    try:
        return fact_of(happened)
    except msgspec.ValidationError:
        return None


def _add(delta: Delta, place: Place, fact: Fact | None) -> None:
    happened, day = place.event, place.day
    counts = delta.days[day, happened.learner, place.device]
    if counter := COUNTED.get(type(fact)) if fact else None:
        counts[counter] += 1
    if isinstance(fact, LessonStarted | LessonCompleted):
        key = (fact.pack, fact.lesson, happened.kind, happened.learner)
        delta.lessons[key] = min(day, delta.lessons.get(key, day))
    elif isinstance(fact, AssessmentCompleted):
        delta.tests.append(_test(place, fact))


def _test(place: Place, fact: AssessmentCompleted) -> Row:
    return {
        "stream": place.stream,
        "seq": place.event.seq,
        "learner": place.event.learner,
        "pack": fact.pack,
        "assessment": fact.assessment,
        "phase": fact.phase.value,
        "at": place.event.at,
        "day": place.day,
        "score": fact.score,
    }


def _add_days(db: Connection, days: dict[tuple[date, str, str], Counter[str]]) -> None:
    rows = [
        {"day": day, "learner": who, "device": device, **{c: counts[c] for c in COUNTERS}}
        for (day, who, device), counts in sorted(days.items(), key=lambda entry: entry[0])
    ]
    query = upsert(db, learner_day)
    sums = {name: learner_day.c[name] + query.excluded[name] for name in COUNTERS}
    _run(db, query.on_conflict_do_update(index_elements=_key(learner_day), set_=sums), rows)


def _keep_earlier(db: Connection, lessons: dict[tuple[str, str, str, str], date]) -> None:
    names = _key(lesson_day)
    rows = [
        {**dict(zip(names, key, strict=True)), "day": day} for key, day in sorted(lessons.items())
    ]
    query = upsert(db, lesson_day)
    earlier = query.on_conflict_do_update(
        index_elements=names,
        set_={"day": query.excluded.day},
        where=query.excluded.day < lesson_day.c.day,
    )
    _run(db, earlier, rows)


def _run(db: Connection, query: Any, rows: Sequence[Row]) -> None:
    if rows:
        db.execute(query, rows)


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _chunks(db: Connection) -> Iterator[list[Place]]:
    """Every event, a few thousand at a time, by key: memory stays bounded."""
    for number, device in db.execute(select(stream.c.id, stream.c.device)).all():
        last = db.scalar(select(func.min(event.c.seq) - 1).where(event.c.stream == number))
        while last is not None:
            query = select(event.c.seq, event.c.day, event.c.data).where(event.c.stream == number)
            query = query.where(event.c.seq > last).order_by(event.c.seq).limit(CHUNK)
            rows = db.execute(query).all()
            yield [Place(number, device, row.day, decode_event(row.data)) for row in rows]
            last = rows[-1].seq if len(rows) == CHUNK else None
