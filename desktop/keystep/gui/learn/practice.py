"""Cards: those that are due, one after the other."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.memory import Rating
from keystep.errors import KeystepError, UsageError
from keystep.gui import fonts, tasks
from keystep.gui.confined import is_confined
from keystep.gui.i18n import tr
from keystep.gui.learn.card_board import WIDEST, CardBoard
from keystep.gui.learn.cards.counts import Counts, backlog_words, waiting_words
from keystep.gui.learn.cards.history import History
from keystep.gui.learn.cards.undo_row import UndoRow
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import Page, PageHead
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.services.cards import Practice, Queue, queue

LOOKS_AGAIN_MS = 2_000
TALL = 10_000
"""Stretch of what takes all the height it may, against 1 below."""


class PracticePage(Page):
    """``finished``: as many cards as were asked for are done. ``left``: the learner goes on later.

    ``saved`` is sent after each commit and carries how many cards are due still. ``continued``:
    nothing is due, on to the path.
    ``decks_wanted``: to the decks. ``opened`` carries pack and lesson of a card that keeps
    slipping.
    """

    finished = Signal()
    left = Signal()
    saved = Signal(int)
    continued = Signal()
    decks_wanted = Signal()
    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: int | None = None
        self._queue = Queue(())
        self._ripens = QTimer(self, singleShot=True)
        self._ripens.timeout.connect(self._wake)
        self._history = History(desk)
        self.board = CardBoard(desk, alone=True)
        self.board.rated.connect(self._rate)
        self.board.opened.connect(self.opened)
        self.undo = UndoRow(self, kiosk=desk.settings.kiosk)
        self.undo.wanted.connect(self._take_back)
        self._head, self._counts = PageHead(tr("Cards")), Counts()
        self.later = button(tr("Finish later"), "plain", on_click=self.left.emit)
        self.decks = button(tr("Your decks"), "plain", on_click=self.decks_wanted.emit)
        self._table = QWidget()
        self._lines = QVBoxLayout(self._table)
        self._faults, self._done = QVBoxLayout(), QVBoxLayout()
        self._build()

    def arrange(self, layout: Layout) -> None:
        self._head.arrange(layout)
        self.board.arrange(layout)
        self._table.setMaximumWidth(fonts.scaled(WIDEST))
        roomy = layout.roomy
        below, between = (12, 20) if roomy else (4, 12)
        self._column.setContentsMargins(layout.margin, 28 if roomy else 12, layout.margin, below)
        self._column.setSpacing(between)
        self._lines.setSpacing(12 if roomy else 6)

    def begin(self, count: int | None = None) -> None:
        """Practise ``count`` cards of a session, or all that are due."""
        self._asked = count
        self.later.setVisible(count is not None)
        self.decks.setVisible(count is None and not is_confined())
        self.undo.say("")
        self.refresh()

    def refresh(self) -> None:
        self._queue = queue(self._desk.station, self._desk.learner.id)
        self._show_next()

    def enter(self) -> None:
        if self.board.isVisible():
            self.board.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self.left.emit()
        elif not (self.board.isVisible() and self.board.press(event.key())):
            event.ignore()

    def _build(self) -> None:
        for part in (self._counts, self.decks, self.later):
            self._head.end.addWidget(part)
        for place in (self._faults, self._done):
            bare(place)
        bare(self._lines)
        self._lines.addWidget(self.board, TALL)
        self._lines.addWidget(self.board.ways)
        self._lines.addLayout(self._faults)
        self._lines.addLayout(self._done)
        self._lines.addWidget(self.undo)
        self._lines.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._table, 1000)
        middle.addStretch(1)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self._head)
        self._column.addLayout(middle, 1)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))

    def _show_next(self) -> None:
        """The first card of the queue; or that there is none."""
        cards = self._queue.cards
        self._show(cards[0] if cards and self._asked != 0 else None)

    def _show(self, now: Practice | None) -> None:
        left = len(self._queue.cards[: self._asked])
        self._counts.show_counts(self._queue, left)
        for part in (self.board, self.board.ways):
            part.setVisible(now is not None)
        empty(self._done)
        self.undo.offer(len(self._history))
        self._head.say(tr("Cards"), self._line(now))
        self._ripens.stop()
        if now is None:
            self._done.addWidget(self._nothing())
            self._wait()
        else:
            self.board.show_card(now, more=left > 1)

    def _line(self, now: Practice | None) -> str:
        """Where the card is from; or how a heap is spread, so that nobody has to climb it."""
        if self._asked is None and self._queue.later:
            return backlog_words(self._queue)
        return now.pack.title if now else ""

    def _nothing(self) -> Card:
        waiting = waiting_words(self._queue, self._desk.station.clock.now().at)
        words = tr("You have seen every card that needs you today.")
        onward = button(tr("Continue path"), on_click=self.continued.emit)
        made = Card(32)
        state = EmptyState("treads", tr("Nothing is due"), waiting or words, (onward,))
        made.body.addWidget(state)
        return made

    def _wait(self) -> None:
        """Cards that are being learnt come back by themselves while the page is looked at."""
        if self._queue.waiting:
            wait = self._queue.waiting[0].due - self._desk.station.clock.now().at
            self._ripens.start(max(0, wait // timedelta(milliseconds=1)) + 1)

    def _wake(self) -> None:
        """The keyboard goes to the card, and so must not be elsewhere: in the search, say."""
        here = self.window().focusWidget()
        if not self.isVisible():
            return
        if here is None or here is self or self.isAncestorOf(here):
            self.refresh()
        else:
            self._ripens.start(LOOKS_AGAIN_MS)

    def _rate(self, practice: Practice, rating: int) -> None:
        empty(self._faults)
        try:
            rated = self._history.rate(practice, Rating(rating), duration_ms=self.board.duration_ms)
        except KeystepError as error:
            self._tell(error)
            return
        self.undo.say("")
        self._queue = self._queue.after(rated, self._desk.station.clock.now().at)
        self.saved.emit(len(self._queue.cards))
        self._asked = None if self._asked is None else self._asked - 1
        self._show_next()
        if self._asked is not None and not self.board.isVisible():
            self.finished.emit()

    def _take_back(self) -> None:
        empty(self._faults)
        try:
            practice = self._history.take_back()
        except UsageError as error:
            self.undo.offer(len(self._history))
            self.undo.say(tasks.said(error))
            return
        except KeystepError as error:
            self._tell(error)
            return
        self._asked = None if self._asked is None else self._asked + 1
        self._queue = queue(self._desk.station, self._desk.learner.id)
        self._show(practice)
        self.undo.tell(practice)
        self.saved.emit(len(self._queue.cards))

    def _tell(self, error: KeystepError) -> None:
        self._faults.addWidget(Callout("danger", tr("Not saved yet"), tasks.said(error)))
