"""Whatever a learner may touch at a kiosk is large enough for a finger in a glove."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QThreadPool
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.session import Session
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.library.filters import FilterChip
from keystep.gui.learn.library.hit_list import HitList
from keystep.gui.learn.library.rows import Line
from keystep.gui.learn.player import Player
from keystep.gui.widgets.rail import RailButton
from tests.gui.choosing import opened
from tests.gui.kiosk.hands import sign_in
from tests.gui.learn.hands import turn
from tests.takers import PACK

LEAST = 56
SIZE = (1920, 1080)
LESSONS = ((PACK, "three-sentences"), ("first-week", "find-your-way"))
PRESSED = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSlider)


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def session(kiosk: KioskWindow, qtbot: QtBot) -> Session:
    """Somebody who signed in at a large screen."""
    kiosk.resize(*SIZE)
    return sign_in(kiosk, qtbot)


def tap(widget: QWidget, screen: QPointingDevice) -> None:
    window = widget.window().windowHandle()
    assert window is not None
    at = widget.mapTo(widget.window(), widget.rect().center())
    QTest.touchEvent(window, screen).press(0, at, window).commit()
    QTest.touchEvent(window, screen).release(0, at, window).commit()
    settle()


def swipe(player: Player, screen: QPointingDevice) -> None:
    """A finger from the end edge to the start edge of a step."""
    window, port = player.window().windowHandle(), player.stage.viewport()
    assert window is not None
    at = port.mapTo(player.window(), QPoint(port.width() // 2, 20))
    QTest.touchEvent(window, screen).press(0, at, window).commit()
    for n in range(1, 5):
        QTest.touchEvent(window, screen).move(0, at - QPoint(60 * n, 0), window).commit()
    QTest.touchEvent(window, screen).release(0, at - QPoint(240, 0), window).commit()
    settle()


def settle() -> None:
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def small(window: QWidget) -> Iterator[str]:
    """What can be pressed now and is not large enough."""
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled() or not _is_pressed(one):
            continue
        if min(one.width(), one.height()) < LEAST:
            yield f"{type(one).__name__} “{one.accessibleName()}” {_said(one.size())}"
    for hits in window.findChildren(HitList):
        rows = [n for n, row in enumerate(hits.rows) if isinstance(row, Line) and hits.isVisible()]
        for n in rows:
            size = hits.visualRect(hits.model().index(n, 0)).size()
            if size.height() < LEAST:
                yield f"a hit {_said(size)}"


def _is_pressed(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | TypeKey):
        return False
    if isinstance(widget, QTextEdit) and widget.isReadOnly():
        return False
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return isinstance(widget, PRESSED) or by_tab


def _said(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def test_places_are_for_fingers(
    kiosk: KioskWindow, session: Session, touch_screen: QPointingDevice
) -> None:
    places = [one for one in kiosk.findChildren(RailButton) if one.isVisible()]
    assert len(places) == 5
    found: list[str] = []
    for place in reversed(places):
        tap(place, touch_screen)
        assert place.isChecked(), place.accessibleName()
        found += [f"{place.accessibleName()}: {one}" for one in small(kiosk)]
    assert found == []


def test_what_opens_over_a_page_is_for_fingers(
    kiosk: KioskWindow, session: Session, touch_screen: QPointingDevice
) -> None:
    session.sitting.go_to("library")
    settle()
    chips = [chip for chip in kiosk.findChildren(FilterChip) if chip.isVisible()]
    assert chips
    for chip in chips:
        there = opened(chip)
        rows = there.rows
        tall = [rows.visualItemRect(rows.item(n)).height() for n in range(rows.count())]
        assert min(tall) >= LEAST
        there.close_list()
    session.sitting.look_up("call")
    settle()
    assert [*small(kiosk)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_lessons_are_for_fingers(
    kiosk: KioskWindow, session: Session, touch_screen: QPointingDevice, lesson: tuple[str, str]
) -> None:
    session.sitting.open_lesson(*lesson)
    player = session.sitting.shown
    assert isinstance(player, Player)
    found: dict[str, str] = {}
    swiped = 0
    while session.sitting.shown is player:
        settle()
        step = player.step
        found.update((one, step.id) for one in small(kiosk))
        if player.view.foot().turns:
            swipe(player, touch_screen)
            swiped += 1
            assert session.sitting.shown is not player or player.step is not step
        else:
            turn(kiosk)  # type: ignore[arg-type]
    found.update((one, "the end") for one in small(kiosk))
    assert swiped >= len(player.run.lesson.steps)
    assert found == {}
