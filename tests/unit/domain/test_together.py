"""What two offices know of one thing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.events import Event
from keystep.domain.facts import (
    Fact,
    LessonCompleted,
    QuizCompleted,
    ScenarioStepTaken,
    StepViewed,
)
from keystep.domain.progress import (
    CardProgress,
    CheckProgress,
    ItemProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
)
from keystep.domain.projections import PROJECTIONS
from keystep.domain.replaying import MemoryStates, Replay, replay
from keystep.domain.together import JOINED, together
from tests.unit.domain.test_replaying import DEEDS, RUN, answered, event, flat, reviewed


def later(seq: int, fact: Fact) -> Event:
    one = event(seq, fact)
    return replace(one, at=one.at + timedelta(minutes=seq))


def apart(events: list[Event], cut: int) -> Replay:
    """``events`` as two offices fold them, each for itself."""
    memory = MemoryStates()
    for some in (events[:cut], events[cut:]):
        memory.take(flat(replay(some)))
    return memory.by_type


def joined(kind: type[Struct], *facts: Fact, cut: int = 1) -> Any:
    [state] = apart([later(seq, fact) for seq, fact in enumerate(facts, 1)], cut)[kind].values()
    return state


def test_every_projection_can_be_put_together() -> None:
    assert set(JOINED) == {projection.state for projection in PROJECTIONS}


@given(DEEDS, st.integers(0, 12))
def test_what_is_counted_or_replaced_is_as_if_one_office_had_it_all(
    deeds: list[tuple[Fact, str]], cut: int
) -> None:
    events = [replace(later(seq, fact), learner=who) for seq, (fact, who) in enumerate(deeds, 1)]
    two, one = apart(events, cut), replay(events)
    for kind in {projection.state for projection in PROJECTIONS} - {
        SkillProgress,
        CardProgress,
        ItemProgress,
    }:
        assert two[kind] == one[kind]
    counts = [
        {key: state.evidence for key, state in all_[SkillProgress].items()} for all_ in (one, two)
    ]
    assert counts[0] == counts[1]
    for key, card in one[CardProgress].items():
        assert (two[CardProgress][key].memory, two[CardProgress][key].reviews) == (
            card.memory,
            card.reviews,
        )


def test_a_lesson_stays_completed_and_a_run_that_both_saw_is_one() -> None:
    again = LessonCompleted(**{**RUN, "attempt": "b"}, duration_ms=1)
    done = LessonCompleted(**RUN, duration_ms=1)
    lesson = joined(LessonProgress, done, again)
    assert (lesson.attempt, lesson.completed) == ("b", later(1, done).at)
    seen = joined(LessonProgress, StepViewed(**RUN, step="s"), StepViewed(**RUN, step="t"))
    assert (seen.seen, seen.step, seen.started) == (("s", "t"), "t", later(1, done).at)


def test_the_order_of_the_offices_does_not_matter_for_what_is_later() -> None:
    first, second = later(1, reviewed(3)), later(2, reviewed(1))
    [old], [new] = (list(replay([one])[CardProgress].values()) for one in (first, second))
    assert together(new, old) == together(old, new)
    assert together(old, new).memory == new.memory


def test_mastery_is_the_mean_by_what_it_rests_on() -> None:
    low = SkillProgress(learner="ada", pack="p", skill="k", theta=-1_000_000, evidence=3)
    high = replace(low, theta=1_000_000, evidence=1)
    assert together(low, high) == replace(low, theta=-500_000, evidence=4)
    assert together(replace(low, evidence=0), replace(high, evidence=0)).evidence == 0
    assert joined(SkillProgress, answered(1000), answered(0)).evidence == 2


def test_a_story_goes_on() -> None:
    choice = {"pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "a", "step": "s"}
    first = ScenarioStepTaken(**choice, scenario="x", scene="one", choice="left")
    second = ScenarioStepTaken(**choice, scenario="x", scene="two", choice="right")
    assert joined(StoryProgress, first, second).choices == ("left", "right")


def test_a_sitting_that_ended_twice_is_one() -> None:
    first, second = (
        QuizCompleted(**RUN, step="s", quiz="q", score=500, passed=False, sitting=n) for n in (1, 2)
    )
    assert joined(CheckProgress, first, first).sittings == 1
    assert joined(CheckProgress, second, first).sittings == 2


def test_an_item_is_as_it_was_on_its_last_day_and_of_one_day_what_fell_short() -> None:
    long_ago = ItemProgress(
        learner="ada", pack="p", item="i", skill="k", right=4, day=date(2026, 5, 1)
    )
    lately = replace(long_ago, right=0, day=date(2026, 5, 2))
    assert together(long_ago, lately) == together(lately, long_ago) == lately
    same_day = replace(lately, right=1)
    assert together(same_day, lately) == together(lately, same_day) == lately
