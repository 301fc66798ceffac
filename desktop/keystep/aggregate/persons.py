"""The people that the stations told of: at a glance, and everything that is known of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, func, select

from keystep.aggregate.aliases import aliases, ids_by_person
from keystep.aggregate.certificates import codes
from keystep.aggregate.matters import answers
from keystep.aggregate.merges import Merge, known_person, merges
from keystep.aggregate.people import first_days
from keystep.aggregate.schema import assignment, event, learner, learner_day, station, stream
from keystep.aggregate.states import folded
from keystep.domain.down import LearnerStates
from keystep.domain.matters import OfficeAnswer


class Used(Struct, frozen=True, kw_only=True):
    """A station of somebody's; ``last_day`` is None where they are only expected there."""

    device: str
    name: str
    last_day: date | None


class PersonRow(Struct, frozen=True, kw_only=True):
    """A person at a glance; ``also`` are the ids that were merged into ``person``.

    ``stations`` are those with something of theirs that counts, or that expect them, the latest
    first. ``events`` is how many of theirs count: those of an import that was undone do not.
    """

    person: str
    name: str
    team: str
    also: tuple[str, ...]
    stations: tuple[Used, ...]
    first_day: date | None
    last_day: date | None
    events: int


class Claimed(Struct, frozen=True, kw_only=True):
    """What a station last said that ``learner`` is called; ``at`` is when it sealed that."""

    learner: str
    name: str
    team: str
    at: datetime


class Assigned(Struct, frozen=True, kw_only=True):
    """``learner`` is expected at a station."""

    learner: str
    device: str
    at: datetime


class PersonData(Struct, frozen=True, kw_only=True):
    """Everything that is known of a person.

    ``events`` are raw, in the order of (device, epoch, seq): what the station wrote, with device
    and epoch, h in hexadecimal, and whether it counts. Every figure is made of them.
    ``certificates`` are their codes, ``answers`` the office's to what they said.
    """

    person: str
    also: tuple[str, ...]
    names: tuple[Claimed, ...]
    stations: tuple[Used, ...]
    assigned: tuple[Assigned, ...]
    merges: tuple[Merge, ...]
    certificates: tuple[str, ...]
    answers: tuple[OfficeAnswer, ...]
    events: tuple[dict[str, Any], ...]
    states: LearnerStates


def people(db: Connection) -> tuple[PersonRow, ...]:
    """Everybody, by name."""
    person, also, used, counts = aliases(db), ids_by_person(db), _used(db), _counts(db)
    first = first_days(db)
    rows = db.execute(select(learner).order_by(learner.c.name, learner.c.id))
    return tuple(
        PersonRow(
            person=row.id,
            name=row.name,
            team=row.team,
            also=also.get(row.id, ()),
            stations=used.get(row.id, ()),
            first_day=first.get(row.id),
            last_day=next((one.last_day for one in used.get(row.id, ())), None),
            events=sum(counts[one] for one in (row.id, *also.get(row.id, ()))),
        )
        for row in rows
        if row.id not in person
    )


def claims(db: Connection) -> tuple[Claimed, ...]:
    """What every id was last said to be called, merged ones too; in the order of ids."""
    return tuple(_claimed(row) for row in db.execute(select(learner).order_by(learner.c.id)))


def data_of(db: Connection, person: str) -> PersonData:
    """Everything about the person who goes by this id. Raises UsageError for an unknown one."""
    person = known_person(db, person)
    also = ids_by_person(db).get(person, ())
    ids = (person, *also)
    return PersonData(
        person=person,
        also=also,
        names=_claims(db, ids),
        stations=_used(db).get(person, ()),
        assigned=_assigned(db, ids),
        merges=tuple(one for one in merges(db) if {one.learner, one.person} & set(ids)),
        certificates=codes(db, [person]).get(person, ()),
        answers=answers(db, [person]).get(person, ()),
        events=_events(db, ids),
        states=folded(db, [person])[person].states,
    )


def _used(db: Connection) -> dict[str, tuple[Used, ...]]:
    person = aliases(db)
    days = dict[tuple[str, str], date | None]()
    for row in db.execute(select(assignment.c.learner, assignment.c.device)):
        days[person.get(row.learner, row.learner), row.device] = None
    last = select(learner_day.c.learner, learner_day.c.device, func.max(learner_day.c.day))
    for who, device, day in db.execute(last.group_by(learner_day.c.learner, learner_day.c.device)):
        days[who, device] = day
    names = {row.device: row.name for row in db.execute(select(station.c.device, station.c.name))}
    used = defaultdict[str, list[Used]](list)
    for (who, device), day in days.items():
        used[who].append(Used(device=device, name=names.get(device, ""), last_day=day))
    return {who: tuple(sorted(all_of, key=_latest)) for who, all_of in used.items()}


def _latest(one: Used) -> tuple[int, str, str]:
    return -one.last_day.toordinal() if one.last_day else 0, one.name, one.device


def _counts(db: Connection) -> Counter[str]:
    """How many events count, by the id that they were recorded with."""
    query = select(event.c.learner, func.count()).where(event.c.counted)
    return Counter(dict(map(tuple, db.execute(query.group_by(event.c.learner)))))


def _claims(db: Connection, ids: Collection[str]) -> tuple[Claimed, ...]:
    query = select(learner).where(learner.c.id.in_(ids)).order_by(learner.c.id)
    return tuple(_claimed(row) for row in db.execute(query))


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(learner=row.id, name=row.name, team=row.team, at=row.claimed_at)


def _assigned(db: Connection, ids: Collection[str]) -> tuple[Assigned, ...]:
    query = select(assignment).where(assignment.c.learner.in_(ids))
    return tuple(
        Assigned(learner=row.learner, device=row.device, at=row.assigned_at)
        for row in db.execute(query.order_by(assignment.c.learner, assignment.c.device))
    )


def _events(db: Connection, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
    query = (
        select(stream.c.device, stream.c.epoch, event.c.h, event.c.counted, event.c.data)
        .join(stream, stream.c.id == event.c.stream)
        .where(event.c.learner.in_(list(ids)))
        .order_by(stream.c.device, stream.c.epoch, event.c.seq, event.c.h)
    )
    return tuple(
        {"device": row.device, "epoch": row.epoch, "h": row.h.hex(), "counted": row.counted}
        | msgspec.json.decode(row.data)
        for row in db.execute(query)
    )
