"""Stories: replies move meters, conditions close choices, every walk can be replayed."""

from __future__ import annotations

import pytest

from keystep.domain.scenario import (
    Bound,
    Ending,
    Meter,
    Scenario,
    Scene,
    SceneChoice,
    turns_left,
    walk,
)

CALL = Scene(
    id="call",
    speaker="Mr Hartmann",
    text="Where is it?",
    choices=(
        SceneChoice(id="soothe", text="So sorry.", to="call", effects={"trust": -2}),
        SceneChoice(id="tell", text="By noon.", to="calm", effects={"trust": 4}),
        SceneChoice(id="joke", text="Ha.", to="cold", when={"trust": Bound(min=1)}),
    ),
)
STORY = Scenario(
    id="late",
    title="Late",
    skill="three",
    goal="A time.",
    start="call",
    meters=(Meter(id="trust", title="Trust", start=2, words=("a", "b", "c", "d", "e", "f")),),
    scenes=(CALL,),
    endings=(
        Ending(id="calm", title="Calm", text="Good.", score=100),
        Ending(id="cold", title="Cold", text="Bye.", score=20),
    ),
)


def test_a_story_starts_at_its_first_scene() -> None:
    at = walk(STORY, ())
    assert at.scene == CALL
    assert at.meters == {"trust": 2}
    assert [choice.id for choice in at.open_choices] == ["soothe", "tell", "joke"]


def test_a_reply_leads_to_its_ending() -> None:
    at = walk(STORY, ("tell",))
    assert at.scene is None
    assert at.ending is not None
    assert at.ending.id == "calm"
    assert at.open_choices == ()


def test_meters_stop_at_their_ends() -> None:
    assert walk(STORY, ("soothe", "soothe")).meters == {"trust": 0}
    assert walk(STORY, ("tell",)).meters == {"trust": 5}


def test_a_choice_is_open_only_while_its_condition_holds() -> None:
    at = walk(STORY, ("soothe",))
    assert [choice.id for choice in at.open_choices] == ["soothe", "tell"]
    with pytest.raises(KeyError):
        walk(STORY, ("soothe", "joke"))


def test_turns_are_remembered_in_order() -> None:
    turns = walk(STORY, ("soothe", "tell")).turns
    assert [(turn.scene.id, turn.choice.id) for turn in turns] == [
        ("call", "soothe"),
        ("call", "tell"),
    ]


def test_turns_left_is_the_shortest_way_to_an_ending() -> None:
    assert turns_left(STORY, "call") == 1
    assert turns_left(STORY, "calm") == 0
