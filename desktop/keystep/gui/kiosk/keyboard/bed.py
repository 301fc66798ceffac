"""What keys lie on: it takes the touches of all of them, and those between."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QFrame, QWidget

from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.keyboard.touches import MOUSE, Pace, Touches
from keystep.gui.kiosk.scale import px

BESIDE = 16
"""So many drawn pixels beside a key are still the key."""
TAKEN = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd}


class KeyBed(QFrame):
    """``touches`` tells what fingers do on ``keys``. None of it takes the focus."""

    def __init__(self, parent: QWidget | None, pace: Pace) -> None:
        super().__init__(parent)
        self.touches = Touches(self._key_at, self, pace)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def keys(self) -> Iterable[TypeKey]:
        """Those that may be touched now."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.TouchCancel:
            self.touches.cancel()
        elif event.type() in TAKEN and isinstance(event, QTouchEvent):
            self.touches.take(event)
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.touches.begin(MOUSE, event.globalPosition())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touches.move(MOUSE, event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.touches.end(MOUSE, event.globalPosition())

    def _key_at(self, place: QPointF) -> TypeKey | None:
        at = self.mapFromGlobal(place)
        near = [(_away(key, at), n, key) for n, key in enumerate(self.keys)]
        away, _, key = min(near, default=(float("inf"), 0, None))
        return key if away <= px(BESIDE) else None


def _away(key: TypeKey, at: QPointF) -> float:
    """How far a point is from a key, in pixels."""
    area = key.geometry().toRectF()
    across = max(area.left() - at.x(), at.x() - area.right(), 0.0)
    return float(max(across, area.top() - at.y(), at.y() - area.bottom()))
