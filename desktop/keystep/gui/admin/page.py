"""What the pages of this face share: margins, and the head."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout


class Page(QWidget):
    """A page beside the rail. ``column`` holds its parts from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)
        Page.arrange(self, NORMAL)

    def arrange(self, layout: Layout) -> None:
        """Wear ``layout``."""
        margin = layout.admin_margin
        top = 10 if layout.compact_rail else 14
        self.column.setContentsMargins(margin, top, margin, 12)

    def focus_first(self) -> None:
        """Put the keyboard where a person begins."""


def heading(title: str) -> QHBoxLayout:
    """A row that begins with the page's title."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.setContentsMargins(0, 0, 0, 0)
    said = label(title, "section")
    row.addWidget(said)
    return row
