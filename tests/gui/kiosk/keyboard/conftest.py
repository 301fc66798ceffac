"""A window to write in, with a keyboard at its foot, and fingers on both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from keystep.gui import theme
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.keyboard import KeyboardDock
from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.keyboard.touches import Pace
from keystep.gui.pages import scrolled

SIZE = (1366, 768)
PATIENT = Pace(held=600_000, again=5)
"""However slow a machine is, no touch is a long one unless a test says so."""
Tap = Callable[..., None]


class Form(QWidget):
    """Fields in a page that scrolls, above the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.text, self.count = QLineEdit(), QTextEdit(), QSpinBox()
        self.other = QPushButton("Other")
        body = QWidget()
        fields = QVBoxLayout(body)
        for part in (self.other, self.count, self.name, self.text):
            fields.addWidget(part)
        fields.addSpacing(200)
        column = QVBoxLayout(self)
        self.page = scrolled(body)
        column.addWidget(self.page, 1)
        self.dock = KeyboardDock(self, PATIENT)
        column.addWidget(self.dock)
        self.resize(*SIZE)

    @property
    def seen_keys(self) -> list[TypeKey]:
        """Those that can be seen."""
        return [key for key in self.findChildren(TypeKey) if key.isVisibleTo(self)]

    def wait_out(self) -> None:
        """What lies on a key has lain there long enough."""
        board = self.dock.board
        assert board is not None
        [timer] = board.touches.findChildren(QTimer)
        assert timer.isActive()
        timer.setInterval(0)

    def key(self, name: str) -> TypeKey:
        """By what stands on it or what it is called."""
        [one] = [key for key in self.seen_keys if name in {key.text(), key.accessibleName()}]
        return one


@pytest.fixture
def form(qtbot: QtBot, appearance: theme.Appearance) -> Form:
    appearance.scale_text(scale.text_scale(SIZE[1]))
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.other.setFocus()
    return made


class Fingers:
    """Fingers on a window, as a touch screen sends them."""

    def __init__(self, window: QWidget, screen: QPointingDevice) -> None:
        self._window, self._screen = window, screen

    def down(self, widget: QWidget, finger: int = 0) -> None:
        self.at(widget).press(finger, self.place(widget), self._window).commit()

    def up(self, widget: QWidget, finger: int = 0) -> None:
        self.at(widget).release(finger, self.place(widget), self._window).commit()
        QApplication.processEvents()

    def slide(self, widget: QWidget, by: QPoint | None = None, finger: int = 0) -> None:
        place = self.place(widget) + (by or QPoint())
        self.at(widget).move(finger, place, self._window).commit()

    def both(self, held: QWidget, pressed: QWidget) -> None:
        """While the first finger stays on ``held`` the second comes down."""
        touch = self.at(held).stationary(0)
        touch.press(1, self.place(pressed), self._window).commit()

    def tap(self, widget: QWidget) -> None:
        self.down(widget)
        self.up(widget)

    def place(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self._window, widget.rect().center())

    def at(self, _widget: QWidget) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self._window, self._screen)


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def fingers(form: Form, touch_screen: QPointingDevice) -> Fingers:
    return Fingers(form, touch_screen)


@pytest.fixture
def tap(form: Form, fingers: Fingers) -> Tap:
    """Touches keys by what stands on them or what they are called."""

    def touch(*names: str) -> None:
        for name in names:
            fingers.tap(form.key(name))

    return touch
