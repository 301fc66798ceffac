from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy import inspect, update
from sqlalchemy.exc import IntegrityError

from keystep.aggregate import Aggregate, migrate, schema
from keystep.aggregate.cycles import CURRENT, CYCLES, Current
from keystep.aggregate.store import Store
from keystep.domain.bundles import Claim, Verdict
from keystep.domain.okr import Cycle
from keystep.errors import DatabaseTooNew, DatabaseUnreadable, NotSaved, UsageError
from tests.unit.aggregate.builders import Station, taken_in, url_of, viewed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "office.sqlite"


@pytest.fixture
def made(file: Path) -> Path:
    file.parent.mkdir()
    with Aggregate.open(url_of(file)) as ledger:
        taken_in(ledger, Station().did("ana", viewed()).bundle())
    return file


def test_what_was_imported_is_there_the_next_time(made: Path) -> None:
    with Aggregate.open(url_of(made)) as ledger:
        assert [event.learner for event in ledger.events()] == ["ana"]


def test_numbers_only_rise(made: Path) -> None:
    with Aggregate.open(url_of(made)) as ledger:
        assert [ledger.next_number("catalog") for _ in range(2)] == [1, 2]
        assert ledger.next_number("catalog", floor=40) == 41
        assert ledger.next_number("catalog", floor=7) == 42
        assert ledger.next_number("receipt:hall") == 1
    with Aggregate.open(url_of(made)) as ledger:
        assert ledger.next_number("catalog") == 43


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "migrated.sqlite"))
    with store.write() as db:
        migrate.upgrade(db)
    with store.read() as db:
        options = {"version_table": schema.version.name}
        context = MigrationContext.configure(db, opts=options)
        assert compare_metadata(context, schema.metadata) == []
        assert migrate.revision(db) == schema.REVISION
        indexes = {
            index["name"]
            for name in schema.metadata.tables
            for index in inspect(db).get_indexes(name)
        }
    store.close()
    assert indexes == {
        "event_learner",
        "bundle_stream",
        "bundle_run",
        "merge_learner",
        "test_result_assessment",
        "kpi_figure_activity",
        "paper_change_paper",
        "skill_day_learner",
    }


def test_an_older_database_is_copied_and_upgraded(file: Path) -> None:
    file.parent.mkdir()
    store = Store(url_of(file))
    with store.write() as db:
        schema.version.create(db)
    store.close()
    with Aggregate.open(url_of(file)) as ledger:
        assert ledger.events() == ()
    copy = sqlite3.connect(file.with_name(f"office.sqlite.before-{schema.REVISION}"))
    assert copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
        ("aggregate_version",)
    ]
    copy.close()


@pytest.fixture
def older(file: Path) -> Path:
    """A database of the revision before papers."""
    file.parent.mkdir()
    store = Store(url_of(file))
    with store.write() as db:
        config = Config()
        config.set_main_option("script_location", "keystep.aggregate:migrations")
        config.attributes["connection"] = db
        command.upgrade(config, "0004")
    store.close()
    return file


def test_states_folded_by_old_rules_are_made_again(older: Path) -> None:
    with closing(sqlite3.connect(older)) as raw:
        raw.execute("INSERT INTO learner_state VALUES ('ada', CAST('{}' AS BLOB))")
        raw.commit()
    Aggregate.open(url_of(older)).close()
    with closing(sqlite3.connect(older)) as raw:
        kept = raw.execute("SELECT document FROM learner_state WHERE learner = 'ada'").fetchall()
    assert kept == [(None,)]


