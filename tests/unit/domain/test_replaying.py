from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.events import Event, Instant, record
from keystep.domain.facts import (
    CardReviewed,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    SignedIn,
)
from keystep.domain.progress import DayProgress, LessonProgress, SkillProgress
from keystep.domain.replaying import MemoryStates, Replay, fold, replay
from keystep.domain.responses import Choice

NOW = Instant(datetime(2026, 5, 1, 8, 30, tzinfo=UTC), 120, "boot-1", 1)
RUN = {"pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "a"}


def event(seq: int, fact: Fact, learner: str = "ada") -> Event:
    return record(seq, learner, fact, NOW, b"").event


def answered(score: int, item: str = "i") -> ItemAnswered:
    return ItemAnswered(
        **RUN, step="s", item=item, skill="k", response=Choice((0,)), score=score, chance=250,
        duration_ms=1,
    )  # fmt: skip


def reviewed(rating: int) -> CardReviewed:
    return CardReviewed(
        pack="p", version="1.0.0", deck="d", card="c", skill="k", rating=rating, elapsed_days=1,
        interval_s=600, stability=10_000, difficulty=50_000, state=2, step=None,
    )  # fmt: skip


FACTS = st.one_of(
    st.just(LessonStarted(**RUN)),
    st.just(LessonCompleted(**RUN, duration_ms=1)),
    st.builds(answered, st.integers(0, 1000), st.sampled_from(["i", "j"])),
    st.builds(reviewed, st.integers(1, 4)),
)
LEARNERS = st.sampled_from(["ada", "bob"])
DEEDS = st.lists(st.tuples(FACTS, LEARNERS), max_size=12)


def events(deeds: list[tuple[Fact, str]]) -> list[Event]:
    return [event(seq, fact, learner) for seq, (fact, learner) in enumerate(deeds, 1)]


def flat(replayed: Replay) -> list[msgspec.Struct]:
    return [state for rows in replayed.values() for state in rows.values()]


def test_each_fact_moves_the_states_that_it_concerns() -> None:
    states = replay([event(1, LessonStarted(**RUN)), event(2, answered(1000))])
    assert list(states[LessonProgress]) == [("ada", "p", "l")]
    assert list(states[SkillProgress]) == [("ada", "p", "k")]
    assert list(states[DayProgress]) == [("ada", "2026-05-01")]


def test_what_no_projection_knows_is_passed_over() -> None:
    foreign = replace(event(2, SignedIn()), kind="telepathy")
    newer = replace(event(3, answered(0)), v=99)
    assert flat(replay([event(1, SignedIn()), foreign, newer])) == []


def test_a_body_of_the_wrong_shape_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        replay([replace(event(1, answered(0)), body={"score": "all"})])


def test_states_are_taken_under_their_own_keys() -> None:
    states = replay([event(1, answered(700)), event(2, LessonStarted(**RUN))])
    memory = MemoryStates()
    memory.take(flat(states))
    assert memory.by_type == states
    assert memory.find(SkillProgress, ("ada", "p", "k")) == states[SkillProgress]["ada", "p", "k"]
    assert memory.find(SkillProgress, ("bob", "p", "k")) is None


@given(DEEDS, st.integers(0, 12))
def test_a_replay_goes_on_from_where_another_ended(deeds: list[tuple[Fact, str]], cut: int) -> None:
    done = events(deeds)
    memory = MemoryStates()
    memory.take(flat(replay(done[:cut])))
    assert replay(done[cut:], memory) == replay(done)


@given(DEEDS)
def test_a_replay_is_a_fold_of_one_event_after_the_other(deeds: list[tuple[Fact, str]]) -> None:
    memory = MemoryStates()
    for one, (fact, _) in zip(events(deeds), deeds, strict=True):
        fold(memory, one, fact)
    assert memory.by_type == replay(events(deeds))


@given(DEEDS)
def test_people_do_not_touch_each_others_states(deeds: list[tuple[Fact, str]]) -> None:
    done = events(deeds)
    apart = [flat(replay([e for e in done if e.learner == who])) for who in ("ada", "bob")]
    together = flat(replay(done))
    assert sorted(map(repr, [*apart[0], *apart[1]])) == sorted(map(repr, together))
