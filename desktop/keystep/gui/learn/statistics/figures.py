"""The figures above the charts, each with what it is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.statistics.days import FREE_DAYS, first_of_year
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.statistics.words import day, span
from keystep.gui.pages import bare
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label
from keystep.services.statistics import Statistics

LEAST = 170


class Figure(NamedTuple):
    name: str
    value: str
    line: str


def figures(told: Statistics) -> Iterator[Figure]:
    """The streak, the days, the cards, the time."""
    now, longest = told.streak.now, told.streak.longest
    line = (
        trn("longest 1 day", "longest {n} days", longest) if longest > now else tr("your longest")
    )
    value = trn("1 day", "{n} days", now)
    yield Figure(tr("Streak"), value, line if longest else tr("begins with the next day"))
    active = sum(each.active for each in told.days)
    yield Figure(tr("Days with learning"), number(active), _since(told))
    held = told.forgetting
    known = tr("known today: about {n}", n=number(held.known)) if held else tr("kept")
    yield Figure(tr("Cards"), number(told.cards), known)
    spent = [week.spent.total for week in told.weeks]
    line = tr("{time} in {n} weeks", time=span(sum(spent)), n=number(len(spent)))
    yield Figure(tr("This week"), span(spent[-1]), line)


def _since(told: Statistics) -> str:
    if told.since is None or told.since < first_of_year(told.day):
        return tr("in the last year")
    return tr("since {day}", day=day(told.since))


class FiguresCard(Card):
    """Figures side by side, and the rule of the first."""

    def __init__(self, told: Statistics, padding: int) -> None:
        super().__init__(padding, 12)
        row = Columns(LEAST, 24, 16)
        for figure in figures(told):
            row.addWidget(_figure(figure))
        self.body.addLayout(row)
        rule = tr(
            "A streak counts days with learning. Weekends and up to {n} other days off in a row "
            "never break it: a missed day costs nothing.",
            n=number(FREE_DAYS),
        )
        self.body.addWidget(label(rule, "caption", "ink2", wrap=True))


def _figure(figure: Figure) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    bare(column)
    column.addWidget(label(figure.name, "caption", "ink2", wrap=True))
    column.addWidget(label(figure.value, "figure", wrap=True))
    column.addWidget(label(figure.line, "caption_figure", "ink2", wrap=True))
    made.setAccessibleName(f"{figure.name}: {figure.value}, {figure.line}")
    return made
