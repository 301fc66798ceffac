"""An answer to type, then told letter by letter."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.flashcards import Card, Typing
from keystep.domain.memory import Rating
from keystep.domain.typed import matches, nearest
from keystep.gui.i18n import tr
from keystep.gui.learn.cards.comparison import Comparison
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.pictures import Media
from keystep.gui.pages import bare
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label

LETTERS = 200
"""What is typed is compared with all that is accepted; nobody's answer is longer."""


class TypedFace(CardFace):
    """Enter checks it; a space is a letter like others."""

    def __init__(self, card: Card, media: Media) -> None:
        self.edit = AnswerLine()
        super().__init__(card, media)
        self.edit.textChanged.connect(self.changed)

    def ask(self) -> None:
        super().ask()
        self.edit.setAccessibleDescription(self.card.front)
        self.column.addSpacing(16)
        self.column.addWidget(self.edit)

    def reveal(self) -> None:
        self.edit.hide()
        typed, asks = self._typed, cast("Typing", self.card.asks)
        answer = nearest(typed, (self.card.back, *asks.accept), asks.heeds)
        self.told = QWidget()
        column = QVBoxLayout(self.told)
        bare(column)
        if typed:
            column.addWidget(Comparison(typed, answer, asks.heeds, right=self._is_right(asks)))
            if answer != self.card.back:
                also = tr("Also right: {answer}", answer=self.card.back)
                column.addWidget(label(also, "body", "ink2", wrap=True))
        else:
            column.addWidget(label(tr("Answer"), "label", "ink2"))
            column.addSpacing(4)
            column.addWidget(label(self.card.back, "section", wrap=True))
        self.column.addWidget(self.told)
        self.add_rest()

    def first(self) -> QWidget | None:
        return self.edit

    def way(self) -> str:
        return tr("Check") if self._typed else tr("Show answer")

    def suggested(self) -> Rating:
        return Rating.GOOD if self._is_right(cast("Typing", self.card.asks)) else Rating.AGAIN

    def answer(self) -> str:
        said = super().answer()
        if not self._typed:
            return said
        right = self._is_right(cast("Typing", self.card.asks))
        return f"{tr('Right') if right else tr('Not this one')}. {said}"

    @property
    def _typed(self) -> str:
        return self.edit.text().strip()

    def _is_right(self, asks: Typing) -> bool:
        accepted = (self.card.back, *asks.accept)
        return any(matches(self._typed, each, asks.typos, asks.heeds) for each in accepted)


class AnswerLine(LineEdit):
    """A line to answer in; Ctrl Z is the page's where there is nothing typed to take back."""

    def __init__(self) -> None:
        super().__init__(tr("Your answer"), tr("Type your answer"))
        self.setMaxLength(LETTERS)

    def event(self, event: QEvent) -> bool:
        taken = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if taken and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)
