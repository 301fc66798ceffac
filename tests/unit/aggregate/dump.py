"""Everything that must not depend on the way the bundles came."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, select

from keystep.aggregate import Aggregate, schema

BY_WAY = {"stream", "imported_at"}
STREAMED = (schema.event, schema.test_result, schema.boot, schema.sighting)
PLAIN = (
    schema.learner_day,
    schema.lesson_day,
    schema.learner_state,
    schema.skill_day,
    schema.learner,
    schema.station,
)


def dump(ledger: Aggregate) -> dict[str, Any]:
    with ledger._store.read() as db:
        rows = {
            table.name: _rows(
                db.execute(
                    select(schema.stream.c.device, schema.stream.c.epoch, *_columns(table)).join(
                        schema.stream, schema.stream.c.id == table.c.stream
                    )
                )
            )
            for table in STREAMED
        } | {table.name: _rows(db.execute(select(*_columns(table)))) for table in PLAIN}
    return rows | {"forks": ledger.forks(), "standings": ledger.standings()}


def emptied(ledger: Aggregate) -> Aggregate:
    with ledger._store.write() as db:
        for table in reversed(schema.metadata.sorted_tables):
            db.execute(delete(table))
    return ledger


def _columns(table: Table) -> list[Any]:
    return [column for column in table.columns if column.name not in BY_WAY]


def _rows(rows: Any) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, rows), key=repr)
