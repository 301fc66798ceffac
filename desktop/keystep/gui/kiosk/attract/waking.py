"""A page that wakes wherever it is touched."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent

from keystep.gui.learn.pages import Page


class WakingPage(Page):
    """``woken`` when a finger, a button or a key that came down on it is lifted again.

    Not before: the end of that touch must not reach the page that comes next, nor the repeats of a
    key that is held.
    """

    woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pressed = False
        self._keys: set[int] = set()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = True
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._pressed:
            self._wake()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._keys.add(event.key())
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if not event.isAutoRepeat() and event.key() in self._keys:
            self._wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowDeactivate:
            self._forget()
        return super().event(event)

    def _wake(self) -> None:
        self._forget()
        self.woken.emit()

    def _forget(self) -> None:
        self._pressed = False
        self._keys.clear()
