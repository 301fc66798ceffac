"""What checking says of a whole answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from keystep.domain.interactions import (
    Categorise,
    Cloze,
    ImageHotspot,
    Matching,
    MultipleResponse,
    Ordering,
)
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import FULL_SCORE, Grade, PartVerdict, Response
from keystep.gui import fonts
from keystep.gui.i18n import mark, number, percent, tr, trn
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.pages import empty
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

FOUND = MultipleResponse | ImageHotspot
PLACED = Cloze | Matching | Ordering | Categorise
"""What is told by counting its parts."""
GLYPH = 24
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
SHARES: Mapping[int, str] = {
    250: mark("a quarter"),
    333: mark("a third"),
    500: mark("half"),
    666: mark("two thirds"),
    750: mark("three quarters"),
}
"""Thousandths in words, as hints leave them of a full score."""


class VerdictCard(Card):
    """Found, missed and not this one; what hints and certainty were worth; why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(20, 8, parent)
        self.hide()

    def show_answer(self, item: Item, given: Draft) -> None:
        """Say how an answer to ``item`` was."""
        grade = item.asks.grade(given.response)
        empty(self.body)
        self.body.addWidget(label(verdict_title(item, grade), "title18", wrap=True))
        self.body.addLayout(_glyphs(grade))
        self.body.addSpacing(4)
        for said in verdict_lines(item, given):
            self.body.addWidget(label(said, "body", "ink2", wrap=True))
        if item.feedback:
            self.body.addSpacing(4)
            self.body.addWidget(divider())
            self.body.addSpacing(4)
            self.body.addWidget(label(item.feedback, "body", wrap=True))
        self.show()


def verdict_title(item: Item, grade: Grade) -> str:
    """ "2 of 3 found", "2 of 3 right"; right, partly and not right where there is one answer."""
    if grade.score is None:
        return tr("Noted")
    right = grade.verdicts.count(PartVerdict.RIGHT)
    if isinstance(item.asks, FOUND):
        total = right + grade.verdicts.count(PartVerdict.MISSED)
        return tr("{found} of {total} found", found=number(right), total=number(total))
    if isinstance(item.asks, PLACED):
        total = len(grade.verdicts)
        return tr("{n} of {total} right", n=number(right), total=number(total))
    if grade.right:
        return tr("Right")
    return tr("Partly right") if grade.score else tr("Not this one")


def verdict_lines(item: Item, given: Draft) -> list[str]:
    """What a part of the score came from, and what it was worth to be so sure."""
    plain = item.asks.grade(given.response)
    said = _earned(item, given.response, plain, given.hints)
    if given.confidence is not None and plain.score is not None:
        said.append(tr(SURE[given.confidence, plain.right]))
    return said


def _earned(item: Item, response: Response, plain: Grade, hints: int) -> list[str]:
    """Nothing of all or nothing."""
    score = item.grade(response, hints).score
    if not score or score == FULL_SCORE:
        return []
    share = tr(SHARES[score]) if score in SHARES else percent(score / FULL_SCORE)
    if score == plain.score and isinstance(item.asks, FOUND | PLACED):
        return [tr("Partly right: this earned {share}.", share=share)]
    if score == plain.score:
        return [tr("This earned {share}.", share=share)]
    return [
        trn(
            "With 1 hint, this earned {share}.",
            "With {n} hints, this earned {share}.",
            hints,
            share=share,
        )
    ]


def _glyphs(grade: Grade) -> Lines:
    made = Lines(8)
    for kind in _kinds(grade):
        made.addWidget(StatusGlyph(kind, GLYPH) if kind else _between())
    return made


def _between() -> QWidget:
    made = divider(vertical=True)
    made.setFixedHeight(fonts.scaled(GLYPH))
    return made


def whole_kind(grade: Grade) -> str:
    """The status of a whole answer: noted, right, partly right or not this one."""
    if grade.score is None:
        return "info"
    if grade.right:
        return "right"
    return "missed" if grade.score else "not_this_one"


def _kinds(grade: Grade) -> list[str]:
    """A status for each right option, then, behind a line, which is "", for each wrong choice."""
    right, missed, wrong = (
        [VERDICTS[verdict]] * grade.verdicts.count(verdict)
        for verdict in (PartVerdict.RIGHT, PartVerdict.MISSED, PartVerdict.WRONG)
    )
    found = right + missed
    if grade.score is None or not (found or wrong):
        return [whole_kind(grade)]
    return [*found, "", *wrong] if found and wrong else found + wrong
