"""Taking a bundle in: the state is the set of events, whatever way they come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import (
    Connection,
    LargeBinary,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)

from keystep.aggregate import arrivals, clocks, rollups, spans, states
from keystep.aggregate.aliases import aliases
from keystep.aggregate.changes import note_change
from keystep.aggregate.placing import Placing, place
from keystep.aggregate.revocation import pin_of
from keystep.aggregate.runs import is_undone
from keystep.aggregate.schema import (
    Millis,
    bundle,
    erasure,
    event,
    learner,
    millis,
    quarantine,
    station,
)
from keystep.aggregate.store import put_rows
from keystep.aggregate.streams import has_bundle
from keystep.domain.bundles import Claim, OpenBundle, Verdict
from keystep.domain.trust import withdrawn

FIRST = "ON CONFLICT DO NOTHING"
NEWEST = (
    "ON CONFLICT (id) DO UPDATE "
    "SET name = excluded.name, team = excluded.team, claimed_at = excluded.claimed_at "
    "WHERE (excluded.claimed_at, excluded.name, excluded.team) "
    "> (learner.claimed_at, learner.name, learner.team)"
)
_FORGOTTEN = select(erasure.c.learner)
_RELEASED = delete(quarantine).where(quarantine.c.sha == bindparam("file"))
_THIS = update(station).where(station.c.device == bindparam("of"))
_HEARD = _THIS.values(imported_at=bindparam("now"))
_HEALTH = _THIS.where(
    or_(
        station.c.sealed_at.is_(None),
        tuple_(station.c.sealed_at, station.c.health)
        < tuple_(bindparam("sealed", type_=Millis), bindparam("health", type_=LargeBinary)),
    )
).values(sealed_at=bindparam("sealed"), health=bindparam("health"))


class Delivery(Struct, frozen=True, kw_only=True):
    """How a bundle came: ``sha`` is the file's SHA-256 in hexadecimal, ``run`` the import that it
    came with, ``at`` when that was. Unless it is ``vouched`` that all of it may count, its
    station must not be revoked."""

    sha: str
    name: str
    run: int
    at: datetime
    vouched: bool = False


def import_bundle(db: Connection, delivery: Delivery, opened: OpenBundle) -> tuple[Verdict, int]:
    """Add what ``opened`` holds and is not here yet; returns the number of new events.

    DUPLICATE when the file, or its every event, is here already. An erased event keeps its place
    and nothing else, and so do all those of learners who were erased. What waited in quarantine
    under the same hash is let go. Of a revoked station neither its health counts nor a new name for
    somebody who has one. Raises UsageError: no such run; BundleRefused: REVOKED.
    """
    if has_bundle(db, delivery.sha):
        return Verdict.DUPLICATE, 0
    revoked, pin = pin_of(db, opened.header.device, opened.header.epoch)
    if revoked and not delivery.vouched:
        raise withdrawn(opened, pin)
    counted = not is_undone(db, delivery.run)
    forgotten = frozenset(db.scalars(_FORGOTTEN))
    placing = place(db, opened)
    _note_bundle(db, delivery, opened, placing)
    _take_events(db, placing, opened, forgotten, counted=counted)
    clocks.note(db, placing.owner, [one.event for one in opened.events])
    if not revoked:
        _note_station(db, opened, delivery.at)
    claims = [one for one in opened.claims if one.learner not in forgotten]
    _note_claims(db, claims, opened.sealed_at, rename=not revoked)
    db.execute(_RELEASED, {"file": delivery.sha})
    note_change(db)
    known_already = placing.streams and not placing.new
    return (Verdict.DUPLICATE if known_already else Verdict.NEW), placing.new


def _note_bundle(db: Connection, delivery: Delivery, opened: OpenBundle, placing: Placing) -> None:
    header, sealed, came = opened.header, millis(opened.sealed_at), millis(delivery.at)
    numbers = (header.no, header.first, header.last)
    row = (delivery.sha, delivery.run, placing.owner, *numbers, delivery.name, sealed, came)
    put_rows(db, bundle, [(*row, placing.new)])
    spans.note(db, delivery.sha, placing.spans)


def _take_events(
    db: Connection,
    placing: Placing,
    opened: OpenBundle,
    forgotten: Collection[str],
    *,
    counted: bool,
) -> None:
    """Insert what is new and fold it; whatever else it changes is folded anew."""
    known_as = aliases(db)
    arrived = arrivals.arrivals(placing, opened, forgotten, known_as)
    put_rows(db, event, arrived.rows, counted=counted)
    touched = arrivals.empty(db, placing, opened, forgotten)
    if counted:
        rollups.store(db, rollups.fold(arrived.places))
        touched |= arrivals.revive(db, placing)
    rollups.refold(db, touched - {""})
    learners = {one.event.learner for one in opened.events}
    states.mark(db, (learners | touched) - {"", *forgotten})


def _note_station(db: Connection, opened: OpenBundle, now: datetime) -> None:
    """The newest seal brings the health; of two at the same instant, the greater bytes."""
    said = {"sealed": opened.sealed_at, "health": msgspec.json.encode(opened.health)}
    db.execute(_HEALTH, {"of": opened.header.device, **said})
    db.execute(_HEARD, {"of": opened.header.device, "now": now})


def _note_claims(
    db: Connection, claims: Sequence[Claim], sealed: datetime, *, rename: bool
) -> None:
    """The newest claim names a learner; of two at the same instant, the later in the alphabet.

    Unless it may ``rename``, a claim names only who has no name.
    """
    at = millis(sealed)
    rows = sorted((claim.learner, claim.name, claim.team, at) for claim in claims)
    put_rows(db, learner, rows, NEWEST if rename else FIRST)
