"""Small things that stay at the station: kept, replaced, let go of, forgotten with a learner."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from keystep.domain.ports import Learner
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.verification import rebuild, verify
from tests.unit.storage.builders import EPOCH, answered, instant, opened, person, progress
from tests.unit.storage.test_opening import rows, scalar


def test_nothing_is_noted_at_first(store: SqliteEventStore) -> None:
    assert store.notes("ada", "place") == {}


def test_a_note_is_replaced_and_let_go_of(store: SqliteEventStore) -> None:
    for value in (b"one", b"", b"\x00two"):
        store.note("ada", "place", "knots/bowline/why", value)
        assert store.notes("ada", "place") == {"knots/bowline/why": value}
    store.note("ada", "place", "knots/bowline/why", None)
    store.note("ada", "place", "knots/bowline/why", None)
    assert store.notes("ada", "place") == {}


def test_the_last_noted_comes_first(store: SqliteEventStore) -> None:
    for key in ("a", "b", "c", "a"):
        store.note("ada", "recent", key, b"")
    assert list(store.notes("ada", "recent")) == ["a", "c", "b"]
    store.note("ada", "recent", "a", None)
    store.note("ada", "recent", "d", b"")
    assert list(store.notes("ada", "recent")) == ["d", "c", "b"]


def test_notes_are_apart_by_learner_and_by_kind(store: SqliteEventStore) -> None:
    store.note("ada", "place", "k", b"ada's")
    store.note("cy", "place", "k", b"cy's")
    store.note("ada", "bookmark", "k", b"marked")
    store.note("", "place", "k", b"the station's")
    store.note("cy", "place", "k", None)
    assert store.notes("ada", "place") == {"k": b"ada's"}
    assert store.notes("cy", "place") == {}
    assert store.notes("ada", "bookmark") == {"k": b"marked"}
    assert store.notes("", "place") == {"k": b"the station's"}


def test_notes_outlast_the_program_and_are_no_events(path: Path) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    store.note("ada", "place", "k", b"here")
    store.close()
    store = opened(path)
    assert store.notes("ada", "place") == {"k": b"here"}
    assert store.tip(EPOCH) == 1
    rebuild(store)
    assert verify(store) == ()
    assert store.notes("ada", "place") == {"k": b"here"}
    store.close()


def test_any_id_of_a_person_finds_their_notes(store: SqliteEventStore) -> None:
    store.note("ada2", "place", "k", b"the second's")
    store.note("ada", "place", "k", b"the first's")
    store.note("ada2", "place", "other", b"too")
    store.take_progress(progress(1, [], person("ada", "ada2")))
    found = {"other": b"too", "k": b"the first's"}
    assert store.notes("ada", "place") == store.notes("ada2", "place") == found
    assert list(found) == list(store.notes("ada", "place"))
    store.note("ada2", "place", "k", b"newer")
    assert store.notes("ada", "place")["k"] == b"newer"
    store.note("ada", "place", "k", None)
    assert store.notes("ada2", "place") == {"other": b"too"}


@pytest.mark.parametrize("registered", [True, False])
def test_notes_are_forgotten_with_their_learner(store: SqliteEventStore, registered: bool) -> None:
    if registered:
        store.register(Learner("ada", "Ada", ""), instant())
    store.note("ada", "place", "k", b"hers")
    store.note("cy", "place", "k", b"his")
    store.erase(["ada"], instant())
    store.erase(["ada"], instant())
    assert store.notes("ada", "place") == {}
    assert store.notes("cy", "place") == {"k": b"his"}


def test_what_is_forgotten_is_not_left_in_the_file(path: Path) -> None:
    store = opened(path)
    store.note("ada", "place", "k", b"a secret of hers")
    store.erase(["ada"], instant())
    store.close()
    assert not [file for file in path.parent.iterdir() if b"a secret of" in file.read_bytes()]


def test_a_station_without_notes_gets_room_for_them(path: Path) -> None:
    written_before_notes(path)
    before = rows(path, "SELECT * FROM event")
    store = opened(path)
    assert store.notes("ada", "place") == {}
    store.note("ada", "place", "k", b"here")
    assert verify(store) == ()
    assert (store.epoch, store.tip(EPOCH)) == (EPOCH, 3)
    store.close()
    assert rows(path, "SELECT * FROM event") == before
    assert scalar(path, "SELECT count(*) FROM note") == 1
    backup = path.with_name("station-0004.backup.sqlite")
    assert scalar(backup, "SELECT version_num FROM alembic_version") == "0004"


def written_before_notes(path: Path) -> None:
    """A database as the revision before left it, with three events."""
    store = opened(path)
    for item in ("a", "b", "c"):
        store.append("ada", [answered(item)], instant())
    store.close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TABLE note")
        connection.execute("DROP TABLE check_progress")
        for table in (
            "certainty_progress",
            "item_progress",
            "tuning",
            "certificate",
            "office_answer",
            "credential",
            "try",
        ):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
