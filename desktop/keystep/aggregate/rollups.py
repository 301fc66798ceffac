"""Sums and first days over the events that count, by person, kept up to date by each import.

Adding, taking the earlier day and keeping a row per test do not depend on the order of imports, and
an event is folded once, when it begins to count: so any order gives the same tables. What stops
counting, or belongs to somebody else now, is folded anew from the events of the people concerned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, delete, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.changes import note_change
from keystep.aggregate.schema import event, learner_day, lesson_day, stream, test_result
from keystep.aggregate.store import put_rows
from keystep.domain.events import Event, decode_event, known_fact
from keystep.domain.facts import FACTS, AssessmentCompleted, Fact, LessonCompleted, LessonStarted
from keystep.domain.projections import COUNTED

CHUNK = 8_192
AT_ONCE = 500
COUNTERS = ("lessons", "quizzes", "scenarios", "cards", "items")
FOLDED = (learner_day, lesson_day, test_result)
ADD = "ON CONFLICT (day, learner, device) DO UPDATE SET " + ", ".join(
    f"{name} = learner_day.{name} + excluded.{name}" for name in COUNTERS
)
KEEP_EARLIER = (
    "ON CONFLICT (pack, lesson, kind, learner) DO UPDATE SET day = excluded.day "
    "WHERE excluded.day < lesson_day.day"
)
READ = frozenset({LessonStarted, LessonCompleted, AssessmentCompleted})
Row = dict[str, Any]
Place = tuple[int, str, str, date, Event]
"""An event that counts: its stream, the station that it came from, the person, the day, and it."""


class Delta(Struct, frozen=True):
    """What some events add: counts by (day, person, device), and first days by
    (pack, lesson, kind, person)."""

    days: defaultdict[tuple[date, str, str], Counter[str]]
    lessons: dict[tuple[str, str, str, str], date]
    tests: list[Row]


def fold(places: Iterable[Place]) -> Delta:
    """What learners' events add up to.

    Any event of a day makes its row, so that it is known where a learner was. Only bodies of which
    more than their kind is asked are read: that they are sound was seen when they came.
    """
    delta = Delta(defaultdict(Counter), {}, [])
    for place in places:
        _, device, person, day, happened = place
        counts = delta.days[day, person, device]
        known = FACTS.get(happened.kind)
        if known in READ:
            _add(delta, place, counts, known_fact(happened))
        elif known in COUNTED and happened.v == known.shape:
            counter, more = COUNTED[known]
            counts[counter] += more
    return delta


def store(db: Connection, delta: Delta) -> None:
    """Add ``delta`` to the tables; rows go in the order of their keys."""
    _add_days(db, delta.days)
    _keep_earlier(db, delta.lessons)
    if delta.tests:
        db.execute(test_result.insert(), delta.tests)


def rebuild(db: Connection) -> None:
    """Make the tables anew from the events."""
    note_change(db)
    for table in FOLDED:
        db.execute(delete(table))
    _fold_events(db, aliases(db), event.c.learner != "")


def refold(db: Connection, people: Collection[str]) -> None:
    """Make the rows of ``people`` anew: of ids that are somebody, or were until now."""
    if not people:
        return
    note_change(db)
    known_as = aliases(db)
    persons = {known_as.get(one, one) for one in people}
    gone = sorted(persons | set(people))
    ids = sorted(persons | {one for one, person in known_as.items() if person in persons})
    for part in _parts(gone):
        for table in FOLDED:
            db.execute(delete(table).where(table.c.learner.in_(part)))
    for part in _parts(ids):
        _fold_events(db, known_as, event.c.learner.in_(part))


def _add(delta: Delta, place: Place, counts: Counter[str], fact: Fact | None) -> None:
    _, _, person, day, happened = place
    if fact is not None and type(fact) in COUNTED:
        counter, more = COUNTED[type(fact)]
        counts[counter] += more
    if isinstance(fact, LessonStarted | LessonCompleted):
        key = (fact.pack, fact.lesson, happened.kind, person)
        delta.lessons[key] = min(day, delta.lessons.get(key, day))
    elif isinstance(fact, AssessmentCompleted):
        delta.tests.append(_test(place, fact))


def _test(place: Place, fact: AssessmentCompleted) -> Row:
    stream, _, person, day, happened = place
    return {
        "stream": stream,
        "seq": happened.seq,
        "learner": person,
        "pack": fact.pack,
        "assessment": fact.assessment,
        "phase": fact.phase.value,
        "at": happened.at,
        "day": day,
        "score": fact.score,
    }


def _add_days(db: Connection, days: dict[tuple[date, str, str], Counter[str]]) -> None:
    rows = [
        (str(day), who, device, *(counts[name] for name in COUNTERS))
        for (day, who, device), counts in sorted(days.items(), key=itemgetter(0))
    ]
    put_rows(db, learner_day, rows, ADD)


def _keep_earlier(db: Connection, lessons: dict[tuple[str, str, str, str], date]) -> None:
    rows = [(*key, str(day)) for key, day in sorted(lessons.items())]
    put_rows(db, lesson_day, rows, KEEP_EARLIER)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _fold_events(db: Connection, known_as: Mapping[str, str], which: ColumnElement[bool]) -> None:
    """Fold stored events, a few thousand at a time: memory stays bounded."""
    query = (
        select(event.c.stream, stream.c.device, event.c.learner, event.c.day, event.c.data)
        .join(stream, stream.c.id == event.c.stream)
        .where(event.c.counted, which)
        .execution_options(yield_per=CHUNK)
    )
    with db.execute(query) as rows:
        places = (
            (number, device, known_as.get(who, who), day, decode_event(data))
            for number, device, who, day, data in rows
        )
        while chunk := list(islice(places, CHUNK)):
            store(db, fold(chunk))
