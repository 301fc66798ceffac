"""Cards inside a lesson: each of them once, and those not known again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from keystep.domain.flashcards import Rating
from keystep.domain.lesson import Step
from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.card_board import CardBoard
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.services.cards import Practice, rate_card, step_cards
from keystep.services.run import Run


class CardsView(StepView):
    """Shows the card that is next; when none is left the page can be turned."""

    shape = Shape(widest=740, top=28, lists=frozenset({"steps"}))

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.board = CardBoard(desk)
        self.board.rated.connect(self._rate)
        self._kept = EmptyState(
            "treads",
            tr("Every card seen"),
            tr("They come back just before you would forget them."),
        )
        self._left: tuple[Practice, ...] = ()
        self._body = QVBoxLayout()
        bare(self._body)
        self._body.addWidget(self.board, 10_000)
        self._body.addWidget(self._kept)
        self._body.addStretch(1)
        self.column.addLayout(self._body, 1)
        self.board.flipped.connect(self.changed)
        self._next()

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        return tr("{n} cards left", n=len(self._left)) if self._left else tr("Every card seen")

    def promise(self) -> str:
        return tr("Every answer is saved")

    def foot(self) -> Foot:
        if not self._left:
            return Foot(turns=True, hints=(tr("Go on with"), f"[{tr('Enter')}]"))
        if self.board.is_flipped:
            return Foot(hints=(tr("Rate with"), "[1]", "[2]", "[3]", "[4]"))
        return Foot(hints=(tr("Turn the card with"), f"[{tr('Space')}]"))

    def is_done(self) -> bool:
        return not self._left

    def act(self) -> None:
        self.board.press(Qt.Key.Key_Return)

    def press(self, key: int) -> bool:
        return bool(self._left) and self.board.press(key)

    def arrange(self, layout: Layout) -> None:
        self.board.arrange(layout)

    def enter(self) -> None:
        (self.board if self._left else self).setFocus()

    def _next(self) -> None:
        self._left = step_cards(self.desk.station, self.run, self.step)
        self.board.setVisible(bool(self._left))
        self._kept.setVisible(not self._left)
        if self._left:
            self.board.show_card(self._left[0], more=len(self._left) > 1)
        else:
            self.setFocus()

    def _rate(self, practice: Practice, rating: int) -> None:
        try:
            rate_card(
                self.desk.station,
                self.run.learner,
                practice,
                Rating(rating),
                duration_ms=self.board.duration_ms,
                attempt=self.run.attempt,
            )
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        self._next()
        self.saved.emit()
        self.changed.emit()
