"""A roll-out: wished for, drawn by lot, and kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.impact import wording
from keystep.domain.impact.rollout import RollOut, balance_of, doubts_of
from keystep.domain.wording import figure
from keystep.gui.admin.forms.form import Form, like
from keystep.gui.admin.impact.drafts import ALL, WAIT, usual_wish, wish_of
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say
from keystep.gui.i18n import full_date, isolate, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label
from keystep.services.impact.planning import Proposal


class PlanPanel(QWidget):
    """``draw_wanted`` carries a wish, ``keep_wanted`` the plan that was drawn; ``unit`` is that of
    effects."""

    draw_wanted = Signal(object)
    keep_wanted = Signal(object)
    drop_wanted = Signal()

    def __init__(self, key_result: str, unit: str, today: date) -> None:
        super().__init__()
        self._key_result, self._unit, self._today = key_result, unit, today
        self.form = Form()
        self.drawn = QVBoxLayout()
        bare(self.drawn, 12)
        self._kept: RollOut | None = None
        column = QVBoxLayout(self)
        bare(column, 12)
        column.addLayout(self.drawn)
        column.addWidget(self._wish())
        self.form.set_values(usual_wish(today))

    def show_kept(self, kept: Proposal | None, plan: RollOut | None) -> None:
        """The plan that is kept, with what it will show where that can be said."""
        self._kept = plan
        empty(self.drawn)
        if kept is not None:
            drop = button(tr("Drop the plan"), "danger", on_click=self.drop_wanted.emit)
            self.drawn.addWidget(self._proposal(kept, tr("This is the plan"), drop))

    def show_drawn(self, proposal: Proposal) -> None:
        """A plan that is not kept yet."""
        empty(self.drawn)
        keep = button(
            tr("Keep this plan"),
            "primary",
            on_click=lambda: self.keep_wanted.emit(proposal.plan),
        )
        self.drawn.addWidget(self._proposal(proposal, tr("Drawn by lot, not kept yet"), keep))

    def show_fault(self, words: str) -> None:
        """Nothing could be drawn."""
        empty(self.drawn)
        self.drawn.addWidget(Callout("warning", tr("Nothing was drawn"), words))

    def draw(self) -> None:
        """Wish for what is written, or say what is wrong with it."""
        wish, faults = wish_of(self._key_result, self.form.values(), self._today)
        self.form.show_faults(faults)
        if wish is not None:
            self.draw_wanted.emit(wish)

    def _wish(self) -> Card:
        card, form = Card(padding=20, spacing=12), self.form
        card.body.addWidget(label(tr("Plan who begins when"), "body_strong"))
        told = tr(
            "A lot decides which teams begin first. Those that wait show what would be without "
            "learning, so that afterwards its effect can be told."
        )
        card.body.addWidget(label(told, "body", "ink2", wrap=True))
        first, waves = form.line("first", tr("First day")), form.line("waves", tr("Waves"))
        apart = form.line("apart", tr("Weeks between"))
        until = form.line("until", tr("Looked at on"))
        aim = form.line(
            "aim", tr("Effect hoped for, in {unit}", unit=self._unit), like("\N{MINUS SIGN}15")
        )
        options = ((WAIT, tr("A last part waits")), (ALL, tr("All begin")))
        rest = form.choice("rest", tr("In the end"), options, WAIT)
        form.column.addWidget(form.beside(first, waves, apart))
        form.column.addWidget(form.beside(rest, until, aim))
        card.body.addWidget(form)
        card.body.addLayout(_row(button(tr("Draw the lot"), on_click=self.draw)))
        return card

    def _proposal(self, told: Proposal, title: str, *ways: QWidget) -> Card:
        card, plan = Card(padding=20, spacing=10), told.plan
        card.body.addWidget(label(title, "title18", wrap=True))
        card.body.addWidget(_waves(told))
        lower = told.key_result.target < told.key_result.baseline
        words = wording.expected_of(told.expected, lower_is_better=lower, unit=told.unit)
        card.body.addWidget(label(say(words), "body", wrap=True))
        for doubt in doubts_of(plan):
            card.body.addWidget(Callout("warning", tr("Careful"), say(doubt)))
        if plan.seed:
            seed = tr("The seed of the lot is {seed}.", seed=isolate(plan.seed))
            card.body.addWidget(label(seed, "caption_figure", "ink2", wrap=True))
        card.body.addLayout(_row(*ways))
        return card


def _waves(told: Proposal) -> DataTable:
    rows = [(full_date(wave.start), wave.teams) for wave in told.plan.waves]
    if told.plan.waiting:
        rows.append((tr("Later"), told.plan.waiting))
    table = DataTable(
        tr("Who begins when"),
        (
            Column(tr("Begin on"), lambda row: Cell(row[0])),
            Column(tr("Teams"), lambda row: Cell(", ".join(row[1])), grow=3),
            Column(tr("Lately"), lambda row: _level(told, row[1]), numeric=True),
        ),
        nothing="",
        slim=True,
    )
    table.show_rows(rows)
    return table


def _level(told: Proposal, teams: tuple[str, ...]) -> Cell:
    level = balance_of(told.levels, teams)
    return Cell("") if level is None else Cell(figure(level), level)


def _row(*ways: QWidget) -> Lines:
    row = Lines(8)
    for way in ways:
        row.addWidget(way)
    return row
