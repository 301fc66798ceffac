from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keystep.domain.events import Instant, chain, fact_of, genesis
from keystep.domain.facts import (
    CardReviewed,
    Kind,
    LearnerRegistered,
    LessonStarted,
    QuizCompleted,
    StepViewed,
)
from keystep.domain.ports import EventStore, Learner
from keystep.domain.progress import Answer, CardProgress, DayProgress, LessonProgress, SkillProgress
from keystep.domain.quiz import Confidence
from keystep.domain.responses import Written
from keystep.errors import UsageError
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.log import PAGE
from tests.unit.storage.builders import DEVICE, EPOCH, answered, instant, opened

LESSON = {"pack": "customers", "version": "1.0.0", "lesson": "three", "attempt": "attempt-1"}


def test_it_is_an_event_store(store: SqliteEventStore) -> None:
    port: EventStore = store
    assert (port.device, port.epoch) == (DEVICE, EPOCH)


def test_events_are_numbered_without_gaps_and_chained(store: SqliteEventStore) -> None:
    first = store.append("ada", [answered("a"), answered("b")], instant())
    second = store.append("bob", [answered("c")], instant(60))
    recorded = list(store.events())
    assert [r.event for r in recorded] == [*first, *second]
    assert [r.event.seq for r in recorded] == [1, 2, 3]
    h = genesis(DEVICE, EPOCH)
    for r in recorded:
        h = chain(h, r.data)
        assert r.h == h


def test_an_event_says_who_what_and_when(store: SqliteEventStore) -> None:
    now = Instant(datetime(2026, 5, 1, 8, 30, 0, 123_456, tzinfo=UTC), -90, "boot-7", 42)
    store.append("ada", [answered()], now)
    (recorded,) = store.events()
    assert recorded.event.learner == "ada"
    assert recorded.event.instant == Instant(now.at.replace(microsecond=123_000), -90, "boot-7", 42)
    assert fact_of(recorded.event) == answered()


def test_a_history_is_of_one_learner_and_of_the_kinds_asked_for(store: SqliteEventStore) -> None:
    begun = LessonStarted(**LESSON)
    store.append("ada", [answered("a"), begun], instant())
    store.append("bob", [answered("b")], instant(60))
    store.append("ada", [answered("c")], instant(120))
    told = store.history("ada", [Kind.ITEM_ANSWERED])
    assert [event.body["item"] for event in told] == ["a", "c"]
    assert [event.kind for event in store.history("bob", Kind)] == [Kind.ITEM_ANSWERED]
    assert list(store.history("ada", [Kind.CARD_REVIEWED])) == []


def test_a_history_goes_over_pages_and_epochs(store: SqliteEventStore) -> None:
    store.append("ada", [answered(str(n)) for n in range(PAGE + 1)], instant())
    store.start_epoch("ffeeddccbbaa9988")
    store.append("ada", [answered("last")], instant())
    told = [event.body["item"] for event in store.history("ada", [Kind.ITEM_ANSWERED])]
    assert told == [*map(str, range(PAGE + 1)), "last"]


def test_numbering_goes_on_after_a_restart(path: Path) -> None:
    for seq in (1, 2):
        store = opened(path)
        (event,) = store.append("ada", [answered()], instant())
        assert event.seq == seq
        store.close()


def test_no_facts_are_no_events(store: SqliteEventStore) -> None:
    assert store.append("ada", [], instant()) == ()
    assert list(store.events()) == []


def test_facts_appended_together_are_kept_together_or_not_at_all(store: SqliteEventStore) -> None:
    impossible = CardReviewed(
        pack="p", version="1", deck="d", card="c", skill="k", rating=3, elapsed_days=0,
        interval_s=10**15, stability=1, difficulty=1, state=1, step=0,
    )  # fmt: skip
    with pytest.raises(OverflowError):
        store.append("ada", [answered(), impossible], instant())
    assert list(store.events()) == []
    assert store.select(Answer) == []
    (event,) = store.append("ada", [answered()], instant())
    assert event.seq == 1


def test_events_can_be_read_in_part_and_beyond_a_page(store: SqliteEventStore) -> None:
    store.append("ada", [answered()] * (PAGE + 2), instant())
    assert [r.event.seq for r in store.events()] == list(range(1, PAGE + 3))
    assert [r.event.seq for r in store.events(first=PAGE)] == [PAGE, PAGE + 1, PAGE + 2]
    assert [r.event.seq for r in store.events(first=2, last=3)] == [2, 3]
    assert list(store.events(first=5, last=4)) == []


