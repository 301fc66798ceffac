"""The screen in its dark hours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from keystep.gui.i18n import tr
from keystep.gui.kiosk.attract.waking import WakingPage


class DarkPage(WakingPage):
    """Black all over, without a pointer, until it is touched."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("The screen is dark. Touch it to light it."))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), Qt.GlobalColor.black)
