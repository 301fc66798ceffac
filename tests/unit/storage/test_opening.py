from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert

from keystep.domain.events import genesis, record
from keystep.domain.progress import SkillProgress
from keystep.errors import DatabaseTooNew, DatabaseUnreadable, NotSaved
from keystep.storage import log
from keystep.storage.engine import Database, Journal
from keystep.storage.event_store import open_store
from keystep.storage.schema import REVISION, meta
from keystep.storage.upgrading import configuration, migrate
from keystep.storage.verification import verify
from tests.unit.storage.builders import DEVICE, EPOCH, answered, instant, opened


def scalar(path: Path, statement: str) -> object:
    connection = sqlite3.connect(path)
    (value,) = connection.execute(statement).fetchone()
    connection.close()
    return value


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def old(path: Path) -> Path:
    """A database of the first revision with one event in its log."""
    database = Database(path)
    recorded = record(1, "ada", answered(), instant(), genesis(DEVICE, EPOCH))
    with database.write() as connection:
        migrate(connection, configuration(), "0001")
        rows = [{"key": "device", "value": DEVICE}, {"key": "epoch", "value": EPOCH}]
        connection.execute(insert(meta), rows)
        log.add(connection, recorded)
    database.close()
    return path


def test_a_fresh_database_gets_its_epoch_once(path: Path) -> None:
    epochs = iter(["first", "second"])
    for _ in range(2):
        store = open_store(path, DEVICE, lambda: next(epochs))
        assert (store.device, store.epoch) == (DEVICE, "first")
        store.close()
    assert scalar(path, "SELECT version_num FROM alembic_version") == REVISION


def test_an_older_database_is_backed_up_upgraded_and_refilled(old: Path) -> None:
    store = opened(old)
    assert store.find(SkillProgress, "ada", "customers", "answers") is not None
    assert store.epoch == EPOCH
    assert verify(store) == ()
    store.close()
    backup = old.with_name("station-0001.backup.sqlite")
    assert scalar(backup, "SELECT version_num FROM alembic_version") == "0001"
    assert scalar(backup, "SELECT count(*) FROM event") == 1
    assert sorted(file.name for file in old.parent.iterdir()) == [backup.name, old.name]


def test_an_upgrade_that_fails_leaves_the_old_database(old: Path) -> None:
    change(
        old, "CREATE TRIGGER t BEFORE UPDATE ON alembic_version BEGIN SELECT RAISE(FAIL, 'x'); END"
    )
    with pytest.raises(Exception, match="x"):
        opened(old)
    assert scalar(old, "SELECT version_num FROM alembic_version") == "0001"
    assert scalar(old, "SELECT count(*) FROM sqlite_schema WHERE name = 'day_progress'") == 0


def test_without_a_backup_nothing_is_upgraded(old: Path) -> None:
    old.with_name("station-0001.backup.sqlite.partial").mkdir()
    with pytest.raises(NotSaved, match="backup"):
        opened(old)
    assert scalar(old, "SELECT version_num FROM alembic_version") == "0001"


@pytest.mark.parametrize("journal", Journal)
def test_a_newer_database_is_left_alone(path: Path, journal: Journal) -> None:
    opened(path, journal).close()
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew, match=r"9999.*Install"):
        opened(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_bytes(b"once upon a time" * 1000)
    with pytest.raises(DatabaseUnreadable, match=r"station\.sqlite is damaged"):
        opened(path)
    assert path.read_bytes() == b"once upon a time" * 1000


def test_another_programs_database_is_left_alone(path: Path) -> None:
    change(path, "CREATE TABLE recipe (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(DatabaseUnreadable, match="not a station's database"):
        opened(path)
    assert path.read_bytes() == before


def test_another_stations_database_is_left_alone(path: Path) -> None:
    opened(path).close()
    with pytest.raises(DatabaseUnreadable, match=f"belongs to station {DEVICE}"):
        open_store(path, "device-2", lambda: "other")
    opened(path).close()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreadable, match="Check that its folder is there"):
        opened(tmp_path / "nowhere" / "station.sqlite")
