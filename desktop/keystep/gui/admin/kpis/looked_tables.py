"""What a KPI file would bring, and what is wrong in it, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keystep.domain.kpi import KpiFault, KpiKey, KpiRow
from keystep.gui.admin.kpis.words import count_cell, day_cell, value_cell
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say
from keystep.gui.i18n import number, tr
from keystep.services.kpi.importing import KpiPreview, KpiSheet, Line, said

LINES = 8


class RowTable(DataTable):
    """The good rows, and what each does to what is known."""

    def __init__(self) -> None:
        self._known: Mapping[KpiKey, tuple[float, int]] = {}
        self._today: date | None = None
        super().__init__(
            tr("What would come in"),
            (
                Column(tr("KPI"), lambda row: Cell(row.kpi), grow=1),
                Column(tr("Team"), lambda row: Cell(row.team), grow=1),
                Column(tr("Period until"), lambda row: day_cell(row.day)),
                Column(tr("Value"), lambda row: value_cell(row.value, row.unit), numeric=True),
                Column(tr("Cases"), lambda row: count_cell(row.n), numeric=True),
                Column(tr("What it does"), self._does),
            ),
            nothing=tr("No row can be read as the columns are now."),
            same=lambda row: row.key,
        )

    def show_looked(self, looked: KpiPreview) -> None:
        self._known, self._today = looked.known, looked.today
        self.show_rows(looked.read.rows)

    def _does(self, row: KpiRow) -> Cell:
        known = self._known.get(row.key)
        if known is None and self._today is not None and row.day > self._today:
            return Cell(tr("Counts from its day on"), status="too_early")
        if known is None:
            return Cell(tr("New"), status="new")
        if known == (row.value, row.n):
            return Cell(tr("Says what is known"), status="duplicate")
        was = value_cell(known[0], row.unit).text
        said = tr("Corrects {value} ({n} cases)", value=was, n=number(known[1]))
        return Cell(said, status="careful")


class FirstLines(DataTable):
    """The first lines of the file as they stand there, to see which column is which."""

    def __init__(self, sheet: KpiSheet) -> None:
        super().__init__(
            tr("The first lines of the file"),
            [_raw(n, name) for n, name in enumerate(sheet.head)],
            nothing=tr("There is no line below the names of the columns."),
            slim=True,
        )
        self.show_rows(sheet.lines[:LINES])


class FaultTable(DataTable):
    """Each fault by row and column."""

    def __init__(self) -> None:
        super().__init__(
            tr("What is wrong"),
            (
                Column(tr("Row"), lambda row: count_cell(row.row), numeric=True),
                Column(tr("Column"), lambda row: Cell(row.column)),
                Column(tr("What is wrong"), _why, grow=1),
            ),
            nothing=tr("Nothing is wrong in this file."),
        )

    def show_looked(self, looked: KpiPreview) -> None:
        self.show_rows(looked.read.faults)


def _why(row: KpiFault) -> Cell:
    words = say(row.why)
    return Cell(words[:1].upper() + words[1:])


def _raw(place: int, name: str) -> Column:
    def cell(line: Line) -> Cell:
        return Cell(said(line.cells[place]) if place < len(line.cells) else "")

    return Column(name or tr("Column {n}", n=number(place + 1)), cell, grow=1)
