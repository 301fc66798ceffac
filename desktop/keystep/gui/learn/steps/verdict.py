"""What checking says of a whole answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.interactions import (
    Categorise,
    Cloze,
    ImageHotspot,
    Matching,
    MultipleResponse,
    Ordering,
)
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade, PartVerdict
from keystep.gui.i18n import mark, tr
from keystep.gui.pages import empty
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

SURE = {
    (Confidence.CERTAIN, False): mark(
        "You were certain, and it was not right. That is worth knowing now, not at work."
    ),
    (Confidence.CERTAIN, True): mark("You were certain, and you were right."),
    (Confidence.FAIRLY, False): mark("You were fairly sure. Read why, and it will stay."),
    (Confidence.FAIRLY, True): mark("You were fairly sure. Now you can be certain."),
    (Confidence.GUESS, False): mark("You guessed. Read why, and next time you need not."),
    (Confidence.GUESS, True): mark("You guessed right. Read why, and next time you will know."),
}


class VerdictCard(Card):
    """Found, missed and not this one; what the certainty was worth; why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(20, 8, parent)
        self.hide()

    def show_grade(self, item: Item, grade: Grade, confidence: Confidence | None) -> None:
        empty(self.body)
        self.body.addWidget(label(verdict_title(item, grade), "title18", wrap=True))
        self.body.addWidget(_glyphs(grade))
        if confidence is not None:
            words = tr(SURE[confidence, grade.right])
            self.body.addWidget(label(words, "body", "ink2", wrap=True))
        if item.feedback:
            self.body.addSpacing(4)
            self.body.addWidget(divider())
            self.body.addSpacing(4)
            self.body.addWidget(label(item.feedback, "body", wrap=True))
        self.show()


def verdict_title(item: Item, grade: Grade) -> str:
    """ "2 of 3 found", "2 of 3 right"; right and not right where there is one answer."""
    if grade.score is None:
        return tr("Noted")
    right = grade.verdicts.count(PartVerdict.RIGHT)
    if isinstance(item.asks, MultipleResponse | ImageHotspot):
        total = right + grade.verdicts.count(PartVerdict.MISSED)
        return tr("{found} of {total} found", found=right, total=total)
    if isinstance(item.asks, Cloze | Matching | Ordering | Categorise):
        return tr("{n} of {total} right", n=right, total=len(grade.verdicts))
    return tr("Right") if grade.right else tr("Not this one")


def _glyphs(grade: Grade) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 4)
    row.setSpacing(8)
    for kind in _kinds(grade):
        if kind == "|":
            row.addWidget(divider(vertical=True))
        else:
            row.addWidget(StatusGlyph(kind, 24), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return made


def _kinds(grade: Grade) -> list[str]:
    """A glyph for each right option, then, behind a line, one for each wrong choice."""
    count = grade.verdicts.count
    if not grade.verdicts:
        return ["right" if grade.right else "not_this_one"]
    found = ["right"] * count(PartVerdict.RIGHT) + ["missed"] * count(PartVerdict.MISSED)
    wrong = ["not_this_one"] * count(PartVerdict.WRONG)
    return [*found, "|", *wrong] if found and wrong else [*found, *wrong]
