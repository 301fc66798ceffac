"""The one table of this face: it sorts, filters, copies and exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.admin.table.cell_paint import PAD
from keystep.gui.admin.table.columns import Column
from keystep.gui.admin.table.view import TableView
from keystep.gui.i18n import number, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label

FEW = 8
"""Up to so many rows need no filter."""


class DataTable(QWidget):
    """``name`` is for screen readers, ``nothing`` a sentence in place of rows where there are none,
    or ``blank`` where there is nothing to show at all.

    ``opened`` carries a row that was clicked, or on which Enter was pressed; ``chosen`` tells that
    others are ``selected``; ``export_wanted`` carries a ``Sheet`` of what is shown. ``same`` says
    by what a row is known again when it is shown anew; without it by all that it is. ``bar`` is
    the line above, where pages put controls of their own at its start; ``slim`` leaves it away:
    what it does is in the menu of the rows then.
    """

    opened = Signal(object)
    chosen = Signal()
    export_wanted = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        nothing: str,
        same: Callable[[Any], object] = lambda row: row,
        slim: bool = False,
        blank: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._same, self._nothing = same, nothing
        self._sorted: int | None = None
        self._descending = False
        self.view = TableView(name, columns)
        self.filter = _filter_field(name)
        self.export = button(tr("Export"), "quiet", icon="export", on_click=self._export)
        self._count = label("", "caption_figure", "ink2")
        self._told = label(nothing, "body", "ink2", wrap=True)
        self._none, self._blank = QWidget(), blank
        self._whole = QWidget()
        self.bar = QHBoxLayout(self._whole)
        self._build()
        self._whole.setVisible(not slim)
        self._connect()
        self._show()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Other rows; the order, the filter, and the rows that are chosen stay."""
        chosen, here = self._held()
        across, down = self._bars()
        self.view.rows.set_rows(rows)
        self.view.fit()
        self._arrange(chosen, here)
        self.view.horizontalScrollBar().setValue(across)
        self.view.verticalScrollBar().setValue(down)

    def selected(self) -> list[Any]:
        """The rows that are chosen, in the order in which they stand."""
        return self.view.selected()

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column, as its head does."""
        self._sorted, self._descending = column, descending
        self._rearrange()

    def focus_first(self) -> None:
        """Put the keyboard on the rows."""
        if not self.view.currentIndex().isValid() and self.view.rows.rowCount():
            self.view.selectionModel().setCurrentIndex(
                self.view.rows.index(0, 0), self.view.selectionModel().SelectionFlag.NoUpdate
            )
        self.view.setFocus()

    def _build(self) -> None:
        bare(self.bar, 12)
        self.bar.addWidget(self.filter)
        self.bar.addWidget(self._count)
        self.bar.addStretch(1)
        self.bar.addWidget(self.export)
        card = Card(padding=0, spacing=0)
        card.body.setContentsMargins(1, 2, 1, 2)
        card.body.addWidget(self.view)
        told = QVBoxLayout(self._none)
        side = PAD if self._blank is None else 2 * PAD
        told.setContentsMargins(side, side, side, side)
        told.addWidget(self._told)
        if self._blank is not None:
            told.addWidget(self._blank)
        card.body.addWidget(self._none)
        column = QVBoxLayout(self)
        bare(column, 8)
        column.addWidget(self._whole)
        column.addWidget(card)
        column.addStretch(0)

    def _connect(self) -> None:
        self.view.opened.connect(self.opened)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen.emit())
        self.view.head.sectionPressed.connect(self._press)
        self.filter.textChanged.connect(self._rearrange)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._offer)

    def _press(self, column: int) -> None:
        again = column == self._sorted
        self.sort_by(column, descending=again and not self._descending)

    def _rearrange(self) -> None:
        self._arrange(*self._held())

    def _arrange(self, chosen: list[object], here: object) -> None:
        view = self.view
        view.rows.arrange(self._sorted, self.filter.text(), descending=self._descending)
        view.head.show_sorted(self._sorted, descending=self._descending)
        view.updateGeometry()
        model, choice = view.rows, view.selectionModel()
        flag = choice.SelectionFlag
        for place in model.places_of(lambda row: self._same(row) in chosen) if chosen else ():
            choice.select(model.index(place, 0), flag.Select | flag.Rows)
        found = model.places_of(lambda row: self._same(row) == here) if here is not None else []
        if found:
            choice.setCurrentIndex(model.index(found[0], 0), flag.NoUpdate)
        self._show()
        self.chosen.emit()

    def _held(self) -> tuple[list[object], object]:
        """Who is chosen, and where the keyboard is."""
        here = self.view.currentIndex()
        current = self._same(self.view.rows.row_at(here.row())) if here.isValid() else None
        return [self._same(row) for row in self.view.selected()], current

    def _bars(self) -> tuple[int, int]:
        return self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()

    def _show(self) -> None:
        shown, total = self.view.rows.rowCount(), self.view.rows.total()
        words = self.filter.text().strip()
        self.view.setVisible(shown > 0)
        self._none.setVisible(shown == 0)
        none = tr("No row has “{words}”. A part of a word will do.", words=words)
        self._told.setText(none if words and total else self._nothing)
        if self._blank is not None:
            self._blank.setVisible(not total)
            self._told.setVisible(total > 0)
        self.filter.setVisible(total > FEW or bool(words))
        few = tr("{n} of {all}", n=number(shown), all=number(total))
        self._count.setText(few if words and total else "")
        self.export.setVisible(shown > 0)

    def _export(self) -> None:
        self.export_wanted.emit(self.view.rows.sheet())

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fonts.set_role(menu, "body")
        copy = menu.addAction(tr("Copy"), self.view.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addAction(tr("Export"), self._export)
        menu.popup(self.view.viewport().mapToGlobal(place))


def _filter_field(name: str) -> LineEdit:
    field = LineEdit(tr("Filter {table}", table=name), tr("Filter"), "search")
    field.setClearButtonEnabled(True)
    field.setFixedWidth(fonts.scaled(240))
    return field
