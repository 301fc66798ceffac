"""The connection to the administrator's database, and the transactions on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from msgspec import DecodeError, ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.sql.schema import Table

from keystep.aggregate.whole_copy import whole_copy
from keystep.errors import DatabaseUnreadable, NotSaved, SurroundingsError, UsageError
from keystep.sqlite_connection import EndingConnection

BUSY_SECONDS = 30.0
MARKS = {"sqlite": "?", "postgresql": "%s"}
BEGIN_OPTION = "keystep_begin"
BEGIN_READING = {"sqlite": "BEGIN", "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"}
BEGIN_WRITING = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(7450000000000000001)",
}
UNREADABLE = (
    "The database {place} cannot be read ({detail}). Nothing was changed. Check that it is there "
    "and that you may read it; if it is damaged, put a backup in its place."
)
NOT_SAVED = (
    "Not saved: the database {place} did not take it ({detail}). All that was saved before is "
    "safe. Check the disk or the connection, then try again."
)
# The exact types: their children tell of a mistake of our own. Stored JSON that does not decode is
# damage too.
DAMAGE = frozenset({DatabaseError, sqlite3.DatabaseError, DecodeError, ValidationError})


class Store:
    """A database by its URL, ``sqlite:///…`` or ``postgresql://…``.

    One transaction writes at a time, whoever asks for it; a reader sees one state throughout.
    """

    def __init__(self, url: str | URL) -> None:
        self.url = _url(url)
        self._engine = _engine(self.url)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction, durable when the block ends without an error. Raises NotSaved."""
        with self._told(NotSaved, NOT_SAVED), self._begun(BEGIN_WRITING) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database. Raises DatabaseUnreadable."""
        with self._told(DatabaseUnreadable, UNREADABLE), self._begun(BEGIN_READING) as connection:
            yield connection

    def back_up(self, suffix: str) -> None:
        """Copy an SQLite file beside itself; a PostgreSQL server has backups of its own."""
        if self.url.get_backend_name() != "sqlite":
            return
        source = Path(self.url.database or "")
        with self.read() as db:
            copy_pages(db, source.with_name(source.name + suffix))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _begun(self, words: dict[str, str]) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            connection.execution_options(**{BEGIN_OPTION: words})
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self, failure: type[SurroundingsError], template: str) -> Iterator[None]:
        """Turn what the machine did into our errors, and leave the connection that met it."""
        try:
            yield
        except (DatabaseError, sqlite3.Error, DecodeError) as error:
            if isinstance(error, OperationalError | sqlite3.OperationalError):
                kind, words = failure, template
            elif type(error) in DAMAGE:
                kind, words = DatabaseUnreadable, UNREADABLE
            else:
                raise
            self._engine.dispose()
            detail = getattr(error, "orig", None) or error
            place = self.url.render_as_string(hide_password=True)
            raise kind(words, place=place, detail=str(detail).strip()) from error


def copy_pages(db: Connection, path: Path) -> None:
    """Copy ``db``, an SQLite database, as it is at one moment, to ``path``. Raises NotSaved."""
    raw = db.connection.driver_connection
    with whole_copy(path) as partial, closing(sqlite3.connect(partial)) as copy:
        raw.backup(copy)  # type: ignore[union-attr]


def put_rows(
    db: Connection, table: Table, rows: Sequence[tuple[Any, ...]], rule: str = "", **flags: bool
) -> None:
    """Insert ``rows``, in the order of the table's columns and as the driver takes them.

    Straight to the driver: through Core it takes twice as long. ``rule`` is an ON CONFLICT clause;
    ``flags`` are columns, not in the rows, that are the same in all of them.
    """
    if not rows:
        return
    names = [column.name for column in table.columns if column.name not in flags]
    values = [MARKS[db.dialect.name]] * len(names) + [str(flag) for flag in flags.values()]
    into = f"INSERT INTO {table.name} ({', '.join([*names, *flags])})"
    db.exec_driver_sql(f"{into} VALUES ({', '.join(values)}) {rule}", list(rows))


def upsert(db: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the words of ``db``: both know the same ones."""
    known = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    return known[db.dialect.name](table)


def _url(given: str | URL) -> URL:
    try:
        url = make_url(given)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in BEGIN_WRITING:
        raise UsageError(
            "This is not the URL of a database. "
            "Give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        )
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        opened = {"timeout": BUSY_SECONDS, "factory": EndingConnection}
        engine = create_engine(url, connect_args=opened)
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        engine = _postgresql(url)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise UsageError(
            "PostgreSQL needs the package {name}, which is not installed. "
            "Install it with: pip install “keystep[postgresql]”",
            name=error.name,
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Take transactions into our own hands, and make COMMIT mean what it says.

    A rollback journal is sound in every version of SQLite, which a WAL is not; EXTRA also syncs the
    folder once the journal is gone. What is deleted is overwritten: nobody who was forgotten stays
    in the file. The cache holds what one import touches.
    """
    connection.isolation_level = None
    for pragma in (
        "journal_mode=DELETE",
        "synchronous=EXTRA",
        "fullfsync=ON",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    words = connection.get_execution_options().get(BEGIN_OPTION, BEGIN_READING)
    connection.exec_driver_sql(words[connection.dialect.name])
