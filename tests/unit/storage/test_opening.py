from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from keystep.domain.events import chain, genesis, record
from keystep.domain.progress import SkillProgress
from keystep.errors import DatabaseTooNew, DatabaseUnreadable, NotSaved
from keystep.storage.engine import Database, Journal
from keystep.storage.event_store import open_store
from keystep.storage.rows import to_ms
from keystep.storage.schema import REVISION
from keystep.storage.upgrading import configuration, migrate
from keystep.storage.verification import verify
from tests.unit.storage.builders import DEVICE, EPOCH, answered, instant, opened, seal_plainly


def scalar(path: Path, statement: str) -> object:
    connection = sqlite3.connect(path)
    (value,) = connection.execute(statement).fetchone()
    connection.close()
    return value


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(statement).fetchall()
    connection.close()
    return found


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def written_before(path: Path, revision: str, events: int = 1) -> Path:
    """A database as a program of ``revision`` left it: each event in a bundle, but the last."""
    database = Database(path)
    with database.write() as connection:
        migrate(connection, configuration(), revision)
        put = connection.exec_driver_sql
        put("INSERT INTO meta VALUES ('device', ?), ('epoch', ?)", (DEVICE, EPOCH))
        put("INSERT INTO meta VALUES ('receipt', '7')")
        put("INSERT INTO learner VALUES ('ada', 'Ada', 'Hall 7')")
        h = genesis(DEVICE, EPOCH)
        for seq in range(1, events + 1):
            data = record(seq, "ada", answered(str(seq)), instant(), h).data
            h = chain(h, data)
            row = (seq, "ada", "item_answered", to_ms(instant().at), data, h)
            put("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", row)
        for no in range(1, events):
            times = (to_ms(instant().at), to_ms(instant(no).at) if no > 1 else None)
            bundle = (no, f"{EPOCH}-{no}", no, no, b"%d" % no, *times)
            put("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", bundle)
    database.close()
    return path


@pytest.fixture
def old(path: Path) -> Path:
    """A database of the first revision with one event in its log."""
    return written_before(path, "0001")


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


def test_epochs_are_made_room_for_and_nothing_is_lost(path: Path) -> None:
    written_before(path, "0002", events=4)
    before = rows(path, "SELECT seq, learner, kind, at, data, h FROM event")
    store = opened(path)
    assert (store.device, store.epoch, store.tip(EPOCH)) == (DEVICE, EPOCH, 4)
    assert verify(store) == ()
    assert rows(path, "SELECT seq, learner, kind, at, data, h FROM event WHERE epoch = 1") == before
    assert [bundle.data for bundle in store.unreceived()] == [b"1", b"2", b"3"]
    assert [bundle.no for bundle in store.unpublished()] == [1]
    assert store.heard().receipt == 7
    skill = store.find(SkillProgress, "ada", "customers", "answers")
    assert skill is not None
    assert (type(skill.theta), skill.evidence) == (int, 4)
    bundle = store.seal(seal_plainly, instant(), even_empty=False)
    assert bundle is not None
    assert bundle.no == 4
    store.belong("north", lambda: "other")
    assert (store.epoch, store.heard().receipt, store.elsewhere()) == (EPOCH, 7, 0)
    store.close()


def test_an_upgrade_that_fails_leaves_the_old_database(old: Path) -> None:
    change(
        old, "CREATE TRIGGER t BEFORE UPDATE ON alembic_version BEGIN SELECT RAISE(FAIL, 'x'); END"
    )
    with pytest.raises(Exception, match="x"):
        opened(old)
    assert scalar(old, "SELECT version_num FROM alembic_version") == "0001"
    assert scalar(old, "SELECT count(*) FROM sqlite_schema WHERE name = 'day_progress'") == 0


def test_without_a_backup_nothing_is_upgraded(old: Path) -> None:
    old.with_name("station-0001.backup.sqlite").mkdir()
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
