"""What happens to a database file before anything else may use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import Connection, ExecutableDDLElement, create_mock_engine, select
from sqlalchemy.dialects import sqlite

from keystep.errors import DatabaseUnreadable
from keystep.storage import streams
from keystep.storage.engine import Database
from keystep.storage.failures import DAMAGED
from keystep.storage.projections import Tables
from keystep.storage.schema import REVISION, meta, metadata, revisions

ANOTHER_STATION = (
    "{path} belongs to station {found}, but the keys beside it are those of station {device}. "
    "Nothing was changed. Put keys and database back from the same backup."
)


def open_log(database: Database, tables: Tables, device: str, new_epoch: Callable[[], str]) -> None:
    """Bring the file of station ``device`` to REVISION; a fresh one begins with ``new_epoch``.

    Raises DatabaseUnreadable, DatabaseTooNew and NotSaved.
    """
    with database.read() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
        revision = _revision(connection, database, names) if names else None
        if revision is not None:
            _check_owner(connection, database, device)
    if revision is None:
        _create(database, device, new_epoch())
    elif revision != REVISION:
        _upgrade(database, tables, revision)


def _revision(connection: Connection, database: Database, names: set[str]) -> str:
    revision: str | None = None
    if {revisions.name, meta.name} <= names:
        revision = connection.scalar(select(revisions.c.version_num))
    if revision is None:
        raise _foreign(database)
    return revision


def _check_owner(connection: Connection, database: Database, device: str) -> None:
    found = streams.device(connection)
    if found is None:
        raise _foreign(database)
    if found != device:
        raise DatabaseUnreadable(ANOTHER_STATION, path=database.path, found=found, device=device)


def _foreign(database: Database) -> DatabaseUnreadable:
    return DatabaseUnreadable(DAMAGED, path=database.path, detail="its tables are not Keystep's")


def _create(database: Database, device: str, epoch: str) -> None:
    with database.write() as connection:
        for statement in _making():
            connection.exec_driver_sql(statement)
        connection.execute(revisions.insert().values(version_num=REVISION))
        streams.found(connection, device, epoch)


@cache
def _making() -> tuple[str, ...]:
    """What makes every table. To say it takes SQLAlchemy far longer than SQLite takes to do it."""
    said, dialect = list[str](), sqlite.dialect()

    def note(ddl: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(ddl.compile(dialect=dialect)))

    metadata.create_all(create_mock_engine("sqlite://", note), checkfirst=False)
    return tuple(said)


def _upgrade(database: Database, tables: Tables, revision: str) -> None:
    # alembic takes longer to import than all of the rest, and is hardly ever needed.
    from keystep.storage.upgrading import upgrade  # noqa: PLC0415

    upgrade(database, tables, revision)
