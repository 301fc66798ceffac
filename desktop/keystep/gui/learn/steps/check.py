"""A check: one question after the other, each with its verdict at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QVBoxLayout

from keystep.domain.lesson import Step
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade
from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.draft import Draft, drafts_of, kept
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.learn.steps.verdict import VerdictCard
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare, empty
from keystep.services.learning import Run, answer_item, answers


class CheckView(StepView):
    """Starts at the first question without an answer; at the last, with the way on, if all have."""

    shape = Shape(widest=740, top=28, lists=frozenset({"steps"}))

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.items = run.items(step)
        self.verdict = VerdictCard(self)
        self.side = self.verdict
        self._given = {a.item for a in answers(desk.station, run, step).values()}
        self._drafts: dict[str, Draft] = {}
        self._asked = QElapsedTimer()
        self._holder = QVBoxLayout()
        bare(self._holder)
        self.column.addLayout(self._holder)
        self.column.addStretch(1)
        self.question: QuestionView | None = None
        todo = [n for n, item in enumerate(self.items) if item.id not in self._given]
        self.ask(todo[0] if todo else len(self.items) - 1)

    @property
    def item(self) -> Item:
        """The question on the screen."""
        return self._item

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        return tr("Question {n} of {total}", n=self._index + 1, total=len(self.items))

    def promise(self) -> str:
        return tr("Answer saved") if self._is_given() else tr("Your place is saved")

    def foot(self) -> Foot:
        go_on = (tr("Go on with"), f"[{tr('Enter')}]")
        if not self._is_given():
            return self._asking()
        if self._index + 1 < len(self.items):
            return Foot(tr("Next question"), arrow=True, hints=go_on)
        return Foot(turns=True, hints=go_on)

    def state(self) -> dict[str, Any]:
        return kept(self._drafts)

    def restore(self, state: dict[str, Any]) -> None:
        drafts = drafts_of(state)
        todo = {item.id for item in self.items} - self._given
        self._drafts = {item: draft for item, draft in drafts.items() if item in todo}
        if self._item.id in self._drafts:
            self.ask(self._index)

    def is_done(self) -> bool:
        return self._given >= {item.id for item in self.items}

    def act(self) -> None:
        if not self._is_given():
            self._check()
        elif self._index + 1 < len(self.items):
            self.ask(self._index + 1)
            self.enter()
            self.changed.emit()

    def press(self, key: int) -> bool:
        number = key - Qt.Key.Key_0.value
        if self._is_given() or self.question is None or not 1 <= number <= 9:
            return False
        return self.question.answers.pick(number)

    def enter(self) -> None:
        """The keyboard starts at the answers; a given one leaves only the way on."""
        self._asked.start()
        if self.question is None or self._is_given():
            super().enter()
        else:
            self.question.answers.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _asking(self) -> Foot:
        question = self.question
        if question is None or not question.is_answered():
            missing = tr(question.kind.missing) if question else ""
            return Foot(missing, enabled=False, hints=question.answers.keys() if question else ())
        return Foot(tr("Check answer"), hints=(tr("Check with"), f"[{tr('Enter')}]"))

    def ask(self, index: int) -> None:
        """Show a question, counted from 0."""
        self._index = index
        self._item = self.items[index]
        self.verdict.hide()
        self.forget_fault()
        empty(self._holder)
        media = Media(self.run.shelf, self.run.pack)
        if index == 0 and self.step.text.strip():
            self._holder.addWidget(BlockColumn(self.step.text, media, "body", "ink2"))
            self._holder.addSpacing(24)
        answer = answers(self.desk.station, self.run, self.step).get(self._item.id)
        given = Draft(answer.response, answer.confidence) if answer else None
        order, draft = self.run.order(self.step, self._item), self._drafts.get(self._item.id)
        self.question = QuestionView(self._item, order, media, given or draft)
        self.question.changed.connect(self._remember)
        self._holder.addWidget(self.question)
        if answer:
            self._show(self._item.asks.grade(answer.response), answer.confidence)

    def _check(self) -> None:
        question = self.question
        if question is None or not question.is_answered():
            return
        draft = question.draft()
        try:
            result = answer_item(
                self.desk.station,
                self.run,
                self.step,
                self._item,
                draft.response,
                duration_ms=self._asked.elapsed() if self._asked.isValid() else 0,
                confidence=draft.confidence,
            )
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        self._given.add(self._item.id)
        self._drafts.pop(self._item.id, None)
        self._show(result, draft.confidence)
        super().enter()
        self.saved.emit()
        self.changed.emit()

    def _show(self, result: Grade, confidence: Confidence | None) -> None:
        if self.question is not None:
            self.question.show_grade(result)
        self.verdict.show_grade(self._item, result, confidence)

    def _remember(self) -> None:
        if self.question is not None:
            self._drafts[self._item.id] = self.question.draft()
        self.changed.emit()

    def _is_given(self) -> bool:
        return self._item.id in self._given
