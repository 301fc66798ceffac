"""Today: minutes to give, what they hold, and why it matters."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.session import LESSONS, MINUTES, Candidate
from keystep.errors import KeystepError
from keystep.gui.confined import unless_confined
from keystep.gui.i18n import long_date, number, tr
from keystep.gui.learn.breaks_page import clock_words
from keystep.gui.learn.desk import Desk, say
from keystep.gui.learn.library.search_field import SearchField
from keystep.gui.learn.minutes_card import MinutesCard
from keystep.gui.learn.office_notes import OfficeNotes
from keystep.gui.learn.pages import Page, PageHead
from keystep.gui.learn.today_cards import PathCard, WeekCard, WhyCard
from keystep.gui.learn.voice.answers import AnsweredLine
from keystep.gui.pages import announce, bare, scrolled
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.layout import Layout
from keystep.services.assigning.told import OfficeWord
from keystep.services.breaks import break_plan
from keystep.services.due_tests import Outcome
from keystep.services.putting_off import put_off
from keystep.services.today import Today, today

SIDE_BY_SIDE = QBoxLayout.Direction.LeftToRight
WHOLE = 10_000
"""Stretch of what takes all the room it may, against 1 on either side."""
ONE_BELOW = QBoxLayout.Direction.TopToBottom


class TodayPage(Page):
    """``begun`` carries the session to play, ``opened`` pack and lesson; ``searched``: something
    is to be looked up, ``reminders``: when to be reminded is to be chosen."""

    begun = Signal(object)
    opened = Signal(str, str)
    searched = Signal()
    reminders = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._today: Today | None = None
        self._thanks = ""
        self.head, self.search = PageHead(), SearchField()
        self.bell = icon_button("bell", "", on_click=self.reminders.emit)
        for part in (self.bell, self.search):
            self.head.end.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        unless_confined(self.bell)
        self.head.end.setSpacing(12)
        self.minutes = MinutesCard()
        self.path = PathCard()
        self.why = WhyCard()
        self.week = WeekCard()
        self.office = OfficeNotes(desk)
        self.answered = AnsweredLine(desk)
        self._cards = (self.search, self.minutes, self.path, self.why, self.week)
        self._build()
        self.minutes.chosen.connect(self._choose)
        self.minutes.begun.connect(self.begin)
        self.minutes.put_off.connect(self._put_off)
        self.path.opened.connect(self.opened)
        self.search.clicked.connect(self.searched)
        self.office.changed.connect(self.refresh)
        self.answered.ended.connect(self.refresh)

    def arrange(self, layout: Layout) -> None:
        for card in (self.head, *self._cards):
            card.arrange(layout)
        top = 28 if layout.roomy else 12
        self._column.setContentsMargins(layout.margin, top, layout.margin, 16)
        self._column.setSpacing(24 if layout.roomy else 12)
        self._columns.setSpacing(24 if layout.roomy else 16)
        self._side_column.setSpacing(16 if layout.roomy else 12)
        low = layout.compact_rail  # there the card ends with its button, in sight
        self._main.setStretchFactor(self.minutes, 0 if low else 1)
        self._main.setStretch(self._main.count() - 1, 1 if low else 0)
        self._columns.setDirection(ONE_BELOW if layout.one_column else SIDE_BY_SIDE)
        wide = layout.side or 16_777_215
        self._side.setMinimumWidth(0 if layout.one_column else layout.side)
        self._side.setMaximumWidth(wide)
        limit = layout.main_limit + layout.side + 24 if layout.main_limit else 16_777_215
        self._middle.setMaximumWidth(limit)

    def enter(self) -> None:
        self.minutes.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Start what is offered, if anything is."""
        if self._today and self._today.session:
            self.begun.emit(self._today.session)

    def thank(self, outcome: Outcome) -> None:
        """Say how a test went, until this page is left again."""
        right, asked = number(outcome.right), number(outcome.asked)
        self._thanks = tr("Thank you: {right} of {asked} right", right=right, asked=asked)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._thanks = ""

    def refresh(self) -> None:
        """Ask the engine again, for the minutes kept in the settings."""
        kept = self._desk.settings.minutes
        minutes = kept if kept in MINUTES else MINUTES[1]
        self._today = today(self._desk.station, self._desk.learner.id, minutes)
        self._show(self._today)

    def _show(self, now: Today) -> None:
        local = self._desk.station.clock.now().local
        place = f" · {now.learner.team}" if now.learner.team else ""
        line = self._thanks or f"{long_date(local)}{place}"
        self.head.say(greeting(local, now.learner.name), line)
        self.minutes.show_session(now)
        self._say_one(now.office)
        self.path.show_path(now.path, now.day)
        self.why.show_word(now.why)
        day = self._desk.station.clock.now().day
        plan = break_plan(self._desk.station, self._desk.learner.id)
        self.week.show_week(now.week, day.weekday())
        self._say_reminders(", ".join(map(clock_words, plan.heard)))
        lessons = (entry for entry in now.session if entry.work in LESSONS)
        if first := next(lessons, None):
            self.expected.emit(first.pack, first.target, "")

    def _say_one(self, word: OfficeWord) -> None:
        """One note at a time: what all are told, then what the learner was answered, then what they
        are asked."""
        self.answered.refresh(wait=bool(word.announcements))
        answered = not self.answered.isHidden()
        self.office.show_word(replace(word, surveys=()) if answered else word)

    def _say_reminders(self, times: str) -> None:
        words = tr("Reminders: {times}", times=times) if times else tr("Remind me to learn")
        self.bell.setAccessibleName(words)
        self.bell.setToolTip(words)

    def _build(self) -> None:
        self._side = QWidget()
        self._side_column = side = QVBoxLayout(self._side)
        bare(side, 16)
        for card in (self.path, self.why, self.week):
            side.addWidget(card)
        side.addStretch(1)
        self._columns = QBoxLayout(SIDE_BY_SIDE)
        self._main = QVBoxLayout()
        bare(self._main, 12)
        self._main.addWidget(self.office)
        self._main.addWidget(self.answered)
        self._main.addWidget(self.minutes, 1)
        self._main.addStretch()
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        bare(middle, 24)
        middle.addWidget(self.head)
        middle.addLayout(self._columns)
        middle.addStretch(1)
        self._column = middle
        body = QWidget()
        row = QBoxLayout(SIDE_BY_SIDE, body)
        bare(row)
        row.addStretch(1)
        row.addWidget(self._middle, WHOLE)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))

    def _choose(self, minutes: int) -> None:
        self._desk.keep(minutes=minutes)
        self.refresh()

    def _put_off(self, offer: Candidate) -> None:
        try:
            put_off(self._desk.station, self._desk.learner.id, offer)
        except KeystepError as error:
            self.minutes.tell(error)
            return
        before = {piece.key for piece in self._session()}
        self.refresh()
        self.enter()
        for piece in self._session():
            if piece.key not in before:
                announce(self, tr("Instead: {title}", title=say(piece.title)))

    def _session(self) -> tuple[Candidate, ...]:
        return self._today.session if self._today else ()


def greeting(local: datetime, name: str) -> str:
    """A greeting that fits the local hour; the day starts at four."""
    first = name.split(maxsplit=1)[0]
    if 4 <= local.hour < 12:
        return tr("Good morning, {name}", name=first)
    if 12 <= local.hour < 18:
        return tr("Good afternoon, {name}", name=first)
    return tr("Good evening, {name}", name=first)
