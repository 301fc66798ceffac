"""“I already know this”, as a learner meets it."""

from __future__ import annotations

import pytest

from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.hands import Key, click, of_kind, page, press, says, turn_until
from tests.gui.learn.test_player_flow import opened, show
from tests.made import made_pack, put_on_shelf
from tests.takers import right_answer, wrong_answer


@pytest.fixture
def proving(window: LearnWindow, station: Station) -> Player:
    """The learner said so on the first step."""
    put_on_shelf(station, made_pack())
    opened(window)
    click(window, "I already know this")
    shown = page(window)
    assert isinstance(shown, Player)
    return shown


def test_its_checks_are_asked_straight_away(window: LearnWindow, proving: Player) -> None:
    assert proving.step.id == "check"
    turn_until(window, lambda: proving.step.id != "check")
    assert proving.step.id == "other"


def test_passing_completes_the_lesson(window: LearnWindow, proving: Player) -> None:
    turn_until(window, lambda: page(window) is not proving)
    done = page(window)
    assert isinstance(done, CompletionPage)
    assert says(done, "You knew this already")
    assert says(done, "What you can do now")


def test_falling_short_begins_the_lesson_and_says_what_to_look_out_for(
    window: LearnWindow, station: Station, proving: Player
) -> None:
    turn_until(window, lambda: page(window) is not proving, wrong_answer)
    player = page(window)
    assert isinstance(player, Player)
    assert player.step.id == "why"
    assert says(player, "0 of 3 were right.")
    assert says(player, "Is this first?")
    assert not says(player, "I already know this")
    assert len(of_kind(station.store.events(), "item_answered")) == 3
    show(player, "check")
    assert not says(player, "0 of 3 were right.")
    assert player.view.place() == "Question 1 of 2"


def test_no_check_of_a_proof_can_be_passed_over(window: LearnWindow, proving: Player) -> None:
    turn_until(window, lambda: proving.step.id == "other")
    press(window, Key.Key_Right)
    assert page(window) is proving
    assert proving.foot.skip.isHidden()


def test_a_proof_that_was_left_goes_on_where_it_was(window: LearnWindow, proving: Player) -> None:
    turn_until(window, lambda: proving.step.id == "other")
    press(window, Key.Key_Escape)
    again = opened(window)
    assert again.proving
    assert again.step.id == "other"


def test_the_lesson_can_be_taken_after_all(window: LearnWindow, proving: Player) -> None:
    turn_until(window, lambda: proving.view.place() == "Question 2 of 2", right_answer)
    click(window, "Take the lesson")
    player = page(window)
    assert isinstance(player, Player)
    assert not player.proving
    assert player.step.id == "why"
    show(player, "check")
    assert player.view.place() == "Question 1 of 2"


def test_what_is_looked_up_is_read_and_not_asked(window: LearnWindow, proving: Player) -> None:
    player = opened(window, "do")
    assert not player.proving
    assert player.step.id == "do"


def test_without_questions_there_is_nothing_to_prove(window: LearnWindow, station: Station) -> None:
    put_on_shelf(station, made_pack())
    assert window.navigator is not None
    window.navigator.open_lesson("lock-out", "tag-it")
    assert not says(page(window), "I already know this")
