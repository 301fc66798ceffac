"""Cards inside a lesson: each of them once, and those not known again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from keystep.domain.lesson import Step
from keystep.domain.memory import Rating
from keystep.errors import KeystepError, UsageError
from keystep.gui import tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.card_board import CardBoard
from keystep.gui.learn.cards.history import History
from keystep.gui.learn.cards.undo_row import UndoRow
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.services.cards import Practice, step_cards
from keystep.services.run import Run


class CardsView(StepView):
    """Shows the card that is next; when none is left the page can be turned."""

    shape = Shape(widest=740, top=28, lists=frozenset({"steps"}))

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self._history = History(desk)
        self._left: tuple[Practice, ...] = ()
        self.board = CardBoard(desk)
        self.board.rated.connect(self._rate)
        self.board.flipped.connect(self.changed)
        self.undo = UndoRow(self, kiosk=desk.settings.kiosk)
        self.undo.wanted.connect(self._take_back)
        self._kept = EmptyState(
            "treads",
            tr("Every card seen"),
            tr("They come back just before you would forget them."),
        )
        body = QVBoxLayout()
        bare(body, 8)
        body.addWidget(self.board, 10_000)
        for part in (self.board.ways, self._kept, self.undo):
            body.addWidget(part)
        body.addStretch(1)
        self.column.addLayout(body, 1)
        self._next()

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        left = len(self._left)
        return trn("1 card left", "{n} cards left", left) if left else tr("Every card seen")

    def promise(self) -> str:
        return tr("Every answer is saved")

    def foot(self) -> Foot:
        if not self._left:
            return Foot(turns=True, hints=(tr("Go on with"), f"[{tr('Enter')}]"))
        return Foot(hints=self.board.hints())

    def is_done(self) -> bool:
        return not self._left

    def act(self) -> None:
        self.board.press(Qt.Key.Key_Return)

    def press(self, key: int) -> bool:
        return bool(self._left) and self.board.press(key)

    def arrange(self, layout: Layout) -> None:
        self.board.arrange(layout)

    def enter(self) -> None:
        if self._left:
            self.board.take_focus()
        else:
            self.setFocus()

    def _next(self) -> None:
        self._left = step_cards(self.desk.station, self.run, self.step)
        self._show(self._left[0] if self._left else None)

    def _show(self, now: Practice | None) -> None:
        for part in (self.board, self.board.ways):
            part.setVisible(now is not None)
        self._kept.setVisible(now is None)
        self.undo.offer(len(self._history))
        if now is not None:
            self.board.show_card(now, more=len(self._left) > 1)
        else:
            self.setFocus()

    def _rate(self, practice: Practice, rating: int) -> None:
        try:
            self._history.rate(
                practice,
                Rating(rating),
                duration_ms=self.board.duration_ms,
                attempt=self.run.attempt,
            )
        except KeystepError as error:
            self.tell(error)
            return
        self.undo.say("")
        self._next()
        self._saved()

    def _take_back(self) -> None:
        try:
            practice = self._history.take_back()
        except UsageError as error:
            self.undo.offer(len(self._history))
            self.undo.say(tasks.said(error))
            return
        except KeystepError as error:
            self.tell(error)
            return
        self._left = step_cards(self.desk.station, self.run, self.step)
        self._show(practice)
        self.undo.tell(practice)
        self._saved()

    def _saved(self) -> None:
        self.forget_fault()
        self.saved.emit()
        self.changed.emit()
