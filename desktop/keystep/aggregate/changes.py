"""A count of the changes to what was imported, by which it is known whether figures still hold."""

from __future__ import annotations

from sqlalchemy import Connection, select

from keystep.aggregate.schema import organisation

KEY = "changes"
_NOTE = (
    "INSERT INTO organisation (key, value) VALUES ('changes', '1') ON CONFLICT (key) DO UPDATE "
    "SET value = CAST(CAST(organisation.value AS BIGINT) + 1 AS TEXT)"
)


def note_change(db: Connection) -> None:
    """Whatever was counted before this transaction may count no more."""
    db.exec_driver_sql(_NOTE)


def last_change(db: Connection) -> int:
    """The number of the last change, 0 before the first."""
    return int(db.scalar(select(organisation.c.value).where(organisation.c.key == KEY)) or 0)
