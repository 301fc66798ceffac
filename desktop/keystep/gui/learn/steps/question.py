"""One question on the screen: choosing or typing, then its verdict."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.quiz import (
    Choice,
    Confidence,
    Grade,
    Item,
    ItemType,
    OptionVerdict,
    Response,
    Written,
    is_answered,
)
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.pages import bare
from keystep.gui.widgets.answer_row import Verdict, answer_row
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented

ASKS: Mapping[ItemType, str] = {
    ItemType.SINGLE: mark("Choose one answer"),
    ItemType.MULTIPLE: mark("Choose every answer that is true"),
    ItemType.TRUE_FALSE: mark("Is that so?"),
    ItemType.NUMERIC: mark("Write a number"),
    ItemType.TEXT: mark("Write the answer"),
}
CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.GUESS: mark("A guess"),
    Confidence.FAIRLY: mark("Fairly sure"),
    Confidence.CERTAIN: mark("Certain"),
}
VERDICTS: Mapping[OptionVerdict, str] = {
    OptionVerdict.RIGHT: "right",
    OptionVerdict.WRONG: "not_this_one",
    OptionVerdict.MISSED: "missed",
    OptionVerdict.LEFT_OUT: "left_out",
}


class Options(QWidget):
    """Answers to choose among, in the ``order`` of their indices; ``rows`` are in the pack's."""

    changed = Signal()

    def __init__(self, item: Item, order: tuple[int, ...]) -> None:
        super().__init__()
        self._item, self._order = item, order
        several = item.type is ItemType.MULTIPLE
        column = QVBoxLayout(self)
        bare(column, 8)
        made = {n: answer_row(item.options[n].text, several=several) for n in order}
        self.rows = [made[n] for n in sorted(made)]
        for row in made.values():
            row.toggled.connect(self.changed)
            column.addWidget(row)

    def response(self) -> Response:
        return Choice(tuple(n for n, row in enumerate(self.rows) if row.isChecked()))

    def fill(self, response: Response) -> None:
        chosen = response.options if isinstance(response, Choice) else ()
        for n, row in enumerate(self.rows):
            row.setChecked(n in chosen)

    def pick(self, number: int) -> bool:
        """Choose the answer that stands there, from 1; False where there is none."""
        if not 1 <= number <= len(self.rows):
            return False
        row = self.rows[self._order[number - 1]]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.click()
        return True

    def show_grade(self, grade: Grade) -> None:
        for row, option, verdict in zip(self.rows, self._item.options, grade.verdicts, strict=True):
            row.show_verdict(Verdict(VERDICTS[verdict], option.feedback))

    def first(self) -> QWidget:
        """What the keyboard starts with."""
        return next((row for row in self.rows if row.isChecked()), self.rows[self._order[0]])


class TypedAnswer(QWidget):
    """An answer to write, with its unit."""

    changed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._column = QVBoxLayout(self)
        bare(self._column, 12)
        self.edit = LineEdit(tr("Your answer"))
        self.edit.textChanged.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.edit)
        if item.type is ItemType.NUMERIC:
            self.edit.setFixedWidth(160)
            self.edit.setAccessibleDescription(item.unit)
            row.addWidget(label(item.unit, "body", "ink2"), 1)
        self._column.addLayout(row)

    def response(self) -> Response:
        return Written(self.edit.text())

    def fill(self, response: Response) -> None:
        self.edit.setText(response.text if isinstance(response, Written) else "")

    def pick(self, number: int) -> bool:
        return False

    def show_grade(self, grade: Grade) -> None:
        self.edit.setReadOnly(True)
        title = tr("Right") if grade.right else tr("Not this one")
        said = tr("The answer: {answer}", answer=right_answer(self._item))
        self._column.addWidget(Callout("success" if grade.right else "danger", title, said))

    def first(self) -> QWidget:
        return self.edit


class QuestionView(QWidget):
    """The question, its answers and how sure one is. ``changed`` after anything was entered."""

    changed = Signal()

    def __init__(self, item: Item, order: tuple[int, ...], draft: Draft | None) -> None:
        super().__init__()
        self.item = item
        self.answers = Options(item, order) if item.options else TypedAnswer(item)
        self.sure = Segmented(tr("How sure are you?"), [tr(w) for w in CONFIDENCES.values()])
        self._sure_label = label(tr("How sure are you?"), "body", "ink2")
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(label(tr(ASKS[item.type]), "label", "ink2"))
        column.addWidget(label(item.question, "section", wrap=True))
        column.addSpacing(16)
        column.addWidget(self.answers)
        column.addSpacing(18)
        self._sure_row = QWidget()
        row = QHBoxLayout(self._sure_row)
        bare(row, 16)
        row.addWidget(self._sure_label)
        row.addWidget(self.sure)
        row.addStretch(1)
        column.addWidget(self._sure_row)
        if draft:
            self.answers.fill(draft.response)
            self._choose(draft.confidence)
        self.answers.changed.connect(self.changed)
        self.sure.chosen.connect(lambda _n: self.changed.emit())

    def draft(self) -> Draft:
        """What is entered now."""
        chosen = self.sure.current()
        confidence = None if chosen is None else list(CONFIDENCES)[chosen]
        return Draft(self.answers.response(), confidence)

    def is_answered(self) -> bool:
        """Whether it can be checked."""
        return is_answered(self.item, self.answers.response())

    def show_grade(self, grade: Grade) -> None:
        """The verdict; from now on nothing can be changed."""
        self.answers.show_grade(grade)
        self.sure.set_options_enabled(False)
        self._sure_label.setText(tr("You said you were"))
        self._sure_row.setVisible(self.sure.current() is not None)

    def _choose(self, confidence: Confidence | None) -> None:
        self.sure.set_current(None if confidence is None else list(CONFIDENCES).index(confidence))


def right_answer(item: Item) -> str:
    """The answer to a typed question as its author would write it."""
    if item.type is ItemType.NUMERIC:
        return f"{item.answer} {item.unit}".strip()
    return item.accept[0] if item.accept else ""
