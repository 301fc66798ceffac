"""Which stations there are, under which keys, and who may speak for them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, exists, func, literal, or_, select, update

from keystep.aggregate.schema import quarantine, station, station_epoch, station_key
from keystep.aggregate.store import upsert
from keystep.domain.bundles import Enrolled, Reason
from keystep.domain.trust import Asking, Asks, KnownKey, key_id
from keystep.domain.words import Words
from keystep.errors import UsageError


class Membership(StrEnum):
    WAITING = "waiting"
    ENROLLED = "enrolled"
    REVOKED = "revoked"


def waiting(db: Connection) -> tuple[Asking, ...]:
    """The stations that wait for a word of the admin, by name.

    One does also while bundles of an epoch are held: of two copies of a database only the hello of
    one is the newest, and an epoch may be left before anybody has approved it.
    """
    approved = exists().where(
        station_epoch.c.device == station.c.device, station_epoch.c.epoch == station.c.epoch
    )
    held = station.c.device.in_({device for device, _ in _held_epochs(db)})
    asks = or_(
        station.c.status == Membership.WAITING.value,
        and_(station.c.status == Membership.ENROLLED.value, or_(~approved, held)),
    )
    query = select(station).where(asks).order_by(station.c.name, station.c.device)
    return tuple(
        Asking(
            device=row.device,
            name=row.name,
            public_key=row.public_key,
            recipient=row.recipient,
            epoch=row.epoch,
            asks=Asks.ENROL if row.status == Membership.WAITING.value else Asks.EPOCH,
        )
        for row in db.execute(query)
    )


def enrol(db: Connection, device: str, now: datetime) -> None:
    """From now on this station's bundles count, in the epoch that it is in and in those of which
    bundles are held.

    Raises UsageError when it never said hello, or was revoked.
    """
    row = station_row(db, device)
    if row.status == Membership.REVOKED.value:
        raise UsageError(
            "The key of station “{name}” was withdrawn. Reinstate it if it is in good hands again.",
            name=row.name,
        )
    moment = station.c.enrolled_at
    db.execute(
        update(station)
        .where(station.c.device == device)
        .values(
            status=Membership.ENROLLED.value,
            enrolled_at=func.coalesce(moment, literal(now, moment.type)),
        )
    )
    add_key(db, device, row.public_key, now)
    found = {row.epoch, *(epoch for of, epoch in _held_epochs(db) if of == device)}
    rows = [{"device": device, "epoch": one, "approved_at": now} for one in sorted(found)]
    db.execute(upsert(db, station_epoch).on_conflict_do_nothing(), rows)


def enrolled(db: Connection) -> tuple[Enrolled, ...]:
    """The enrolled stations, by name."""
    query = (
        select(station.c.device, station.c.name, station.c.public_key, station.c.recipient)
        .where(station.c.status == Membership.ENROLLED.value)
        .order_by(station.c.name, station.c.device)
    )
    return tuple(Enrolled(**row) for row in db.execute(query).mappings())


def keyring(db: Connection) -> dict[str, KnownKey]:
    """Every key that an enrolled or revoked station ever signed with, by its id."""
    query = select(station_key.c.key_id, station_key.c.device, station_key.c.public_key)
    return {
        row.key_id: KnownKey(device=row.device, public_key=row.public_key)
        for row in db.execute(query)
    }


def add_key(db: Connection, device: str, public_key: bytes, now: datetime) -> None:
    key = upsert(db, station_key).values(
        key_id=key_id(public_key), device=device, public_key=public_key, since=now
    )
    db.execute(key.on_conflict_do_nothing())


def epochs(db: Connection) -> set[tuple[str, str]]:
    """Device and epoch of every history that the office approved."""
    rows = db.execute(select(station_epoch.c.device, station_epoch.c.epoch))
    return {(device, epoch) for device, epoch in rows}


def _held_epochs(db: Connection) -> set[tuple[str, str]]:
    """Device and epoch of what was set aside because its epoch was not approved, and still is."""
    query = select(quarantine.c.detail).where(quarantine.c.reason == Reason.NEW_EPOCH.value)
    told = (msgspec.json.decode(detail, type=Words).values for detail in db.scalars(query))
    held = {(str(one.get("device", "")), str(one.get("epoch", ""))) for one in told}
    return held - epochs(db)


def rename(db: Connection, device: str, name: str) -> None:
    """What the admin calls a station stands above what it calls itself. Raises UsageError."""
    if not name.strip():
        raise UsageError("A station needs a name. Give one that tells people where it stands.")
    station_row(db, device)
    this = station.c.device == device
    db.execute(update(station).where(this).values(name=name.strip(), renamed=True))


def station_row(db: Connection, device: str) -> Row[Any]:
    """All columns of a station. Raises UsageError where there is none."""
    row = db.execute(select(station).where(station.c.device == device)).one_or_none()
    if row is None:
        raise UsageError(
            "No station “{device}” asks to be enrolled. Start Keystep there, choose the folder, "
            "then look again.",
            device=device,
        )
    return row
