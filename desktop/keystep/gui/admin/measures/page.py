"""The four measures over whomever and whenever is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.aggregate.measured import Choices
from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.gui.admin.facts import NOTHING, Fact, FactRow
from keystep.gui.admin.in_place import InPlace
from keystep.gui.admin.measures import columns, words
from keystep.gui.admin.measures.scope_bar import ScopeBar
from keystep.gui.admin.measures.step_page import Rows, section, table_of
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.words import say, short_day, since
from keystep.gui.i18n import number, percent, tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.services.measures.measuring import Measures
from keystep.services.titles import Titles


class MeasuresPage(Page):
    """``scope_bar`` tells what is wished; ``key_result_wanted`` carries the id of one to open."""

    back_wanted = Signal()
    again_wanted = Signal()
    people_wanted = Signal()
    key_result_wanted = Signal(str)
    skill_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope_bar = ScopeBar()
        self._days = ElidedLabel("", "caption", "ink2")
        self._back = way_back(tr("Objectives"), self.back_wanted.emit)
        self.people = button(tr("People"), on_click=self.people_wanted.emit)
        title = heading(tr("Measures"))
        title.addWidget(self._days, 1)
        self.column.addLayout(head_behind(self._back, title, self.people))
        self.column.addWidget(self.scope_bar)
        inner = QWidget()
        self._body = QVBoxLayout(inner)
        bare(self._body, 16)
        self._whole = InPlace(scrolled(inner), _reading())
        self.column.addWidget(self._whole, 1)

    def show_measures(self, told: Measures, there: Choices, titles: Titles, now: Instant) -> None:
        """Show what was measured; where too few people are in scope, that."""
        self.scope_bar.offer(there, now.day)
        first, last = short_day(told.period.start), short_day(told.period.end)
        self._days.set_text(tr("{first} to {last}", first=first, last=last))
        enough = told.learning.people is not None
        self.people.setEnabled(enough)
        self._whole.show_state(None if enough else _too_few())
        empty(self._body)
        if enough:
            self._fill(told, titles, now)

    def show_reading(self) -> None:
        """What is shown is not of what is chosen now."""
        self.people.setEnabled(False)
        self._whole.show_state(_reading())

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title = tr("This cannot be shown just now")
        self._whole.show_state(ErrorState(title, tr("Nothing was changed."), (again,), why))

    def focus_first(self) -> None:
        self._back.setFocus()

    def _fill(self, told: Measures, titles: Titles, now: Instant) -> None:
        card = Card(padding=20, spacing=12)
        card.body.addWidget(FactRow(_facts(told, now), stale=told.learning.freshness.stale))
        self._body.addWidget(card)
        for rows in self._tables(told, titles):
            self._body.addWidget(section(rows, table_of(rows)))
        foretold = _foretold(told)
        if foretold:
            self._body.addWidget(label(foretold, "caption", "ink2", wrap=True))
        self._body.addStretch(1)

    def _tables(self, told: Measures, titles: Titles) -> tuple[Rows, ...]:
        learning = told.learning
        return (
            Rows(
                tr("Key results"),
                columns.key_results(),
                told.board.rows if told.board else (),
                tr("There is no cycle yet."),
                lambda row: self.key_result_wanted.emit(row.key_result.id),
            ),
            Rows(
                tr("Engagement"),
                columns.engagement(),
                learning.engagement[::-1],
                tr("No week is over in which anybody is known."),
                told=tr(
                    "Active: on at least one day of the week. Who learns at a silent station is "
                    "unknown, not inactive."
                ),
            ),
            Rows(
                tr("Knowledge, before and after"),
                columns.knowledge(titles),
                learning.knowledge,
                tr("Nobody has taken a test before and after the learning."),
            ),
            Rows(
                tr("Knowledge that stayed"),
                columns.retention(titles),
                learning.retention,
                tr("Nobody has taken a delayed test or a probe. Today offers them by itself."),
                told=tr("By delayed tests and probes, never by reviews that were due."),
            ),
            Rows(
                tr("Skills"),
                columns.skills(titles),
                learning.skills,
                tr("Nobody has met a skill yet."),
                self.skill_wanted.emit,
            ),
            Rows(
                tr("Work"),
                columns.work(),
                told.work,
                tr("No key result of the cycle is about work."),
                lambda one: self.key_result_wanted.emit(one.key_result.id),
                told=say(wording.BEFORE_AFTER),
            ),
        )


def _reading() -> QWidget:
    return LoadingState(tr("Adding up the measures"), 6)


def _facts(told: Measures, now: Instant) -> tuple[Fact, ...]:
    learning = told.learning
    fresh, week = learning.freshness, learning.engagement[-1] if learning.engagement else None
    best = max(learning.knowledge, key=lambda one: (bool(one.gain), one.pairs), default=None)
    gained, beside = wording.gained_of(best.gain if best else None, best.pairs if best else 0)
    when = since(fresh.newest, now) if fresh.newest else tr("never")
    return (
        Fact(tr("People"), number(learning.people or 0), _whose(told), ages=False),
        Fact(tr("Active"), percent(week.active / week.known) if week else NOTHING, _week(told)),
        Fact(tr("Gain"), say(gained), say(beside)),
        Fact(tr("Fresh"), words.fresh_of(fresh), when, ages=False),
    )


def _whose(told: Measures) -> str:
    return told.scope.team or (tr("of those chosen") if told.scope.of_some else tr("everybody"))


def _week(told: Measures) -> str:
    weeks = told.learning.engagement
    if not weeks:
        return ""
    span = say(wording.span(weeks[-1].share))
    day = short_day(weeks[-1].day)
    return tr("{span}, n {n}, week to {day}", span=span, n=number(weeks[-1].known), day=day)


def _foretold(told: Measures) -> str:
    recall = told.learning.recall
    if recall is None:
        return ""
    whole = recall.calibration.whole
    return tr(
        "Recall at reviews was foretold {foretold}, and was {known} (n {n} reviews of {people} "
        "people, log loss {loss}). That says how well it is foretold, not how much stays.",
        foretold=percent(whole.predicted),
        known=words.share_of(recall.known, recall.people),
        n=number(whole.n),
        people=number(recall.people),
        loss=number(recall.calibration.loss, 3),
    )


def _too_few() -> QWidget:
    text = tr("Choose another team, station, month or period.")
    return EmptyState("people", tr("Fewer than five are not shown singly"), text)
