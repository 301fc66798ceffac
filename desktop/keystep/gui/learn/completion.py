"""The end of a lesson: what was learnt, how well it sits, what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.learn.arrival import arrivals
from keystep.gui.learn.completion_parts import learnt_row, result_rows, skill_rows
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.key_result import change_line, ruler_model, status_of
from keystep.gui.learn.pages import Page
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.ruler import Ruler
from keystep.gui.widgets.status import StatusWord
from keystep.services.completion import Completion
from keystep.services.learning import Run

WIDEST = 1080


class CompletionPage(Page):
    """``done``: back to Today, or on with the session. ``opened``: pack and lesson to take."""

    done = Signal()
    opened = Signal(str, str)

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
        self._build()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            QShortcut(QKeySequence(key), self, self.done.emit)

    def arrange(self, layout: Layout) -> None:
        directions = QBoxLayout.Direction
        below = layout.one_column
        self._columns.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self._side.setFixedWidth(16_777_215 if below else max(layout.player_side, 320))
        if below:
            self._side.setMinimumWidth(0)
        top = 72 if layout.margin > 24 else 20
        self._outer.setContentsMargins(layout.margin, top, layout.margin, 24)

    def enter(self) -> None:
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        bare(side, 16)
        for card in self._side_cards():
            side.addWidget(card)
        side.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addWidget(self._main_card(), 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._side)
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
        card.body.addWidget(label(tr("Lesson done"), "group", "accent"))
        card.body.addWidget(label(self._run.lesson.title, "page", wrap=True))
        arrived = arrivals(self._desk)(self._run.pack.id, self._run.lesson.id)
        if arrived is not None:
            waits = tr("Saved here, waiting for the office")
            told = tr("Arrived at the office") if arrived else waits
            card.body.addWidget(label(told, "caption", "ink2", wrap=True))
        if done.learnt:
            card.body.addSpacing(20)
            card.body.addWidget(label(self._learnt_head(), "body_strong"))
            card.body.addSpacing(8)
            for sentence in done.learnt:
                card.body.addLayout(learnt_row(sentence, sure=self._passed))
                card.body.addSpacing(8)
        for result in done.checks:
            card.body.addSpacing(8)
            card.body.addLayout(result_rows(result))
        card.body.addSpacing(24)
        card.body.addLayout(self._ways())
        return card

    def _learnt_head(self) -> str:
        """Only a passed check says that the learner can do what the lesson teaches."""
        if not self._passed:
            return tr("What this lesson is about")
        assessed = any(result.pass_mark is None for result in self._completion.checks)
        return tr("What you know now") if assessed else tr("What you can do now")

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.primary)
        ahead = self._completion.next_lesson
        if not self._passed:
            row.addWidget(self._way(tr("Take it again"), self._run.lesson.id))
        elif ahead is not None:
            row.addWidget(self._way(tr("Next lesson"), ahead.id))
        row.addStretch(1)
        return row

    def _way(self, words: str, lesson: str) -> QPushButton:
        pack = self._run.pack.id
        return button(words, large=True, on_click=lambda: self.opened.emit(pack, lesson))

    def _side_cards(self) -> list[Card]:
        cards = []
        if self._completion.skills:
            cards.append(self._skills())
        served = self._served()
        if served is not None:
            cards.append(served)
        ahead = self._completion.next_lesson
        if ahead is not None:
            card = Card(20, 0)
            card.body.addWidget(label(tr("Next on your path"), "label", "ink2"))
            card.body.addWidget(label(ahead.title, "body_strong", wrap=True))
            card.body.addWidget(label(tr("{n} min", n=ahead.minutes), "caption_figure", "ink2"))
            cards.append(card)
        return cards

    def _skills(self) -> Card:
        card = Card(20, 10)
        card.body.addWidget(label(tr("Skills you trained"), "label", "ink2"))
        for skill in self._completion.skills:
            card.body.addLayout(skill_rows(skill))
        return card

    def _served(self) -> Card | None:
        """The key result that the lesson serves, as far as it is known here."""
        wanted = self._completion.key_result
        titles = {kr.id: kr.title for kr in self._run.pack.key_results}
        word = self._desk.key_result(wanted)
        if word is None and wanted not in titles:
            return None
        card = Card(20, 0)
        card.body.addWidget(label(tr("This helps"), "label", "ink2"))
        title = word.title if word else titles[wanted]
        card.body.addWidget(label(title, "body_strong", wrap=True))
        if word:
            card.body.addWidget(label(change_line(word), "caption_figure", "ink2", wrap=True))
            card.body.addWidget(Ruler(ruler_model(word)))
            card.body.addWidget(StatusWord(status_of(word), role="group"))
        return card
