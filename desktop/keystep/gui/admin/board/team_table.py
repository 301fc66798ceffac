"""What each team brought to a key result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from keystep.aggregate.drilldown import TeamRow
from keystep.domain import wording
from keystep.domain.okr import KeyResult
from keystep.domain.words import Words
from keystep.gui import fonts
from keystep.gui.admin.board.effect_plot import EffectPlot, ZeroHead, reach_of
from keystep.gui.admin.words import say
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import from_start
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import ElidedLabel, label

PLOT = 3
COLUMNS = 6


class TeamTable(Card):
    """One row a team: who learned, before and after, and how much better.

    Below them stands which teams (``unshown``) have no row. ``opened`` carries a team.
    """

    opened = Signal(str)

    def __init__(
        self,
        key_result: KeyResult,
        teams: Sequence[TeamRow],
        unshown: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self._key_result = key_result
        self.setAccessibleName(tr("Teams"))
        self._grid = QGridLayout()
        from_start(self._grid, 20, 2, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(PLOT, 3)
        self.body.addLayout(self._grid)
        reach = reach_of(team.better for team in teams)
        if teams:
            self._head(key_result.unit, reach)
        for place, team in enumerate(teams):
            self._add_line(2 * place + 1)
            self._add_team(2 * place + 2, team, reach)
        if unshown:
            self._add_unshown(2 * len(teams) + 1, unshown)

    def _head(self, unit: str, reach: tuple[float, float]) -> None:
        changed = f"{tr('Before')} {wording.ARROW} {tr('after')}"
        changed = f"{changed}, {unit}" if unit else changed
        words = (tr("Team"), tr("Learned"), changed, tr("no change"), tr("Better by"), "")
        for column, text in enumerate(words):
            said = ZeroHead(text, reach) if column == PLOT else label(text, "caption", "ink2")
            side = Qt.AlignmentFlag.AlignRight if column == COLUMNS - 2 else Qt.AlignmentFlag(0)
            self._grid.addWidget(said, 0, column, side)
        self._grid.setRowMinimumHeight(0, fonts.scaled(18) + 14)

    def _add_line(self, row: int) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(divider())
        self._grid.addLayout(line, row, 0, 1, COLUMNS)

    def _add_team(self, row: int, team: TeamRow, reach: tuple[float, float]) -> None:
        self._grid.addWidget(ElidedLabel(team.team, "body"), row, 0)
        learned = say(wording.learned_of(team.learned, team.members))
        self._grid.addWidget(label(learned, "body_figure", "ink2"), row, 1)
        self._grid.addWidget(label(_changed(team), "body_figure"), row, 2)
        self._grid.addWidget(EffectPlot(team.better, reach), row, PLOT)
        better = _better(wording.better_of(self._key_result, team.better))
        self._grid.addWidget(better, row, 4, Qt.AlignmentFlag.AlignRight)
        open_it = partial(self.opened.emit, team.team)
        way = icon_button("chevron_next", tr("Open {team}", team=team.team), on_click=open_it)
        self._grid.addWidget(way, row, 5)
        self._grid.setRowMinimumHeight(row, fonts.scaled(22) + 16)

    def _add_unshown(self, row: int, teams: Sequence[str]) -> None:
        if row > 1:
            self._add_line(row)
        said = label(say(wording.unshown_of(teams)), "caption", "ink2", wrap=True)
        said.setContentsMargins(0, 10, 0, 10)
        self._grid.addWidget(said, row + 1, 0, 1, COLUMNS)


def _changed(team: TeamRow) -> str:
    if team.before is None or team.after is None:
        return ""
    return isolate(wording.change(team.before, team.after))


def _better(change: tuple[str, Words]) -> QWidget:
    value, beside = change
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    if value:
        row.addWidget(label(isolate(value), "strong_figure"))
    row.addWidget(label(say(beside), "caption_figure", "ink2"))
    return made
