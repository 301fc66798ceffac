"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _stream(*, key: bool) -> sa.Column[int]:
    owner = sa.ForeignKey("stream.id")
    return sa.Column("stream", sa.Integer, owner, primary_key=key, nullable=False)


def upgrade() -> None:
    _imported()
    _kept_aside_and_known()
    _figures()
    _roll_ups()


def _imported() -> None:
    op.create_table("organisation", _key("key"), _text("value"))
    op.create_table(
        "station",
        _key("device"),
        _text("name"),
        _bytes("public_key"),
        _text("recipient"),
        _text("status"),
        _whole("enrolled_at", nullable=True),
        _whole("sealed_at", nullable=True),
        _whole("imported_at", nullable=True),
        _bytes("health", nullable=True),
    )
    op.create_table(
        "stream",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("device"),
        _text("epoch"),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.UniqueConstraint("device", "epoch", "branch", name="stream_place"),
    )
    op.create_table(
        "event",
        _stream(key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        _bytes("h"),
        _text("learner"),
        _text("kind"),
        _whole("at"),
        sa.Column("day", sa.Date, nullable=False),
        _bytes("data"),
    )
    op.create_index("event_learner", "event", ["learner", "at"])
    op.create_table(
        "bundle",
        _key("sha"),
        _stream(key=False),
        _whole("no"),
        _whole("first"),
        _whole("last"),
        _text("name"),
        _whole("sealed_at"),
        _whole("imported_at"),
        _whole("events"),
    )
    op.create_index("bundle_stream", "bundle", ["stream"])


def _kept_aside_and_known() -> None:
    op.create_table(
        "quarantine",
        _key("sha"),
        _text("name"),
        _text("verdict"),
        _text("reason"),
        _bytes("detail"),
        _whole("size"),
        _bytes("data", nullable=True),
        _whole("first_seen"),
        _whole("last_tried"),
    )
    op.create_table("learner", _key("id"), _text("name"), _text("team"), _whole("claimed_at"))


def _figures() -> None:
    op.create_table(
        "cycle",
        _key("id"),
        _bytes("document"),
        sa.Column("active", sa.Boolean, nullable=False),
        _whole("stored_at"),
    )
    op.create_table(
        "kpi_point",
        _key("kpi"),
        _key("team"),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        _whole("n"),
        _text("file"),
        _whole("imported_at"),
    )
    op.create_table(
        "kpi_history",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("kpi"),
        _text("team"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        _whole("n"),
        _text("file"),
        _whole("imported_at"),
        _whole("replaced_at"),
    )


def _roll_ups() -> None:
    op.create_table(
        "learner_day",
        sa.Column("day", sa.Date, primary_key=True),
        _key("learner"),
        _key("device"),
        _whole("lessons"),
        _whole("quizzes"),
        _whole("scenarios"),
        _whole("cards"),
        _whole("items"),
    )
    op.create_table(
        "test_result",
        _stream(key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        _text("learner"),
        _text("pack"),
        _text("assessment"),
        _text("phase"),
        _whole("at"),
        sa.Column("day", sa.Date, nullable=False),
        _whole("score"),
    )
    op.create_index("test_result_assessment", "test_result", ["pack", "assessment"])
    op.create_table(
        "lesson_day",
        _key("pack"),
        _key("lesson"),
        _key("kind"),
        _key("learner"),
        sa.Column("day", sa.Date, nullable=False),
    )
