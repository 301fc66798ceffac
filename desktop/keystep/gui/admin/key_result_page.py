"""One key result: where it stands, how it came there, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import KrKind, Status
from keystep.gui import fonts
from keystep.gui.admin.lessons_card import LessonsCard, marks_of
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.team_table import TeamTable
from keystep.gui.admin.trend_chart import ChartLegend, TrendChart
from keystep.gui.admin.words import newest_of, say, short_day
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import scrolled
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card, IconPicture, divider
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.status import StatusWord
from keystep.services.drilldown import DrillDown

TALLEST = 400


class KeyResultPage(Page):
    """``back_wanted`` and ``events_wanted`` are wishes that the navigator fulfils."""

    back_wanted = Signal()
    events_wanted = Signal()

    def __init__(self, detail: DrillDown, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail, self._now = detail, now
        self._back = button(tr("Objectives"), "quiet", on_click=self.back_wanted.emit)
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
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        crumbs = QHBoxLayout()
        crumbs.setSpacing(4)
        crumbs.addSpacing(-12)
        crumbs.addWidget(self._back)
        crumbs.addWidget(IconPicture("chevron_next", 14))
        crumbs.addSpacing(4)
        crumbs.addWidget(ElidedLabel(self._detail.objective, "caption", "ink2"), 1)
        words.addLayout(crumbs)
        title = heading(self._detail.row.key_result.title)
        title.addSpacing(8)
        title.addWidget(StatusWord(self._detail.row.status.value))
        title.addStretch(1)
        words.addLayout(title)
        row.addLayout(words, 1)
        raw = button(tr("Raw events"), on_click=self.events_wanted.emit)
        row.addWidget(raw, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _fill_main(self) -> None:
        detail = self._detail
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(padding=20, spacing=12)
        card.body.addLayout(self._facts())
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
            column.addWidget(TeamTable(detail.row.key_result, detail.teams, detail.unshown))
        column.addStretch(1)

    def _fill_side(self) -> None:
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Callout("warning", say(wording.BEFORE_AFTER), say(wording.NO_COMPARISON), small=True)
        )
        column.addWidget(LessonsCard(self._detail.lessons))
        column.addStretch(1)

    def _facts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        stale = self._detail.row.status is Status.STALE
        for place, fact in enumerate(facts_of(self._detail, self._now)):
            if place:
                row.addWidget(divider(vertical=True))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label(fact.name, "caption", "ink2"))
            faded = stale and fact.ages
            column.addWidget(label(fact.figure, "figure", "stale" if faded else "ink"))
            column.addWidget(label(fact.below, "caption_figure", "ink2", wrap=True))
            column.addStretch(1)
            row.addLayout(column, fact.width())
        return row


@dataclass(frozen=True)
class Fact:
    """A name, its figure, and what belongs to it; ``ages``: it fades when the data are stale."""

    name: str
    figure: str
    below: str
    ages: bool = True

    def width(self) -> int:
        """The share of the row that its words ask for."""
        figure, below = (self.figure, "figure"), (self.below, "caption_figure")
        return int(max(paint.width_of(*figure), paint.width_of(*below))) + 8


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


NOTHING = "–"
