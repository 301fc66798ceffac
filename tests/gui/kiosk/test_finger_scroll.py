"""A finger scrolls pages and lists, and then has pressed nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QThreadPool
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.finger_scroll import FingerScroll
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.player import Player
from tests.gui.kiosk.hands import sign_in


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def drag(widget: QWidget, by: QPoint, screen: QPointingDevice) -> None:
    window = widget.window().windowHandle()
    assert window is not None
    at = widget.mapTo(widget.window(), widget.visibleRegion().boundingRect().center())
    QTest.touchEvent(window, screen).press(0, at, window).commit()
    for n in range(1, 5) if not by.isNull() else ():
        QTest.touchEvent(window, screen).move(0, at + by * n / 4, window).commit()
    QTest.touchEvent(window, screen).release(0, at + by, window).commit()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


@pytest.mark.parametrize("place", ["paths", "library"])
def test_a_page_follows_the_finger_and_a_tap_still_presses(
    kiosk: KioskWindow, qtbot: QtBot, touch_screen: QPointingDevice, place: str
) -> None:
    scroll = FingerScroll(kiosk)
    sitting = sign_in(kiosk, qtbot).sitting
    sitting.go_to(place)
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    page = sitting.shown
    [area] = [
        one
        for one in kiosk.findChildren(QAbstractScrollArea)
        if one.isVisible() and one.verticalScrollBar().maximum() > 0
    ]
    drag(area.viewport(), QPoint(0, -120), touch_screen)
    assert area.verticalScrollBar().value() == 120
    assert sitting.shown is page
    drag(area.viewport(), QPoint(0, 80), touch_screen)
    assert area.verticalScrollBar().value() == 40
    assert QApplication.mouseButtons() == QApplication.mouseButtons().NoButton
    assert (scroll._held, scroll._area) == (None, None)
    drag(area.viewport(), QPoint(), touch_screen)
    assert isinstance(sitting.shown, Player)
