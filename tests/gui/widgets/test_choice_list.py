"""The list that a choice opens: it lies over the pages, never beyond them, and scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.choice_list import MARGIN, ChoiceList
from tests.gui.choosing import choose, opened

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
LONG = "Plan how a product goes out, and how it comes back when it is broken"
MANY = [(str(n), f"{n}. {LONG}") for n in range(80)]
FEW = [("q1", "Q1 2027"), ("q2", "Q2 2027"), ("q3", "Q3 2027")]
Placed = Callable[..., ChoiceFilter]


@pytest.fixture
def placed(qtbot: QtBot) -> Placed:
    """A choice at some place of a window of 800 × 600."""

    kept: list[QWidget] = []

    def place(options: list[tuple[str, str]], at: QPoint, current: str = "") -> ChoiceFilter:
        window = QWidget()
        qtbot.addWidget(window)
        kept.append(window)
        window.resize(800, 600)
        made = ChoiceFilter("Cycle", options, current or None, parent=window)
        made.move(at)
        made.resize(made.sizeHint())
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        made.setFocus()
        return made

    return place


def frame(there: ChoiceList) -> QWidget:
    return there.rows.parentWidget()


def test_few_stand_below_it_in_full(placed: Placed) -> None:
    choice = placed(FEW, QPoint(100, 100))
    there = opened(choice)
    assert there.rows.verticalScrollBar().maximum() == 0
    assert frame(there).x() == choice.x()
    assert frame(there).y() > choice.geometry().bottom()
    assert there.rows.currentItem().text() == "Q1 2027"


def test_at_the_foot_they_stand_above_it(placed: Placed) -> None:
    choice = placed(FEW, QPoint(100, 540))
    there = opened(choice)
    assert frame(there).geometry().bottom() < choice.y()
    assert there.rows.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("at", [QPoint(4, 60), QPoint(500, 280), QPoint(300, 540)])
def test_many_long_ones_stay_inside_and_scroll_down_alone(placed: Placed, at: QPoint) -> None:
    there = opened(placed(MANY, at))
    inside = there.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    assert inside.contains(frame(there).geometry())
    assert there.rows.verticalScrollBar().maximum() > 0
    assert there.rows.horizontalScrollBar().maximum() == 0
    room = there.rows.viewport().width()
    assert there.rows.visualItemRect(there.rows.item(0)).width() <= room


def test_the_chosen_one_is_in_sight(placed: Placed) -> None:
    there = opened(placed(MANY, QPoint(100, 60), current="70"))
    place = there.rows.visualItemRect(there.rows.currentItem())
    assert there.rows.viewport().rect().contains(place)


def test_a_click_chooses_and_the_keyboard_is_back(placed: Placed, qtbot: QtBot) -> None:
    choice = placed(FEW, QPoint(100, 100))
    with qtbot.waitSignal(choice.chosen) as told:
        choose(choice, -1)
    assert (told.args, choice.current()) == (["q3"], "q3")
    assert choice.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Down])
def test_keys_open_it_and_choose(placed: Placed, qtbot: QtBot, key: Qt.Key) -> None:
    choice = placed(FEW, QPoint(100, 100))
    QTest.keyClick(choice, key)
    [there] = choice.window().findChildren(ChoiceList)
    assert there.rows.hasFocus()
    QTest.keyClicks(there.rows, "Q2")
    with qtbot.waitSignal(choice.chosen) as told:
        QTest.keyClick(there.rows, Key.Key_Return)
    assert told.args == ["q2"]
    assert choice.hasFocus()


@pytest.mark.parametrize("way", ["Esc", "Tab", "beside", "smaller"])
def test_it_closes_without_a_choice(placed: Placed, qtbot: QtBot, way: str) -> None:
    choice = placed(FEW, QPoint(100, 100))
    there = opened(choice)
    gone, told = qtbot.waitSignal(there.destroyed), list[str]()
    choice.chosen.connect(told.append)
    if way == "beside":
        QTest.mouseClick(there, LEFT, pos=QPoint(700, 500))
    elif way == "smaller":
        choice.window().resize(700, 600)
    else:
        QTest.keyClick(there.rows, Key.Key_Escape if way == "Esc" else Key.Key_Tab)
    gone.wait()
    assert (told, choice.current()) == ([], "q1")


def test_it_begins_at_the_right_where_one_reads_from_there(placed: Placed, rtl: None) -> None:
    choice = placed(FEW, QPoint(600, 100))
    assert frame(opened(choice)).geometry().right() == choice.geometry().right()
