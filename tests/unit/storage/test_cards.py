"""What the scheduler asks of the cards: through the index, and no more than it needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from keystep.domain.memory import KEEPING, Memory
from keystep.domain.progress import Answer, CardProgress
from keystep.storage.cards import DUE, LOADS, MET
from keystep.storage.event_store import SqliteEventStore
from tests.unit.storage.builders import answered, instant, opened

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PLACE = ("attempt-1", "check", "first")


def state(card: str, due: datetime, learner: str = "ada", pack: str = "p") -> CardProgress:
    memory = Memory(10_000, 50_000, KEEPING, None, AT, date(2026, 9, 7), due)
    return CardProgress(
        learner=learner,
        pack=pack,
        card=card,
        deck="d",
        memory=memory,
        due=due,
        reviews=1,
        lapses=0,
        attempt="",
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteEventStore]:
    with closing(opened(tmp_path / "station.sqlite")) as made:
        yield made


def put(store: SqliteEventStore, *states: CardProgress) -> None:
    with store.database.write() as connection:
        store.tables[CardProgress].put(connection, states)


def test_due_cards_are_those_of_a_learner_in_packs_at_hand(store: SqliteEventStore) -> None:
    late, soon = state("late", AT - DAY), state("soon", AT - timedelta(milliseconds=1))
    put(store, late, soon, state("later", AT), state("gone", AT - DAY, pack="q"))
    put(store, state("hers", AT - DAY, learner="eve"))
    assert store.due_cards("ada", AT, ["p", "r"]) == [soon, late]
    assert store.due_cards("ada", AT, []) == []


def test_these_cards_however_many(store: SqliteEventStore) -> None:
    known = [state(f"c{n:04}", AT) for n in range(1_200)]
    put(store, *known, state("c0001", AT, pack="q"))
    assert store.cards("ada", "p", [each.card for each in known]) == known
    assert store.cards("ada", "p", ["c0007", "c9999"]) == [known[7]]
    assert len(store.met_cards("ada", "p")) == 1_200


def test_loads_count_each_span_of_a_day(store: SqliteEventStore) -> None:
    put(store, *(state(f"c{n}", AT + n * DAY / 4) for n in range(-1, 9)))
    put(store, state("hers", AT, learner="eve"))
    assert store.card_loads("ada", AT, 4, 100) == [4, 4, 1, 0]
    assert store.card_loads("ada", AT, 2, 3) == [3, 3]


@pytest.mark.parametrize("query", [LOADS, f"SELECT * FROM card_progress WHERE {DUE}", MET])
def test_no_question_looks_at_every_card(store: SqliteEventStore, query: str) -> None:
    with closing(sqlite3.connect(store.database.path)) as connection:
        values = [1] * (5 if query == LOADS else query.count("?") + query.count("{}"))
        plan = connection.execute(f"EXPLAIN QUERY PLAN {query.format('?')}", values).fetchall()
    steps = [step[3] for step in plan if "card_progress" in step[3]]
    assert steps
    assert all("USING" in step and "learner=?" in step for step in steps)


def test_what_follows_from_what_is_seen_is_one_transaction(store: SqliteEventStore) -> None:
    with suppress(KeyError), store.work() as work:
        work.append("ada", [answered()], instant())
        assert work.find(Answer, "ada", *PLACE) is not None
        raise KeyError
    assert list(store.events()) == []
    assert store.select(Answer) == []


def test_a_snapshot_finds_what_the_store_does(store: SqliteEventStore) -> None:
    store.append("ada", [answered()], instant())
    known = store.find(Answer, "ada", *PLACE)
    with store.snapshot() as seen:
        assert seen.find(Answer, "ada", *PLACE) == known
        assert seen.find(Answer, "eve", *PLACE) is None
