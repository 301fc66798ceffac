"""What of a check is on the screen: a question, or the review of all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.quiz import Item
from keystep.gui.i18n import tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.check_clock import MINUTE, SittingClock
from keystep.gui.learn.steps.check_outcome import Outcome
from keystep.gui.learn.steps.check_review import Review
from keystep.gui.learn.steps.check_sitting import Sitting
from keystep.gui.learn.steps.countdown import SECOND_MS
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label

WHOLE = 100


class CheckBoard(QWidget):
    """``entered``: something was. ``went_back``: to the question before. ``retried`` as from
    :class:`Outcome`. ``opened`` carries what was opened in the review. ``up``: so is the time.
    """

    entered = Signal()
    went_back = Signal()
    retried = Signal()
    opened = Signal(object)
    up = Signal()

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._media = Media(sitting.run.shelf, sitting.run.pack)
        self.question: QuestionView | None = None
        self.review: Review | None = None
        self.countdown: SittingClock | None = None
        self.top, self._line, self._holder = QWidget(), QHBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self.top)
        for part in (self._line, self._holder):
            bare(part)
            column.addLayout(part)

    def begin(self, share: int) -> None:
        """A sitting begins, or goes on; ``share`` of its time in per cent, 0 for no limit."""
        empty(self._line)
        bare(self._line)
        sitting, self.countdown = self._sitting, None
        limit = sitting.quiz.minutes * MINUTE * SECOND_MS * share // WHOLE
        if sitting.at.over or (sitting.at.sitting == 1 and not limit):
            return
        again = tr("What you missed, once more") if sitting.at.sitting > 1 else ""
        self._line.addWidget(label(again, "label", "ink2", wrap=True), 1)
        if limit:
            self.countdown = SittingClock(limit, sitting.spent_ms, sitting.clock)
            self.countdown.up.connect(self.up)
            self._line.addWidget(self.countdown)
        self._line.setContentsMargins(0, 0, 0, 12)

    def show_question(self, item: Item, *, intro: str, back: bool) -> None:
        """Show a question with what stands in it, below ``intro``, which is Markdown.

        ``back``: there is a way to the one before.
        """
        self._clear()
        if intro.strip():
            self._holder.addWidget(BlockColumn(intro, self._media, "body", "ink2"))
            self._holder.addSpacing(24)
        self.question = self._view(item, self._sitting.shown(item))
        self.question.changed.connect(self.entered)
        self._holder.addWidget(self.question)
        if back:
            before = button(tr("Previous question"), "quiet", icon="back")
            before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            before.clicked.connect(self.went_back)
            self._holder.addSpacing(16)
            self._holder.addWidget(before, 0, Qt.AlignmentFlag.AlignLeft)

    def show_outcome(self) -> None:
        """Say below the last question how the sitting went."""
        outcome = Outcome(self._sitting.at, once=self._sitting.once)
        outcome.retried.connect(self.retried)
        self._holder.addSpacing(24)
        self._holder.addWidget(outcome)

    def show_review(self) -> None:
        """Show the end of the sitting, question by question."""
        self._clear()
        self.review = Review(self._sitting.at, self._view, once=self._sitting.once)
        self.review.retried.connect(self.retried)
        self.review.opened.connect(self.opened)
        self._holder.addWidget(self.review)

    def _clear(self) -> None:
        self.question = self.review = None
        empty(self._holder)

    def _view(self, item: Item, draft: Draft | None) -> QuestionView:
        sitting = self._sitting
        order, hinting = sitting.run.order(sitting.step, item), sitting.step.phase is None
        return QuestionView(item, order, self._media, draft, hinting=hinting)
