"""A test that comes by itself, as a learner meets it on Today and in the player."""

from __future__ import annotations

import pytest

from keystep import settings
from keystep.domain.lesson import Phase
from keystep.domain.ports import Learner
from keystep.domain.progress import Answer, AssessmentProgress, LessonProgress
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.player import Player
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import (
    Key,
    click,
    focused,
    of_kind,
    page,
    press,
    says,
    turn_until,
    with_jam,
)
from tests.takers import PACK, take_lesson, wrong_answer


@pytest.fixture
def rested(window: LearnWindow, station: Station, amara: Learner, clock: FakeClock) -> LearnWindow:
    """Amara finished a lesson more than a week ago, and looks at Today."""
    take_lesson(station, amara.id, "three-sentences")
    clock.move(days=8)
    window.place_chosen.emit("today")
    return window


def begin(window: LearnWindow) -> Player:
    click(window, "Start 5 minutes")
    player = page(window)
    assert isinstance(player, Player)
    return player


def test_today_offers_a_probe_and_thanks_for_it(
    rested: LearnWindow, station: Station, amara: Learner
) -> None:
    assert says(page(rested), "Three quick questions")
    player = begin(rested)
    assert says(player, "There is nothing to pass or fail.")
    assert not says(player, "In this lesson")
    before = station.store.select(LessonProgress, learner=amara.id)
    turn_until(rested, lambda: page(rested) is not player, wrong_answer)
    assert not isinstance(page(rested), CompletionPage)
    (probe,) = station.store.select(AssessmentProgress, learner=amara.id, phase=Phase.PROBE.value)
    assert probe.pack == PACK
    given = station.store.select(Answer, learner=amara.id, attempt=player.run.attempt)
    right = sum(not answer.fell_short for answer in given)
    assert station.store.select(LessonProgress, learner=amara.id) == before
    rested.place_chosen.emit("today")
    assert says(page(rested), f"Thank you: {right} of 3 right")
    assert not says(page(rested), "Three quick questions")
    rested.place_chosen.emit("paths")
    rested.place_chosen.emit("today")
    assert not says(page(rested), "Thank you")


def test_a_probe_that_was_left_goes_on(rested: LearnWindow, station: Station) -> None:
    player = begin(rested)
    question = player.view
    turn_until(rested, lambda: question.place() == "Question 2 of 3")
    press(rested, Key.Key_Escape)
    assert isinstance(page(rested), TodayPage)
    assert says(page(rested), "Three quick questions")
    again = begin(rested)
    assert again.run.attempt == player.run.attempt
    assert again.view.place() == "Question 2 of 3"
    turn_until(rested, lambda: page(rested) is not again)
    assert len(of_kind(station.store.events(), "assessment_completed")) == 1


def test_not_today_takes_it_away_until_tomorrow(rested: LearnWindow, clock: FakeClock) -> None:
    click(rested, "Not today")
    assert not says(page(rested), "Three quick questions")
    clock.move(days=1)
    rested.place_chosen.emit("today")
    assert says(page(rested), "Three quick questions")


def test_not_today_that_is_not_saved_is_said_in_place(
    station: Station, amara: Learner, clock: FakeClock, open_window: Open
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id))
    take_lesson(station, amara.id, "three-sentences")
    clock.move(days=8)
    jammed, store = with_jam(station)
    window = open_window(jammed)
    assert says(page(window), "Three quick questions")
    store.jammed = True
    click(window, "Not today")
    assert says(page(window), "The disk is full.")
    assert says(page(window), "Three quick questions")
    store.jammed = False
    click(window, "Not today")
    assert not says(page(window), "The disk is full.")
    assert not says(page(window), "Three quick questions")


def test_the_keyboard_comes_to_it_before_the_start(rested: LearnWindow) -> None:
    page(rested).minutes.start.setFocus()
    press(rested, Key.Key_Backtab)
    assert focused(rested).accessibleName() == "Not today, Three quick questions"
    press(rested, Key.Key_Tab)
    assert focused(rested) is page(rested).minutes.start


def test_what_is_no_longer_on_offer_is_passed_over(rested: LearnWindow, clock: FakeClock) -> None:
    clock.move(days=-8)
    click(rested, "Start 5 minutes")
    shown = page(rested)
    assert not isinstance(shown, Player) or not shown.run.comes_by_itself
