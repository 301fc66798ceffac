"""Scenarios turn by turn: what is kept of them, and what of it counts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystep.domain.facts import ScenarioCompleted, ScenarioStepTaken
from keystep.domain.lesson import Lesson, Step, StepKind
from keystep.domain.ports import Learner
from keystep.domain.progress import SkillProgress
from keystep.domain.story import Move, walk
from keystep.services import learning, stories
from keystep.services.run import Run
from keystep.services.station import Station
from tests.made import PACK, made_pack, put_on_shelf
from tests.stories import MOVES, STORY

STEP = Step(id="live", title="Live it", kind=StepKind.SCENARIO, target=STORY.id)
LESSON = Lesson(
    id="calls", title="Calls", minutes=2, steps=(STEP,), skills=("locking",), task="Answer"
)


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    """Amara's run of a lesson that is one scenario."""
    put_on_shelf(station, made_pack(lessons=(LESSON,), scenarios=(STORY,), paths=()))
    return learning.open_lesson(station, amara.id, PACK, LESSON.id)


def bodies(station: Station, kind: type[Any]) -> list[Any]:
    events = (kept.event for kept in station.store.events())
    return [msgspec.convert(e.body, kind) for e in events if e.kind == kind.kind]


def make(station: Station, run: Run, move: str) -> None:
    """A move as the screen makes it. Raises KeyError when it is not possible."""
    if move == Move.BACK:
        stories.take_back(station, run, STEP)
    elif move == Move.LATE:
        stories.take_late(station, run, STEP)
    elif move in (Move.AGAIN, Move.GROUP):
        stories.begin_story(station, run, STEP, group=move == Move.GROUP)
    else:
        stories.take_choice(station, run, STEP, move)


def test_a_scenario_is_kept_turn_by_turn(station: Station, run: Run) -> None:
    stories.take_choice(station, run, STEP, "soothe")
    again = learning.open_lesson(station, run.learner, PACK, LESSON.id)
    assert [turn.choice.id for turn in stories.story(station, again, STEP).turns] == ["soothe"]
    with pytest.raises(KeyError):
        stories.take_choice(station, run, STEP, "no-such-reply")
    assert len(bodies(station, ScenarioStepTaken)) == 1


def test_a_reply_taken_back_stays_in_the_log(station: Station, run: Run) -> None:
    stories.take_choice(station, run, STEP, "soothe")
    assert stories.take_back(station, run, STEP) == walk(STORY, ())
    taken = bodies(station, ScenarioStepTaken)
    assert [(fact.scene, fact.choice) for fact in taken] == [("call", "soothe"), ("call", "<back>")]


def test_only_the_first_ending_of_a_run_counts(station: Station, run: Run) -> None:
    stories.take_choice(station, run, STEP, "joke")
    stories.begin_story(station, run, STEP)
    at = stories.take_choice(station, run, STEP, "tell")
    assert [ending.id for ending in at.endings] == ["cold", "calm"]
    (done,) = bodies(station, ScenarioCompleted)
    assert (done.ending, done.score, done.group) == ("cold", 200, 0)
    skill = station.store.find(SkillProgress, run.learner, PACK, "locking")
    assert skill is not None
    assert skill.evidence == 1


def test_what_a_group_decides_is_nobodys_skill(station: Station, run: Run) -> None:
    stories.begin_story(station, run, STEP, group=True)
    at = stories.take_choice(station, run, STEP, "tell", votes=7)
    assert at.group
    assert [fact.group for fact in bodies(station, ScenarioStepTaken)] == [0, 7]
    (done,) = bodies(station, ScenarioCompleted)
    assert done.group == 7
    skill = station.store.find(SkillProgress, run.learner, PACK, "locking")
    assert skill is None or skill.evidence == 0


def test_bundles_from_before_groups_still_decode() -> None:
    old = {"pack": "p", "version": "1", "lesson": "l", "attempt": "a", "step": "s", "scenario": "x"}
    taken = msgspec.convert({**old, "scene": "a", "choice": "b"}, ScenarioStepTaken)
    ended = {**old, "skill": "k", "ending": "e", "score": 5}
    assert taken.group == msgspec.convert(ended, ScenarioCompleted).group == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from((*MOVES, "quit")), max_size=16))
def test_a_story_is_the_replay_of_what_was_recorded(
    station: Station, run: Run, tried: list[str]
) -> None:
    run = learning.start_over(station, run)
    for move in tried:
        if move == "quit":
            run = learning.open_lesson(station, run.learner, PACK, LESSON.id)
            continue
        before = stories.story(station, run, STEP)
        try:
            make(station, run, move)
        except KeyError:
            assert stories.story(station, run, STEP) == before
    mine = [f for f in bodies(station, ScenarioStepTaken) if f.attempt == run.attempt]
    at = stories.story(station, run, STEP)
    assert at == walk(STORY, [fact.choice for fact in mine])
    done = [f for f in bodies(station, ScenarioCompleted) if f.attempt == run.attempt]
    assert [fact.ending for fact in done] == [ending.id for ending in at.endings[:1]]
