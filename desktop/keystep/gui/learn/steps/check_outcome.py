"""How a sitting of a quiz went, and the way to ask again what was missed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.responses import FULL_SCORE
from keystep.gui.i18n import number, percent, tr, trn
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord
from keystep.services.attempts import Standing


class Outcome(Card):
    """The score in words, whether that is enough; ``retried``: ask what was missed.

    ``once``: there is no other go at it, whatever the quiz allows.
    """

    retried = Signal()

    def __init__(self, at: Standing, *, once: bool) -> None:
        super().__init__(20, 8)
        self.body.addWidget(label(outcome_words(at), "title18", wrap=True))
        if at.pass_mark is not None and at.scores:
            self.body.addWidget(_judged(at))
        if at.unanswered:
            self.body.addWidget(label(_time_words(at), "body", "ink2", wrap=True))
        if at.may_retry and not once:
            self.body.addWidget(self._way_on(at))
        elif at.missed and at.left == 0 and at.attempts > 1:
            words = tr("That was the last attempt.")
            self.body.addWidget(label(words, "caption", "ink2", wrap=True))

    def _way_on(self, at: Standing) -> QWidget:
        made = QWidget()
        row = Lines(12)
        made.setLayout(row)
        self.again = button(tr("Try again what was missed"), icon="refresh")
        self.again.clicked.connect(self.retried)
        row.addWidget(self.again)
        if at.left is not None:
            left = label(trn("1 attempt left", "{n} attempts left", at.left), "caption", "ink2")
            left.setMinimumHeight(self.again.sizeHint().height())
            row.addWidget(left)
        return made


def outcome_words(at: Standing) -> str:
    """ "3 of 4 right"; of what nobody grades, that it is answered."""
    if not at.scores:
        return tr("All answered")
    right, total = at.scores.count(FULL_SCORE), len(at.scores)
    return tr("{n} of {total} right", n=number(right), total=number(total))


def _judged(at: Standing) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 4)
    row.setSpacing(12)
    share = tr("Score {share}", share=percent(at.score / FULL_SCORE))
    kind, word = ("right", tr("Passed")) if at.passed else ("careful", tr("Not passed yet"))
    row.addWidget(StatusWord(kind, word), 0, Qt.AlignmentFlag.AlignTop)
    needed = tr("{share} are needed", share=percent((at.pass_mark or 0) / 100))
    row.addWidget(label(f"{share} · {needed}", "caption_figure", "ink2", wrap=True), 1)
    return made


def _time_words(at: Standing) -> str:
    return trn(
        "The time was up. 1 question has no answer.",
        "The time was up. {n} questions have no answer.",
        len(at.unanswered),
    )
