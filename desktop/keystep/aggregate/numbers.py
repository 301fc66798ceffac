"""Numbers that only rise: of catalogs, receipts, progress."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from keystep.aggregate.schema import organisation, station
from keystep.aggregate.store import upsert
from keystep.domain.bundles import Health

# Far above all that are ever given out, far below the largest count that an event may hold:
# somebody who forges a number must not use up those to come.
HIGHEST_BELIEVED = 1 << 31


def next_number(db: Connection, kind: str, floor: int) -> int:
    """The next number of ``kind``: "catalog", "receipt:<device>" or "progress:<device>".

    It is above any given out, above ``floor``, the highest seen on the share, and above what
    stations say that they have taken: an office restored from a backup goes on where it was.
    """
    number = max(last_number(db, kind), floor, _heard(db, kind)) + 1
    query = upsert(db, organisation).values(key=_key(kind), value=str(number))
    db.execute(
        query.on_conflict_do_update(index_elements=["key"], set_={"value": query.excluded["value"]})
    )
    return number


def last_number(db: Connection, kind: str) -> int:
    """The last number of ``kind`` that was given out here, 0 before the first."""
    query = select(organisation.c.value).where(organisation.c.key == _key(kind))
    return int(db.scalar(query) or 0)


def _key(kind: str) -> str:
    return f"number:{kind}"


def _heard(db: Connection, kind: str) -> int:
    """The highest number of ``kind`` that a station told in its newest health."""
    family, _, device = kind.partition(":")
    query = select(station.c.health).where(station.c.health.is_not(None))
    if device:
        query = query.where(station.c.device == device)
    healths = (msgspec.json.decode(data, type=Health) for data in db.scalars(query))
    heard = max((getattr(health.heard, family) for health in healths), default=0)
    return min(heard, HIGHEST_BELIEVED)
