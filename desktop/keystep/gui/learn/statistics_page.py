"""My progress: what the learner's own past tells them, as charts or as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.learn.statistics.exhibit import Exhibit, ExhibitCard
from keystep.gui.learn.statistics.figures import FiguresCard
from keystep.gui.learn.statistics.of_days import ahead, time, year
from keystep.gui.learn.statistics.of_memory import forgotten, measured
from keystep.gui.learn.statistics.of_reviews import predicted, rated, sure
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.services.statistics import Statistics, statistics

WIDEST = 1120
LEAST = 400
GAP = 16
COLUMNS = ((ahead, forgotten, predicted), (time, measured, rated, sure))
"""Side by side: what is ahead and what was, what is predicted and what was found."""
TABLES = 1


class StatisticsPage(ColumnPage):
    """The past is read in a worker; what was shown before stays until it is there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PageHead(tr("My progress")), WIDEST)
        self._desk, self._layout = desk, NORMAL
        self._told: Statistics | None = None
        self._worn: tuple[object, ...] = ()
        self.choice = Segmented(tr("Show as"), (tr("Charts"), tr("Tables")), 0)
        self.choice.chosen.connect(self._show)
        self.head.end.addWidget(self.choice)
        self._shown = QVBoxLayout()
        bare(self._shown, GAP)
        self.column.addLayout(self._shown)
        self.column.addStretch(1)

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._layout = layout
        self._show()

    def refresh(self) -> None:
        """Read it again."""
        if self._told is None:
            self._state(LoadingState(tr("Reading what you have done"), 3))
        station, learner = self._desk.station, self._desk.learner.id
        read = partial(statistics, station, learner, weekend())
        tasks.start(self, read, self._receive, self._fail)

    def _receive(self, told: Statistics) -> None:
        if told != self._told:
            self._told, self._worn = told, ()
            self._show()

    def _fail(self, error: Exception) -> None:
        self._told = None
        again = button(tr("Try again"), "primary", on_click=self.refresh)
        self._state(ErrorState(tr("Your progress cannot be read"), tasks.said(error), (again,)))

    def _state(self, state: QWidget) -> None:
        self.choice.hide()
        self._worn = ()
        empty(self._shown)
        self._shown.addWidget(state)

    def _show(self) -> None:
        """Make the cards anew where anything is not as it was."""
        told = self._told
        if told is None:
            return
        if told.since is None:
            self._state(_nothing())
            return
        worn = (self.choice.current(), self._layout, fonts.text_scale())
        if worn == self._worn:
            return
        self._worn = worn
        self.choice.show()
        empty(self._shown)
        self._shown.addWidget(FiguresCard(told, self._layout.card_padding))
        self._shown.addWidget(self._card(year(told)))
        columns = Columns(LEAST, GAP, GAP)
        for exhibits in COLUMNS:
            columns.addWidget(self._stack(of(told) for of in exhibits))
        self._shown.addLayout(columns)
        if told.elsewhere:
            self._shown.addWidget(label(_elsewhere(told.elsewhere), "caption", "ink2", wrap=True))

    def _stack(self, exhibits: Iterable[Exhibit]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, GAP)
        for exhibit in exhibits:
            column.addWidget(self._card(exhibit))
        column.addStretch(1)
        return made

    def _card(self, exhibit: Exhibit) -> ExhibitCard:
        as_table = self.choice.current() == TABLES
        return ExhibitCard(exhibit, as_table=as_table, padding=self._layout.card_padding)


def weekend() -> Collection[int]:
    """The days, Monday is 0, on which people do not work where the language is spoken."""
    working = {day.value - 1 for day in QLocale().weekdays()}
    return frozenset(range(7)) - working


def _nothing() -> EmptyState:
    words = tr("Once you have done a lesson or some cards, you see here how it goes.")
    return EmptyState("progress", tr("Nothing to show yet"), words)


def _elsewhere(reviews: int) -> str:
    return trn(
        "You also reviewed 1 card on another computer. It counts in days and cards; what is told "
        "of time, ratings and predictions is of this computer alone.",
        "You also reviewed {n} cards on other computers. They count in days and cards; what is "
        "told of time, ratings and predictions is of this computer alone.",
        reviews,
    )
