"""What dates the events of each stream, see :mod:`keystep.domain.timeline`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, select

from keystep.aggregate.schema import boot, event, organisation, sighting, station, stream
from keystep.aggregate.store import upsert
from keystep.domain.events import Event, canonical, decode_event, known_fact
from keystep.domain.facts import Kind, StationReported
from keystep.domain.timeline import (
    Boot,
    Corrections,
    Sighting,
    corrected,
    corrections,
    redated,
    skew_of,
)

NOTED = "dated:"
UNDATED = corrections((), ())
Place = tuple[str, str]
"""Device and epoch."""
T = TypeVar("T")


class Happened(NamedTuple, Generic[T]):
    """An event at its place, and what it stands for."""

    place: Place
    h: bytes
    event: Event
    what: T


class Timelines:
    """The one order of events over all stations; each is looked up once."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._dated = dict[Place, Corrections]()

    def in_order(self, happened: Iterable[Happened[T]]) -> Iterator[T]:
        """By (corrected time, device, epoch, seq), and where a stream parted by h."""
        streams = defaultdict[Place, list[Happened[T]]](list)
        for one in happened:
            streams[one.place].append(one)
        self._look_up(streams)
        timed = list[tuple[int, Place, int, bytes, T]]()
        for place, rows in streams.items():
            rows.sort(key=lambda one: (one.event.seq, one.h))
            times = corrected(self._dated[place], [one.event for one in rows])
            timed += (
                (time, place, one.event.seq, one.h, one.what)
                for time, one in zip(times, rows, strict=True)
            )
        timed.sort(key=itemgetter(0, 1, 2, 3))
        return (what for *_, what in timed)

    def _look_up(self, places: Iterable[Place]) -> None:
        unknown = {place for place in places if place not in self._dated}
        if unknown:
            self._dated.update(dict.fromkeys(unknown, UNDATED))
            self._dated.update(dated(self._db, {device for device, _ in unknown}))


def dated(db: Connection, devices: Collection[str] | None = None) -> dict[Place, Corrections]:
    """What dates the events of every stream of ``devices``, None: of all stations."""
    boots, sightings = _boots(db, devices), _sightings(db, devices)
    return {place: corrections(found, sightings.get(place, ())) for place, found in boots.items()}


def skews(db: Connection) -> dict[str, int]:
    """Stations whose clock was provably behind in their present epoch: device, milliseconds."""
    boots, sightings = _boots(db, None), _sightings(db, None)
    rows = db.execute(select(station.c.device, station.c.epoch))
    places = [(row.device, row.epoch) for row in rows]
    found = {place[0]: skew_of(boots.get(place, ()), sightings.get(place, ())) for place in places}
    return {device: skew for device, skew in found.items() if skew is not None}


def note_redated(db: Connection) -> set[str]:
    """Stations of which some event has another time than when this was last asked."""
    known, now = _noted(db), dated(db)
    changed = {place: after for place, after in now.items() if known.get(place) != after}
    if changed:
        rows = [
            {"key": _key(place), "value": canonical(changed[place]).decode()}
            for place in sorted(changed)
        ]
        query = upsert(db, organisation)
        new = {"value": query.excluded["value"]}
        db.execute(query.on_conflict_do_update(index_elements=["key"], set_=new), rows)
    return {
        place[0]
        for place, after in changed.items()
        if place in known and redated(known[place], after)
    }


def _key(place: Place) -> str:
    return NOTED + ":".join(place)


def _noted(db: Connection) -> dict[Place, Corrections]:
    query = select(organisation).where(organisation.c.key.startswith(NOTED))
    found = dict[Place, Corrections]()
    for key, value in db.execute(query):
        device, _, epoch = key.removeprefix(NOTED).partition(":")
        found[device, epoch] = msgspec.json.decode(value, type=Corrections)
    return found


def _boots(db: Connection, devices: Collection[str] | None) -> dict[Place, list[Boot]]:
    columns = (boot.c[name] for name in Boot.__struct_fields__)
    query = select(stream.c.device, stream.c.epoch, *columns)
    query = query.join(stream, stream.c.id == boot.c.stream)
    if devices is not None:
        query = query.where(stream.c.device.in_(devices))
    found = defaultdict[Place, list[Boot]](list)
    for device, epoch, *values in db.execute(query):
        named = dict(zip(Boot.__struct_fields__, values, strict=True))
        found[device, epoch].append(Boot(**named))
    return found


def _sightings(db: Connection, devices: Collection[str] | None) -> dict[Place, list[Sighting]]:
    """``sighting`` says where to look; where histories parted, each branch may have one there."""
    first = stream.alias()
    query = (
        select(stream.c.device, stream.c.epoch, event.c.data)
        .select_from(sighting)
        .join(first, first.c.id == sighting.c.stream)
        .join(stream, (stream.c.device == first.c.device) & (stream.c.epoch == first.c.epoch))
        .join(event, (event.c.stream == stream.c.id) & (event.c.seq == sighting.c.seq))
        .where(event.c.kind == Kind.STATION_REPORTED.value)
    )
    if devices is not None:
        query = query.where(stream.c.device.in_(devices))
    found = defaultdict[Place, list[Sighting]](list)
    for device, epoch, data in db.execute(query):
        if (sighted := _sighted(data)) is not None:
            found[device, epoch].append(sighted)
    return found


def _sighted(data: bytes) -> Sighting | None:
    happened = decode_event(data)
    fact = known_fact(happened)
    if not isinstance(fact, StationReported):
        return None
    return Sighting(seq=happened.seq, boot=happened.boot, clock=happened.clock, issued=fact.issued)
