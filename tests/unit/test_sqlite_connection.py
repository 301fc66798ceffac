"""What is read of an SQLite file in a transaction ends with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from keystep.sqlite_connection import EndingConnection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "many.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE row (n)")
        db.executemany("INSERT INTO row VALUES (?)", [(n,) for n in range(3)])
        db.commit()
    return file


@pytest.fixture
def reader(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None, factory=EndingConnection)) as reader:
        yield reader


def test_no_cursor_keeps_its_lock_beyond_a_rollback(file: Path, reader: sqlite3.Connection) -> None:
    reader.execute("BEGIN")
    rows = reader.cursor().execute("SELECT n FROM row ORDER BY n")
    assert next(rows) == (0,)
    with closing(sqlite3.connect(file, timeout=0)) as writer:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("BEGIN EXCLUSIVE")
        reader.rollback()
        writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.ProgrammingError):
        next(rows)


def test_a_connection_reads_again_after_a_rollback(reader: sqlite3.Connection) -> None:
    reader.rollback()
    assert reader.execute("SELECT max(n) FROM row").fetchall() == [(2,)]
