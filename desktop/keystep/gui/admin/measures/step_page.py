"""A step from a figure down to its events: where one is, figures, and tables that lead on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.admin.facts import Fact, FactRow
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.table.columns import Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label


@dataclass(frozen=True)
class Rows:
    """A table: its title and what to say without rows; ``open_row`` is given a row opened."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    nothing: str
    open_row: Callable[[Any], object] | None = None
    slim: bool = True
    told: str = ""


@dataclass(frozen=True)
class Step:
    """``path`` is where one is; ``told`` a line of caution."""

    path: str
    title: str
    facts: tuple[Fact, ...] = ()
    told: str = ""
    tables: tuple[Rows, ...] = ()


class StepPage(Page):
    """Shows a step; ``acts`` are buttons of its head. ``tables`` are those of the step."""

    back_wanted = Signal()

    def __init__(
        self, step: Step, acts: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._back = way_back(tr("Back"), self.back_wanted.emit)
        self.tables = tuple(map(table_of, step.tables))
        self.column.addLayout(self._head(step, acts))
        body = QWidget()
        column = QVBoxLayout(body)
        bare(column, 12)
        if step.facts:
            card = Card(padding=20, spacing=12)
            card.body.addWidget(FactRow(step.facts))
            column.addWidget(card)
        for rows, table in zip(step.tables, self.tables, strict=True):
            column.addWidget(section(rows, table))
        column.addStretch(1)
        self.column.addWidget(scrolled(body), 1)

    def focus_first(self) -> None:
        self._back.setFocus()

    def _head(self, step: Step, acts: Sequence[QWidget]) -> QHBoxLayout:
        title = heading(step.title)
        title.addWidget(ElidedLabel(step.told, "caption", "ink2"), 1)
        return head_behind(self._back, title, *acts, path=step.path)


def table_of(rows: Rows) -> DataTable:
    """The table itself."""
    table = DataTable(rows.title, rows.columns, nothing=rows.nothing, slim=rows.slim)
    table.show_rows(rows.rows)
    if rows.open_row is not None:
        table.opened.connect(rows.open_row)
    return table


def section(rows: Rows, table: DataTable) -> QWidget:
    """A table below its title, which stands in its bar if it has one; and what it does not say."""
    made = QWidget()
    column = QVBoxLayout(made)
    bare(column, 6)
    title = label(rows.title, "title18")
    if rows.slim:
        column.addWidget(title)
    else:
        table.bar.insertWidget(0, title)
    if rows.told:
        column.addWidget(label(rows.told, "caption", "ink2", wrap=True))
    column.addWidget(table)
    return made
