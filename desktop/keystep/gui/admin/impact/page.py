"""The Impact place: the effects on all key results, and one of them from three sides."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.impact import wording
from keystep.gui.admin.impact.assumptions_panel import AssumptionsPanel
from keystep.gui.admin.impact.model import ImpactModel, Shown
from keystep.gui.admin.impact.plan_panel import PlanPanel
from keystep.gui.admin.impact.result_panel import ResultPanel
from keystep.gui.admin.page import heading
from keystep.gui.admin.stated_page import StatedPage
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState

SIDE_BY_SIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom

HIGH = 40
"""Pixels of a head without controls: titles stand at one height on all pages."""


class View(IntEnum):
    RESULT = 0
    PLAN = 1
    ASSUMED = 2


class ImpactPage(StatedPage):
    """Wishes carry the key result's id and what they are about. ``panel`` is the one shown."""

    draw_wanted = Signal(object)
    keep_wanted = Signal(object)
    drop_wanted = Signal(str)
    assume_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ImpactModel | None = None
        self._chosen = ""
        self.panel: QWidget | None = None
        self.table = DataTable(
            tr("Effects"), _columns(), nothing="", same=lambda row: row.id, slim=True
        )
        views = (tr("Result"), tr("Roll-out"), tr("Assumptions"))
        self.views = Segmented(tr("Show"), views, View.RESULT)
        self._title = label("", "title18", wrap=True)
        self._room = QVBoxLayout()
        bare(self._room)
        self._build()
        self.table.opened.connect(lambda row: self.choose(row.id))
        self.views.chosen.connect(lambda _view: self._fill())

    def show_model(self, model: ImpactModel) -> None:
        """Show it anew; a lot that was drawn and what is half written stays."""
        before, self._model = self._one, model
        if not model.rows:
            self.say_state(_nothing())
            return
        self.say_state(None)
        self.table.show_rows(model.rows)
        if self._one is None:
            self._chosen = model.rows[0].id
        if self._one != before or self.panel is None:
            self._fill()

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        title = tr("The effects cannot be shown just now")
        self.say_state(ErrorState(title, tr("Nothing was changed."), (), why))

    def choose(self, key_result: str, view: View | None = None) -> None:
        """Show one key result."""
        self._chosen = key_result
        if view is not None:
            self.views.set_current(view)
        self._fill()

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._name.setDirection(BELOW if layout.one_column else SIDE_BY_SIDE)

    def focus_first(self) -> None:
        self.table.focus_first()

    @property
    def _one(self) -> Shown | None:
        rows = self._model.rows if self._model else ()
        return next((row for row in rows if row.id == self._chosen), None)

    def _build(self) -> None:
        head = heading(tr("Impact"))
        head.addStrut(HIGH)
        told = tr("What learning did to the work, against teams that had not begun.")
        head.addWidget(ElidedLabel(told, "body", "ink2"), 1)
        self.column.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        bare(column, 12)
        column.addWidget(self.table)
        column.addLayout(self._named())
        column.addLayout(self._room)
        column.addStretch(1)
        self.put(scrolled(inner), LoadingState(tr("Comparing the teams"), 6))

    def _named(self) -> QBoxLayout:
        """Whose effect stands below, and from which side it is looked at."""
        self._name = QBoxLayout(SIDE_BY_SIDE)
        bare(self._name, 12)
        self._name.addWidget(self._title, 1)
        self._name.addWidget(self.views)
        return self._name

    def _mark(self) -> None:
        """The row of what is shown is chosen in the table."""
        view = self.table.view
        for place in view.rows.places_of(lambda row: row.id == self._chosen):
            view.selectRow(place)

    def _fill(self) -> None:
        shown = self._one
        empty(self._room)
        self.panel = self._panel(shown) if shown else None
        if shown is not None and self.panel is not None:
            self._title.setText(shown.result.key_result.title)
            self._mark()
            self._room.addWidget(self.panel)

    def _panel(self, shown: Shown) -> QWidget:
        view = self.views.current()
        if view == View.PLAN and self._model is not None:
            plan = PlanPanel(shown.id, shown.unit, self._model.today)
            plan.show_kept(shown.kept, shown.result.plan)
            plan.draw_wanted.connect(self.draw_wanted)
            plan.keep_wanted.connect(self.keep_wanted)
            plan.drop_wanted.connect(lambda: self.drop_wanted.emit(shown.id))
            return plan
        if view == View.ASSUMED:
            assumed = AssumptionsPanel(shown.result)
            assumed.save_wanted.connect(lambda said: self.assume_wanted.emit(shown.id, said))
            return assumed
        return ResultPanel(shown)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Key result"), lambda row: Cell(row.result.key_result.title), grow=2),
        Column(tr("Effect"), _effect, numeric=True),
        Column(tr("95 %"), _span),
        Column(tr("What can be said"), _verdict, grow=2),
    )


def _effect(row: Shown) -> Cell:
    told = wording.effect_of(row.result.impact, row.result.key_result.unit)
    return Cell(told, row.result.impact.effect.value if told and row.result.impact.effect else 0.0)


def _span(row: Shown) -> Cell:
    return Cell(say(wording.span_of(row.result.impact.effect)) if row.measured else "")


def _verdict(row: Shown) -> Cell:
    return Cell(say(wording.short_of(row.result.impact)), status=row.status)


def _nothing() -> EmptyState:
    return EmptyState(
        "objectives",
        tr("Nothing to compare yet"),
        tr(
            "Effects are told of key results that are read from KPI figures by team. Write such a "
            "key result, and import its KPI."
        ),
    )
