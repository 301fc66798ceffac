"""Keys, epochs, people, runs of imports, and what the events tell of clocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CHUNK = 8_192
KEY_ID_DIGITS = 32
REPORTED = "station_reported"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = ("first_seq", "first_clock", "first_at")
LAST = ("last_seq", "last_clock", "last_at")

Range = tuple[int, int]
Moment = tuple[int, int, int]
Row = dict[str, Any]


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def _text(name: str, *, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False, server_default=default)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _flag(name: str, *, default: bool | None = None) -> sa.Column[bool]:
    filled = None if default is None else sa.true() if default else sa.false()
    return sa.Column(name, sa.Boolean, nullable=False, server_default=filled)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _stream() -> sa.Column[int]:
    owner = sa.ForeignKey("stream.id")
    return sa.Column("stream", sa.Integer, owner, primary_key=True, nullable=False)


def _seq(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True)


def upgrade() -> None:
    _stations()
    _imports()
    _people()
    _published()
    db = op.get_bind()
    _fill_stations(db)
    _fill_spans(db)
    _fill_clocks(db)
    _mark_everybody(db)


def _stations() -> None:
    _add("station", _text("epoch", default=""), _flag("renamed", default=False))
    op.add_column("station", _whole("revoked_at", nullable=True))
    op.create_table(
        "station_key", _key("key_id"), _text("device"), _bytes("public_key"), _whole("since")
    )
    op.create_table("station_epoch", _key("device"), _key("epoch"), _whole("approved_at"))
    op.create_table("revocation_pin", _key("device"), _key("epoch"), _whole("seq"), _text("h"))
    op.create_table(
        "invitation",
        _key("id"),
        _bytes("secret"),
        _whole("places"),
        _whole("used"),
        _whole("expires"),
        _whole("created"),
        _whole("withdrawn", nullable=True),
    )


def _imports() -> None:
    """All that was imported so far becomes one run."""
    op.create_table(
        "import_run",
        _number(),
        _text("source"),
        _whole("started_at"),
        _whole("undone_at", nullable=True),
    )
    op.execute(
        "INSERT INTO import_run (source, started_at) "
        "SELECT '', min(imported_at) FROM bundle HAVING count(*) > 0"
    )
    _add("event", _flag("counted", default=True))
    op.add_column("bundle", sa.Column("run", sa.Integer, nullable=True))
    op.execute("UPDATE bundle SET run = (SELECT id FROM import_run)")
    with op.batch_alter_table("bundle") as bundle:
        bundle.alter_column("run", nullable=False)
        bundle.create_foreign_key("bundle_run_fkey", "import_run", ["run"], ["id"])
    op.create_index("bundle_run", "bundle", ["run"])
    op.create_table("bundle_span", _stream(), _seq("first"), _key("sha"), _whole("last"))
    op.create_table(
        "boot",
        _stream(),
        _key("boot"),
        *map(_whole, (*FIRST, *LAST)),
    )
    op.create_table("sighting", _stream(), _seq("seq"), _whole("issued"))
    op.create_table("seen_file", _key("place"), _whole("size"), _whole("mtime_ns"), _text("sha"))


def _people() -> None:
    op.create_table(
        "merge",
        _number(),
        _text("learner"),
        _text("person"),
        _whole("merged_at"),
        _whole("undone_at", nullable=True),
    )
    op.create_index("merge_learner", "merge", ["learner"])
    op.create_table("assignment", _key("learner"), _key("device"), _whole("assigned_at"))
    op.create_table("erasure", _key("learner"), _whole("erased_at"))
    op.create_table("learner_state", _key("learner"), _bytes("document", nullable=True))


def _published() -> None:
    op.create_table("progress_sent", _key("device"), _text("sha"))
    op.create_table(
        "published_pack",
        _key("id"),
        _key("version"),
        _text("file"),
        _text("sha256"),
        _whole("size"),
        _flag("current"),
        _whole("published_at"),
    )
    op.create_table("backup", _key("path"), _whole("made_at"))


def _add(table: str, *columns: sa.Column[Any]) -> None:
    """Add columns whose default serves the rows that are there, and none after them."""
    for column in columns:
        op.add_column(table, column)
    with op.batch_alter_table(table) as altered:
        for column in columns:
            altered.alter_column(column.name, server_default=None)


def _fill_stations(db: sa.Connection) -> None:
    """An enrolled station goes on under its key and in every epoch that it was heard in."""
    enrolled = db.execute(
        sa.text("SELECT device, public_key, enrolled_at FROM station WHERE status = 'enrolled'")
    ).all()
    keys = [
        {
            "key_id": hashlib.sha256(row.public_key).hexdigest()[:KEY_ID_DIGITS],
            "device": row.device,
            "public_key": row.public_key,
            "since": row.enrolled_at,
        }
        for row in enrolled
    ]
    _insert(db, "station_key", keys)
    db.execute(
        sa.text(
            "INSERT INTO station_epoch (device, epoch, approved_at) "
            "SELECT stream.device, stream.epoch, station.enrolled_at FROM stream "
            "JOIN station ON station.device = stream.device "
            "WHERE stream.branch = 0 AND station.status = 'enrolled'"
        )
    )
    newest = (
        "SELECT stream.epoch FROM stream JOIN bundle ON bundle.stream = stream.id "
        "WHERE stream.device = station.device ORDER BY bundle.sealed_at DESC, stream.epoch LIMIT 1"
    )
    db.execute(sa.text(f"UPDATE station SET epoch = coalesce(({newest}), '')"))  # noqa: S608  fixed


def _fill_spans(db: sa.Connection) -> None:
    """Which branch a bundle's events went to was not written down: it covers them all."""
    spans = db.execute(
        sa.text(
            "SELECT bundle.sha, bundle.first, bundle.last, branch.id, branch.branch FROM bundle "
            "JOIN stream AS owner ON owner.id = bundle.stream "
            "JOIN stream AS branch "
            "ON branch.device = owner.device AND branch.epoch = owner.epoch "
            "WHERE bundle.first <= bundle.last"
        )
    ).all()
    runs = {row.id: list(_runs(db, row.id)) for row in spans if row.branch}
    rows = [
        {"stream": row.id, "first": first, "sha": row.sha, "last": last}
        for row in spans
        for first, last in _within(row.first, row.last, runs.get(row.id))
    ]
    _insert(db, "bundle_span", rows)


