from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from keystep.errors import DatabaseUnreadable, NotSaved
from keystep.storage.engine import Database, Journal, safe_journal
from keystep.storage.event_store import SqliteEventStore
from tests.unit.storage.builders import answered, instant, opened


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), Journal.DELETE),
        ((3, 44, 5), Journal.DELETE),
        ((3, 44, 6), Journal.WAL),
        ((3, 45, 0), Journal.DELETE),
        ((3, 50, 6), Journal.DELETE),
        ((3, 50, 7), Journal.WAL),
        ((3, 51, 0), Journal.DELETE),
        ((3, 51, 2), Journal.DELETE),
        ((3, 51, 3), Journal.WAL),
        ((3, 52, 0), Journal.WAL),
    ],
)
def test_wal_is_used_only_where_it_is_sound(version: tuple[int, ...], journal: Journal) -> None:
    assert safe_journal(version) is journal


def pragma(store: SqliteEventStore, name: str) -> object:
    with store.database.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize("journal", Journal)
def test_a_file_is_journalled_as_asked(path: Path, journal: Journal) -> None:
    store = opened(path, journal)
    assert pragma(store, "journal_mode") == journal.value
    assert pragma(store, "synchronous") == 3
    assert pragma(store, "foreign_keys") == 1
    store.close()


@pytest.mark.parametrize("journal", Journal)
def test_a_file_takes_the_other_journal_and_keeps_its_events(path: Path, journal: Journal) -> None:
    for mode in (*Journal, journal):
        store = opened(path, mode)
        store.append("ada", [answered()], instant())
        assert pragma(store, "journal_mode") == mode.value
        store.close()
    store = opened(path, journal)
    assert [recorded.event.seq for recorded in store.events()] == [1, 2, 3]
    store.close()


def test_a_full_disk_means_not_saved_and_a_new_connection(store: SqliteEventStore) -> None:
    store.append("ada", [answered()], instant())
    with store.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(NotSaved, match=r"disk that holds .*station\.sqlite is full"):
        store.append("ada", [answered(text="x" * 100_000)], instant())
    # max_page_count belonged to the connection that failed.
    (event,) = store.append("ada", [answered(text="y" * 100_000)], instant())
    assert event.seq == 2


def test_a_wal_left_behind_is_written_into_the_file_first(path: Path, tmp_path: Path) -> None:
    store = opened(path, Journal.WAL)
    store.append("ada", [answered()], instant())
    left = tmp_path / "left" / path.name
    left.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    store.close()
    wal = Path(f"{left}-wal")
    assert wal.stat().st_size > 0
    store = opened(left, Journal.WAL)
    assert wal.stat().st_size == 0
    assert [recorded.event.seq for recorded in store.events()] == [1]
    store.close()


def test_a_writer_takes_the_file_at_once_and_a_reader_does_not(path: Path) -> None:
    opened(path, Journal.DELETE).close()
    database = Database(path)
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with database.read():
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with database.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


def test_what_failed_in_the_midst_of_reading_keeps_no_lock(path: Path) -> None:
    opened(path, Journal.DELETE).close()
    database = Database(path)

    def fail() -> None:
        with database.read() as connection:
            rows = connection.exec_driver_sql("SELECT name FROM sqlite_master")
            sum(1 // len(row.name[:0]) for row in rows)

    with pytest.raises(ZeroDivisionError) as told:
        fail()
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
    assert told.traceback, "what was told is held, and with it the rows"
    database.close()


def test_an_error_of_ours_undoes_the_transaction_and_stays_itself(store: SqliteEventStore) -> None:
    def fail() -> None:
        with store.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO learner VALUES ('x', 'y', 'z')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.learners() == []


def test_damage_is_told_with_what_to_do(path: Path) -> None:
    store = opened(path, Journal.DELETE)
    store.append("ada", [answered(str(i), text="x" * 500) for i in range(50)], instant())
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(DatabaseUnreadable, match="Copy the file to a safe place first"):
        opened(path)
