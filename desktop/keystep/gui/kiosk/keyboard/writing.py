"""Tells when somebody begins to write somewhere in a window, and when they do so no more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from keystep.gui.kiosk.keyboard.target import is_edited


class Writing(QObject):
    """``began`` when a text that is edited in ``window`` gets the focus, and when one that has it
    is touched. What is touched is let go first: nothing moves away under a finger.

    It keeps no text and no widget: whoever was here is gone with their pages.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def target(self) -> QWidget | None:
        """Where a letter goes now."""
        now = QApplication.focusWidget()
        inside = now is not None and now.window() is self._window
        return now if inside and is_edited(now) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._begin)
        elif event.type() is QEvent.Type.ReadOnlyChange and watched is QApplication.focusWidget():
            if self.target() is None:
                self.ended.emit()
            else:
                self._begin()
        return False

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            for part in (before, *before.findChildren(QWidget)):
                part.removeEventFilter(self)
        if not isValid(self._window):
            return
        if now is None:
            if self._window.isActiveWindow():
                self.ended.emit()
        elif now.window() is self._window:
            self._come_to(now)

    def _come_to(self, now: QWidget) -> None:
        if is_edited(now) or hasattr(now, "isReadOnly"):
            for part in (now, *now.findChildren(QWidget)):
                part.installEventFilter(self)
        if not is_edited(now):
            self.ended.emit()
        elif isinstance(now, QAbstractScrollArea):
            # Such a text gets the focus before Qt says that a finger is on it.
            QTimer.singleShot(0, self, self._begin)
        else:
            self._begin()

    @Slot()
    def _begin(self) -> None:
        """Unless a finger is still down: letting go comes back here."""
        held = QApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if not held and self.target() is not None:
            self.began.emit()
