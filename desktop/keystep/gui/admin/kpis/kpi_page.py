"""One KPI: what it is counted in, and every figure that was ever stated, what replaced it too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.kpi import KpiFigure
from keystep.gui import fonts
from keystep.gui.admin.kpis.words import GLYPHS, STATES, count_cell, day_cell, value_cell
from keystep.gui.admin.page import head_behind, heading, way_back
from keystep.gui.admin.stated_page import StatedPage
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.states import ErrorState, LoadingState
from keystep.services.kpi.listing import LONGEST_UNIT, KpiPast


class KpiPage(StatedPage):
    """``unit_wanted`` carries another unit."""

    unit_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, kpi: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: KpiPast | None = None
        self._now: Instant | None = None
        self._told = ElidedLabel("", "body", "ink2")
        self.unit = LineEdit(tr("Counted in"), tr("such as min"))
        self.unit.setMaxLength(LONGEST_UNIT)
        self.unit.setFixedWidth(fonts.scaled(120))
        self.unit.editingFinished.connect(self._say_unit)
        self.table = DataTable(
            tr("Figures of {kpi}", kpi=kpi),
            self._columns(),
            nothing=tr("Nobody has reported a figure yet."),
            same=lambda row: (row.team, row.day, row.activity),
        )
        self._build(kpi)

    def show_past(self, past: KpiPast, now: Instant) -> None:
        """Its figures, the newest period first; what is being written stays."""
        renewed = self._past is None or past.listed.unit != self._past.listed.unit
        self._past, self._now = past, now
        self.say_state(None)
        if renewed:
            self.unit.setText(past.listed.unit)
        self._told.set_text(_used(past.listed.key_results))
        self.table.show_rows(past.figures)

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        title = tr("This KPI cannot be shown just now")
        self.say_state(ErrorState(title, tr("Nothing was changed."), (), why))

    def focus_first(self) -> None:
        self.table.focus_first()

    def _build(self, kpi: str) -> None:
        title, back = heading(kpi), way_back(tr("KPI data"), self.back_wanted.emit)
        title.addWidget(self._told, 1)
        self.column.addLayout(head_behind(back, title))
        counted = QHBoxLayout()
        counted.setSpacing(8)
        named = label(tr("Counted in"), "body", "ink2")
        named.setBuddy(self.unit)
        counted.addWidget(named)
        counted.addWidget(self.unit)
        self.table.bar.insertLayout(0, counted)
        self.put(self.table, LoadingState(tr("Reading the figures"), 6))

    def _say_unit(self) -> None:
        unit = self.unit.text().strip()
        if self._past is not None and unit != self._past.listed.unit:
            self.unit_wanted.emit(unit)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("Period until"), lambda row: day_cell(row.day)),
            Column(tr("Team"), lambda row: Cell(row.team), grow=1),
            Column(tr("Value"), self._value, numeric=True),
            Column(tr("Cases"), lambda row: count_cell(row.n), numeric=True),
            Column(tr("State"), _state),
            Column(tr("Came in"), self._came),
            Column(tr("File"), lambda row: Cell(row.file), grow=1),
        )

    def _value(self, row: KpiFigure) -> Cell:
        return value_cell(row.value, self._past.listed.unit if self._past else "")

    def _came(self, row: KpiFigure) -> Cell:
        if self._now is None:
            return Cell("")
        when = today_or_day(row.at, self._now)
        return Cell(tr("{when}, {name}", when=when, name=row.by) if row.by else when, row.at)


def _used(key_results: Sequence[str]) -> str:
    if len(key_results) == 1:
        return tr("behind “{key_result}”", key_result=key_results[0])
    if not key_results:
        return tr("behind no key result")
    return trn("behind 1 key result", "behind {n} key results", len(key_results))


def _state(row: KpiFigure) -> Cell:
    return Cell(tr(STATES[row.state]), status=GLYPHS[row.state])
