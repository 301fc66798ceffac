"""What mouse and finger do to a thing: a press that stays is a click, one that goes is a drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QInputDevice, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from keystep.gui.learn.steps.answers.chips import Chip

FINGER = 12
"""Pixels that a finger moves before it means a drag."""
_TOUCHES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}


class Hand(QObject):
    """Positions are the screen's; ``began`` carries where the press was.

    The mouse drags ``thing`` by any part of it, a finger by its ``handle``: where that is the whole
    of it, a finger on it never scrolls the page.
    """

    began = Signal(QPoint)
    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    lost = Signal()

    def __init__(self, thing: Chip, handle: QWidget) -> None:
        super().__init__(thing)
        self.thing, self._handle = thing, handle
        self._from: QPoint | None = None
        self._dragging = False
        handle.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        for part in {thing, handle}:
            part.installEventFilter(self)

    def let_go(self) -> None:
        """Whatever is dragged is not any more; the rest of the gesture means nothing."""
        self._from, self._dragging = None, False

    def rest(self) -> None:
        """From now on nothing is dragged, and a finger on it scrolls the page."""
        self.let_go()
        self._handle.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        for part in {self.thing, self._handle}:
            part.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return watched is self._handle and event.type() in _TOUCHES and self._touch(event)
        if isinstance(event, QMouseEvent) and watched is self.thing:
            return not _by_finger(event) and self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        at, kind = event.globalPosition().toPoint(), event.type()
        if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._from, self._dragging = at, False
        elif kind is QEvent.Type.MouseMove:
            return self._move(at, QApplication.startDragDistance())
        elif kind is QEvent.Type.MouseButtonRelease:
            return self._drop(at)
        return False

    def _touch(self, event: QTouchEvent) -> bool:
        """Always ours: what stays where it came down is a tap."""
        at, kind = event.points()[0].globalPosition().toPoint(), event.type()
        event.accept()
        if kind is QEvent.Type.TouchBegin:
            self._from, self._dragging = at, False
        elif kind is QEvent.Type.TouchCancel or event.pointCount() > 1:
            self._lose()
        elif kind is QEvent.Type.TouchUpdate:
            self._move(at, FINGER)
        elif not self._drop(at) and self._from is not None:
            self._from = None
            self.thing.click()
        return True

    def _move(self, at: QPoint, far: int) -> bool:
        if self._from is None:
            return False
        if not self._dragging:
            if (at - self._from).manhattanLength() < far:
                return False
            self._dragging = True
            self.thing.setDown(False)
            self.began.emit(self._from)
        if self._dragging:
            self.moved.emit(at)
        return True

    def _drop(self, at: QPoint) -> bool:
        if not self._dragging:
            return False
        self.let_go()
        self.dropped.emit(at)
        return True

    def _lose(self) -> None:
        dragging = self._dragging
        self.let_go()
        if dragging:
            self.lost.emit()


def _by_finger(event: QMouseEvent) -> bool:
    return event.device().type() is QInputDevice.DeviceType.TouchScreen
