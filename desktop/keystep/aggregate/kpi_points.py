"""KPI figures in the database; a correction keeps what was there before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from keystep.aggregate.kpis import KpiRow
from keystep.aggregate.schema import kpi_history, kpi_point
from keystep.aggregate.store import upsert

KEY = ("kpi", "team", "day")


def store_kpis(db: Connection, rows: Sequence[KpiRow], file: str, now: datetime) -> int:
    """Take in the rows of ``file``; returns how many were new or corrected.

    A row that says what is known already leaves no trace.
    """
    known = _known(db, {row.kpi for row in rows})
    changed = [row for row in rows if row.key not in known or _differs(row, known[row.key])]
    replaced = [known[row.key] | {"replaced_at": now} for row in changed if row.key in known]
    if replaced:
        db.execute(kpi_history.insert(), replaced)
    if changed:
        _put(db, changed, file, now)
    return len(changed)


def _put(db: Connection, rows: Sequence[KpiRow], file: str, now: datetime) -> None:
    query = upsert(db, kpi_point)
    new = {name: query.excluded[name] for name in ("value", "n", "file", "imported_at")}
    db.execute(
        query.on_conflict_do_update(index_elements=KEY, set_=new),
        [
            dict(zip(KEY, row.key, strict=True))
            | {"value": row.value, "n": row.n, "file": file, "imported_at": now}
            for row in rows
        ],
    )


def _known(db: Connection, kpis: set[str]) -> dict[tuple[object, ...], dict[str, object]]:
    rows = db.execute(select(kpi_point).where(kpi_point.c.kpi.in_(kpis))).mappings()
    return {tuple(row[name] for name in KEY): dict(row) for row in rows}


def _differs(row: KpiRow, known: dict[str, object]) -> bool:
    return (row.value, row.n) != (known["value"], known["n"])