def test_a_slow_reader_does_not_hold_up_a_commit(store: SqliteEventStore) -> None:
    store.append("ada", [answered()] * 3, instant())
    reading = store.events()
    next(reading)
    store.append("ada", [answered()], instant())
    assert [r.event.seq for r in reading][:2] == [2, 3]


def test_an_answer_moves_every_state_that_it_concerns(store: SqliteEventStore) -> None:
    store.append("ada", [answered(score=500, text="' OR 1=1 --")], instant())
    answer = store.find(Answer, "ada", "attempt-1", "check", "first")
    assert answer == Answer(
        learner="ada", attempt="attempt-1", step="check", item="first", pack="customers",
        response=Written("' OR 1=1 --"), score=500, confidence=Confidence.FAIRLY, at=instant().at,
    )  # fmt: skip
    skill = store.find(SkillProgress, "ada", "customers", "answers")
    assert skill is not None
    assert (skill.theta, skill.evidence) == (0, 1)
    day = store.find(DayProgress, "ada", "2026-05-01")
    assert day is not None
    assert day.items == 1


def test_a_state_that_is_not_there_is_none(store: SqliteEventStore) -> None:
    assert store.find(SkillProgress, "ada", "customers", "answers") is None


def test_states_are_selected_by_field_in_key_order(store: SqliteEventStore) -> None:
    for learner in ("bob", "ada"):
        store.append(learner, [answered("z"), answered("a")], instant())
    assert [(a.learner, a.item) for a in store.select(Answer)] == [
        ("ada", "a"),
        ("ada", "z"),
        ("bob", "a"),
        ("bob", "z"),
    ]
    assert [a.item for a in store.select(Answer, learner="bob", item="a")] == ["a"]
    assert store.select(Answer, learner="ada' OR '1'='1") == []


def test_a_lesson_is_found_where_it_was_left(store: SqliteEventStore) -> None:
    started = LessonStarted(**LESSON)
    views = [StepViewed(**LESSON, step=step) for step in ("one", "two")]
    store.append("ada", [started, *views], instant(5))
    lesson = store.find(LessonProgress, "ada", "customers", "three")
    assert lesson is not None
    assert (lesson.step, lesson.seen, lesson.open) == ("two", ("one", "two"), True)
    assert lesson.completed is None
    assert lesson.started == instant(5).at


def test_a_memory_comes_back_whole(store: SqliteEventStore) -> None:
    review = CardReviewed(
        pack="p", version="1", deck="d", card="c", skill="k", rating=3, elapsed_days=0,
        interval_s=600, stability=23_065, difficulty=21_181, state=1, step=None,
    )  # fmt: skip
    store.append("ada", [review], instant())
    card = store.find(CardProgress, "ada", "p", "c")
    assert card is not None
    assert card.due == card.memory.due == instant(600).at
    assert (card.memory.stability, card.memory.step) == (23_065, None)


@pytest.mark.fault(45)
def test_a_kind_without_a_projection_is_kept_in_the_log(store: SqliteEventStore) -> None:
    quiz = QuizCompleted(**LESSON, step="check", quiz="q", score=800, passed=True)
    store.append("ada", [quiz], instant())
    assert [fact_of(r.event) for r in store.events()] == [quiz]


def test_registering_adds_to_the_roster_and_the_log(store: SqliteEventStore) -> None:
    bob, ada = Learner("id-1", "Bob", "Hall 7"), Learner("id-2", "Ada", "")
    store.register(bob, instant())
    store.register(ada, instant(1))
    assert store.learners() == [ada, bob]
    recorded = list(store.events())
    assert [(r.event.learner, fact_of(r.event)) for r in recorded] == [
        ("id-1", LearnerRegistered()),
        ("id-2", LearnerRegistered()),
    ]
    assert b"Bob" not in recorded[0].data


def test_nobody_is_registered_twice(store: SqliteEventStore) -> None:
    store.register(Learner("id-1", "Bob", ""), instant())
    with pytest.raises(UsageError, match="Robert is on the roster already"):
        store.register(Learner("id-1", "Robert", ""), instant())
    assert [learner.name for learner in store.learners()] == ["Bob"]
    assert len(list(store.events())) == 1


def test_threads_take_turns(store: SqliteEventStore) -> None:
    def work(n: int) -> int:
        (event,) = store.append(f"learner-{n}", [answered()], instant())
        assert store.find(SkillProgress, f"learner-{n}", "customers", "answers") is not None
        return event.seq

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(40))) == list(range(1, 41))
