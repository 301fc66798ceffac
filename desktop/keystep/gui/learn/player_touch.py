"""Touch on a step: a drag across turns the page, a drag along scrolls it, two fingers enlarge."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from keystep.gui.learn.picture_view import PictureView

BEGINS = 16
"""Pixels that a finger moves before it means a drag."""
TURNS = 72
"""Pixels across that turn the page."""
STEEP = 1.5
"""So many times wider than high is a drag across."""
PARTS = 1.15
"""So many times farther apart are two fingers that enlarge a picture."""
FAR = QPointF(-1e6, -1e6)
NO_KEYS = Qt.KeyboardModifier.NoModifier
WINNERS = (QAbstractSlider, QLineEdit)
ENDS = {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class Drag(Enum):
    """What a finger on the step is doing."""

    UNDECIDED = "undecided"
    ACROSS = "across"
    ALONG = "along"


class StepTouch(QObject):
    """``swiped`` carries whether the finger pushed on, against the direction of reading.

    Two fingers that part on a picture enlarge it. It watches the window, before any widget is
    asked: a widget that took the touch would take taps from what lies on it. Something in the step
    that accepts touch itself, or is dragged, has its touch to itself.
    """

    swiped = Signal(bool)

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._window: QWindow | None = None
        self._drag: Drag | None = None
        self._from = QPointF()
        self._held: QWidget | None = None
        self._picture: PictureView | None = None
        self._apart = 0.0
        self._scrolled_from = 0

    def watch(self, window: QWindow | None) -> None:
        """Follow the touch of this window, and of no other; None for none."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window, self._drag = window, None
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            if event.type() is QEvent.Type.TouchBegin:
                self._begin(event)
            elif event.type() is QEvent.Type.TouchUpdate:
                return self._move(event)
            elif event.type() in ENDS:
                self._end(event)
        return False

    def _begin(self, event: QTouchEvent) -> None:
        self._from = event.points()[0].globalPosition()
        self._held = self._touched(self._from.toPoint())
        self._picture, self._apart = _picture_around(self._held), 0.0
        alone = event.pointCount() == 1 and self._held is not None
        self._drag = Drag.UNDECIDED if alone and not self._is_taken() else None
        self._scrolled_from = self._area.verticalScrollBar().value()

    def _move(self, event: QTouchEvent) -> bool:
        """Whether the touch is ours from now on, so that nothing below it is dragged."""
        if event.pointCount() > 1:
            self._drag = None
            return self._part(event)
        if self._drag is None:
            return False
        moved = event.points()[0].globalPosition() - self._from
        if self._drag is Drag.UNDECIDED:
            if max(abs(moved.x()), abs(moved.y())) < BEGINS:
                return False
            across = abs(moved.x()) > STEEP * abs(moved.y())
            self._drag = Drag.ACROSS if across else Drag.ALONG
            self._let_go()
        if self._drag is Drag.ALONG:
            self._area.verticalScrollBar().setValue(self._scrolled_from - round(moved.y()))
        event.accept()  # or Qt would move the mouse as well
        return True

    def _part(self, event: QTouchEvent) -> bool:
        if self._picture is None or not isValid(self._picture):
            return False
        one, other = (point.globalPosition() for point in event.points()[:2])
        apart = QLineF(one, other).length()
        if not self._apart:
            self._apart = apart
            self._let_go()
        if apart > PARTS * self._apart:
            picture, self._picture = self._picture, None
            picture.enlarge()
        event.accept()
        return True

    def _end(self, event: QTouchEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not Drag.ACROSS or event.type() is QEvent.Type.TouchCancel:
            return
        across = event.points()[0].globalPosition().x() - self._from.x()
        if abs(across) >= TURNS:
            rtl = self._area.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.swiped.emit((across < 0) is not rtl)

    def _touched(self, place: QPoint) -> QWidget | None:
        """The innermost widget of the step at a place on the screen; None where it is covered."""
        port, window = self._area.viewport(), self._area.window()
        found = window.childAt(window.mapFromGlobal(place))
        inside = found is port or (found is not None and port.isAncestorOf(found))
        return found if inside else None

    def _is_taken(self) -> bool:
        """Whether something between the finger and the page wants the touch."""
        widget, port = self._held, self._area.viewport()
        while widget is not None and widget is not port:
            if _wants_touch(widget):
                return True
            widget = widget.parentWidget()
        return False

    def _let_go(self) -> None:
        """What the finger came down on was not meant: no click, and no text selected."""
        if self._held is None:
            return
        left = Qt.MouseButton.LeftButton
        release = QMouseEvent(
            QEvent.Type.MouseButtonRelease, FAR, FAR, left, left.NoButton, NO_KEYS
        )
        QApplication.sendEvent(self._held, release)
        text = self._held.parentWidget()
        if isinstance(text, QTextEdit):
            cursor = text.textCursor()
            cursor.clearSelection()
            text.setTextCursor(cursor)


def _picture_around(widget: QWidget | None) -> PictureView | None:
    """What a finger on ``widget`` or on a number of it enlarges."""
    while widget is not None and not isinstance(widget, PictureView):
        widget = widget.parentWidget()
    return widget


def _wants_touch(widget: QWidget) -> bool:
    """Whether a widget is dragged itself. Qt lets every text take touch, to scroll it; one that
    shows all of itself has no use for that."""
    if isinstance(widget, WINNERS):
        return True
    around = widget.parentWidget()
    if isinstance(around, QAbstractScrollArea) and around.viewport() is widget:
        return around.horizontalScrollBar().maximum() > 0
    return widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
