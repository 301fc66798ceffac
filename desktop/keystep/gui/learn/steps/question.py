"""One question on the screen: its answers and how sure one is, then its verdict."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.interactions import ImageHotspot, Reflection
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.make import ANSWER_KINDS
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.learn.steps.hints import Hints
from keystep.gui.learn.steps.picture_room import question_picture
from keystep.gui.learn.steps.question_sound import QuestionSound
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented

CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.GUESS: mark("A guess"),
    Confidence.FAIRLY: mark("Fairly sure"),
    Confidence.CERTAIN: mark("Certain"),
}


class QuestionView(QWidget):
    """The question, its answers and how sure one is. ``changed`` after anything was entered.

    ``hinting``: whoever wants them may read its hints.
    """

    changed = Signal()

    def __init__(
        self,
        item: Item,
        order: tuple[int, ...],
        media: Media,
        draft: Draft | None,
        *,
        hinting: bool = True,
    ) -> None:
        super().__init__()
        self.item, self.kind = item, ANSWER_KINDS[type(item.asks)]
        self.answers = self.kind.view(item, order, media)
        self._graded = not isinstance(item.asks, Reflection)
        hints, read = item.hints if hinting else (), draft.hints if draft else 0
        self.hints = Hints(hints, read, costly=self._graded)
        self.sure = Segmented(tr("How sure are you?"), [tr(w) for w in CONFIDENCES.values()])
        self._sure_label = label(tr("How sure are you?"), "body", "ink2")
        self._sure_row = self._make_sure_row()
        self._build(media)
        if draft:
            self.answers.fill(draft.response)
            self._choose(draft.confidence)
        self.answers.changed.connect(self.changed)
        self.hints.asked.connect(self.changed)
        self.sure.chosen.connect(lambda _n: self.changed.emit())

    @property
    def hints_read(self) -> int:
        """How many hints were read."""
        return self.hints.read

    def draft(self) -> Draft:
        """What is entered now."""
        chosen = self.sure.current()
        confidence = None if chosen is None else list(CONFIDENCES)[chosen]
        return Draft(self.answers.response(), confidence, self.hints_read)

    def is_answered(self) -> bool:
        """Whether it can be checked."""
        return self.item.asks.is_answered(self.answers.response())

    def show_grade(self, grade: Grade) -> None:
        """The verdict; from now on nothing can be changed."""
        self.answers.show_grade(grade)
        self.hints.close_rest()
        self.sure.set_options_enabled(False)
        self._sure_label.setText(tr("You said you were"))
        self._sure_row.setVisible(self._graded and self.sure.current() is not None)

    def _build(self, media: Media) -> None:
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(label(tr(self.kind.asks), "label", "ink2"))
        column.addWidget(label(self.item.question, "section", wrap=True))
        column.addSpacing(16)
        shows_itself = isinstance(self.item.asks, ImageHotspot)
        if self.item.picture and not shows_itself:
            column.addLayout(question_picture(media, self.item.picture, self.item.alt))
            column.addSpacing(16)
        if self.item.sound:
            column.addWidget(QuestionSound(media.path(self.item.sound), self.item.spoken))
            column.addSpacing(16)
        column.addWidget(self.answers)
        column.addSpacing(18)
        column.addWidget(self.hints)
        column.addWidget(self._sure_row)

    def _make_sure_row(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 16)
        row.addWidget(self._sure_label)
        row.addWidget(self.sure)
        row.addStretch(1)
        if not self._graded:
            made.hide()
        return made

    def _choose(self, confidence: Confidence | None) -> None:
        self.sure.set_current(None if confidence is None else list(CONFIDENCES).index(confidence))
