from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.focus_ring import FocusRing


@pytest.fixture
def window(shown):
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(20, 20, 20, 20)
    for part in (button("First"), button("Second"), LineEdit("Name")):
        column.addWidget(part)
    inner = QWidget()
    inside = QVBoxLayout(inner)
    for n in range(6):
        inside.addWidget(button(f"Deep {n}"))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    column.addWidget(area)
    host.ring = FocusRing(host)
    shown(host, 400)
    host.activateWindow()
    host.parts = [column.itemAt(n).widget() for n in range(3)]
    host.inner = inner
    return host


def test_tab_shows_the_ring_around_the_focus(window, qtbot) -> None:
    first, second, _ = window.parts
    first.setFocus()
    assert window.ring.target is None
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert window.ring.target is second
    assert window.ring.area() == second.geometry().adjusted(-4, -4, 4, 4)


def test_a_click_takes_the_ring_away(window, qtbot) -> None:
    first, second, _ = window.parts
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.ring.target is None
    assert window.ring.area().isEmpty()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert window.ring.area().isEmpty()


def test_fields_draw_their_own_focus(window, qtbot) -> None:
    _, second, line = window.parts
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line
    assert window.ring.target is None


def test_the_ring_follows_when_the_window_grows(window, qtbot) -> None:
    first, second, _ = window.parts
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    window.resize(700, 500)
    qtbot.waitUntil(lambda: second.width() > 600)
    assert window.ring.area() == second.geometry().adjusted(-4, -4, 4, 4)


def test_the_ring_outlives_the_page_it_stood_on(window, qtbot) -> None:
    first, second, _ = window.parts
    deep = window.inner.findChildren(type(second))[0]
    deep.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(deep, Qt.Key.Key_Tab)
    assert window.ring.target is not None
    window.findChild(QScrollArea).takeWidget().deleteLater()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert window.ring.target is second