def _runs(db: sa.Connection, stream: int) -> Iterator[Range]:
    """The seqs of a branch in unbroken runs."""
    query = sa.text("SELECT seq FROM event WHERE stream = :stream ORDER BY seq")
    seqs = db.scalars(query, {"stream": stream}).all()
    for _, run in groupby(enumerate(seqs), lambda numbered: numbered[1] - numbered[0]):
        found = [seq for _, seq in run]
        yield found[0], found[-1]


def _within(first: int, last: int, runs: Iterable[Range] | None) -> Iterator[Range]:
    """What of ``first`` to ``last`` lies in ``runs``; in the first branch (None) all of it."""
    for begin, end in [(first, last)] if runs is None else runs:
        if max(first, begin) <= min(last, end):
            yield max(first, begin), min(last, end)


def _fill_clocks(db: sa.Connection) -> None:
    query = sa.text(
        "SELECT owner.id, event.seq, event.at, event.kind, event.data FROM event "
        "JOIN stream ON stream.id = event.stream "
        "JOIN stream AS owner ON owner.device = stream.device AND owner.epoch = stream.epoch "
        "WHERE owner.branch = 0"
    )
    boots = dict[tuple[int, str], tuple[Moment, Moment]]()
    sightings = dict[tuple[int, int], int]()
    for stream, seq, at, kind, data in db.execute(query, execution_options={"yield_per": CHUNK}):
        happened = msgspec.json.decode(data)
        boot, moment = happened["boot"], (seq, happened["clock"], at)
        first, last = boots.get((stream, boot), (moment, moment))
        boots[stream, boot] = (min(first, moment), max(last, moment))
        if kind == REPORTED and (issued := _issued(happened["body"])) is not None:
            sightings[stream, seq] = min(issued, sightings.get((stream, seq), issued))
    _insert(db, "boot", [_boot(*key, *moments) for key, moments in boots.items()])
    rows = [{"stream": s, "seq": q, "issued": issued} for (s, q), issued in sightings.items()]
    _insert(db, "sighting", rows)


def _boot(stream: int, boot: str, first: Moment, last: Moment) -> Row:
    ends = [*zip(FIRST, first, strict=True), *zip(LAST, last, strict=True)]
    return {"stream": stream, "boot": boot, **dict(ends)}


def _issued(body: dict[str, Any]) -> int | None:
    try:
        issued = msgspec.convert(body.get("issued"), datetime)
        return (issued - EPOCH) // timedelta(milliseconds=1)
    except (msgspec.ValidationError, TypeError):
        return None


def _mark_everybody(db: sa.Connection) -> None:
    db.execute(
        sa.text(
            "INSERT INTO learner_state (learner) "
            "SELECT DISTINCT learner FROM event WHERE learner <> ''"
        )
    )


def _insert(db: sa.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        db.execute(sa.insert(sa.table(table, *map(sa.column, rows[0]))), rows)
