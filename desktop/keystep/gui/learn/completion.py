"""The end of a lesson: what was learnt, how well it sits, what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.domain.lesson import Phase
from keystep.gui.i18n import tr
from keystep.gui.learn.arrival import arrivals
from keystep.gui.learn.completion_parts import learnt_row, result_rows
from keystep.gui.learn.completion_side import CompletionSide
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import Page
from keystep.gui.learn.skill_map import SkillMap
from keystep.gui.learn.voice import RateRow, after_lesson
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout
from keystep.services.completion import Completion
from keystep.services.run import Run
from keystep.services.voice import is_asked

WIDEST = 1080


class CompletionPage(Page):
    """``done``: back to Today, or on with the session. ``opened``: pack and lesson to take.

    ``practised``: on to the cards that are due.
    """

    done = Signal()
    opened = Signal(str, str)
    practised = Signal()

    def __init__(self, desk: Desk, run: Run, completion: Completion, *, goes_on: bool) -> None:
        super().__init__()
        self.setProperty("passing", True)
        self._desk, self._run, self._completion = desk, run, completion
        self._passed = all(result.passed for result in completion.checks)
        words = tr("Go on") if goes_on else tr("Back to today")
        self.primary = button(
            words,
            "primary",
            icon_end="next" if goes_on else None,
            large=True,
            on_click=self.done.emit,
        )
        self.side = CompletionSide(desk, run, completion)
        self.side.practised.connect(self.practised)
        self._build()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            QShortcut(QKeySequence(key), self, self.done.emit)

    def arrange(self, layout: Layout) -> None:
        directions = QBoxLayout.Direction
        below = layout.one_column
        self._columns.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self.side.setFixedWidth(16_777_215 if below else max(layout.player_side, 320))
        if below:
            self.side.setMinimumWidth(0)
        top = 72 if layout.roomy else 20
        self._outer.setContentsMargins(layout.margin, top, layout.margin, 24)

    def enter(self) -> None:
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        if ahead := self._completion.next_lesson:
            self.expected.emit(ahead.pack, ahead.lesson, "")

    def _build(self) -> None:
        told = QVBoxLayout()
        bare(told, 16)
        told.addWidget(self._main_card())
        taken = not self._completion.known
        if taken and is_asked(self._desk.station, self._run):
            told.addWidget(after_lesson(self._desk, self._run))
        told.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addLayout(told, 1)
        self._columns.addWidget(self.side)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        column = QVBoxLayout(middle)
        bare(column, 24)
        column.addLayout(self._columns)
        column.addStretch(1)
        body = QWidget()
        self._outer = QHBoxLayout(body)
        self._outer.addStretch(1)
        self._outer.addWidget(middle, 1000)
        self._outer.addStretch(1)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))

    def _main_card(self) -> Card:
        done = self._completion
        card = Card(32, 0)
        head = tr("You knew this already") if done.known else tr("Lesson done")
        card.body.addWidget(label(head, "group", "accent"))
        card.body.addWidget(label(self._run.lesson.title, "page", wrap=True))
        arrived = arrivals(self._desk)(self._run.pack.id, self._run.lesson.id)
        if arrived is not None:
            waits = tr("Saved here, waiting for the office")
            told = tr("Arrived at the office") if arrived else waits
            card.body.addWidget(label(told, "caption", "ink2", wrap=True))
        if done.needs is not None:
            card.body.addSpacing(20)
            card.body.addWidget(SkillMap(done.needs))
            card.body.addSpacing(16)
        elif done.learnt:
            card.body.addSpacing(20)
            card.body.addWidget(label(self._learnt_head(), "body_strong", wrap=True))
            card.body.addSpacing(8)
            for sentence in done.learnt:
                card.body.addLayout(learnt_row(sentence, sure=self._is_learnt()))
                card.body.addSpacing(8)
        for result in done.checks:
            card.body.addSpacing(8)
            card.body.addLayout(result_rows(result))
        card.body.addSpacing(24)
        card.body.addLayout(self._ways())
        card.body.addSpacing(24)
        card.body.addWidget(divider())
        card.body.addSpacing(16)
        card.body.addWidget(RateRow(self._desk, self._run))
        return card

    def _is_learnt(self) -> bool:
        """A diagnostic finds out what to learn; nobody has learnt it by that."""
        return self._passed and all(s.phase is not Phase.NEEDS for s in self._run.lesson.steps)

    def _learnt_head(self) -> str:
        """Only a passed check says that the learner can do what the lesson teaches."""
        if not self._is_learnt():
            return tr("What this lesson is about")
        assessed = any(result.pass_mark is None for result in self._completion.checks)
        return tr("What you know now") if assessed else tr("What you can do now")

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.primary)
        ahead = self._completion.next_lesson
        if not self._passed:
            again = self._way(tr("Take it again"), self._run.pack.id, self._run.lesson.id)
            row.addWidget(again)
        elif ahead is not None:
            row.addWidget(self._way(tr("Next lesson"), ahead.pack, ahead.lesson))
        row.addStretch(1)
        return row

    def _way(self, words: str, pack: str, lesson: str) -> QPushButton:
        return button(words, large=True, on_click=lambda: self.opened.emit(pack, lesson))
