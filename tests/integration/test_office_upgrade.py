"""A database of the first revision goes on where it was, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, inspect, make_url, select, table, text
from sqlalchemy.sql import column

from keystep.aggregate import Aggregate, schema
from keystep.aggregate.store import Store
from keystep.domain.bundles import Claim
from keystep.domain.facts import StationReported
from keystep.domain.lesson import Phase
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    completed,
    device,
    enrolled,
    taken_in,
    url_of,
    viewed,
)
from tests.unit.aggregate.dump import dump

FIRST = "0001"
BY_UPGRADE = {"bundle", "import_run"}
LATER = NOW.at + timedelta(days=1)


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Aggregate]:
    """What an office of today knows after two histories came under one name."""
    with Aggregate.open(url_of(tmp_path / "known.sqlite")) as ledger:
        enrolled(ledger, "hall", "van")
        hall = Station("hall").did("ana", viewed(), completed(), assessed(Phase.PRE, 400))
        hall.did("", StationReported(program="1", catalog=2, issued=MONDAY), boot="other")
        twin = hall.copy(2).did("ben", completed("answer"), viewed("x"), when=LATER)
        claims = [Claim("ana", "Ana", "North"), Claim("ben", "Ben", "North")]
        taken_in(ledger, hall.bundle(2, 4, claims=claims), hall.bundle(1, 3), twin.bundle(2))
        taken_in(ledger, Station("van").did("ana", completed()).bundle(), hall.bundle(5, 4))
        yield ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, known: Aggregate, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of the first revision that knows the same."""
    if request.param == "sqlite":
        url = url_of(tmp_path / "old.sqlite")
    else:
        url = _database(request.getfixturevalue("postgres"), "old")
    store = Store(url)
    with store.write() as db, known._store.read() as source:
        config = Config()
        config.set_main_option("script_location", "keystep.aggregate:migrations")
        config.attributes["connection"] = db
        command.upgrade(config, FIRST)
        _fill(db, source)
    store.close()
    yield url
    if request.param == "postgresql":
        _database(request.getfixturevalue("postgres"), "old", make=False)


def test_everything_is_there_and_counts(old: str, known: Aggregate) -> None:
    expected = dump(known)
    with Aggregate.open(old) as ledger:
        assert dump(ledger) == expected
        assert ledger.members.overview() == known.members.overview()
        assert ledger.members.keyring() == known.members.keyring()
        assert (device("hall"), "e1") in ledger.members.epochs()
        ledger.rebuild()
        assert dump(ledger) == expected


def test_what_was_there_is_one_run_that_can_be_undone(old: str, known: Aggregate) -> None:
    before = dump(known)
    with Aggregate.open(old) as ledger:
        (run,) = ledger.runs.listed()
        assert (run.bundles, run.events) == (5, 7)
        ledger.runs.undo(run.id, LATER)
        undone = dump(ledger)
        assert not any(row[-1] for row in undone["event"])
        assert undone["learner_day"] == []
        ledger.runs.redo(run.id)
        assert dump(ledger) == before


def test_kpi_figures_keep_what_they_corrected(old: str) -> None:
    store, day = Store(old), MONDAY.date().isoformat()
    columns = "kpi, team, day, value, n, file, imported_at"
    with store.write() as db:
        for into, more, values in (
            ("kpi_point", "", f"'calls', 'North', '{day}', 18, 90, 'second.csv', 2000"),
            (
                "kpi_history",
                ", replaced_at",
                f"'calls', 'North', '{day}', 20, 80, 'a.csv', 1000, 2",
            ),
        ):
            db.execute(text(f"INSERT INTO {into} ({columns}{more}) VALUES ({values})"))
    store.close()
    with Aggregate.open(old) as ledger:
        newest, earlier = ledger.kpis.history("calls")
        assert (newest.value, newest.n, newest.file, newest.state) == (
            18,
            90,
            "second.csv",
            "counts",
        )
        assert (earlier.value, earlier.file, earlier.state) == (20, "a.csv", "corrected")
        assert earlier.at < newest.at
        assert [str(one.said) for one in ledger.papers.activity(2)] == [
            "KPI figures of second.csv",
            "KPI figures of a.csv",
        ]


def test_an_upgraded_office_goes_on(old: str, known: Aggregate) -> None:
    more = Station("van").did("ana", completed(), viewed("b")).bundle(2)
    taken_in(known, more)
    with Aggregate.open(old) as ledger:
        taken_in(ledger, more)
        assert dump(ledger) == dump(known)


def _fill(db: Connection, source: Connection) -> None:
    """Copy what the first revision has a place for."""
    found = inspect(db)
    for name in schema.metadata.sorted_tables:
        if name.name not in found.get_table_names():
            continue
        names = [one["name"] for one in found.get_columns(name.name)]
        rows = source.execute(select(*(name.c[one].label(one) for one in names))).mappings().all()
        if rows:
            types = (column(one, name.c[one].type) for one in names)
            db.execute(insert(table(name.name, *types)), [dict(row) for row in rows])


def _database(server: str, name: str, *, make: bool = True) -> str:
    """The URL of another database on this server, made or dropped."""
    url = make_url(server)
    store = Store(url)
    with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        if make:
            db.execute(text(f"CREATE DATABASE {name}"))
    store.close()
    return url.set(database=name).render_as_string(hide_password=False)
