"""What the pages of this face share: margins, and the head."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import NORMAL, Layout

INSET = 18
"""Pixels from the edge of a quiet button to its arrow."""


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


def way_back(where: str, act: Callable[[], object]) -> QPushButton:
    """The way from a page behind another one to ``where`` one came from."""
    return button(where, "quiet", icon="back", on_click=act)


def head_behind(
    back: QPushButton, title: QLayout, *ways: QWidget | QLayout, path: str = ""
) -> QHBoxLayout:
    """The head of a page behind another one: ``back`` and the ``path`` above the title, ``ways``
    at the end."""
    crumbs, words, head = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
    bare(crumbs, 4)
    bare(words)
    crumbs.addSpacing(-INSET)
    crumbs.addWidget(back)
    if path:
        crumbs.addWidget(IconPicture("chevron_next", 14))
        crumbs.addSpacing(4)
        crumbs.addWidget(ElidedLabel(path, "caption", "ink2"), 1)
    else:
        crumbs.addStretch(1)
    words.addLayout(crumbs)
    words.addLayout(title)
    head.setSpacing(12)
    head.addLayout(words, 1)
    for way in ways:
        if isinstance(way, QLayout):
            head.addLayout(way)
        else:
            head.addWidget(way)
    return head
