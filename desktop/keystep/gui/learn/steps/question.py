"""One question on the screen: its answers and how sure one is, then its verdict."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.make import ANSWER_KINDS
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented

CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.GUESS: mark("A guess"),
    Confidence.FAIRLY: mark("Fairly sure"),
    Confidence.CERTAIN: mark("Certain"),
}


class QuestionView(QWidget):
    """The question, its answers and how sure one is. ``changed`` after anything was entered."""

    changed = Signal()

    def __init__(
        self, item: Item, order: tuple[int, ...], media: Media, draft: Draft | None
    ) -> None:
        super().__init__()
        self.item, self.kind = item, ANSWER_KINDS[type(item.asks)]
        self.answers = self.kind.view(item, order, media)
        self.sure = Segmented(tr("How sure are you?"), [tr(w) for w in CONFIDENCES.values()])
        self._sure_label = label(tr("How sure are you?"), "body", "ink2")
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(label(tr(self.kind.asks), "label", "ink2"))
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
        return self.item.asks.is_answered(self.answers.response())

    def show_grade(self, grade: Grade) -> None:
        """The verdict; from now on nothing can be changed."""
        self.answers.show_grade(grade)
        self.sure.set_options_enabled(False)
        self._sure_label.setText(tr("You said you were"))
        self._sure_row.setVisible(self.sure.current() is not None)

    def _choose(self, confidence: Confidence | None) -> None:
        self.sure.set_current(None if confidence is None else list(CONFIDENCES).index(confidence))
