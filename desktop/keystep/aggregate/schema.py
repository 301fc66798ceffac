"""The tables of the administrator's database, the same in SQLite and PostgreSQL.

``event`` and ``bundle`` are what was imported. ``learner_day``, ``test_result`` and ``lesson_day``
are roll-ups of the events and can be rebuilt. ``stream`` gives an internal number to a (device,
epoch, branch); the number depends on the order of imports and never reaches a result. A change here
needs a revision in ``migrations/versions`` and a new :data:`REVISION`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION = "0001"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
# Both databases compare text by its bytes, so that they agree on which of two is the greater.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def millis(at: datetime) -> int:
    """An aware time as whole milliseconds since 1970 in UTC."""
    return (at - EPOCH) // MILLISECOND


class Millis(TypeDecorator[datetime]):
    """An aware time, kept as an integer: SQLite has no type that keeps the zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else millis(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MILLISECOND


def _key(name: str) -> Column[str]:
    return Column(name, TEXT, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, TEXT, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _bytes(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, Millis, nullable=nullable)


def _stream(*, key: bool) -> Column[int]:
    return Column("stream", Integer, ForeignKey("stream.id"), primary_key=key, nullable=False)


metadata = MetaData()

organisation = Table("organisation", metadata, _key("key"), _text("value"))
station = Table(
    "station",
    metadata,
    _key("device"),
    _text("name"),
    _bytes("public_key"),
    _text("recipient"),
    _text("status"),
    _time("enrolled_at", nullable=True),
    _time("sealed_at", nullable=True),
    _time("imported_at", nullable=True),
    _bytes("health", nullable=True),
)
stream = Table(
    "stream",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("device"),
    _text("epoch"),
    Column("branch", Integer, nullable=False),
    UniqueConstraint("device", "epoch", "branch", name="stream_place"),
)
event = Table(
    "event",
    metadata,
    _stream(key=True),
    Column("seq", BigInteger, primary_key=True),
    _bytes("h"),
    _text("learner"),
    _text("kind"),
    _time("at"),
    Column("day", Date, nullable=False),
    _bytes("data"),
    Index("event_learner", "learner", "at"),
)
bundle = Table(
    "bundle",
    metadata,
    _key("sha"),
    _stream(key=False),
    _whole("no"),
    _whole("first"),
    _whole("last"),
    _text("name"),
    _time("sealed_at"),
    _time("imported_at"),
    _whole("events"),
    Index("bundle_stream", "stream"),
)
quarantine = Table(
    "quarantine",
    metadata,
    _key("sha"),
    _text("name"),
    _text("verdict"),
    _text("reason"),
    _bytes("detail"),
    _whole("size"),
    _bytes("data", nullable=True),
    _time("first_seen"),
    _time("last_tried"),
)
learner = Table("learner", metadata, _key("id"), _text("name"), _text("team"), _time("claimed_at"))
cycle = Table(
    "cycle",
    metadata,
    _key("id"),
    _bytes("document"),
    Column("active", Boolean, nullable=False),
    _time("stored_at"),
)
kpi_point = Table(
    "kpi_point",
    metadata,
    _key("kpi"),
    _key("team"),
    Column("day", Date, primary_key=True),
    Column("value", Float, nullable=False),
    _whole("n"),
    _text("file"),
    _time("imported_at"),
)
kpi_history = Table(
    "kpi_history",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("kpi"),
    _text("team"),
    Column("day", Date, nullable=False),
    Column("value", Float, nullable=False),
    _whole("n"),
    _text("file"),
    _time("imported_at"),
    _time("replaced_at"),
)
learner_day = Table(
    "learner_day",
    metadata,
    Column("day", Date, primary_key=True),
    _key("learner"),
    _key("device"),
    _whole("lessons"),
    _whole("quizzes"),
    _whole("scenarios"),
    _whole("cards"),
    _whole("items"),
)
test_result = Table(
    "test_result",
    metadata,
    _stream(key=True),
    Column("seq", BigInteger, primary_key=True),
    _text("learner"),
    _text("pack"),
    _text("assessment"),
    _text("phase"),
    _time("at"),
    Column("day", Date, nullable=False),
    _whole("score"),
    Index("test_result_assessment", "pack", "assessment"),
)
lesson_day = Table(
    "lesson_day",
    metadata,
    _key("pack"),
    _key("lesson"),
    _key("kind"),
    _key("learner"),
    Column("day", Date, nullable=False),
)

version = Table(
    "aggregate_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True),
)
