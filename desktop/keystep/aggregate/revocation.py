"""Withdrawing a station's key, up to where its events still count, and giving it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from keystep.aggregate.membership import Membership, station_row
from keystep.aggregate.schema import event, revocation_pin, station, stream
from keystep.aggregate.streams import Standing, standings
from keystep.domain.bundles import Pin, Revoked
from keystep.domain.events import genesis
from keystep.errors import UsageError

_PIN_OF = (
    select(station.c.status, revocation_pin.c.seq, revocation_pin.c.h)
    .outerjoin(
        revocation_pin,
        (revocation_pin.c.device == station.c.device) & (revocation_pin.c.epoch == bindparam("in")),
    )
    .where(station.c.device == bindparam("of"))
)


def revoke(db: Connection, device: str, now: datetime) -> Revoked:
    """From now on nothing of this station counts but what leads up to what is here already.

    Its pins are, for each epoch, the last event before which nothing is missing. Doing it again
    changes nothing. Raises UsageError when the station is not enrolled.
    """
    row = station_row(db, device)
    if row.status == Membership.WAITING.value:
        raise UsageError(
            "Station “{name}” was never enrolled: nothing of it counts. Leave it as it is.",
            name=row.name,
        )
    if row.status == Membership.ENROLLED.value:
        _withdraw(db, Revoked(device=device, since=now, pins=tuple(_pins_here(db, device))))
    return next(one for one in revoked(db) if one.device == device)


def take_revoked(db: Connection, told: Revoked) -> None:
    """Revoke a station as a catalog of our own says that this database forgot, with its pins.

    A station that is unknown here needs no word: nothing of it counts.
    """
    if db.scalar(select(station.c.device).where(station.c.device == told.device)) is not None:
        _withdraw(db, told)


def reinstate(db: Connection, device: str, now: datetime) -> None:
    """Enrol a revoked station again: all of its events count, late ones too.

    Raises UsageError when it is unknown.
    """
    if station_row(db, device).status != Membership.REVOKED.value:
        return
    db.execute(delete(revocation_pin).where(revocation_pin.c.device == device))
    back = {"status": Membership.ENROLLED.value, "enrolled_at": now, "revoked_at": None}
    db.execute(update(station).where(station.c.device == device).values(back))


def revoked(db: Connection) -> tuple[Revoked, ...]:
    """The stations whose key was withdrawn, by device."""
    pins: dict[str, list[Pin]] = {}
    for row in db.execute(select(revocation_pin).order_by(revocation_pin.c.epoch)):
        pins.setdefault(row.device, []).append(Pin(epoch=row.epoch, seq=row.seq, h=row.h))
    query = (
        select(station.c.device, station.c.revoked_at)
        .where(station.c.status == Membership.REVOKED.value)
        .order_by(station.c.device)
    )
    return tuple(
        Revoked(device=device, since=since, pins=tuple(pins.get(device, ())))
        for device, since in db.execute(query)
    )


def pin_of(db: Connection, device: str, epoch: str) -> tuple[bool, Pin | None]:
    """Whether the station was revoked, and up to where this epoch of it still counts."""
    row = db.execute(_PIN_OF, {"of": device, "in": epoch}).one_or_none()
    if row is None:
        return False, None
    pin = None if row.h is None else Pin(epoch=epoch, seq=row.seq, h=row.h)
    return row.status == Membership.REVOKED.value, pin


def _withdraw(db: Connection, told: Revoked) -> None:
    db.execute(delete(revocation_pin).where(revocation_pin.c.device == told.device))
    pins = [{"device": told.device, **asdict(pin)} for pin in told.pins]
    if pins:
        db.execute(insert(revocation_pin), pins)
    withdrawn = {"status": Membership.REVOKED.value, "revoked_at": told.since}
    db.execute(update(station).where(station.c.device == told.device).values(withdrawn))


def _pins_here(db: Connection, device: str) -> Iterator[Pin]:
    for standing in standings(db, device):
        seq = _reached(standing)
        h = _h_at(db, standing, seq) if seq else genesis(device, standing.epoch)
        yield Pin(epoch=standing.epoch, seq=seq, h=h.hex())


def _reached(standing: Standing) -> int:
    """The last seq before which nothing is missing."""
    return standing.missing[0][0] - 1 if standing.missing else standing.last


def _h_at(db: Connection, standing: Standing, seq: int) -> bytes:
    """h of the event that came first; where histories part, it stands for the one it is in."""
    query = (
        select(event.c.h)
        .join(stream, stream.c.id == event.c.stream)
        .where(
            stream.c.device == standing.device,
            stream.c.epoch == standing.epoch,
            stream.c.branch == 0,
            event.c.seq == seq,
        )
    )
    h: bytes = db.scalars(query).one()
    return h
