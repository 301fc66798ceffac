"""One key result: where it stands, how it came there, and what is behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import CheckIn, KrKind, Status
from keystep.gui import fonts
from keystep.gui.admin.board.comparison import comparison
from keystep.gui.admin.board.lessons_card import LessonsCard, marks_of
from keystep.gui.admin.board.skills_card import SkillsCard
from keystep.gui.admin.board.team_table import TeamTable
from keystep.gui.admin.board.trend_chart import ChartLegend, TrendChart
from keystep.gui.admin.facts import NOTHING, Fact, FactRow
from keystep.gui.admin.okrs.last_check_in import LastCheckIn
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.words import newest_of, say, short_day
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.status import StatusWord
from keystep.services.drilldown import DrillDown
from keystep.services.impact.results import Result

TALLEST = 400


class KeyResultPage(Page):
    """``back_wanted`` and the other signals are wishes that desks fulfil; ``compared`` is the
    comparison of its teams, if there is one; ``inner``: it was come to from another page than the
    board.

    ``team_wanted`` carries a team, ``people_wanted`` a title and the ``Behind`` that it stands for.
    """

    back_wanted = Signal()
    events_wanted = Signal()
    check_in_wanted = Signal()
    plan_wanted = Signal()
    team_wanted = Signal(str)
    people_wanted = Signal(str, object)
    compare_wanted = Signal()

    def __init__(
        self,
        detail: DrillDown,
        now: Instant,
        parent: QWidget | None = None,
        *,
        compared: Result | None = None,
        inner: bool = False,
    ) -> None:
        super().__init__(parent)
        self._detail, self._now, self._compared = detail, now, compared
        back = tr("Back") if inner else tr("Objectives")
        self._back = way_back(back, self.back_wanted.emit)
        self.column.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._main, self._side = QWidget(), QWidget()
        self._columns.addWidget(self._main, 1)
        self._columns.addWidget(self._side)
        self._fill_main()
        self._fill_side()
        body = QWidget()
        body.setLayout(self._columns)
        self.column.addWidget(scrolled(body), 1)
        self.arrange(NORMAL)

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        below = layout.one_column
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        wide = 16_777_215 if below else layout.admin_side
        self._side.setMinimumWidth(0 if below else wide)
        self._side.setMaximumWidth(wide)

    def focus_first(self) -> None:
        self._back.setFocus()

    def _head(self) -> QHBoxLayout:
        title = heading(_title(self._detail))
        title.addSpacing(8)
        title.addWidget(StatusWord(self._detail.row.status.value))
        title.addStretch(1)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(8)
        self.ways.addWidget(button(tr("Raw events"), on_click=self.events_wanted.emit))
        return head_behind(self._back, title, self.ways, path=self._detail.objective)

    def show_check_ins(self, told: Sequence[CheckIn], *, closed: bool) -> None:
        """Add what was said of it, the newest first; ``closed``: its cycle is over."""
        if not closed:
            self.ways.addWidget(button(tr("Edit"), on_click=self.plan_wanted.emit))
            check_in = button(tr("Check in"), "primary", on_click=self.check_in_wanted.emit)
            self.ways.addWidget(check_in)
        card = LastCheckIn(told, self._detail.board.cycle, self._now, closed=closed)
        self._beside.insertWidget(1, card)

    def _fill_main(self) -> None:
        detail = self._detail
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(padding=20, spacing=12)
        stale = detail.row.status is Status.STALE
        card.body.addWidget(FactRow(facts_of(detail, self._now), stale=stale))
        if len(detail.row.points) > 1:
            marks = marks_of(detail.lessons)
            chart = TrendChart(detail.row, detail.board.cycle, marks)
            chart.setMaximumHeight(fonts.scaled(TALLEST))
            card.body.addWidget(chart, 1)
            card.body.addWidget(ChartLegend(detail.row))
        else:
            text = tr("A line appears with the second figure of this cycle.")
            card.body.addWidget(label(text, "body", "ink2", wrap=True))
        column.addWidget(card)
        if detail.teams or detail.unshown:
            teams = TeamTable(detail.row.key_result, detail.teams, detail.unshown)
            teams.opened.connect(self.team_wanted)
            column.addWidget(teams)
        column.addStretch(1)

    def _fill_side(self) -> None:
        column = self._beside = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(comparison(self._compared, self.compare_wanted.emit))
        for card in (LessonsCard(self._detail.lessons), SkillsCard(self._detail.skills)):
            card.opened.connect(self.people_wanted)
            column.addWidget(card)
            card.setVisible(card.told)
        column.addStretch(1)


def _title(detail: DrillDown) -> str:
    title, team = detail.row.key_result.title, detail.scope.team
    return tr("{title}: {team}", title=title, team=team) if team else title


def facts_of(detail: DrillDown, now: Instant) -> tuple[Fact, ...]:
    """The figures of a key result, said as the board says them."""
    board, row, key_result = detail.board, detail.row, detail.row.key_result
    standing, unit = wording.standing(row, board), key_result.unit
    reached = "" if row.attainment is None else wording.percent(row.attainment)
    facts = [Fact(tr("Now"), isolate(standing.now) or NOTHING, _rests_on(detail))]
    if key_result.kind is KrKind.MAINTAIN:
        facts.insert(0, Fact(tr("Keep at"), isolate(standing.start), unit, ages=False))
    else:
        by = tr("by {day}", day=short_day(board.cycle.end))
        facts.insert(0, Fact(tr("Start"), isolate(standing.start), unit, ages=False))
        facts.append(Fact(tr("Target"), isolate(standing.target), by, ages=False))
        pace = say(wording.pace_of(row))
        facts.append(Fact(tr("Reached"), isolate(reached) or NOTHING, pace))
    if row.freshness.known:
        facts.append(_fresh(detail, now))
    return tuple(facts)


def _rests_on(detail: DrillDown) -> str:
    point = detail.row.now
    if point is None:
        return tr("no figure yet")
    counted = tr("n {n}", n=f"{point.n:,}")
    if point.interval is None:
        return counted
    return tr("{span}, {counted}", span=say(wording.span(point.interval)), counted=counted)


def _fresh(detail: DrillDown, now: Instant) -> Fact:
    fresh = detail.row.freshness
    figure = tr("{n} of {known}", n=fresh.fresh, known=fresh.known)
    who = tr("teams") if wording.is_daily(detail.row.key_result) else tr("stations")
    when = newest_of(detail.row, now) or tr("never")
    return Fact(tr("Fresh"), figure, tr("{who}, {when}", who=who, when=when))
