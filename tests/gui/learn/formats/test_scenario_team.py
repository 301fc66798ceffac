"""A scenario as a group: votes by key, click and touch, ties, and whose result it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.domain.ports import Learner
from keystep.domain.progress import SkillProgress
from keystep.gui.learn.steps.scenario import ScenarioView
from keystep.gui.learn.steps.scenario_team import Votes
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.test_scenario import Events, open_story
from tests.gui.learn.hands import Key, button, click, press, says


@pytest.fixture
def view(window: LearnWindow) -> ScenarioView:
    """The scenario as a group plays it."""
    found = open_story(window)
    click(found, "Play as a group")
    return found


def votes(view: ScenarioView) -> Votes:
    assert isinstance(view.asked, Votes)
    return view.asked


def counts(view: ScenarioView) -> list[int]:
    return [row.votes for row in votes(view).rows]


def test_the_group_is_asked_to_talk_first(window: LearnWindow, view: ScenarioView) -> None:
    assert says(view, "Who may say no here, and how?")
    press(window, Key.Key_1, Key.Key_Return)
    assert says(view, "What speaks for each reply, and what against it?")


def test_votes_are_given_and_taken_by_keys(window: LearnWindow, view: ScenarioView) -> None:
    assert view.foot().primary == "Vote for a reply"
    press(window, Key.Key_2, Key.Key_2, Key.Key_3, Key.Key_3, Key.Key_3, Key.Key_Minus)
    assert counts(view) == [0, 2, 2]
    press(window, Key.Key_Minus, Key.Key_Minus, Key.Key_Minus, Key.Key_Minus, Key.Key_Minus)
    assert counts(view) == [0, 0, 0]
    assert not view.foot().enabled


def test_votes_are_given_and_taken_by_mouse(view: ScenarioView) -> None:
    row = votes(view).rows[1]
    for _ in range(3):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.minus, Qt.MouseButton.LeftButton)
    assert counts(view) == [0, 2, 0]
    assert row.accessibleDescription() == "most votes: 2"


def test_votes_are_given_and_taken_by_finger(view: ScenarioView, fingers: Fingers) -> None:
    row = votes(view).rows[0]
    assert not row.minus.isVisible()
    fingers.tap(row)
    assert counts(view) == [1, 0, 0]
    fingers.tap(row.minus)
    assert counts(view) == [0, 0, 0]
    assert min(row.height(), row.minus.height(), row.minus.width()) >= 48


def test_taking_a_vote_away_says_from_which_reply(view: ScenarioView) -> None:
    assert [row.minus.accessibleName() for row in votes(view).rows] == [
        "One vote less for reply 1",
        "One vote less for reply 2",
        "One vote less for reply 3",
    ]


def test_the_reply_with_most_votes_is_taken(
    window: LearnWindow, view: ScenarioView, events: Events
) -> None:
    press(window, Key.Key_2, Key.Key_2, Key.Key_1)
    click(window, "Take the reply with most votes")
    first, second = events("scenario_step_taken")
    assert (first.body["choice"], first.body["group"]) == ("<group>", 0)
    assert (second.body["choice"], second.body["group"]) == ("lock", 3)
    assert counts(view) == [0, 0, 0]


def test_of_equals_the_group_picks_one(
    window: LearnWindow, view: ScenarioView, events: Events
) -> None:
    press(window, Key.Key_1, Key.Key_3)
    assert view.foot().primary == "Pick one of the equals"
    press(window, Key.Key_Return)
    assert len(events("scenario_step_taken")) == 1
    assert button(view, "Reply 1").isVisible()
    click(view, "Reply 3")
    assert events("scenario_step_taken")[-1].body["choice"] == "ask"


def test_a_tie_that_is_broken_needs_no_picking(window: LearnWindow, view: ScenarioView) -> None:
    press(window, Key.Key_1, Key.Key_3)
    press(window, Key.Key_3)
    assert not says(view, "Reply 1")
    assert view.foot().enabled


def test_a_group_has_all_the_time_it_needs(window: LearnWindow, view: ScenarioView) -> None:
    press(window, Key.Key_1, Key.Key_Return)
    assert view.at.scene is not None
    assert view.at.scene.seconds
    assert view.clock is None


def test_a_group_goes_on_as_a_group_and_may_begin_alone(window: LearnWindow) -> None:
    click(open_story(window), "Play as a group")
    click(window, "Leave")
    again = open_story(window)
    assert again.at.group
    click(again, "Play alone")
    assert not again.at.group
    assert not isinstance(again.asked, Votes)


def test_the_result_is_the_groups_and_completes_the_step(
    window: LearnWindow, view: ScenarioView, events: Events, station: Station, amara: Learner
) -> None:
    press(window, Key.Key_2, Key.Key_Return, Key.Key_1, Key.Key_1, Key.Key_Return)
    QApplication.processEvents()
    assert view.is_done()
    assert says(view, "The group’s result.")
    assert says(view, "Your group")
    (done,) = events("scenario_completed")
    assert done.body["group"] == 2
    skill = station.store.find(SkillProgress, amara.id, "practice", "locking")
    assert skill is None or skill.evidence == 0
