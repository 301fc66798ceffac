"""A touch anywhere wakes, and does nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.attract.page import AttractPage
from keystep.services.kiosk.attract import Attract
from tests.gui.kiosk.attract.conftest import Open
from tests.gui.learn.fingers import Fingers

Kind, Key = QEvent.Type, Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(open_page: Open, told: Attract) -> AttractPage:
    return open_page(told)


@pytest.fixture
def pressed(next_page: QPushButton) -> list[bool]:
    """Grows with each press of the page that comes next."""
    found = list[bool]()
    next_page.clicked.connect(lambda: found.append(True))
    return found


def key(kind: QEvent.Type, *, repeats: bool = False) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QApplication.sendEvent(target, QKeyEvent(kind, Key.Key_Return, NONE, "\r", repeats))


def test_the_first_touch_wakes_and_presses_nothing_that_comes_next(
    page: AttractPage,
    next_page: QPushButton,
    fingers: Fingers,
    qtbot: QtBot,
    pressed: list[bool],
) -> None:
    with qtbot.waitSignal(page.woken):
        fingers.tap(page)
    assert next_page.isVisible()
    assert pressed == []
    fingers.tap(next_page)
    assert pressed == [True]


@pytest.mark.parametrize("corner", [QPoint(2, 2), QPoint(755, 2), QPoint(2, 555), QPoint(400, 300)])
def test_it_wakes_wherever_it_is_touched(
    open_page: Open, told: Attract, fingers: Fingers, qtbot: QtBot, corner: QPoint
) -> None:
    page = open_page(told, 760, 560)
    with qtbot.waitSignal(page.woken):
        fingers.tap(page, corner)


def test_a_finger_that_still_lies_there_has_not_woken_it(page: AttractPage) -> None:
    QTest.mousePress(page, Qt.MouseButton.LeftButton)
    assert page.isVisible()
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)
    assert not page.isVisible()


def test_what_came_down_elsewhere_does_not_wake_it(page: AttractPage) -> None:
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)
    key(Kind.KeyRelease)
    assert page.isVisible()


def test_a_key_wakes_and_its_repeats_press_nothing(
    page: AttractPage, next_page: QPushButton, pressed: list[bool]
) -> None:
    next_page.setAutoDefault(True)
    key(Kind.KeyPress)
    key(Kind.KeyPress, repeats=True)
    key(Kind.KeyRelease, repeats=True)
    assert page.isVisible()
    key(Kind.KeyRelease)
    assert next_page.isVisible()
    assert pressed == []
    key(Kind.KeyPress)
    assert pressed == [True]


def test_a_press_is_forgotten_with_the_page_it_was_on(page: AttractPage) -> None:
    QTest.mousePress(page, Qt.MouseButton.LeftButton)
    page.hide()
    page.show()
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)
    assert page.isVisible()


def test_tab_is_a_key_as_any_other_while_nothing_is_asked(page: AttractPage) -> None:
    QTest.keyClick(page, Key.Key_Tab)
    assert not page.isVisible()
