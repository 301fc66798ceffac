"""What the pages of this face share: the head, and how they follow the layout."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout


class Page(QWidget):
    """A place of the learn face. ``arrange`` is told the layout whenever it is shown.

    ``expected`` carries pack, lesson and step ("" for where it goes on) of what will be opened from
    here, as it seems; ``pressed`` of what will be as soon as a finger or a mouse button is lifted.
    """

    expected = Signal(str, str, str)
    pressed = Signal(str, str, str)

    def arrange(self, layout: Layout) -> None:
        """Wear ``layout``."""

    def refresh(self) -> None:
        """Look again at what is shown."""

    def enter(self) -> None:
        """It is on the screen from now on: the keyboard starts here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class PageHead(QWidget):
    """The title and the line below it; ``end`` is a row at the end edge."""

    def __init__(self, title: str = "", line: str = "") -> None:
        super().__init__()
        self._title = label(title, "page")
        self._line = label(line, "body", "ink2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._line)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        self.end = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.end.setSpacing(24)
        row.addLayout(self.end)
        self.say(title, line)

    def say(self, title: str, line: str) -> None:
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def arrange(self, layout: Layout) -> None:
        small = layout.compact_rail
        fonts.set_role(self._title, "section" if small else "page")
        fonts.set_role(self._line, "caption" if small else "body")


class ColumnPage(Page):
    """A head above one column that scrolls; the column is ``widest`` pixels wide at most, and
    wider as the text is."""

    def __init__(self, head: PageHead, widest: int) -> None:
        super().__init__()
        self.head = head
        self._body, self._widest = QWidget(), widest
        holder = QWidget()
        self.column = QVBoxLayout(self._body)
        self.column.setSpacing(24)
        self.column.addWidget(head)
        row = QHBoxLayout(holder)
        bare(row)
        row.addWidget(self._body, 1000)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(holder))

    def arrange(self, layout: Layout) -> None:
        self.head.arrange(layout)
        self._body.setMaximumWidth(fonts.scaled(self._widest) + 80)
        top = 28 if layout.roomy else 12
        self.column.setContentsMargins(layout.margin, top, layout.margin, 24)
