"""Stories: replies move values, conditions close choices, every walk can be replayed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.story import (
    Move,
    Walk,
    can_go_back,
    fitting,
    instead,
    turns_left,
    walk,
)
from tests.stories import CALL, MOVES, STORY


def open_ids(at: Walk) -> list[str]:
    return [choice.id for choice in at.open_choices]


def test_a_story_starts_at_its_first_scene() -> None:
    at = walk(STORY, ())
    assert at.scene == CALL
    assert at.values == {"score": 0, "trust": 2, "waits": 0}
    assert open_ids(at) == ["soothe", "tell", "joke"]


def test_a_reply_leads_to_its_ending() -> None:
    at = walk(STORY, ("tell",))
    assert at.scene is None
    assert at.ending is not None
    assert at.ending.id == "calm"
    assert at.open_choices == ()
    assert at.endings == (at.ending,)


def test_values_stop_at_their_ends() -> None:
    assert walk(STORY, ("soothe", "soothe")).values == {"trust": 0, "waits": 99, "score": -2}
    assert walk(STORY, ("tell",)).values["trust"] == 5


def test_a_choice_is_open_only_while_its_condition_holds() -> None:
    at = walk(STORY, ("soothe",))
    assert open_ids(at) == ["soothe", "tell", "own-up"]
    with pytest.raises(KeyError):
        walk(STORY, ("soothe", "joke"))


def test_points_open_choices_too() -> None:
    assert open_ids(walk(STORY, ("soothe", "soothe"))) == ["soothe", "tell", "own-up", "wait"]


def test_turns_are_remembered_in_order() -> None:
    turns = walk(STORY, ("soothe", "tell")).turns
    assert [(turn.scene.id, turn.choice.id, turn.late) for turn in turns] == [
        ("call", "soothe", False),
        ("call", "tell", False),
    ]
    assert turns[0].after == turns[1].before


def test_when_the_time_is_up_the_scene_replies() -> None:
    (turn,) = walk(STORY, (Move.LATE,)).turns
    assert turn.choice.id == "soothe"
    assert turn.late
    unhurried = replace(STORY, scenes=(replace(CALL, seconds=0, late=""),))
    with pytest.raises(KeyError):
        walk(unhurried, (Move.LATE,))


def test_a_reply_is_taken_back_with_all_it_did() -> None:
    assert walk(STORY, ("soothe", Move.BACK)) == walk(STORY, ())
    assert walk(STORY, ("soothe", "soothe", Move.BACK, "tell")) == walk(STORY, ("soothe", "tell"))


@pytest.mark.parametrize("moves", [(), ("tell",), ("soothe", Move.BACK)])
def test_there_is_no_way_back_before_the_first_reply_nor_after_the_ending(
    moves: tuple[str, ...],
) -> None:
    assert not can_go_back(STORY, walk(STORY, moves))
    with pytest.raises(KeyError):
        walk(STORY, (*moves, Move.BACK))


def test_of_records_that_do_not_go_together_what_fits_is_told() -> None:
    apart = ("tell", "soothe", Move.BACK, Move.AGAIN, "joke")
    assert fitting(STORY, apart) == ("tell", Move.AGAIN, "joke")
    together = ("soothe", Move.BACK, "joke")
    assert fitting(STORY, together) == together


def test_without_the_authors_word_there_is_no_way_back() -> None:
    onward = replace(STORY, back=False)
    with pytest.raises(KeyError):
        walk(onward, ("soothe", Move.BACK))


def test_played_again_the_first_ending_stays_the_one_that_counts() -> None:
    at = walk(STORY, ("joke", Move.AGAIN, "soothe", "tell"))
    assert [turn.choice.id for turn in at.turns] == ["soothe", "tell"]
    assert [ending.id for ending in at.endings] == ["cold", "calm"]


def test_a_new_walk_begins_at_the_start_or_after_an_ending_alone() -> None:
    at = walk(STORY, (Move.GROUP, "tell"))
    assert at.group
    assert not walk(STORY, (Move.GROUP, "tell", Move.AGAIN)).group
    with pytest.raises(KeyError):
        walk(STORY, ("soothe", Move.GROUP))


def test_the_better_reply_is_the_best_that_was_open() -> None:
    wrong, right = walk(STORY, ("soothe", "tell")).turns
    assert wrong.better is not None
    assert wrong.better.id == "tell"
    assert right.better is None
    unmarked = tuple(replace(choice, best=False) for choice in CALL.choices)
    by_points = replace(STORY, scenes=(replace(CALL, choices=unmarked),))
    (turn,) = walk(by_points, ("joke",)).turns
    assert turn.better is not None
    assert turn.better.id == "tell"


def test_what_the_better_reply_would_have_changed_is_told_by_meter() -> None:
    wrong, right = walk(STORY, ("soothe", "tell")).turns
    (change,) = instead(STORY, wrong)
    assert (change.meter.id, change.now, change.would) == ("trust", 0, 5)
    assert instead(STORY, right) == ()


def test_turns_left_is_the_shortest_way_to_an_ending() -> None:
    assert turns_left(STORY, "call") == 1
    assert turns_left(STORY, "calm") == 0


@given(st.lists(st.sampled_from(MOVES), max_size=40))
def test_any_record_of_possible_moves_replays_to_where_it_led(tried: list[str]) -> None:
    made: tuple[str, ...] = ()
    at = walk(STORY, made)
    for move in tried:
        try:
            after = walk(STORY, (*made, move))
        except KeyError:
            continue
        if move == Move.BACK:
            assert after.turns == at.turns[:-1]
            assert after.endings == at.endings
        made, at = (*made, move), after
        assert (at.scene is None) is (at.ending is not None)
        assert all(turn.choice.is_open(turn.before) for turn in at.turns)
        assert at.values == (at.turns[-1].after if at.turns else STORY.first_values)
