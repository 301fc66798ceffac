"""A part of the place: a table of what there is, and beside it what is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.admin.learning.asking import AskForm
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.services.office import Office

WIDER = 60
"""Pixels by which the side is wider than that of other pages: it is written in."""
WIDEST = 640
"""Pixels of a form that has all the room."""


class Room(QWidget):
    """``offered`` carries what was written, ``dropped`` what is to be asked no more.

    Whoever inherits says what is read, in a worker, and shows it. ``main`` holds the tables, which
    ``tables`` names by the usual name of their file; ``first`` is where a person begins, ``ways``
    lead to the form and are away while it is there.
    """

    offered = Signal(object)
    dropped = Signal(object)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = NORMAL
        self.form: AskForm | None = None
        self.first: QWidget | None = None
        self.ways: Sequence[QWidget] = ()
        self._tables = QWidget()
        self.main = QVBoxLayout(self._tables)
        bare(self.main, 12)
        self._side, self._inside = Card(padding=1, spacing=0), QVBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bare(self._row, 16)
        self._row.addWidget(self._tables, 1)
        self._row.addWidget(self._side)
        self._row.addStretch(0)
        column = QVBoxLayout(self)
        bare(column)
        column.addLayout(self._row, 1)
        self._make_side()

    @property
    def tables(self) -> Mapping[str, DataTable]:
        raise NotImplementedError

    def reader(self) -> Callable[[Office], Any]:
        """What reads all that the room shows, off the GUI thread."""
        raise NotImplementedError

    def fill(self, model: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard where a person begins."""
        if self.first is not None:
            self.first.setFocus()

    def arrange(self, layout: Layout) -> None:
        self._layout = layout
        self._fit()

    def open_form(self, form: AskForm) -> None:
        """Write something beside the table."""
        self.close_form()
        self.form = form
        form.offered.connect(self.offered)
        form.left.connect(self._leave)
        form.dropped.connect(self._drop)
        self._inside.addWidget(form)
        self._inside.addStretch(1)
        self._fit()
        form.focus_first()
        self._area.verticalScrollBar().setValue(0)  # it followed the focus that ``ways`` lost

    def close_form(self) -> None:
        empty(self._inside)
        self.form = None
        self._fit()

    def _drop(self, before: object) -> None:
        self._leave()
        self.dropped.emit(before)

    def _leave(self) -> None:
        self.close_form()
        self.focus_first()

    def _make_side(self) -> None:
        body = QWidget()
        self._inside = QVBoxLayout(body)
        self._inside.setContentsMargins(20, 16, 20, 20)
        self._area = scrolled(body)
        self._side.body.addWidget(self._area)
        self._side.hide()

    def _fit(self) -> None:
        """Where there is no room for both, what is written takes it all."""
        one, written = self._layout.compact_rail, self.form is not None
        self._side.setVisible(written)
        self._tables.setVisible(not (one and written))
        for way in self.ways:
            way.setVisible(not written)
        wide = self._layout.admin_side + WIDER
        self._side.setMinimumWidth(0 if one else wide)
        self._side.setMaximumWidth(fonts.scaled(WIDEST) if one else wide)
        self._row.setStretch(1, int(one and written))
