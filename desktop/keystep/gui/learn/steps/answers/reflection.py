"""Something to think about, and to write down."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Response, Written
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.widgets.label import label
from keystep.gui.widgets.text_area import TextArea

LETTERS = 2000
NEARLY = 100
"""From so few letters left on, their number is shown."""


class ReflectionAnswer(AnswerView):
    """Nobody grades it; what was sent stands there to be read."""

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self.area = TextArea(tr("Your thoughts"), LETTERS)
        self._left = label("", "caption", "ink2")
        self._left.hide()
        self.column.addWidget(self.area)
        self.column.addWidget(self._left)
        told = tr("Not graded. It is kept with your answers.")
        self.column.addWidget(label(told, "caption", "ink2", wrap=True))
        self.area.counted.connect(self._count)
        self.area.textChanged.connect(self.changed)

    def response(self) -> Response:
        return Written(self.area.text())

    def fill(self, response: Response) -> None:
        self.area.set_text(response.text if isinstance(response, Written) else "")

    def show_grade(self, _grade: Grade) -> None:
        self.area.hide()
        self._left.hide()
        self.column.insertWidget(0, _words(self.area.text().strip()))

    def first(self) -> QWidget:
        return self.area

    def sent_with(self) -> tuple[str, ...]:
        """Enter by itself begins a new line."""
        return (f"[{tr('Ctrl Enter')}]",)

    def _count(self, left: int) -> None:
        self._left.setVisible(left < NEARLY)
        self._left.setText(trn("1 letter left", "{n} letters left", left))


def _words(text: str) -> QWidget:
    made = QFrame()
    made.setProperty("kind", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(label(text, "body", wrap=True))
    return made
