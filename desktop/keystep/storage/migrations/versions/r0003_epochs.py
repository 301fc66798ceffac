"""Several epochs in one log, what the office sends down, and room for erasing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _streams()
    _log()
    _outbox()
    _beside()
    op.drop_table("skill_progress")
    op.create_table(
        "skill_progress",
        _key("learner"),
        _key("pack"),
        _key("skill"),
        _integer("theta"),
        _integer("evidence"),
        sqlite_with_rowid=False,
    )


def _streams() -> None:
    """The one epoch so far becomes the first of many, and keeps the number of its receipt."""
    op.create_table("stream", _number("no"), _unique("epoch"), _integer("receipt"))
    op.execute(
        "INSERT INTO stream SELECT 1, value, "
        "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'receipt'), 0) "
        "FROM meta WHERE key = 'epoch'"
    )
    op.execute("DELETE FROM meta WHERE key IN ('epoch', 'receipt')")


def _log() -> None:
    op.rename_table("event", "event_before")
    op.create_table(
        "event",
        _number("epoch"),
        _number("seq"),
        _text("learner"),
        _text("kind"),
        _integer("at"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("h", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO event SELECT 1, seq, learner, kind, at, data, h FROM event_before ORDER BY seq"
    )
    op.drop_table("event_before")
    emptied = (
        "NEW.epoch IS OLD.epoch AND NEW.seq IS OLD.seq AND NEW.h IS OLD.h AND "
        "NEW.learner IS '' AND NEW.kind IS 'erased' AND NEW.at IS 0 AND NEW.data IS x''"
    )
    for verb, refused in (("UPDATE", f"WHEN NOT ({emptied}) "), ("DELETE", "")):
        op.execute(
            f"CREATE TRIGGER event_refuses_{verb.lower()} BEFORE {verb} ON event {refused}"
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def _outbox() -> None:
    op.rename_table("outbox", "outbox_before")
    op.create_table(
        "outbox",
        _number("no"),
        _integer("epoch"),
        _unique("name"),
        _integer("first"),
        _integer("last"),
        _integer("sealed_at"),
        _integer("published_at", nullable=True),
        _integer("received_at", nullable=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    columns = "name, first, last, sealed_at, published_at, received_at, data"
    op.execute(f"INSERT INTO outbox SELECT no, 1, {columns} FROM outbox_before ORDER BY no")  # noqa: S608
    op.drop_table("outbox_before")
    op.create_table("withdrawn", _number("no"), _integer("epoch"), _unique("name"))


def _beside() -> None:
    op.create_table("alias", _key("id"), _text("person"))
    op.create_table("base", _number("no"), sa.Column("document", sa.LargeBinary, nullable=False))
    op.create_table("erased", _key("learner"), _integer("at"))


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _unique(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, unique=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)
