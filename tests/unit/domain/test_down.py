from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from keystep.domain.down import Included, LearnerStates, Person, ProgressDown, gathered
from keystep.domain.events import Event, Instant, canonical, record
from keystep.domain.facts import (
    AssessmentCompleted,
    Fact,
    ItemAnswered,
    LessonStarted,
    ScenarioStepTaken,
)
from keystep.domain.lesson import BY_ITSELF, PRACTICE, Phase
from keystep.domain.progress import Answer, LessonProgress, StoryProgress
from keystep.domain.replaying import replay
from keystep.domain.responses import Choice

START = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)


def event(seq: int, fact: Fact, learner: str = "ada") -> Event:
    now = Instant(START + timedelta(seconds=seq), 120, "boot-1", seq)
    return record(seq, learner, fact, now, b"").event


def run(attempt: str, lesson: str = "l") -> dict[str, str]:
    return {"pack": "p", "version": "1.0.0", "lesson": lesson, "attempt": attempt}


def answered(attempt: str, item: str, step: str = "s") -> ItemAnswered:
    return ItemAnswered(
        **run(attempt), step=step, item=item, skill="k", response=Choice((0,)), score=1000,
        chance=0, duration_ms=1,
    )  # fmt: skip


def replied(attempt: str) -> ScenarioStepTaken:
    return ScenarioStepTaken(**run(attempt), step="s", scenario="x", scene="y", choice="z")


@pytest.fixture
def ada() -> LearnerStates:
    """Two runs through a lesson, one through another; Bob was there too."""
    facts = (
        LessonStarted(**run("first")),
        answered("first", "i"),
        replied("first"),
        LessonStarted(**run("second")),
        answered("second", "j"),
        answered("second", "i"),
        replied("second"),
        LessonStarted(**run("third", "k")),
    )
    done = [event(seq, fact) for seq, fact in enumerate(facts, 1)]
    other = event(9, LessonStarted(**run("bob's")), "bob")
    return gathered("ada", replay([*done, other]))


def test_one_persons_states_are_gathered_in_the_order_of_their_keys(ada: LearnerStates) -> None:
    assert {state.learner for state in ada.each()} == {"ada"}  # type: ignore[attr-defined]
    assert [lesson.lesson for lesson in ada.lessons] == ["k", "l"]
    assert [day.items for day in ada.days] == [3]
    assert [skill.evidence for skill in ada.skills] == [3]


def test_answers_and_stories_of_superseded_runs_stay_behind(ada: LearnerStates) -> None:
    assert [(answer.attempt, answer.item) for answer in ada.answers] == [
        ("second", "i"),
        ("second", "j"),
    ]
    assert [story.attempt for story in ada.stories] == ["second"]


def test_a_test_that_is_not_finished_can_go_on_elsewhere() -> None:
    probe = BY_ITSELF[Phase.PROBE]
    taken = AssessmentCompleted(
        **run("old"), step=probe, assessment="probe", phase=Phase.PROBE, form="probe", items=1,
        score=1000,
    )  # fmt: skip
    facts = (answered("old", "i", probe), taken, answered("new", "i", probe))
    states = gathered("ada", replay([event(n, fact) for n, fact in enumerate(facts, 1)]))
    assert [answer.attempt for answer in states.answers] == ["new"]


def test_of_practice_the_last_that_is_not_finished_goes_on() -> None:
    facts = (answered("one", "i", PRACTICE), answered("two", "j", PRACTICE))
    states = gathered("ada", replay([event(n, fact) for n, fact in enumerate(facts, 1)]))
    assert [answer.attempt for answer in states.answers] == ["two"]
    assert [item.item for item in states.items] == ["i", "j"]


def test_each_state_is_given_once(ada: LearnerStates) -> None:
    kinds = [type(state) for state in ada.each()]
    assert (kinds.count(LessonProgress), kinds.count(Answer), kinds.count(StoryProgress)) == (
        2,
        2,
        1,
    )


def test_nothing_is_gathered_of_a_stranger() -> None:
    assert gathered("cy", replay([])) == LearnerStates(learner="cy")


@pytest.mark.parametrize(
    ("seq", "held"), [(1, True), (3, True), (4, False), (6, False), (7, True), (8, False)]
)
def test_the_ends_of_a_range_are_held(seq: int, held: bool) -> None:
    assert Included(epoch="e", ranges=((1, 3), (7, 7))).holds(seq) is held


def test_every_id_of_the_people_is_known_and_all_comes_back_from_json(ada: LearnerStates) -> None:
    down = ProgressDown(
        no=7,
        share="share",
        device="device-1",
        issued=START,
        people=(
            Person(learner="ada", name="Ada", team="Hall 7", also=("ada2",)),
            Person(learner="bob", name="Bob", team=""),
        ),
        included=(Included(epoch="e", ranges=((1, 8),)),),
        states=(ada,),
    )
    assert down.learners == {"ada", "ada2", "bob"}
    assert msgspec.json.decode(canonical(down), type=ProgressDown) == down
