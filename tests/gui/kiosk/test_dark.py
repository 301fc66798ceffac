from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.dark import DarkPage
from tests.gui.learn.fingers import Fingers


@pytest.fixture(scope="module")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def page(qtbot: QtBot) -> DarkPage:
    made = DarkPage()
    made.resize(640, 360)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_is_black_all_over_and_has_no_pointer(page: DarkPage) -> None:
    picture = page.grab().toImage()
    places = ((x, y) for x in range(0, 640, 7) for y in range(0, 360, 7))
    assert {picture.pixelColor(x, y).name() for x, y in places} == {"#000000"}
    assert page.cursor().shape() is Qt.CursorShape.BlankCursor


def test_a_touch_and_a_key_light_it(
    page: DarkPage, touch_screen: QPointingDevice, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.woken):
        Fingers(touch_screen).tap(page)
    with qtbot.waitSignal(page.woken):
        QTest.keyClick(page, Qt.Key.Key_Shift)


def test_a_pointer_that_moves_does_not(page: DarkPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.woken):
        QTest.mouseMove(page, page.rect().center())
        QTest.mouseMove(page, page.rect().topLeft())
        QApplication.processEvents()
