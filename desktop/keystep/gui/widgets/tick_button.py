"""One of several things that can be chosen together; a tick says that it is, not its colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from keystep.gui import fonts, icons


class TickButton(QPushButton):
    """40 px high; a press turns it."""

    def __init__(self, text: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAutoDefault(True)  # Enter turns it, as Space does
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        fonts.set_role(self, "body_figure")
        fonts.set_icon_size(self, 16, room=8)
        self.toggled.connect(self._show)

    def _show(self, on: bool) -> None:
        self.setIcon(icons.icon("tick", "accent") if on else QIcon())
