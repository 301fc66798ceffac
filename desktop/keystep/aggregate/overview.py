"""Every station at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from keystep.aggregate import membership, streams
from keystep.aggregate.membership import Membership
from keystep.aggregate.ranges import Range
from keystep.aggregate.schema import bundle, millis, station, stream
from keystep.aggregate.streams import Standing
from keystep.aggregate.timelines import skews
from keystep.domain.bundles import Health
from keystep.domain.timeline import SKEW_MS
from keystep.domain.trust import Asks


class StationRow(Struct, frozen=True, kw_only=True):
    """A station at a glance.

    ``events`` counts what is here of it, ``missing`` lists (first, last) seqs that are not, over
    all its epochs, some of them since ``missing_since``; ``forked`` when two histories came under
    its name. ``asks`` is what it waits for. ``clock_off_ms`` is by how much its clock was provably
    ahead (behind: below 0), None where nothing proves more than five minutes.
    """

    device: str
    name: str
    membership: Membership
    epoch: str
    asks: Asks | None
    enrolled_at: datetime | None
    revoked_at: datetime | None
    sealed_at: datetime | None
    imported_at: datetime | None
    health: Health | None
    events: int
    missing: tuple[Range, ...]
    missing_since: datetime | None
    forked: bool
    clock_off_ms: int | None


def overview(db: Connection) -> tuple[StationRow, ...]:
    """Every station, by name."""
    events, gaps = _event_counts(db), _gaps(db)
    off = skews(db) | _ahead(db)
    forked = {fork.device for fork in streams.forks(db)}
    asks = {asking.device: asking.asks for asking in membership.waiting(db)}
    query = select(station).order_by(station.c.name, station.c.device)
    return tuple(
        StationRow(
            device=row.device,
            name=row.name,
            membership=Membership(row.status),
            epoch=row.epoch,
            asks=asks.get(row.device),
            enrolled_at=row.enrolled_at,
            revoked_at=row.revoked_at,
            sealed_at=row.sealed_at,
            imported_at=row.imported_at,
            health=msgspec.json.decode(row.health, type=Health) if row.health else None,
            events=events.get(row.device, 0),
            missing=tuple(gap for standing in gaps.get(row.device, ()) for gap in standing.missing),
            missing_since=_since(gaps.get(row.device, ())),
            forked=row.device in forked,
            clock_off_ms=off.get(row.device),
        )
        for row in db.execute(query)
    )


def _gaps(db: Connection) -> dict[str, list[Standing]]:
    gaps = dict[str, list[Standing]]()
    for standing in streams.gaps(db):
        gaps.setdefault(standing.device, []).append(standing)
    return gaps


def _since(standings: Iterable[Standing]) -> datetime | None:
    times = (one.missing_since for one in standings if one.missing_since is not None)
    return min(times, default=None)


def _event_counts(db: Connection) -> dict[str, int]:
    query = (
        select(stream.c.device, func.sum(bundle.c.events))
        .join(bundle, bundle.c.stream == stream.c.id)
        .group_by(stream.c.device)
    )
    return {device: int(events) for device, events in db.execute(query)}


def _ahead(db: Connection) -> dict[str, int]:
    """Nothing can be sealed after it came here: a clock that says so is ahead."""
    query = (
        select(station.c.device, station.c.sealed_at, func.min(bundle.c.imported_at).label("came"))
        .join(stream, stream.c.device == station.c.device)
        .join(
            bundle,
            (bundle.c.stream == stream.c.id) & (bundle.c.sealed_at == station.c.sealed_at),
        )
        .group_by(station.c.device, station.c.sealed_at)
    )
    ahead = {row.device: millis(row.sealed_at) - millis(row.came) for row in db.execute(query)}
    return {device: by for device, by in ahead.items() if by > SKEW_MS}
