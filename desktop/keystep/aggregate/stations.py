"""The stations as the office knows them."""

from __future__ import annotations

import base64
from collections import defaultdict
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, literal, select, update

from keystep.aggregate import streams
from keystep.aggregate.schema import bundle, station, stream
from keystep.aggregate.store import upsert
from keystep.aggregate.streams import Range
from keystep.domain.bundles import Enrolled, Health, Hello
from keystep.errors import UsageError


class Membership(StrEnum):
    WAITING = "waiting"
    ENROLLED = "enrolled"


class StationRow(Struct, frozen=True, kw_only=True):
    """A station at a glance.

    ``events`` counts what is here of it, ``missing`` lists (first, last) seqs that are not, over
    all its epochs; ``forked`` when two histories came under its name.
    """

    device: str
    name: str
    membership: Membership
    enrolled_at: datetime | None
    sealed_at: datetime | None
    imported_at: datetime | None
    health: Health | None
    events: int
    missing: tuple[Range, ...]
    forked: bool


def note_hello(db: Connection, hello: Hello) -> None:
    """Remember a station that asks to be enrolled. An enrolled one keeps the key it had."""
    query = upsert(db, station).values(
        device=hello.device,
        name=hello.name,
        public_key=base64.b64decode(hello.public_key),
        recipient=hello.recipient,
        status=Membership.WAITING.value,
    )
    changed = {name: query.excluded[name] for name in ("name", "public_key", "recipient")}
    waits = station.c.status == Membership.WAITING.value
    db.execute(query.on_conflict_do_update(index_elements=["device"], set_=changed, where=waits))


def enrol(db: Connection, device: str, now: datetime) -> None:
    """From now on this station's bundles count. Raises UsageError when it never said hello."""
    moment = station.c.enrolled_at
    done = db.execute(
        update(station)
        .where(station.c.device == device)
        .values(
            status=Membership.ENROLLED.value,
            enrolled_at=func.coalesce(moment, literal(now, moment.type)),
        )
    )
    if not done.rowcount:
        raise UsageError(
            "No station “{device}” asks to be enrolled. Start Keystep there, choose the folder, "
            "then look again.",
            device=device,
        )


def listed(db: Connection, membership: Membership) -> tuple[Enrolled, ...]:
    """The stations with this membership, by name."""
    query = (
        select(station.c.device, station.c.name, station.c.public_key, station.c.recipient)
        .where(station.c.status == membership.value)
        .order_by(station.c.name, station.c.device)
    )
    return tuple(Enrolled(**row) for row in db.execute(query).mappings())


def key_of(db: Connection, device: str) -> bytes | None:
    """The raw Ed25519 key of an enrolled station; None for any other."""
    enrolled = station.c.status == Membership.ENROLLED.value
    return db.scalar(select(station.c.public_key).where(station.c.device == device, enrolled))


def overview(db: Connection) -> tuple[StationRow, ...]:
    """Every station, by name."""
    events, missing = _event_counts(db), defaultdict[str, list[Range]](list)
    for standing in streams.gaps(db):
        missing[standing.device] += standing.missing
    forked = {fork.device for fork in streams.forks(db)}
    query = select(station).order_by(station.c.name, station.c.device)
    return tuple(
        StationRow(
            device=row.device,
            name=row.name,
            membership=Membership(row.status),
            enrolled_at=row.enrolled_at,
            sealed_at=row.sealed_at,
            imported_at=row.imported_at,
            health=msgspec.json.decode(row.health, type=Health) if row.health else None,
            events=events.get(row.device, 0),
            missing=tuple(missing[row.device]),
            forked=row.device in forked,
        )
        for row in db.execute(query)
    )


def _event_counts(db: Connection) -> dict[str, int]:
    query = (
        select(stream.c.device, func.sum(bundle.c.events))
        .join(bundle, bundle.c.stream == stream.c.id)
        .group_by(stream.c.device)
    )
    return {device: int(events) for device, events in db.execute(query)}
