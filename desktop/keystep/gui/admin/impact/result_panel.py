"""What is known of one effect: the figure, what it rests on, and how it came about."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.impact import wording
from keystep.domain.impact.effects import Since
from keystep.domain.wording import signed
from keystep.domain.words import Words
from keystep.gui.admin.facts import Fact, FactRow
from keystep.gui.admin.impact.effect_chart import EffectChart
from keystep.gui.admin.impact.model import Shown
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord

LEAST = 400


class ResultPanel(QWidget):
    """``table`` holds the figures of the chart; None where nothing was measured."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown, self._impact = shown, shown.result.impact
        self._unit = shown.result.key_result.unit
        self.table: DataTable | None = None
        self._column = QVBoxLayout(self)
        bare(self._column, 12)
        said, parts = self._said(), Columns(LEAST, 12, 12)
        self._column.addLayout(parts)
        parts.addWidget(said)
        if shown.measured:
            parts.addWidget(self._chart())
        self._column.addWidget(self._worth())
        if shown.measured:
            self._column.addWidget(self._figures())

    def _said(self) -> QWidget:
        impact = self._impact
        if not self._shown.measured:
            told = Callout(
                "warning", say(wording.short_of(impact)), say(wording.REASONS[impact.verdict])
            )
            for words in (wording.change_of(impact, self._unit), wording.left_out_of(impact)):
                _add(told.words, words, "ink")
            return told
        card = Card(padding=20, spacing=8)
        sure = say(wording.short_of(impact))
        card.body.addWidget(StatusWord(self._shown.status, sure))
        effect = wording.effect_of(impact, self._unit)
        card.body.addWidget(label(isolate(effect), "figure"))
        span = tr("95 %: {span}", span=say(wording.span_of(impact.effect)))
        card.body.addWidget(label(span, "body_figure", wrap=True))
        _add(card.body, wording.teams_of(impact), "ink2")
        _add(card.body, wording.fresh_of(self._shown.result.freshness), "ink2")
        _add(card.body, wording.trend_of(impact), "danger" if impact.parted_before else "ink2")
        if not (self._shown.result.plan and self._shown.result.plan.seed):
            _add(card.body, wording.NOT_DRAWN, "ink2")
        _add(card.body, wording.change_of(impact, self._unit), "ink2")
        _add(card.body, wording.left_out_of(impact), "ink2")
        card.body.addStretch(1)
        return card

    def _chart(self) -> Card:
        card = Card(padding=20, spacing=8)
        card.body.addWidget(label(tr("Effect since the start"), "body_strong"))
        card.body.addWidget(EffectChart(self._impact, self._unit))
        _add(card.body, wording.CHART, "ink2")
        return card

    def _figures(self) -> DataTable:
        """The same as a table, for whoever cannot see the chart or wants to take it along."""
        name = tr("Effect since the start")
        self.table = DataTable(name, self._columns(), nothing="", slim=True)
        self.table.show_rows(self._impact.since)
        return self.table

    def _columns(self) -> tuple[Column, ...]:
        impact, unit = self._impact, self._unit

        def effect(one: Since) -> Cell:
            return Cell(wording.amount(impact, one.effect, unit), one.effect.value)

        return (
            Column(tr("Since start"), lambda one: Cell(signed(one.periods), one.periods), grow=1),
            Column(tr("Effect"), effect, numeric=True),
            Column(tr("95 %"), lambda one: Cell(say(wording.span_of(one.effect)))),
            Column(tr("Teams"), lambda one: _count(one.effect.clusters), numeric=True),
            Column(tr("Waiting"), lambda one: _count(one.waiting), numeric=True),
        )

    def _worth(self) -> Card:
        card, result = Card(padding=20, spacing=8), self._shown.result
        returns, currency = result.returns, result.assumptions.currency
        card.body.addWidget(label(tr("What it took, and what it brought"), "body_strong"))
        facts = [Fact(tr("Learning took"), wording.minutes_of(returns.learned_minutes), "")]
        if returns.saved:
            below = tr("{n} cases", n=number(returns.cases))
            saved = wording.minutes_of(returns.saved.value)
            facts.append(Fact(tr("Minutes saved"), isolate(saved), below))
        if returns.worth:
            worth = wording.money_of(returns.worth.value, currency)
            cost = tr("cost {money}", money=isolate(wording.money_of(returns.cost, currency)))
            facts.append(Fact(tr("Worth"), isolate(worth), cost))
        if returns.roi:
            told = isolate(wording.rounded(returns.roi))
            facts.append(Fact(tr("Return"), told, say(wording.span_of(returns.roi))))
        card.body.addWidget(FactRow(facts))
        _add(card.body, wording.missing_of(returns, self._impact), "ink")
        card.body.addWidget(divider())
        for words in wording.assumed_of(result.assumptions):
            _add(card.body, words, "ink2")
        return card


def _add(column: QBoxLayout, words: Words, colour: str) -> None:
    if words.template:
        column.addWidget(label(say(words), "body", colour, wrap=True))


def _count(n: int) -> Cell:
    return Cell(number(n), n)
