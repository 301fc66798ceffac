"""What a station says of itself, and how much of it is believed."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from keystep.aggregate.membership import Membership, add_key, epochs
from keystep.aggregate.schema import station, station_key
from keystep.domain.bundles import Hello
from keystep.domain.trust import key_id


def note_hello(db: Connection, hello: Hello, now: datetime) -> None:
    """Remember a station that asks to be enrolled, or what an enrolled one says anew.

    A new key counts where one that the station already had signed for it. Nothing is taken from a
    revoked station, nor from one that shows the key of another.
    """
    known = db.execute(select(station).where(station.c.device == hello.device)).one_or_none()
    key = base64.b64decode(hello.public_key)
    owner = db.scalar(select(station_key.c.device).where(station_key.c.key_id == key_id(key)))
    if owner not in (None, hello.device):
        return
    if known is None:
        _add(db, hello, key)
    elif known.status != Membership.REVOKED.value and _is_endorsed(db, hello, known):
        _change(db, hello, key, known, now)


def _add(db: Connection, hello: Hello, key: bytes) -> None:
    """The id of a device is that of its first key, so only who has that key speaks for it."""
    if hello.device not in hello.signers:
        return
    db.execute(
        insert(station).values(
            device=hello.device,
            name=hello.name,
            public_key=key,
            recipient=hello.recipient,
            epoch=hello.epoch,
            status=Membership.WAITING.value,
            renamed=False,
        )
    )


def _is_endorsed(db: Connection, hello: Hello, known: Row[Any]) -> bool:
    """By the key that the station has now. Whoever found one that it gave up may not add another.

    A disk that was put back knows the earlier one only: with that it may ask, as itself.
    """
    trusted = {key_id(known.public_key)}
    if known.status == Membership.WAITING.value:
        trusted.add(hello.device)
    if _has_key(db, hello.device, base64.b64decode(hello.public_key)):
        return True
    return not trusted.isdisjoint(hello.signers)


def _change(db: Connection, hello: Hello, key: bytes, known: Row[Any], now: datetime) -> None:
    """An older hello may come again, with a stick say: nothing goes back to what was left."""
    settled = (hello.device, hello.epoch) in epochs(db)
    left = hello.epoch != known.epoch or key != known.public_key
    if settled and left and _has_key(db, hello.device, key):
        return
    said = {
        "name": known.name if known.renamed or not hello.name else hello.name,
        "epoch": known.epoch if settled else hello.epoch,
        "public_key": key,
        "recipient": hello.recipient,
    }
    if known.status == Membership.ENROLLED.value:
        # With those from before: what they signed may be on its way, though no hello of theirs was.
        for one in (key, *map(base64.b64decode, hello.earlier)):
            add_key(db, hello.device, one, now)
    if any(getattr(known, name) != value for name, value in said.items()):
        db.execute(update(station).where(station.c.device == hello.device).values(said))


def _has_key(db: Connection, device: str, key: bytes) -> bool:
    query = select(station_key.c.key_id).where(
        station_key.c.device == device, station_key.c.key_id == key_id(key)
    )
    return db.scalar(query) is not None
