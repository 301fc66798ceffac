"""What happens when the disk fails: it is said in place, and nothing entered is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from keystep import settings
from keystep.domain.lesson import StepKind
from keystep.domain.ports import Learner
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import (
    Jammed,
    Key,
    finish_step,
    go_to_step,
    of_kind,
    open_lesson,
    page,
    press,
    says,
    turn_until,
    with_jam,
    write,
)

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)
LESSON = "three-sentences"
Jam = tuple[Station, Jammed]


@pytest.fixture
def jam(station: Station, amara: Learner) -> Jam:
    settings.save(station.home, settings.Settings(learner=amara.id))
    return with_jam(station)


def reach(jam: Jam, open_window: Open, kind: StepKind) -> tuple[LearnWindow, Player]:
    """The window on the first step of a kind, which is kept; with the disk full from now on."""
    station, store = jam
    window = open_window(station)
    player = open_lesson(window, LESSON)
    go_to_step(window, player, kind)
    while player._arriving:
        QApplication.processEvents()
    store.jammed = True
    return window, player


def test_an_answer_that_is_not_saved_stays_on_the_screen(jam: Jam, open_window: Open) -> None:
    window, player = reach(jam, open_window, StepKind.CHECK)
    press(window, Key.Key_2, Key.Key_Return)
    assert says(player, "The disk is full.")
    assert not says(player, "Answer saved")
    assert player.view.question.answers.rows[1].isChecked()
    assert player.foot.primary.text() == "Check answer"
    station, store = jam
    store.jammed = False
    press(window, Key.Key_Return)
    assert says(player, "Answer saved")
    assert not says(player, "The disk is full.")
    assert len(of_kind(station.store.events(), "item_answered")) == 1


def test_a_reply_that_is_not_saved_is_still_chosen(jam: Jam, open_window: Open) -> None:
    window, player = reach(jam, open_window, StepKind.SCENARIO)
    press(window, Key.Key_B, Key.Key_Return)
    assert says(player, "The disk is full.")
    assert player.view.asked.rows[1].isChecked()
    assert player.view.place().startswith("Turn 1")


def test_a_card_that_is_not_saved_is_asked_for_again(jam: Jam, open_window: Open) -> None:
    window, player = reach(jam, open_window, StepKind.CARDS)
    press(window, Key.Key_Space, Key.Key_3)
    assert says(player, "The disk is full.")
    assert player.view.board.is_flipped
    assert player.view.place() == "4 cards left"


def test_a_lesson_that_cannot_be_completed_stays_open(jam: Jam, open_window: Open) -> None:
    station, store = jam
    window = open_window(station)
    player = open_lesson(window, "call-back")
    turn_until(window, lambda: player.step is player.run.lesson.steps[-1])
    finish_step(window, player)
    store.jammed = True
    press(window, Key.Key_Return)
    assert page(window) is player
    assert says(player, "The disk is full.")


def test_a_first_name_that_is_not_saved_stays_typed(station: Station, open_window: Open) -> None:
    jammed, store = with_jam(station)
    window = open_window(jammed)
    store.jammed = True
    write(window, "Amara Osei")
    press(window, Key.Key_Return)
    assert says(window, "The disk is full.")
    assert page(window).name.text() == "Amara Osei"
