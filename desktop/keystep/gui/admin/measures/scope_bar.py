"""Of whom and of which days: a line of choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystep.aggregate.measured import Choices
from keystep.domain.scope import EVERYBODY, Scope
from keystep.gui.i18n import month_year, tr
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.flow import Lines

ANY, WHOLE = "", ""
WEEKS: Mapping[str, int] = {"4": 4, "13": 13}
Options = Sequence[tuple[str, str]]


class ScopeBar(QWidget):
    """``changed`` tells that another scope was chosen; ``choices`` are team to period."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._team = ChoiceFilter(tr("Team"), [(ANY, tr("All"))])
        self._station = ChoiceFilter(tr("Station"), [(ANY, tr("All"))])
        self._cohort = ChoiceFilter(tr("Began in"), [(ANY, tr("Any month"))])
        self._period = ChoiceFilter(tr("Period"), _periods())
        self.choices = (self._team, self._station, self._cohort, self._period)
        row = Lines()
        self.setLayout(row)
        for choice in self.choices:
            choice.chosen.connect(lambda _key: self.changed.emit())
            row.addWidget(choice)

    def offer(self, there: Choices, today: date) -> None:
        """Other choices; what was chosen stays chosen while it is among them."""
        self._today = today
        _offer(self._team, tr("All"), [(team, team) for team in there.teams])
        _offer(self._station, tr("All"), there.stations)
        months = [(month, month_year(date.fromisoformat(f"{month}-01"))) for month in there.cohorts]
        _offer(self._cohort, tr("Any month"), months)

    def scope(self) -> Scope:
        """What is chosen."""
        weeks = WEEKS.get(self._period.current())
        return Scope(
            team=self._team.current(),
            device=self._station.current(),
            cohort=self._cohort.current(),
            first=self._today - timedelta(weeks=weeks, days=-1) if weeks else EVERYBODY.first,
            last=self._today if weeks else EVERYBODY.last,
        )


def _periods() -> Options:
    recent = [(key, tr("Last {n} weeks", n=weeks)) for key, weeks in WEEKS.items()]
    return [(WHOLE, tr("Whole cycle")), *recent]


def _offer(choice: ChoiceFilter, everything: str, options: Options) -> None:
    choice.set_options([(ANY, everything), *options], choice.current())
