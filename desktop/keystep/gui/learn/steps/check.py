"""A check: one question after the other, its verdicts at once or all at the end."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystep.domain.lesson import Step
from keystep.domain.quiz import Item
from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.check_board import CheckBoard
from keystep.gui.learn.steps.check_list import QuestionList
from keystep.gui.learn.steps.check_outcome import outcome_words
from keystep.gui.learn.steps.check_sitting import Sitting
from keystep.gui.learn.steps.check_words import asking, place, promise
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.learn.steps.verdict import VerdictCard
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import announce
from keystep.services.run import Run


class CheckView(StepView):
    """Starts at the first question without an answer; at the end, with the way on, if all have."""

    shape = Shape(widest=740, top=28, lists=frozenset({"steps"}))

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.sitting, self._index = Sitting(desk, run, step), 0
        self.board = CheckBoard(self.sitting)
        self.verdict, self.questions = VerdictCard(self), QuestionList(self)
        self.side: QWidget = self.questions if self.sitting.deferred else self.verdict
        self.questions.setVisible(self.sitting.deferred)
        self.questions.chosen.connect(self._go_to)
        self.board.entered.connect(self._remember)
        self.board.went_back.connect(lambda: self._go_to(self._index - 1))
        self.board.retried.connect(self._retry)
        self.board.opened.connect(lambda opened: self.revealed.emit((opened,)))
        self.board.up.connect(self._end)
        self.column.addWidget(self.board)
        self.column.addStretch(1)

    @property
    def question(self) -> QuestionView | None:
        """The question on the screen; None where all are reviewed."""
        return self.board.question

    @property
    def item(self) -> Item:
        """That of the question on the screen, of the last one where all are reviewed."""
        return self.sitting.at.asked[self._index]

    @property
    def flagged(self) -> str:
        """The id of the item that a flag is about; "" where it is about all of them."""
        return self.item.id if self.question is not None else ""

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        return tr("Result") if self.question is None else place(self.sitting, self._index)

    def promise(self) -> str:
        return promise(self.sitting, self.item)

    def foot(self) -> Foot:
        go_on = (tr("Go on with"), f"[{tr('Enter')}]")
        if self._next() is None and self.sitting.at.over:
            return Foot(turns=True, hints=go_on)
        if self._is_up():
            return Foot(tr("Save your answers"))
        if self.sitting.asks(self.item):
            return asking(self.sitting, self.item, self.question)
        return Foot(tr("Next question"), arrow=True, hints=go_on)

    def state(self) -> dict[str, Any]:
        countdown = self.board.countdown
        return self.sitting.state(countdown.spent_ms if countdown else 0)

    def restore(self, state: dict[str, Any]) -> None:
        self.sitting.restore(state)
        self._begin()

    def is_done(self) -> bool:
        return self.sitting.at.over

    def act(self) -> None:
        ahead = self._next()
        if self._is_up():
            self._end()
        elif self.sitting.asks(self.item):
            self._answer()
        elif ahead is not None:
            self._go_to(ahead)

    def press(self, key: int) -> bool:
        n = key - Qt.Key.Key_0.value
        if self.question is None or self.sitting.is_shut(self.item) or not 1 <= n <= 9:
            return False
        return self.question.answers.pick(n)

    def enter(self) -> None:
        """The keyboard starts at the answers; a told one leaves only the way on."""
        self.sitting.start_watch()
        if self.question is None or self.sitting.is_shut(self.item):
            super().enter()
        else:
            self.question.answers.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sitting.stop_watch(self.item)

    def ask(self, index: int) -> None:
        """Show a question, counted from 0."""
        self._index = index
        self.forget_fault()
        self.verdict.hide()
        back = self.sitting.deferred and index > 0
        intro = "" if index else self.step.text
        self.board.show_question(self.item, intro=intro, back=back)
        if self.sitting.is_shut(self.item):
            self._show_verdict()
        self._show_list()
        self.revealed.emit((self.board.top,))

    def _begin(self) -> None:
        """Where it goes on: the first open question, or the end."""
        self.board.begin(self.desk.settings.quiz_time)
        at = self.sitting.at
        todo = (n for n, item in enumerate(at.asked) if not at.is_given(item))
        if self.sitting.reviews:
            self._show_review()
        else:
            self.ask(next(todo, len(at.asked) - 1))

    def _go_to(self, index: int) -> None:
        self.sitting.stop_watch(self.item)
        self.ask(index)
        self.enter()
        self.changed.emit()

    def _answer(self) -> None:
        question = self.question
        if question is None or not question.is_answered():
            return
        try:
            self.sitting.answer(self.item, question.draft())
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        self._show_answered()

    def _end(self) -> None:
        """The time is up."""
        self.sitting.stop_watch(self.item)
        try:
            self.sitting.end()
        except KeystepError as error:
            self.tell(error)
            self.changed.emit()
            return
        announce(self, tr("The time is up"))
        self._show_answered()

    def _show_answered(self) -> None:
        """What follows an answer: its verdict, the next question, or the end."""
        ahead = self._next()
        if self.sitting.at.over:
            self.board.begin(0)
        if self.sitting.reviews:
            self._show_review()
            announce(self, outcome_words(self.sitting.at))
            super().enter()
        elif self.sitting.deferred and ahead is not None:
            announce(self, tr("Answer saved"))
            self.ask(ahead)
            self.enter()
        else:
            self._show_verdict()
            super().enter()
        self.saved.emit()
        self.changed.emit()

    def _show_verdict(self) -> None:
        """Say how the answer on the screen was, and after the last one how all of them were."""
        given, at = self.sitting.given(self.item), self.sitting.at
        if self.question is None or given is None:
            return
        self.question.show_grade(self.item.asks.grade(given.response))
        self.verdict.show_answer(self.item, given)
        if at.over and self.step.phase is None and self._index + 1 == len(at.asked):
            self.board.show_outcome()

    def _show_review(self) -> None:
        self._index = len(self.sitting.at.asked) - 1
        self.board.show_review()
        self.verdict.hide()
        self.questions.hide()
        self.revealed.emit((self.board.top,))

    def _show_list(self) -> None:
        if self.sitting.deferred:
            at = self.sitting.at
            self.questions.show_questions([at.is_given(item) for item in at.asked], self._index)
            self.questions.show()

    def _retry(self) -> None:
        self.sitting.retry()
        self._begin()
        self.enter()
        self.kept.emit()
        self.changed.emit()

    def _remember(self) -> None:
        if self.question is not None:
            known = self.sitting.shown(self.item)
            self.sitting.remember(self.item, self.question.draft())
            if self.question.hints_read > (known.hints if known else 0):
                self.kept.emit()  # what a hint costs outlives a power cut
        self.changed.emit()

    def _next(self) -> int | None:
        """The question to go to from here; None at the end."""
        return self.sitting.next_after(self._index) if self.question is not None else None

    def _is_up(self) -> bool:
        countdown = self.board.countdown
        return countdown is not None and countdown.left_ms == 0 and not self.sitting.at.over
