"""A finger scrolls whatever page it is on, as there is no wheel at a touch screen."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QWidget,
)
from shiboken6 import isValid

from keystep.gui.learn.player_stage import Stage
from keystep.gui.motion import duration

BEGINS = 16
"""Pixels that a finger moves before it means a drag."""
FLICK_MS, LOOKS_MS = 500, 100
"""How long a page that was pushed goes on, and how much of the push tells how fast."""
FAR = QPointF(-1e6, -1e6)
LEFT = Qt.MouseButton.LeftButton
ENDS = {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class FingerScroll(QObject):
    """Watches a window before its widgets do. A finger that goes up or down on something that
    scrolls has scrolled it, and pressed nothing. What is dragged itself has its touch to itself,
    and so has the step of a lesson, where a finger also turns pages.
    """

    def __init__(self, window: QWidget) -> None:
        """``window`` is on the screen."""
        super().__init__(window)
        self._window = window
        self._area: QAbstractScrollArea | None = None
        self._held: QWidget | None = None
        self._from, self._value, self._dragging = QPointF(), 0, False
        self._trail: list[tuple[int, float]] = []
        self._flick = QVariantAnimation(self)
        self._flick.setDuration(FLICK_MS)
        self._flick.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flick.valueChanged.connect(self._scroll_to)
        self._flick.finished.connect(self._forget)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and watched is self._held:
            watched.removeEventFilter(self)  # what was pressed has been let go far away
            self._held = None
            return True
        if isinstance(event, QTouchEvent):
            if event.type() is QEvent.Type.TouchBegin:
                self._begin(event)
            elif event.type() is QEvent.Type.TouchUpdate:
                return self._move(event)
            elif event.type() in ENDS:
                self._end(event)
        return False

    def _begin(self, event: QTouchEvent) -> None:
        self._flick.stop()
        self._from, self._dragging = event.points()[0].globalPosition(), False
        self._trail = [(event.timestamp(), self._from.y())]
        if self._held is not None and isValid(self._held):
            self._held.removeEventFilter(self)
        self._held = self._window.childAt(self._window.mapFromGlobal(self._from.toPoint()))
        self._area = _scrolled_by(self._held) if event.pointCount() == 1 else None
        if self._area is not None:
            self._value = self._area.verticalScrollBar().value()

    def _move(self, event: QTouchEvent) -> bool:
        """Whether the touch is ours from now on, so that nothing below it is dragged."""
        if event.pointCount() > 1 or self._area is None or not isValid(self._area):
            self._area = None
            return False
        at = event.points()[0].globalPosition()
        moved = at - self._from
        if not self._dragging:
            if max(abs(moved.x()), abs(moved.y())) < BEGINS or abs(moved.x()) > abs(moved.y()):
                return False
            self._dragging = True
            self._let_go()
        self._trail.append((event.timestamp(), at.y()))
        self._scroll_to(self._value - round(moved.y()))
        event.accept()  # or Qt would move the mouse as well
        return True

    def _end(self, event: QTouchEvent) -> None:
        now = event.timestamp()
        late = [(when, y) for when, y in self._trail if now - when <= LOOKS_MS]
        pushed = self._dragging and event.type() is QEvent.Type.TouchEnd and len(late) > 1
        if not self._dragging:
            self._held = None
        if pushed and duration(FLICK_MS) and self._area is not None and isValid(self._area):
            (first, start), (last, end) = late[0], late[-1]
            speed = (start - end) / max(last - first, 1)
            value = self._area.verticalScrollBar().value()
            self._flick.setStartValue(value)
            self._flick.setEndValue(value + round(speed * FLICK_MS / 3))
            self._flick.start()
        else:
            self._forget()

    def _forget(self) -> None:
        """Nothing of a page stays here longer than a finger on it."""
        self._area = None

    def _scroll_to(self, value: int) -> None:
        if self._area is not None and isValid(self._area):
            self._area.verticalScrollBar().setValue(value)

    def _let_go(self) -> None:
        """What the finger came down on was not meant."""
        if self._held is not None and isValid(self._held):
            none = LEFT.NoButton, Qt.KeyboardModifier.NoModifier
            release = QMouseEvent(QEvent.Type.MouseButtonRelease, FAR, FAR, LEFT, *none)
            QApplication.sendEvent(self._held, release)
            self._held.installEventFilter(self)


def _scrolled_by(widget: QWidget | None) -> QAbstractScrollArea | None:
    """The innermost that a finger on ``widget`` scrolls."""
    found: QAbstractScrollArea | None = None
    while widget is not None:
        around = widget.parentWidget()
        if isinstance(widget, Stage):
            return None
        if isinstance(around, QAbstractScrollArea) and around.viewport() is widget:
            if found is None and around.verticalScrollBar().maximum() > 0:
                found = around
        elif found is None and _is_dragged(widget):
            return None
        widget = around
    return found


def _is_dragged(widget: QWidget) -> bool:
    """Whether a finger means the widget itself. Every text takes touch, to be scrolled."""
    if isinstance(widget, QAbstractScrollArea):
        return False
    takes = widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    return takes or isinstance(widget, QAbstractSlider | QLineEdit)
