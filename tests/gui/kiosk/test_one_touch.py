"""Signing out takes one touch, whatever is open over the pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.library.filters import FilterChip
from tests.gui.choosing import opened as opened_list
from tests.gui.kiosk.hands import lead, sign_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LEFT = Qt.MouseButton.LeftButton


def opened(kiosk: KioskWindow, kind: type[QWidget]) -> QWidget:
    """A panel, or a menu, over the middle of the pages."""
    if kind is QMenu:
        popup: QWidget = QMenu(kiosk.pages)
        popup.addAction("One")
    else:
        popup = QFrame(kiosk.pages, Qt.WindowType.Popup)
        popup.resize(200, 100)
    popup.move(kiosk.mapToGlobal(kiosk.rect().center()))
    popup.show()
    assert QApplication.activePopupWidget() is popup
    return popup


def tap(kiosk: KioskWindow, at: QPoint, *, finger: bool) -> None:
    """Where a screen sends it: to the window, not to what it is meant for."""
    handle = kiosk.windowHandle()
    assert handle is not None
    if not finger:
        QTest.mouseClick(handle, LEFT, pos=at)
        return
    screen = QTest.createTouchDevice()
    QTest.touchEvent(handle, screen).press(0, at, handle).commit()
    QTest.touchEvent(handle, screen).release(0, at, handle).commit()


@pytest.mark.parametrize("finger", [False, True])
@pytest.mark.parametrize("kind", [QFrame, QMenu])
def test_one_touch_signs_out_over_what_is_open(
    kiosk: KioskWindow, qtbot: QtBot, kind: type[QWidget], finger: bool
) -> None:
    sign_in(kiosk, qtbot)
    opened(kiosk, kind)
    way_out = kiosk.header.way_out
    tap(kiosk, way_out.mapTo(kiosk, way_out.rect().center()), finger=finger)
    qtbot.waitUntil(lambda: lead(kiosk).session is None)
    assert QApplication.activePopupWidget() is None
    qtbot.wait(50)
    assert isinstance(lead(kiosk).page, AttractPage), "the end of that touch wakes nothing"


def test_a_touch_beside_it_only_closes_what_is_open(kiosk: KioskWindow, qtbot: QtBot) -> None:
    sign_in(kiosk, qtbot)
    opened(kiosk, QFrame)
    tap(kiosk, kiosk.header.mapTo(kiosk, QPoint(4, 4)), finger=False)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    qtbot.wait(50)
    assert lead(kiosk).session is not None


def test_a_list_of_many_leaves_the_way_out_in_sight(kiosk: KioskWindow, qtbot: QtBot) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.go_to("library")
    qtbot.wait(50)
    chip = next(one for one in kiosk.findChildren(FilterChip) if one.isVisible())
    chip.offer([(str(n), f"{n}. A task with a name as long as this one") for n in range(60)], "")
    there, way_out = opened_list(chip), kiosk.header.way_out
    at = way_out.mapTo(kiosk, way_out.rect().center())
    assert kiosk.childAt(at) is way_out
    tap(kiosk, at, finger=True)
    qtbot.waitUntil(lambda: lead(kiosk).session is None)
    assert not isValid(there) or not there.isVisible()
