"""Things that are put somewhere, in the player itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.domain.interactions import Categorise, Matching, Ordering
from keystep.domain.quiz import Quiz
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.answers.moving import STEPS, TAGS, WASTE, Key, item
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.hands import focused, of_kind, page, press
from tests.made import FORM, LESSON, OTHER_QUIZ, PACK, made_pack, put_on_shelf

SIZES = [(1024, 600), (1366, 768)]


def asked(window: LearnWindow, station: Station, asks: Matching | Ordering | Categorise) -> Player:
    """The player, at a check with this one question."""
    quiz = Quiz(id="lock-quiz", title="Locking", items=(item(asks),))
    put_on_shelf(station, made_pack(quizzes=(quiz, OTHER_QUIZ, FORM)))
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, LESSON, "check")
    QApplication.processEvents()
    shown = page(window)
    assert isinstance(shown, Player)
    shown.view.enter()
    return shown


def answers(player: Player) -> object:
    return player.view.question.answers  # type: ignore[attr-defined]


@pytest.mark.parametrize("asks", [TAGS, WASTE])
def test_numbers_and_enter_are_enough(
    window: LearnWindow, station: Station, asks: Matching | Categorise
) -> None:
    player = asked(window, station, asks)
    assert player.foot.primary.text() == "Place every one"
    right = asks.solution.places  # type: ignore[union-attr]
    chips = answers(player).chips  # type: ignore[attr-defined]
    for _ in chips:
        thing = chips.index(focused(window))
        belongs = thing < len(right)
        press(window, Key(Key.Key_1.value + right[thing]) if belongs else Key.Key_Tab)
    press(window, Key.Key_Return)
    (answered,) = of_kind(station.store.events(), "item_answered")
    assert answered.body["score"] == 1000


def test_an_order_is_given_once_something_was_moved(window: LearnWindow, station: Station) -> None:
    player = asked(window, station, STEPS)
    assert player.foot.primary.text() == "Put them in order"
    assert not player.foot.primary.isEnabled()
    QTest.keyClick(focused(window), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert player.foot.primary.text() == "Check answer"
    given = answers(player).response()  # type: ignore[attr-defined]
    press(window, Key.Key_Return)
    (answered,) = of_kind(station.store.events(), "item_answered")
    assert tuple(answered.body["response"]["places"]) == given.places


def test_escape_with_something_in_the_hand_does_not_leave(
    window: LearnWindow, station: Station
) -> None:
    player = asked(window, station, TAGS)
    press(window, Key.Key_Space, Key.Key_Escape)
    assert page(window) is player
    press(window, Key.Key_Escape)
    assert page(window) is not player


def test_a_finger_across_a_thing_drags_it_and_turns_no_page(
    window: LearnWindow, station: Station, fingers: Fingers
) -> None:
    player = asked(window, station, WASTE)
    view = answers(player)
    chip, place = view.chips[0], view.places[1]  # type: ignore[attr-defined]
    start = chip.mapTo(window, chip.rect().center())
    end = place.mapTo(window, place.rect().center())
    fingers.drag(window, start, (start + QPoint(-30, 0), start + QPoint(-90, 2), end))
    assert player.step.id == "check"
    assert view.response().places[0] == 1  # type: ignore[attr-defined]


def test_a_finger_on_a_row_scrolls_the_page(
    window: LearnWindow, station: Station, fingers: Fingers
) -> None:
    window.resize(1024, 420)
    player = asked(window, station, STEPS)
    row = answers(player).rows[0]  # type: ignore[attr-defined]
    start = row.mapTo(window, row.rect().center())
    fingers.drag(window, start, (start - QPoint(0, 20), start - QPoint(0, 60)))
    assert player.stage.verticalScrollBar().value() > 0
    assert not row.isChecked()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("asks", [TAGS, STEPS, WASTE])
def test_nothing_is_cut_off(
    window: LearnWindow, station: Station, size: tuple[int, int], asks: Matching
) -> None:
    window.resize(*size)
    player = asked(window, station, asks)
    view = answers(player)
    parts = [*getattr(view, "chips", ()), *getattr(view, "places", ()), *getattr(view, "rows", ())]
    for part in parts:
        assert part.height() >= part.heightForWidth(part.width())
        assert view.rect().contains(part.rect().translated(part.mapTo(view, QPoint(0, 0))))  # type: ignore[attr-defined]
    assert player.stage.horizontalScrollBar().maximum() == 0
