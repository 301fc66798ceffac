"""What the board asks of a card's face."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from keystep.domain.flashcards import Card
from keystep.domain.flashcards import Media as Side
from keystep.domain.memory import Rating
from keystep.gui.i18n import tr
from keystep.gui.learn.picture_view import PictureView, picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.picture_room import PictureRoom, at_start
from keystep.gui.learn.steps.question_sound import QuestionSound
from keystep.gui.pages import bare
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label

SHARE = 0.34
"""Of the window's height, that a picture on a card takes at most."""


class CardFace(QWidget):
    """A card: asked at first, and answered from ``reveal`` on.

    ``changed``: ``way`` says something else than before. ``told`` is what to bring into sight once
    it is answered.
    """

    changed = Signal()

    def __init__(self, card: Card, media: Media) -> None:
        super().__init__()
        self.card, self.media = card, media
        self.told: QWidget | None = None
        self.column = QVBoxLayout(self)
        bare(self.column)
        self.ask()

    def ask(self) -> None:
        """Build what is seen at first."""
        self.column.addWidget(label(tr("Question"), "label", "ink2"))
        self.column.addSpacing(2)
        self.column.addWidget(label(self.card.front, "title18", wrap=True))
        self.add_side(self.card.asked)

    def reveal(self) -> None:
        """Show the answer."""
        self.told = QWidget()
        answer = QVBoxLayout(self.told)
        bare(answer)
        answer.addSpacing(24)
        answer.addWidget(divider())
        answer.addSpacing(24)
        answer.addWidget(label(tr("Answer"), "label", "ink2"))
        answer.addSpacing(4)
        answer.addWidget(label(self.card.back, "section", wrap=True))
        self.column.addWidget(self.told)
        self.add_rest()

    def add_rest(self) -> None:
        """What comes after every answer: its picture, its sound and the note."""
        self.add_side(self.card.answered)
        if self.card.note:
            self.column.addSpacing(12)
            self.column.addWidget(label(self.card.note, "body", "ink2", wrap=True))

    def add_side(self, side: Side) -> None:
        """The picture and the sound of a side, where it has them."""
        if side.picture:
            self.column.addSpacing(16)
            self.column.addLayout(self.picture(side))
        if side.sound:
            self.column.addSpacing(16)
            self.column.addWidget(QuestionSound(self.media.path(side.sound), side.spoken))

    def picture(self, side: Side) -> QLayout:
        """It leaves room for the answer; a click or Enter enlarges it."""
        shown = picture_view(self.media, side.picture, side.alt)
        if isinstance(shown, PictureView):
            PictureRoom(shown, shown.picture.natural, lambda high: round(high * SHARE))
        return at_start(shown)

    def first(self) -> QWidget | None:
        """What takes the keys at first; None for the board itself."""
        return None

    def way(self) -> str:
        """What the button to the answer says."""
        return tr("Show answer")

    def suggested(self) -> Rating:
        """How well it was known, as far as can be seen."""
        return Rating.GOOD

    def answer(self) -> str:
        """The answer in words."""
        return tr("Answer: {text}", text=self.card.back)
