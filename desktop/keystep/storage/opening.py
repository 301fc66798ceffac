"""What happens to a database file before anything else may use it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from keystep.errors import DatabaseUnreadable
from keystep.storage.engine import Database
from keystep.storage.failures import DAMAGED
from keystep.storage.log import Stream
from keystep.storage.projections import Tables
from keystep.storage.schema import REVISION, meta, metadata, revisions

ANOTHER_STATION = (
    "{path} belongs to station {found}, but the keys beside it are those of station {device}. "
    "Nothing was changed. Put keys and database back from the same backup."
)


def open_stream(
    database: Database, tables: Tables, device: str, new_epoch: Callable[[], str]
) -> Stream:
    """Bring the file to REVISION and say which stream it holds.

    Raises DatabaseUnreadable, DatabaseTooNew and NotSaved.
    """
    with database.read() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
        revision = _revision(connection, database, names) if names else None
        found = _stream(connection, database, device) if names else None
    if revision is None or found is None:
        return _create(database, Stream(device, new_epoch()))
    if revision != REVISION:
        _upgrade(database, tables, revision)
    return found


def _revision(connection: Connection, database: Database, names: set[str]) -> str:
    revision: str | None = None
    if {revisions.name, meta.name} <= names:
        revision = connection.scalar(select(revisions.c.version_num))
    if revision is None:
        raise _foreign(database)
    return revision


def _stream(connection: Connection, database: Database, device: str) -> Stream:
    rows = {row.key: row.value for row in connection.execute(select(meta))}
    if "device" not in rows or "epoch" not in rows:
        raise _foreign(database)
    if rows["device"] != device:
        raise DatabaseUnreadable(
            ANOTHER_STATION, path=database.path, found=rows["device"], device=device
        )
    return Stream(device, rows["epoch"])


def _foreign(database: Database) -> DatabaseUnreadable:
    return DatabaseUnreadable(DAMAGED, path=database.path, detail="its tables are not Keystep's")


def _create(database: Database, stream: Stream) -> Stream:
    with database.write() as connection:
        metadata.create_all(connection, checkfirst=False)
        connection.execute(revisions.insert().values(version_num=REVISION))
        connection.execute(
            meta.insert(),
            [{"key": key, "value": value} for key, value in stream._asdict().items()],
        )
    return stream


def _upgrade(database: Database, tables: Tables, revision: str) -> None:
    # alembic takes longer to import than all of the rest, and is hardly ever needed.
    from keystep.storage.upgrading import upgrade  # noqa: PLC0415

    upgrade(database, tables, revision)
