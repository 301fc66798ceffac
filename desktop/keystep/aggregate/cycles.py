"""OKR cycles: TOML files, and the one that counts now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select, update

from keystep.aggregate.kpis import listed, text_of
from keystep.aggregate.schema import cycle as cycles
from keystep.aggregate.store import upsert
from keystep.domain.okr import Cycle, faults_of
from keystep.domain.toml import parse_toml
from keystep.errors import KpiFileRefused

MAX_BYTES = 1 << 20


def read_cycle(path: Path) -> Cycle:
    """Read a cycle with its objectives and key results. Raises KpiFileRefused."""
    text = text_of(path, MAX_BYTES)
    try:
        given = parse_toml(text)
    except ValueError as error:
        raise _refusal(path, listed([f"it is not TOML: {error}"])) from error
    try:
        cycle = msgspec.convert(given, Cycle)
    except msgspec.ValidationError as error:
        raise _refusal(path, listed([str(error)])) from error
    strays = [
        f"{key}: there is no such entry" for key in _strays(given, msgspec.to_builtins(cycle))
    ]
    if faults := strays + faults_of(cycle):
        raise _refusal(path, listed(faults))
    return cycle


def store_cycle(db: Connection, cycle: Cycle, now: datetime) -> None:
    """Keep ``cycle`` in place of an earlier one with its id, and make it the one that counts."""
    db.execute(update(cycles).values(active=False))
    document = msgspec.json.encode(cycle)
    query = upsert(db, cycles).values(id=cycle.id, document=document, active=True, stored_at=now)
    new = {name: query.excluded[name] for name in ("document", "active", "stored_at")}
    db.execute(query.on_conflict_do_update(index_elements=["id"], set_=new))


def active_cycle(db: Connection) -> Cycle | None:
    document = db.scalar(select(cycles.c.document).where(cycles.c.active))
    return msgspec.json.decode(document, type=Cycle) if document else None


def _refusal(path: Path, faults: str) -> KpiFileRefused:
    return KpiFileRefused(
        "{file} is not a usable OKR cycle; nothing was changed. Mend this, then try again:\n"
        "{faults}",
        file=path.name,
        faults=faults,
    )


def _strays(given: object, taken: object, where: str = "") -> Iterator[str]:
    """The keys that were given but not taken, a misspelt one say, with the way to them."""
    if isinstance(given, dict) and isinstance(taken, dict):
        for key, value in given.items():
            place = f"{where}.{key}" if where else str(key)
            if key in taken:
                yield from _strays(value, taken[key], place)
            else:
                yield place
    elif isinstance(given, list) and isinstance(taken, list | tuple):
        for number, (value, kept) in enumerate(zip(given, taken, strict=True)):
            yield from _strays(value, kept, f"{where}[{number}]")
