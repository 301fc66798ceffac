"""What fingers do on keys, several at once, and the mouse as one more of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QEventPoint, QTouchEvent

from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.scale import px

MOUSE = -1
SLIPS = 40
"""So many drawn pixels beside a key a finger may be let go that was put down on it."""
State = QEventPoint.State
KeyAt = Callable[[QPointF], TypeKey | None]


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds until a key that is held does more, and between two of what it repeats."""

    held: int = 450
    again: int = 70


class Touches(QObject):
    """``struck`` carries a key that acts. Most do when they are let go; what repeats does so at
    once. A finger on the next key lets go of those before it, as quick hands do.

    ``held`` carries a key that offers something besides and was held; then ``slid`` tells where on
    the screen the finger goes, and ``lifted`` that it is gone. ``begun``: a key was touched.
    """

    struck = Signal(object)
    held = Signal(object)
    slid = Signal(object)
    lifted = Signal()
    begun = Signal()

    def __init__(self, key_at: KeyAt, parent: QObject, pace: Pace) -> None:
        super().__init__(parent)
        self._key_at, self._pace = key_at, pace
        self._down: dict[int, TypeKey] = {}
        self._last: int | None = None
        self._sliding: int | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._hold)

    def take(self, event: QTouchEvent) -> None:
        """All fingers of a touch."""
        for point in event.points():
            if point.state() is State.Pressed:
                self.begin(point.id(), point.globalPosition())
            elif point.state() is State.Updated:
                self.move(point.id(), point.globalPosition())
            elif point.state() is State.Released:
                self.end(point.id(), point.globalPosition())

    def begin(self, finger: int, at: QPointF) -> None:
        key = self._key_at(at)
        self.begun.emit()
        self._let_go_of_all()
        if key is None:
            return
        self._down[finger], self._last = key, finger
        key.setDown(True)
        if key.repeats:
            self.struck.emit(key)
        if key.repeats or key.offers:
            self._timer.start(self._pace.held)

    def move(self, finger: int, at: QPointF) -> None:
        if finger == self._sliding:
            self.slid.emit(at)
        elif (key := self._down.get(finger)) is not None:
            key.setDown(_is_on(key, at))

    def end(self, finger: int, at: QPointF) -> None:
        key = self._down.pop(finger, None)
        if finger == self._sliding:
            self._sliding = None
            self.lifted.emit()
        if key is None:
            return
        self._timer.stop()
        strikes = not key.repeats and _is_on(key, at)
        key.setDown(False)
        if strikes:
            self.struck.emit(key)

    def cancel(self) -> None:
        """The touch was taken away: nothing was meant."""
        self._timer.stop()
        for key in self._down.values():
            key.setDown(False)
        self._down.clear()
        if self._sliding is not None:
            self._sliding = None
            self.lifted.emit()

    def _let_go_of_all(self) -> None:
        self._timer.stop()
        self._sliding = None
        before = [*self._down.values()]
        self._down.clear()
        for key in before:
            strikes = key.isDown() and not key.repeats
            key.setDown(False)
            if strikes:
                self.struck.emit(key)

    @Slot()
    def _hold(self) -> None:
        finger = self._last
        key = self._down.get(finger) if finger is not None else None
        if key is None or not key.isDown():
            return
        if key.repeats:
            self._timer.start(self._pace.again)
            self.struck.emit(key)
        else:
            del self._down[finger]  # type: ignore[arg-type]
            key.setDown(False)
            self._sliding = finger
            self.held.emit(key)


def _is_on(key: TypeKey, at: QPointF) -> bool:
    slip = px(SLIPS)
    room = key.rect().adjusted(-slip, -slip, slip, slip)
    return room.contains(key.mapFromGlobal(at).toPoint())
