"""Cards: those that are due, one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.flashcards import Rating
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.card_board import CardBoard
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import Page, PageHead
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.services.cards import Practice, due_cards, rate_card

TALL = 10_000
"""Stretch of what takes all the height it may, against 1 below."""


class PracticePage(Page):
    """``finished``: as many cards as were asked for are done. ``left``: the learner goes on later.

    ``saved`` is sent after each commit. ``continued``: nothing is due, on to the path.
    """

    finished = Signal()
    left = Signal()
    saved = Signal()
    continued = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: int | None = None
        self._due: tuple[Practice, ...] = ()
        self.board = CardBoard(desk)
        self.board.rated.connect(self._rate)
        self._head = PageHead(tr("Cards"))
        self._figure = label("", "title18")
        self._unit = label(tr("due"), "caption", "ink2")
        self.later = button(tr("Finish later"), "plain", on_click=self.left.emit)
        self._build()

    def arrange(self, layout: Layout) -> None:
        self._head.arrange(layout)
        self.board.arrange(layout)
        top = 28 if layout.margin > 24 else 12
        self._column.setContentsMargins(layout.margin, top, layout.margin, 24)
        self._column.setSpacing(20 if layout.margin > 24 else 12)

    def begin(self, count: int | None = None) -> None:
        """Practise ``count`` cards of a session, or all that are due."""
        self._asked = count
        self.later.setVisible(count is not None)
        self.refresh()

    def refresh(self) -> None:
        self._due = due_cards(self._desk.station, self._desk.learner.id)
        left = len(self._due) if self._asked is None else min(self._asked, len(self._due))
        self._figure.setText(str(left))
        self._unit.setText(trn("card due", "cards due", left))
        self._counts.setVisible(left > 0)
        self._done.setVisible(left == 0)
        self.board.setVisible(left > 0)
        if left:
            now = self._due[0]
            self._head.say(tr("Cards"), now.pack.title)
            self.board.show_card(now, more=left > 1)
        else:
            self._head.say(tr("Cards"), "")

    def enter(self) -> None:
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self.left.emit()
        elif not (self._due and self.board.press(event.key())):
            event.ignore()

    def _build(self) -> None:
        self._counts = QWidget()
        counts = QHBoxLayout(self._counts)
        bare(counts, 6)
        counts.addWidget(self._figure)
        counts.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.end.addWidget(self._counts)
        self._head.end.addWidget(self.later)
        onward = button(tr("Continue path"), on_click=self.continued.emit)
        words = tr("You have seen every card that needs you today.")
        self._done = Card(32)
        self._done.setMaximumWidth(560)
        self._done.body.addWidget(EmptyState("treads", tr("Nothing is due"), words, (onward,)))
        self._faults = QVBoxLayout()
        bare(self._faults)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self._head)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.board, 1000)
        middle.addStretch(1)
        self._column.addLayout(middle, TALL)
        self._column.addWidget(self._done)
        self._column.addLayout(self._faults)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))

    def _rate(self, practice: Practice, rating: int) -> None:
        empty(self._faults)
        try:
            rate_card(
                self._desk.station,
                self._desk.learner.id,
                practice,
                Rating(rating),
                duration_ms=self.board.duration_ms,
            )
        except KeystepError as error:
            self._faults.addWidget(Callout("danger", tr("Not saved yet"), tasks.said(error)))
            return
        self.saved.emit()
        if self._asked is None:
            self.refresh()
            return
        self._asked -= 1
        if self._asked > 0 and due_cards(self._desk.station, self._desk.learner.id):
            self.refresh()
        else:
            self.finished.emit()
