"""Every KPI: its newest figure, who reports it and since when, and the way in for a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain import units, wording
from keystep.domain.events import Instant
from keystep.gui.admin.kpis.words import count_cell, newest_day
from keystep.gui.admin.page import head_behind, heading, way_back
from keystep.gui.admin.stated_page import StatedPage
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import isolate, number, tr, trn
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.drop_card import DropCard
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.services.kpi.listing import KpiListed


class KpisPage(StatedPage):
    """``opened`` carries a KPI's name. The other signals are wishes that the desk fulfils."""

    opened = Signal(str)
    file_wanted = Signal()
    template_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: Instant | None = None
        self.drop = DropCard(16, 0)
        self._count = label("", "body", "ink2")
        self.choose = button(
            tr("Choose a KPI file"), "primary", icon="folder", on_click=self.file_wanted.emit
        )
        self.table = DataTable(
            tr("KPIs"),
            (
                Column(tr("KPI"), _name, grow=1),
                Column(tr("Newest figure"), self._newest, numeric=True),
                Column(tr("Cases"), _cases, numeric=True),
                Column(tr("Teams"), _teams),
                Column(tr("Figures"), _figures, numeric=True),
                Column(tr("Corrected"), _corrected, numeric=True),
            ),
            nothing="",
            same=lambda row: row.kpi,
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.kpi))
        self._build()

    def show_kpis(self, rows: Sequence[KpiListed], now: Instant) -> None:
        self._now = now
        self.say_state(None if rows else _nothing())
        silent = sum(row.standing.stale for row in rows)
        said = trn("1 without fresh figures", "{n} without fresh figures", silent)
        self._count.setText(said if silent else tr("All figures are fresh"))
        self.table.show_rows(rows)

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        title = tr("The KPIs cannot be shown just now")
        self.say_state(ErrorState(title, tr("Nothing was changed."), (), why))

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._ways.setDirection(down if layout.one_column else across)

    def focus_first(self) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        title, back = heading(tr("KPI data")), way_back(tr("Objectives"), self.back_wanted.emit)
        told = tr("What your own systems measure, for each team and period.")
        title.addWidget(ElidedLabel(told, "body", "ink2"), 1)
        self.column.addLayout(head_behind(back, title))
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(12)
        self._ways.addLayout(_invitation(), 1)
        template = button(
            tr("Template to fill in"), icon="download", on_click=self.template_wanted.emit
        )
        for way in (template, self.choose):
            self._ways.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        self.drop.body.addLayout(self._ways)
        self.column.addWidget(self.drop)
        self.table.bar.insertWidget(0, self._count)
        self.put(self.table, LoadingState(tr("Reading the KPIs"), 6))

    def _newest(self, row: KpiListed) -> Cell:
        """Over all teams, each weighing what it counted."""
        now = row.standing
        if now.value is None or now.day is None or self._now is None:
            return Cell("\N{EN DASH}", below=tr("none yet"))
        said = isolate(units.with_unit(wording.figure(now.value), row.unit))
        return Cell(said, now.value, below=newest_day(now.day, self._now))


def _invitation() -> QVBoxLayout:
    column = QVBoxLayout()
    bare(column, 2)
    column.addWidget(label(tr("Drop a KPI file here, CSV or XLSX"), "body_strong", wrap=True))
    told = tr("You see first what would come of it. Later figures correct earlier ones.")
    column.addWidget(label(told, "caption", "ink2", wrap=True))
    return column


def _nothing() -> EmptyState:
    text = tr(
        "The template has the columns that a file needs; a file with other names for them will do "
        "too."
    )
    return EmptyState("impact", tr("No KPI is known yet"), text)


def _name(row: KpiListed) -> Cell:
    """With the key results that rest on it."""
    used = row.key_results
    below = used[0] if len(used) == 1 else tr("{n} key results", n=number(len(used)))
    return Cell(row.kpi, below=below if used else tr("behind no key result"))


def _teams(row: KpiListed) -> Cell:
    """How many of its teams reported of late; silence is never green."""
    now = row.standing
    if not now.teams:
        return Cell(tr("Nobody yet"), -1.0, "no_data")
    text = tr("{n} of {all} fresh", n=number(now.fresh), all=number(now.teams))
    return Cell(text, now.fresh / now.teams, "stale" if now.stale else "")


def _cases(row: KpiListed) -> Cell:
    return count_cell(row.standing.n) if row.standing.n else Cell("")


def _figures(row: KpiListed) -> Cell:
    return count_cell(row.standing.figures)


def _corrected(row: KpiListed) -> Cell:
    return count_cell(row.standing.corrected)
