"""One touch is enough, whatever is open over the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QPointerEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from keystep.gui.face_window import FaceWindow
from keystep.gui.kiosk.listening import listening

PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}


class OneTouch(QObject):
    """A touch of ``button`` presses it also where a list, a panel or a menu would take that touch
    to close itself."""

    def __init__(self, window: FaceWindow, button: QAbstractButton) -> None:
        super().__init__(window)
        self._window, self._button = window, button
        listening().begin(self, PRESSES)

    def hear(self, _watched: QObject, event: QEvent) -> bool:
        popup = QApplication.activePopupWidget()
        if popup is None or not isinstance(event, QPointerEvent) or not self._button.isVisible():
            return False
        at, button = event.points()[0].globalPosition().toPoint(), self._button
        place = QRect(button.mapToGlobal(button.rect().topLeft()), button.size())
        if popup.frameGeometry().contains(at) or not place.contains(at):
            return False
        event.accept()
        self._window.close_popups()
        QTimer.singleShot(0, button, button.click)
        return True
