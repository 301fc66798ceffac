"""An answer to write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.interactions import Numeric, ShortText
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Response, Written
from keystep.gui import fonts
from keystep.gui.i18n import isolate, reads_rtl, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label


class TypedAnswer(AnswerView):
    """A word or a number, with its unit."""

    gap = 12

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self.edit = LineEdit(tr("Your answer"))
        self.edit.textChanged.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.edit)
        if isinstance(item.asks, Numeric):
            self.edit.setFixedWidth(fonts.scaled(160))
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
            self.edit.setAccessibleDescription(item.asks.unit)
            row.addWidget(label(item.asks.unit, "body", "ink2", wrap=True), 1)
        self.column.addLayout(row)

    def response(self) -> Response:
        return Written(self.edit.text())

    def fill(self, response: Response) -> None:
        self.edit.setText(response.text if isinstance(response, Written) else "")

    def show_grade(self, grade: Grade) -> None:
        self.edit.setReadOnly(True)
        self.edit.home(False)
        title = tr("Right") if grade.right else tr("Not this one")
        asks = self.item.asks
        model = asks.model if isinstance(asks, Numeric | ShortText) else ""
        answer = model if reads_rtl(model) else isolate(model)
        said = tr("The answer: {answer}", answer=answer)
        self.column.addWidget(Callout("success" if grade.right else "danger", title, said))

    def first(self) -> QWidget:
        return self.edit
