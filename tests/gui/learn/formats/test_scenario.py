"""A scenario alone: replies by key, click and touch, the way back, the time limit, the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.i18n import percent
from keystep.gui.learn.navigator import Navigator
from keystep.gui.learn.picture_view import PictureView
from keystep.gui.learn.player import Player
from keystep.gui.learn.steps.scenario import ScenarioView
from keystep.gui.learn.window import LearnWindow
from tests.fakes import FakeClock
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.hands import Key, button, click, press, says, texts, with_jam

Events = Callable[[str], list[Any]]


@pytest.fixture
def view(window: LearnWindow) -> ScenarioView:
    return open_story(window)


def open_story(window: LearnWindow) -> ScenarioView:
    assert isinstance(window.navigator, Navigator)
    window.navigator.open_lesson("practice", "practise")
    QApplication.processEvents()
    found = player_of(window).view
    assert isinstance(found, ScenarioView)
    return found


def player_of(window: LearnWindow) -> Player:
    player = window.pages.currentWidget()
    assert isinstance(player, Player)
    return player


def narrow(window: LearnWindow) -> None:
    """As wide as the screen of the tests, beyond which no finger reaches."""
    window.resize(780, 700)
    QApplication.processEvents()


def taken(events: Events) -> list[str]:
    return [event.body["choice"] for event in events("scenario_step_taken")]


def wait_out(view: ScenarioView, clock: FakeClock) -> None:
    """Let the time of the scene pass."""
    assert view.clock is not None
    for _ in range(view.clock.seconds_left):
        clock.move(seconds=1)
        view.clock.tick()
    QApplication.processEvents()


def test_a_reply_is_chosen_and_said_by_keys(
    window: LearnWindow, view: ScenarioView, events: Events
) -> None:
    assert view.foot().primary == "Choose a reply"
    press(window, Key.Key_B)
    assert events("scenario_step_taken") == []
    press(window, Key.Key_Return)
    (event,) = events("scenario_step_taken")
    assert (event.body["scene"], event.body["choice"]) == ("flap", "lock")
    assert says(view, "She rolls her eyes.")
    assert view.place() == "Turn 2 of about 2"


def test_a_reply_is_chosen_and_said_by_mouse(
    window: LearnWindow, view: ScenarioView, events: Events
) -> None:
    assert view.asked is not None
    QTest.mouseClick(view.asked.rows[0], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    click(window, "Say it")
    assert taken(events) == ["reach"]


def test_a_reply_is_chosen_and_said_by_finger(
    window: LearnWindow, view: ScenarioView, events: Events, fingers: Fingers
) -> None:
    narrow(window)
    assert view.asked is not None
    fingers.tap(view.asked.rows[2])  # type: ignore[attr-defined]
    fingers.tap(button(window, "Say it"))
    assert taken(events) == ["ask"]


def test_a_scene_shows_its_picture_with_its_words(window: LearnWindow, view: ScenarioView) -> None:
    (picture,) = view.findChildren(PictureView)
    assert picture.accessibleName() == "A panel with a red handle and a green button."
    press(window, Key.Key_A, Key.Key_Return)
    assert not [part for part in view.findChildren(PictureView) if part.isVisible()]


@pytest.mark.parametrize("by_key", [True, False])
def test_the_last_reply_is_taken_back(
    window: LearnWindow, view: ScenarioView, events: Events, *, by_key: bool
) -> None:
    press(window, Key.Key_Backspace)
    assert not says(view, "Take your last reply back")
    press(window, Key.Key_A, Key.Key_Return)
    if by_key:
        press(window, Key.Key_Backspace)
    else:
        click(view, "Take your last reply back")
    assert taken(events) == ["reach", "<back>"]
    assert view.at.turns == ()
    assert not says(view, "She holds the guard open.")


def test_when_the_time_is_up_the_scene_replies(
    window: LearnWindow, view: ScenarioView, events: Events, clock: FakeClock
) -> None:
    assert view.clock is None
    press(window, Key.Key_A, Key.Key_Return)
    assert says(view, "20 seconds to reply")
    wait_out(view, clock)
    assert taken(events) == ["reach", "<late>"]
    assert says(view, "It waits for the next shift")
    assert says(view, "The time was up, so it came to this")


def test_whoever_is_in_another_window_is_not_late(
    window: LearnWindow, view: ScenarioView, events: Events, clock: FakeClock, qtbot: QtBot
) -> None:
    press(window, Key.Key_A, Key.Key_Return)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    wait_out(view, clock)
    assert taken(events) == ["reach"]
    with qtbot.waitActive(window):
        window.activateWindow()
    wait_out(view, clock)
    assert taken(events) == ["reach", "<late>"]


def test_one_tap_does_away_with_the_time_limit(
    window: LearnWindow, view: ScenarioView, events: Events, fingers: Fingers, clock: FakeClock
) -> None:
    narrow(window)
    press(window, Key.Key_A, Key.Key_Return)
    fingers.tap(button(view, "I need more time"))
    assert says(view, "There is no time limit.")
    wait_out(view, clock)
    assert taken(events) == ["reach"]
    assert says(view, "There is no time limit.")
    press(window, Key.Key_Backspace, Key.Key_A, Key.Key_Return)
    assert view.clock is None


def test_the_time_limit_stays_away_when_one_comes_back(window: LearnWindow) -> None:
    view = open_story(window)
    press(window, Key.Key_A, Key.Key_Return)
    click(view, "I need more time")
    click(window, "Leave")
    again = open_story(window)
    assert again is not view
    assert [turn.choice.id for turn in again.at.turns] == ["reach"]
    assert not says(again, "seconds to reply")


def test_a_late_reply_that_is_not_saved_can_be_given_by_hand(
    window: LearnWindow, view: ScenarioView, events: Events, clock: FakeClock
) -> None:
    press(window, Key.Key_A, Key.Key_Return)
    station, jam = with_jam(view.desk.station)
    object.__setattr__(view.desk, "station", station)
    jam.jammed = True
    wait_out(view, clock)
    assert says(view, "The disk is full.")
    assert says(view, "The time is up")
    jam.jammed = False
    press(window, Key.Key_A, Key.Key_Return)
    assert taken(events) == ["reach", "pull"]


def test_the_debrief_says_what_would_have_been_better(
    window: LearnWindow, view: ScenarioView
) -> None:
    press(window, Key.Key_A, Key.Key_Return, Key.Key_B, Key.Key_Return)
    said = texts(view)
    for words in (
        "“All right.”",
        "The guard was there for your arm.",
        "Here a better reply was",
        "“First I lock it.”",
        "A lock of your own is your life.",
        "Her trust: wary instead of warm",
    ):
        assert words in said
    assert view.is_done()


def test_the_best_way_has_nothing_better(window: LearnWindow, view: ScenarioView) -> None:
    press(window, Key.Key_B, Key.Key_Return, Key.Key_A, Key.Key_Return)
    assert not says(view, "Here a better reply was")
    assert texts(view).count("The best reply here") == 2


def test_played_again_the_first_ending_stays_and_one_may_go_on(
    window: LearnWindow, view: ScenarioView, events: Events
) -> None:
    press(window, Key.Key_A, Key.Key_Return, Key.Key_A, Key.Key_Return)
    click(view, "Play again")
    assert view.at.turns == ()
    assert view.foot().turns
    press(window, Key.Key_B, Key.Key_Return, Key.Key_A, Key.Key_Return)
    assert says(view, f"{percent(1)} of what was possible, the first time {percent(0)}")
    (done,) = events("scenario_completed")
    assert done.body["ending"] == "hurt"
    click(view, "Play again")
    press(window, Key.Key_Return)
    assert player_of(window).step.id == "after"
