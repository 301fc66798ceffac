"""Answers that are put somewhere, in a window of their own, with the hands that put them."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QPointingDevice, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from keystep.domain.interactions import Bin, Categorise, Matching, Ordering, Pair, Thing
from keystep.domain.quiz import Item
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.pages import scrolled
from keystep.gui.widgets.focus_ring import FocusRing

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
Key = Qt.Key

TAGS = Matching(
    pairs=(
        Pair(left="Red tag", right="Do not run", feedback="Only its owner takes it off."),
        Pair(left="Yellow tag", right="Run with care"),
        Pair(left="Green lamp", right="Free to run"),
    ),
    others=("Out of paper",),
)
STEPS = Ordering(pieces=("Stop", "Lock", "Tag", "Try"))
WASTE = Categorise(
    bins=(
        Bin(title="Sharps", things=(Thing(text="Needles"), Thing(text="Blades", feedback="Blunt"))),
        Bin(title="Paper", things=(Thing(text="Notes"),)),
    )
)


def item(asks: Matching | Ordering | Categorise) -> Item:
    return Item(id="moved", skill="locking", question="Where does it belong?", asks=asks)


@dataclass
class Table:
    """A window with one answer on a page that scrolls; ``heard`` are keys that reached it."""

    window: QMainWindow
    answer: AnswerView
    screen: QPointingDevice
    ring: FocusRing
    heard: list[str] = field(default_factory=list)
    changes: list[object] = field(default_factory=list)

    def at(self, part: QWidget, where: QPoint | None = None) -> QPoint:
        """A point of a part, its middle unless said, in the window."""
        return part.mapTo(self.window, part.rect().center() if where is None else where)

    def click(self, part: QWidget) -> None:
        QTest.mouseClick(self.window.windowHandle(), LEFT, NO_KEYS, self.at(part))
        settle()

    def grab(self, part: QWidget, *path: QPoint) -> None:
        """Press the mouse on a part and move it through points of the window."""
        at = self.at(part, QPoint(16, part.height() // 2))
        QTest.mousePress(self.window.windowHandle(), LEFT, NO_KEYS, at)
        self.move(*path)

    def move(self, *path: QPoint) -> None:
        for point in path:
            QTest.mouseMove(self.window.windowHandle(), point)
            settle()

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.window.windowHandle(), LEFT, NO_KEYS, at)
        settle()

    def drag(self, part: QWidget, at: QPoint) -> None:
        """With the mouse, from a part to a point of the window."""
        start = self.at(part)
        self.grab(part, start + QPoint(0, 15), (start + at) / 2, at)
        self.drop(at)

    def tap(self, part: QWidget) -> None:
        self.finger(self.at(part))

    def finger(self, start: QPoint, *path: QPoint, second: QPoint | None = None) -> None:
        """One finger from a point of the window through others; then a second one, if any."""
        last = (start, *path)[-1]
        self.touch().press(0, start, self.window).commit()
        for point in path:
            self.touch().move(0, point, self.window).commit()
            settle()
        if second is not None:
            self.touch().stationary(0).press(1, second, self.window).commit()
            self.touch().stationary(0).release(1, second, self.window).commit()
        self.touch().release(0, last, self.window).commit()
        settle()

    def touch(self) -> QTest.QTouchEventWidgetSequence:
        """What the fingers do next, all at the same time."""
        return QTest.touchEvent(self.window, self.screen)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Keys to whatever has the focus."""
        for key in keys:
            QTest.keyClick(self.window.focusWidget() or self.window, key, held)
            settle()

    def focus(self, part: QWidget) -> None:
        """As if a key had brought the keyboard there."""
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)


def table(
    answer: AnswerView, screen: QPointingDevice, width: int = 760, height: int = 600
) -> Table:
    """The answer on the screen, in a window that hears Escape and Enter as the player does."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.addWidget(answer)
    column.addStretch(1)
    window = QMainWindow()
    window.setCentralWidget(scrolled(body))
    window.resize(width, height)
    made = Table(window, answer, screen, FocusRing(window))
    for name in ("Esc", "Return"):
        shortcut = QShortcut(QKeySequence(name), window)
        shortcut.activated.connect(lambda name=name: made.heard.append(name))
    answer.changed.connect(lambda: made.changes.append(answer.response()))
    return made


def settle() -> None:
    QApplication.processEvents()
