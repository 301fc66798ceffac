from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from keystep.domain.projections import PROJECTIONS, Projection
from keystep.storage.engine import Database
from keystep.storage.rows import Rows
from keystep.storage.schema import PROJECTION_TABLES, REVISION
from keystep.storage.upgrading import configuration, migrate
from tests.unit.storage.builders import answered, instant, opened

EMPTY = "UPDATE event SET learner = '', kind = 'erased', at = 0, data = x''"


def schema_of(path: Path) -> set[tuple[str, str, str | None]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    connection.close()
    return set(rows)


def test_a_fresh_database_equals_a_migrated_one(tmp_path: Path) -> None:
    fresh, migrated = tmp_path / "fresh.sqlite", tmp_path / "migrated.sqlite"
    opened(fresh).close()
    database = Database(migrated)
    with database.write() as connection:
        migrate(connection, configuration())
    database.close()
    assert schema_of(migrated) == schema_of(fresh)


def test_the_revision_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [REVISION]


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.state.__name__)
def test_each_projection_has_its_table(projection: Projection) -> None:
    table = PROJECTION_TABLES[projection.state]
    assert tuple(column.name for column in table.columns) == Rows(projection.state).columns
    assert tuple(column.name for column in table.primary_key) == projection.key


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event",
        "UPDATE event SET learner = 'x'",
        f"{EMPTY}, h = zeroblob(32)",
        f"{EMPTY}, seq = 7",
        f"{EMPTY}, epoch = 7",
        EMPTY.replace("x''", "x'00'"),
        EMPTY.replace("'erased'", "'signed_in'"),
    ],
)
def test_the_log_is_append_only(path: Path, statement: str) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    store.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_an_event_may_be_emptied(path: Path) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    store.close()
    connection = sqlite3.connect(path)
    assert connection.execute(EMPTY).rowcount == 1
    connection.close()


def test_due_cards_are_found_through_an_index(path: Path) -> None:
    opened(path).close()
    connection = sqlite3.connect(path)
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM card_progress WHERE learner = 'a' AND due < 5"
    ).fetchall()
    connection.close()
    assert "card_progress_due" in plan[0][3]
