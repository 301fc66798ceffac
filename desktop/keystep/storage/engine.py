"""One SQLite file, its one connection, and the transactions on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import RLock
from typing import cast

from msgspec import DecodeError
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from keystep.disk import settle, whole_file
from keystep.errors import NotSaved, SurroundingsError
from keystep.sqlite_connection import EndingConnection
from keystep.storage.failures import NOT_SAVED, read_failure, write_failure

BUSY_SECONDS = 5.0
BEGIN_OPTION = "keystep_begin"
BEGIN_WRITING = "BEGIN IMMEDIATE"
PRAGMAS = (
    "synchronous=EXTRA",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cache_size=-1024",
)
FOLD_WAL = "PRAGMA wal_checkpoint(TRUNCATE)"
FOLDED = "keystep_folded"
Tell = Callable[[Path, BaseException], SurroundingsError | None]


class Journal(StrEnum):
    """How SQLite keeps a transaction whole; both are durable at COMMIT."""

    WAL = "wal"
    DELETE = "delete"


def safe_journal(sqlite_version: tuple[int, ...]) -> Journal:
    """The fastest journal that is sound in ``sqlite_version``.

    A reset can corrupt the WAL before 3.51.3; the mend was carried back to 3.50.7 and 3.44.6.
    """
    mended = (
        sqlite_version >= (3, 51, 3)
        or (3, 50, 7) <= sqlite_version < (3, 51)
        or (3, 44, 6) <= sqlite_version < (3, 45)
    )
    return Journal.WAL if mended else Journal.DELETE


class Database:
    """A file and the single connection to it; threads take turns.

    When the machine fails a transaction, nothing of it stays and the connection is closed: the next
    transaction opens a new one, which reads back what truly reached the disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = RLock()
        self._engine = _engine(path)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A BEGIN IMMEDIATE transaction, durable when the block ends without an error.

        Raises NotSaved and DatabaseUnreadable.
        """
        with self._turn, self._told(write_failure), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file. Raises DatabaseUnreadable."""
        with self._turn, self._told(read_failure), self._engine.connect() as connection:
            yield connection.execution_options(**{BEGIN_OPTION: "BEGIN"})

    def keep_journal(self, journal: Journal) -> None:
        """Set how the file is journalled from now on; it remembers.

        Where the disk cannot do WAL, SQLite stays with DELETE, which ``synchronous`` covers too.
        """
        with self._outside() as connection:
            connection.execute(f"PRAGMA journal_mode={journal.value}").fetchone()
            connection.execute("PRAGMA schema_version").fetchone()  # a look makes the WAL
            _settle(self.path)

    def back_up(self, target: Path) -> None:
        """Copy the whole database to ``target``, which appears only when it is complete.

        Raises NotSaved.
        """
        try:
            with (
                whole_file(target) as partial,
                self._outside() as connection,
                closing(sqlite3.connect(partial)) as copy,
            ):
                connection.backup(copy)
        except OSError as error:
            raise NotSaved(NOT_SAVED, path=target, detail=error) from error

    def forget(self) -> None:
        """Leave no older state of the file in its WAL. Raises NotSaved."""
        with self._outside() as connection:
            connection.execute(FOLD_WAL)

    def close(self) -> None:
        with self._turn:
            self._engine.dispose()

    @contextmanager
    def _outside(self) -> Iterator[sqlite3.Connection]:
        """The connection outside any transaction. Raises NotSaved and DatabaseUnreadable."""
        with self._turn, self._told(write_failure):
            raw = self._engine.raw_connection()
            try:
                yield cast("sqlite3.Connection", raw.driver_connection)
            finally:
                raw.close()

    @contextmanager
    def _told(self, tell: Tell) -> Iterator[None]:
        """Turn a fault of the file into our error, and leave the connection that met it."""
        try:
            yield
        except (sqlite3.Error, DBAPIError, DecodeError) as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
            failure = tell(self.path, cause)
            if failure is None:
                raise
            self._engine.dispose()
            raise failure from error


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_SECONDS,
            "factory": EndingConnection,
        },
    )
    event.listen(engine, "connect", partial(_prepare, path))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(path: Path, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    """Take transactions into our own hands, and make COMMIT mean what it says.

    EXTRA also syncs the folder once a rollback journal is gone, without which DELETE can lose the
    last commit; to WAL it is the same as FULL. The fullfsync pragmas matter on macOS alone.
    The checkpoint writes a WAL that was left behind into the file anew: after a failed sync the WAL
    may hold frames that the system shows us but that never reached the disk, and a commit must not
    be chained to those. Without a WAL it does nothing; without room for it the file can be read
    still, and it is tried again before the first commit. What is deleted is overwritten, so that
    erasing somebody leaves no trace of them in a free page. 1 MiB of pages is kept beside what the
    system caches: Today is made as fast as with more, and memory does not follow the file.
    """
    connection.isolation_level = None
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        with suppress(sqlite3.OperationalError):
            connection.execute(FOLD_WAL)
            record.info[FOLDED] = True
        _settle(path)
    except sqlite3.Error:
        connection.close()
        raise


def _settle(path: Path) -> None:
    """Make the names of the file and its WAL durable.

    SQLite does so too, at the first commit, but goes on where that fails: without its name a WAL is
    lost with all that was committed to it. Raises the error that SQLite ought to.
    """
    try:
        settle(path.parent)
    except OSError as fault:
        error = sqlite3.OperationalError(str(fault))
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error from fault


def _begin(connection: Connection) -> None:
    words = connection.get_execution_options().get(BEGIN_OPTION, BEGIN_WRITING)
    if words == BEGIN_WRITING and FOLDED not in connection.info:
        connection.exec_driver_sql(FOLD_WAL)
        connection.info[FOLDED] = True
    connection.exec_driver_sql(words)
