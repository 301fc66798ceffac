"""Secrets that enrol stations by themselves, for a cart of fifty kiosks."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

from msgspec.structs import asdict
from sqlalchemy import Connection, insert, select, update

from keystep.aggregate.hellos import note_hello
from keystep.aggregate.membership import Membership, enrol
from keystep.aggregate.schema import invitation, station
from keystep.domain.bundles import Hello
from keystep.domain.trust import Invitation, proof_of
from keystep.errors import UsageError


def invite(db: Connection, invited: Invitation) -> None:
    db.execute(insert(invitation).values(**asdict(invited)))


def invitations(db: Connection) -> tuple[Invitation, ...]:
    """Every invitation ever made, the newest first."""
    query = select(invitation).order_by(invitation.c.created.desc(), invitation.c.id)
    return tuple(Invitation(**row) for row in db.execute(query).mappings())


def withdraw(db: Connection, id_: str, now: datetime) -> None:
    """Nobody enrols with this invitation any more. Raises UsageError where there is none."""
    this, open_ = invitation.c.id == id_, invitation.c.withdrawn.is_(None)
    if db.scalar(select(invitation.c.id).where(this)) is None:
        raise UsageError(
            "There is no invitation “{id}”. Look at the invitations, then withdraw one of those.",
            id=id_,
        )
    db.execute(update(invitation).where(this, open_).values(withdrawn=now))


def redeem(db: Connection, hello: Hello, now: datetime) -> bool:
    """Enrol a station whose hello proves that it holds an open invitation.

    True when that enrolled it. One that is enrolled already takes no place, and a new epoch of it
    still waits for the admin: a copied disk holds the secret too.
    """
    query = select(invitation).where(invitation.c.id == hello.invitation)
    row = db.execute(query).mappings().one_or_none()
    if row is None:
        return False
    invited = Invitation(**row)
    proven = hmac.compare_digest(proof_of(invited.secret, hello).encode(), hello.proof.encode())
    if not (proven and invited.is_open(now)):
        return False
    note_hello(db, hello, now)
    if not _waits_as(db, hello):
        return False
    enrol(db, hello.device, now)
    used = {"used": invitation.c.used + 1}
    db.execute(update(invitation).where(invitation.c.id == invited.id).values(used))
    return True


def _waits_as(db: Connection, hello: Hello) -> bool:
    """Whether the station waits with what the proof is about, and not with what it said before."""
    query = select(station.c.device).where(
        station.c.device == hello.device,
        station.c.status == Membership.WAITING.value,
        station.c.public_key == base64.b64decode(hello.public_key),
        station.c.recipient == hello.recipient,
        station.c.epoch == hello.epoch,
    )
    return db.scalar(query) is not None
