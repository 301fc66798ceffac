"""Answers to choose among."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystep.domain.interactions import MultipleResponse, SingleChoice, TrueFalse
from keystep.domain.quiz import Item
from keystep.domain.responses import Choice, Grade, Response
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.widgets.answer_row import Verdict, answer_row


class Options(AnswerView):
    """Rows to choose among; ``rows`` are in the pack's order."""

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self._options = cast("SingleChoice | TrueFalse | MultipleResponse", item.asks).options
        several = isinstance(item.asks, MultipleResponse)
        made = {n: answer_row(self._options[n].text, several=several) for n in order}
        self.rows = [made[n] for n in sorted(made)]
        for row in made.values():
            row.toggled.connect(self.changed)
            self.column.addWidget(row)

    def response(self) -> Response:
        return Choice(tuple(n for n, row in enumerate(self.rows) if row.isChecked()))

    def fill(self, response: Response) -> None:
        chosen = response.options if isinstance(response, Choice) else ()
        for n, row in enumerate(self.rows):
            row.setChecked(n in chosen)

    def show_grade(self, grade: Grade) -> None:
        for row, option, verdict in zip(self.rows, self._options, grade.verdicts, strict=True):
            row.show_verdict(Verdict(VERDICTS[verdict], option.feedback))

    def first(self) -> QWidget:
        return next((row for row in self.rows if row.isChecked()), self.rows[self.order[0]])

    def pick(self, number: int) -> bool:
        """Choose the answer that stands there."""
        if not 1 <= number <= len(self.rows):
            return False
        row = self.rows[self.order[number - 1]]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.click()
        return True

    def keys(self) -> tuple[str, ...]:
        return (tr("Choose with"), "[1]", tr("to"), f"[{len(self.rows)}]")
