from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.events import canonical, chain
from keystep.domain.progress import Answer, SkillProgress
from keystep.errors import DatabaseUnreadable
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.verification import FaultKind, rebuild, verify
from tests.unit.storage.builders import EPOCH, answered, instant, opened, seal_plainly


def tamper(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Change a closed database as no Keystep would."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TRIGGER IF EXISTS event_refuses_update")
        connection.execute("DROP TRIGGER IF EXISTS event_refuses_delete")
        for statement in statements:
            connection.execute(statement, values)
    connection.close()


@pytest.fixture
def closed(path: Path) -> Path:
    """A database of four events that nobody has open."""
    store = opened(path)
    store.append("ada", [answered(str(n)) for n in range(4)], instant())
    store.close()
    return path


def faults(path: Path) -> list[tuple[FaultKind, str]]:
    store = opened(path)
    found = verify(store)
    store.close()
    return [(fault.kind, fault.place) for fault in found]


def test_a_sound_database_has_no_faults(closed: Path) -> None:
    assert faults(closed) == []


def test_an_empty_database_has_no_faults(store: SqliteEventStore) -> None:
    assert verify(store) == ()


def test_a_hash_that_does_not_follow_is_told_once_with_its_neighbour(closed: Path) -> None:
    tamper(closed, "UPDATE event SET h = zeroblob(32) WHERE seq = 2")
    assert faults(closed) == [(FaultKind.CHAIN, f"{EPOCH} 2"), (FaultKind.CHAIN, f"{EPOCH} 3")]


def test_bytes_that_were_changed_are_told(closed: Path) -> None:
    tamper(closed, "UPDATE event SET data = replace(data, '1000', '0999') WHERE seq = 4")
    assert (FaultKind.CHAIN, f"{EPOCH} 4") in faults(closed)


def test_a_missing_event_is_a_gap_and_its_states_do_not_follow(closed: Path) -> None:
    tamper(closed, "DELETE FROM event WHERE seq IN (2, 3)")
    assert faults(closed) == [
        (FaultKind.GAP, f"{EPOCH} 4"),
        (FaultKind.STATE, "answer ada, attempt-1, check, 1"),
        (FaultKind.STATE, "answer ada, attempt-1, check, 2"),
        (FaultKind.STATE, "item_progress ada, customers, 1"),
        (FaultKind.STATE, "item_progress ada, customers, 2"),
        (FaultKind.STATE, "certainty_progress ada, fairly"),
        (FaultKind.STATE, "skill_progress ada, customers, answers"),
        (FaultKind.STATE, "day_progress ada, 2026-05-01"),
    ]


def test_a_log_shorter_than_what_was_sealed_is_a_gap(path: Path) -> None:
    store = opened(path)
    store.append("ada", [answered()], instant())
    store.seal(seal_plainly, instant(), even_empty=False)
    store.close()
    tamper(path, "DELETE FROM event", "DELETE FROM answer", "DELETE FROM skill_progress")
    assert faults(path) == [
        (FaultKind.GAP, f"{EPOCH} 0"),
        (FaultKind.STATE, "item_progress ada, customers, first"),
        (FaultKind.STATE, "certainty_progress ada, fairly"),
        (FaultKind.STATE, "day_progress ada, 2026-05-01"),
    ]


@pytest.mark.parametrize("column", ["learner = 'bob'", "kind = 'signed_in'", "at = 0"])
def test_columns_that_differ_from_the_bytes_are_told(closed: Path, column: str) -> None:
    tamper(closed, f"UPDATE event SET {column} WHERE seq = 3")
    assert faults(closed)[0] == (FaultKind.EVENT, f"{EPOCH} 3")


def test_an_event_that_cannot_be_read_is_told_and_not_rebuilt_from(closed: Path) -> None:
    tamper(closed, "UPDATE event SET data = CAST('{' AS BLOB) WHERE seq = 4")
    assert faults(closed)[:2] == [(FaultKind.CHAIN, f"{EPOCH} 4"), (FaultKind.EVENT, f"{EPOCH} 4")]
    store = opened(closed)
    with pytest.raises(DatabaseUnreadable, match="damaged"):
        rebuild(store)
    with pytest.raises(DatabaseUnreadable, match="damaged"):
        list(store.events())
    assert len(store.select(Answer)) == 4
    store.close()


def test_an_event_without_bytes_that_nobody_erased_is_told(closed: Path) -> None:
    tamper(closed, "UPDATE event SET data = x'' WHERE seq = 4")
    assert faults(closed)[:2] == [(FaultKind.CHAIN, f"{EPOCH} 4"), (FaultKind.EVENT, f"{EPOCH} 4")]


def test_an_erased_event_that_still_names_somebody_is_told(closed: Path) -> None:
    tamper(closed, "UPDATE event SET data = x'', kind = 'erased', at = 0 WHERE seq = 4")
    assert faults(closed)[0] == (FaultKind.EVENT, f"{EPOCH} 4")


@pytest.mark.fault(45)
def test_an_event_of_an_unknown_kind_is_no_fault(closed: Path) -> None:
    store = opened(closed)
    (*_, last) = store.events()
    store.close()
    data = canonical(replace(last.event, seq=5, kind="telepathy"))
    tamper(
        closed,
        "INSERT INTO event SELECT 1, 5, learner, 'telepathy', at, ?, ? FROM event WHERE seq = 4",
        values=(data, chain(last.h, data)),
    )
    assert faults(closed) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE skill_progress SET theta = theta + 1",
        "DELETE FROM skill_progress",
        "UPDATE skill_progress SET skill = 'other'",
    ],
)
def test_a_state_that_the_log_does_not_lead_to_is_told_and_mended(
    closed: Path, statement: str
) -> None:
    tamper(closed, statement)
    assert (FaultKind.STATE, "skill_progress ada, customers, answers") in faults(closed)
    store = opened(closed)
    assert rebuild(store) == 4
    assert verify(store) == ()
    assert [state.evidence for state in store.select(SkillProgress)] == [4]
    store.close()


def test_damage_of_the_file_is_told(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with closed.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    store = opened(closed)
    found = verify(store)
    store.close()
    assert FaultKind.FILE in {fault.kind for fault in found}