def test_cycles_are_papers_from_now_on(older: Path) -> None:
    first = Cycle(id="q1", title="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))
    second = replace(first, id="q2")
    with closing(sqlite3.connect(older)) as raw:
        for cycle, active in ((first, False), (second, True)):
            row = (cycle.id, msgspec.json.encode(cycle), active, 7)
            raw.execute("INSERT INTO cycle VALUES (?, ?, ?, ?)", row)
        raw.commit()
    with Aggregate.open(url_of(older)) as ledger:
        assert ledger.papers.all(CYCLES) == {"q1": first, "q2": second}
        assert ledger.papers.all(CURRENT) == {"": Current("q2")}


@pytest.mark.parametrize("lost", ["DELETE FROM aggregate_version", "DROP TABLE aggregate_version"])
def test_tables_of_no_known_revision_are_left_alone(made: Path, lost: str) -> None:
    with closing(sqlite3.connect(made)) as raw:
        raw.execute(lost)
        raw.commit()
    before = made.read_bytes()
    with pytest.raises(DatabaseUnreadable, match="not an office's"):
        Aggregate.open(url_of(made))
    assert made.read_bytes() == before


def test_a_newer_database_is_left_alone(made: Path) -> None:
    store = Store(url_of(made))
    with store.write() as db:
        db.execute(update(schema.version).values(version_num="9000"))
    store.close()
    before = made.read_bytes()
    with pytest.raises(DatabaseTooNew, match="Update Keystep"):
        Aggregate.open(url_of(made))
    assert made.read_bytes() == before


def test_a_damaged_file_is_told(made: Path) -> None:
    made.write_bytes(b"not a database, but long enough to look like one" * 200)
    with pytest.raises(DatabaseUnreadable, match=r"office\.sqlite"):
        Aggregate.open(url_of(made))


def test_a_damaged_document_is_told(made: Path) -> None:
    with closing(sqlite3.connect(made)) as raw:
        raw.execute("INSERT INTO paper VALUES ('cycle', 'c', CAST('{' AS BLOB), '', 0)")
        raw.commit()
    with Aggregate.open(url_of(made)) as ledger, pytest.raises(DatabaseUnreadable):
        ledger.papers.get(CYCLES, "c")


def test_what_failed_in_the_midst_of_reading_keeps_no_lock(file: Path) -> None:
    file.parent.mkdir()
    seen = Station().did("ana", viewed("a"), viewed("b"))
    with Aggregate.open(url_of(file)) as ledger, closing(sqlite3.connect(file, timeout=0)) as raw:
        taken_in(ledger, seen.bundle(claims=[Claim("ana", "Ana", "")]))
        raw.execute("UPDATE event SET data = CAST('{' AS BLOB)")
        raw.commit()
        with pytest.raises(DatabaseUnreadable) as told:
            ledger.roster.data_of("ana")
        raw.execute("BEGIN EXCLUSIVE")
    assert told.traceback, "what was told is held, and with it the rows"


def test_a_missing_folder_is_told(file: Path) -> None:
    with pytest.raises(DatabaseUnreadable, match=r"office\.sqlite"):
        Aggregate.open(url_of(file))


def test_a_disk_that_takes_nothing_is_told(made: Path) -> None:
    with Aggregate.open(url_of(made)) as ledger:
        shutil.rmtree(made.parent)
        with pytest.raises(NotSaved, match="Not saved"):
            ledger.next_number("catalog")


def test_a_failed_import_leaves_nothing_behind(made: Path) -> None:
    twice = Station("van").did("ana", viewed("a"), viewed("b")).bundle()
    broken = msgspec.structs.replace(twice, claims=(Claim("ana", "Ana", None),))
    with Aggregate.open(url_of(made)) as ledger:
        with pytest.raises(IntegrityError):
            taken_in(ledger, broken)
        assert len(ledger.events()) == 1
        assert taken_in(ledger, twice) == [(Verdict.NEW, 2)]


@pytest.mark.parametrize("url", ["", "office.sqlite", "mysql://u:secret@host/x", "sqlite:"])
def test_another_url_is_no_database(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Aggregate.open(url)
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"needs the package psycopg.*keystep\[postgresql\]"):
        Aggregate.open("postgresql://nobody@localhost/nothing")
