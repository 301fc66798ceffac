"""Files that were not imported: kept with their reason, and tried again where that can help."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, select

from keystep.aggregate.schema import quarantine
from keystep.aggregate.store import upsert
from keystep.domain.bundles import Reason, Verdict
from keystep.domain.words import Words
from keystep.errors import BundleRefused

KEPT_BYTES = 256 << 20


class Quarantined(Struct, frozen=True, kw_only=True):
    """A file set aside; ``kept`` tells whether its bytes are here, not on the share alone."""

    sha: str
    name: str
    verdict: Verdict
    reason: Reason
    detail: Words
    size: int
    kept: bool
    first_seen: datetime
    last_tried: datetime


def set_aside(
    db: Connection,
    *,
    name: str,
    data: bytes,
    verdict: Verdict,
    refusal: BundleRefused,
    now: datetime,
) -> None:
    """Keep one entry for each content, with when it was seen first and tried last.

    Bytes are kept while all of them together stay within 256 MiB, beyond that by name alone. A file
    of no bytes that could be read is told apart by its name.
    """
    sha = hashlib.sha256(data or name.encode()).hexdigest()
    detail = msgspec.json.encode(Words(refusal.template, _plain(refusal.values)))
    query = upsert(db, quarantine).values(
        sha=sha,
        name=name,
        verdict=verdict.value,
        reason=refusal.reason,
        detail=detail,
        size=len(data),
        data=data if _room_for(db, len(data)) else None,
        first_seen=now,
        last_tried=now,
    )
    again = ("name", "verdict", "reason", "detail", "last_tried")
    changed = {column: query.excluded[column] for column in again}
    db.execute(query.on_conflict_do_update(index_elements=["sha"], set_=changed))


def forget_unstable(db: Connection, names: Collection[str], before: datetime) -> None:
    """Let go of files called ``names`` that were not whole and were last tried before ``before``:
    they were looked at since, and became whole or were set aside anew as what they are."""
    unstable = (quarantine.c.reason == Reason.UNSTABLE.value, quarantine.c.last_tried < before)
    rows = db.execute(select(quarantine.c.sha, quarantine.c.name).where(*unstable))
    stale = [{"stale": row.sha} for row in rows if row.name in names]
    if stale:
        db.execute(delete(quarantine).where(quarantine.c.sha == bindparam("stale")), stale)


def quarantined(db: Connection, verdict: Verdict | None = None) -> tuple[Quarantined, ...]:
    """What is set aside (all, held or refused), the newest sight first."""
    columns = [column for column in quarantine.columns if column.name != "data"]
    query = select(*columns, quarantine.c.data.is_not(None).label("kept"))
    if verdict is not None:
        query = query.where(quarantine.c.verdict == verdict.value)
    query = query.order_by(quarantine.c.first_seen.desc(), quarantine.c.sha)
    return tuple(
        Quarantined(
            **row
            | {
                "verdict": Verdict(row["verdict"]),
                "reason": Reason(row["reason"]),
                "detail": msgspec.json.decode(row["detail"], type=Words),
            }
        )
        for row in map(dict, db.execute(query).mappings())
    )


def bytes_of(db: Connection, sha: str) -> bytes | None:
    """The bytes of a file that was set aside; None where only its name was kept."""
    return db.scalar(select(quarantine.c.data).where(quarantine.c.sha == sha))


def _room_for(db: Connection, size: int) -> bool:
    kept = db.scalar(select(func.coalesce(func.sum(func.length(quarantine.c.data)), 0)))
    return int(kept or 0) + size <= KEPT_BYTES


def _plain(values: dict[str, object]) -> dict[str, str | int]:
    return {key: v if isinstance(v, int) else str(v) for key, v in values.items()}
