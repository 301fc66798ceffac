"""What of the board is to be seen: which cycle, and of it whose, how it stands, how old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.domain.events import Instant
from keystep.domain.okr import Board, Status
from keystep.gui.admin.board.wanted import Age, Wanted, age_of, team_of
from keystep.gui.i18n import mark, tr
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.status import word

ANY = ""
LEGEND = (
    Status.ON_TRACK,
    Status.KEPT,
    Status.LAGGING,
    Status.AT_RISK,
    Status.STALE,
    Status.TOO_EARLY,
    Status.NO_DATA,
)
AGES = {
    Age.DAY: mark("Up to a day old"),
    Age.WEEK: mark("Up to a week old"),
    Age.OLDER: mark("Older"),
    Age.NONE: mark("None yet"),
}
Options = Sequence[tuple[str, str]]
"""Key and words."""


class BoardFilters(QWidget):
    """``changed``: other key results are wanted; ``cycle_chosen`` carries another cycle's id."""

    changed = Signal()
    cycle_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cycle = ChoiceFilter(tr("Cycle"), [])
        self.team = ChoiceFilter(tr("Team"), [(ANY, tr("All"))])
        self.owner = ChoiceFilter(tr("Owner"), [(ANY, tr("Anyone"))])
        self.status = ChoiceFilter(tr("Status"), [(ANY, tr("Any"))])
        self.age = ChoiceFilter(tr("Data"), [(ANY, tr("Any age"))])
        lines = Lines(8)
        self.setLayout(lines)
        self.cycle.chosen.connect(self.cycle_chosen)
        for each in (self.cycle, self.team, self.owner, self.status, self.age):
            lines.addWidget(each)
            if each is not self.cycle:
                each.chosen.connect(lambda _key: self.changed.emit())

    def wanted(self) -> Wanted:
        return Wanted(
            team=self.team.current(),
            owner=self.owner.current(),
            status=self.status.current(),
            age=self.age.current(),
        )

    def offer(self, board: Board, now: Instant, cycles: Options) -> None:
        """Offer what there is on the board; what was chosen stays chosen while it is there."""
        self.cycle.set_options(cycles or [(board.cycle.id, board.cycle.title)], board.cycle.id)
        teams = {team_of(o.objective, r) for o in board.objectives for r in o.rows}
        owners = {row.key_result.owner for row in board.rows}
        statuses = Counter(row.status for row in board.rows)
        ages = Counter(age_of(row, now) for row in board.rows)
        _renew(self.team, tr("All"), _named(teams))
        _renew(self.owner, tr("Anyone"), _named(owners))
        found = [(s.value, f"{word(s.value)}  {statuses[s]}") for s in LEGEND if statuses[s]]
        _renew(self.status, tr("Any"), found)
        old = [(a.value, f"{tr(AGES[a])}  {ages[a]}") for a in Age if ages[a]]
        _renew(self.age, tr("Any age"), old)

    def wrap(self, *, wrap: bool) -> None:
        """Whether they may stand on several lines."""
        across = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def _named(names: set[str]) -> Options:
    return [(name, name) for name in sorted(names) if name]


def _renew(choice: ChoiceFilter, every: str, options: Options) -> None:
    choice.set_options([(ANY, every), *options], choice.current())
