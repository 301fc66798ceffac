"""The tables of the administrator's database, the same in SQLite and PostgreSQL.

``event``, ``bundle`` and ``bundle_span`` are what was imported; ``boot`` and ``sighting`` say what
the events tell of their stations' clocks, under the first branch (0) of each (device, epoch).
``learner_day``, ``test_result``, ``lesson_day``, ``skill_day`` and ``learner_state`` are roll-ups
of the events that count, by person, and can be rebuilt; ``figure`` keeps what was counted from them
for the board. ``stream`` gives an internal number to a (device, epoch, branch); the number depends
on the order of imports and never reaches a result. A change here needs a revision in
``migrations/versions`` and a new :data:`REVISION`.
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

REVISION = "0005"
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
    _text("epoch"),
    _text("status"),
    Column("renamed", Boolean, nullable=False),
    _time("enrolled_at", nullable=True),
    _time("revoked_at", nullable=True),
    _time("sealed_at", nullable=True),
    _time("imported_at", nullable=True),
    _bytes("health", nullable=True),
)
station_key = Table(
    "station_key",
    metadata,
    _key("key_id"),
    _text("device"),
    _bytes("public_key"),
    _time("since"),
)
station_epoch = Table(
    "station_epoch", metadata, _key("device"), _key("epoch"), _time("approved_at")
)
revocation_pin = Table(
    "revocation_pin", metadata, _key("device"), _key("epoch"), _whole("seq"), _text("h")
)
invitation = Table(
    "invitation",
    metadata,
    _key("id"),
    _bytes("secret"),
    _whole("places"),
    _whole("used"),
    _time("expires"),
    _time("created"),
    _time("withdrawn", nullable=True),
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
    Column("counted", Boolean, nullable=False),
    Index("event_learner", "learner", "at"),
)
boot = Table(
    "boot",
    metadata,
    _stream(key=True),
    _key("boot"),
    _whole("first_seq"),
    _whole("first_clock"),
    _time("first_at"),
    _whole("last_seq"),
    _whole("last_clock"),
    _time("last_at"),
)
sighting = Table(
    "sighting",
    metadata,
    _stream(key=True),
    Column("seq", BigInteger, primary_key=True),
    _time("issued"),
)
import_run = Table(
    "import_run",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("source"),
    _time("started_at"),
    _time("undone_at", nullable=True),
)
bundle = Table(
    "bundle",
    metadata,
    _key("sha"),
    Column("run", Integer, ForeignKey("import_run.id"), nullable=False),
    _stream(key=False),
    _whole("no"),
    _whole("first"),
    _whole("last"),
    _text("name"),
    _time("sealed_at"),
    _time("imported_at"),
    _whole("events"),
    Index("bundle_stream", "stream"),
    Index("bundle_run", "run"),
)
bundle_span = Table(
    "bundle_span",
    metadata,
    _stream(key=True),
    Column("first", BigInteger, primary_key=True),
    _key("sha"),
    _whole("last"),
)
seen_file = Table(
    "seen_file", metadata, _key("place"), _whole("size"), _whole("mtime_ns"), _text("sha")
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
merge = Table(
    "merge",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("learner"),
    _text("person"),
    _time("merged_at"),
    _time("undone_at", nullable=True),
    Index("merge_learner", "learner"),
)
assignment = Table("assignment", metadata, _key("learner"), _key("device"), _time("assigned_at"))
erasure = Table("erasure", metadata, _key("learner"), _time("erased_at"))
learner_state = Table("learner_state", metadata, _key("learner"), _bytes("document", nullable=True))
skill_day = Table(
    "skill_day",
    metadata,
    _key("pack"),
    _key("skill"),
    _key("learner"),
    Column("day", Date, primary_key=True),
    _whole("theta"),
    Index("skill_day_learner", "learner"),
)
progress_sent = Table("progress_sent", metadata, _key("device"), _text("sha"))
published_pack = Table(
    "published_pack",
    metadata,
    _key("id"),
    _key("version"),
    _text("file"),
    _text("sha256"),
    _whole("size"),
    _time("published_at"),
)
backup = Table("backup", metadata, _key("path"), _time("made_at"))
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
kpi_figure = Table(
    "kpi_figure",
    metadata,
    _key("kpi"),
    _key("team"),
    Column("day", Date, primary_key=True),
    Column("activity", Integer, ForeignKey("activity.id"), primary_key=True),
    Column("value", Float, nullable=False),
    _whole("n"),
    _text("file"),
    Index("kpi_figure_activity", "activity"),
)
figure = Table("figure", metadata, _key("key"), _whole("change"), _bytes("document"))
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

certificate = Table(
    "certificate",
    metadata,
    _key("learner"),
    _key("pack"),
    _key("path"),
    _text("code"),
    _time("issued_at"),
)
paper = Table(
    "paper",
    metadata,
    _key("register"),
    _key("key"),
    _bytes("document"),
    _text("learner"),
    _time("stored_at"),
)
activity = Table(
    "activity",
    metadata,
    Column("id", Integer, primary_key=True),
    _time("at"),
    _text("by"),
    _bytes("said"),
    _time("undone_at", nullable=True),
)
paper_change = Table(
    "paper_change",
    metadata,
    Column("activity", Integer, ForeignKey("activity.id"), primary_key=True),
    _key("register"),
    _key("key"),
    _text("learner"),
    _bytes("before", nullable=True),
    Index("paper_change_paper", "register", "key"),
)
version = Table(
    "aggregate_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True),
)
