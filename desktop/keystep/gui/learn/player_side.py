"""Beside a step: what the step itself puts there, why it matters, what is in the lesson."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.lesson import Step
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.key_result import ruler_model, status_of
from keystep.gui.learn.step_list import StepList
from keystep.gui.learn.steps.view import StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.ruler import Ruler
from keystep.gui.widgets.status import StatusWord
from keystep.services.run import Run

WIDEST = 16_777_215
EXPLICIT = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
"""Set once a widget was shown or hidden by name; one that never was is hidden too, until placed."""


class PlayerSide(QWidget):
    """A column of cards at the end edge, or below in one column."""

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._own: QWidget | None = None
        self._shown: dict[QWidget, bool] = {}
        self._why = self._why_card(desk, run)
        self._order = [step.id for step in run.lesson.steps]
        self._steps = StepList([step.title for step in run.lesson.steps])
        self._list = Card(12, 4)
        head = label(tr("In this lesson"), "label", "ink2")
        head.setContentsMargins(10, 6, 0, 2)
        self._list.body.addWidget(head)
        self._list.body.addWidget(self._steps)
        self._column = QVBoxLayout(self)
        bare(self._column, 16)
        self._column.addWidget(self._why)
        self._column.addWidget(self._list)
        self._column.addStretch(1)

    def show_step(self, view: StepView, step: Step, done: frozenset[str]) -> None:
        """Show what goes with a step; ``done`` are the ids of the steps seen besides it."""
        if view.side is not self._own:
            self._swap(view.side)
        self._why.setVisible("why" in view.shape.lists)
        self._list.setVisible("steps" in view.shape.lists and not step.comes_by_itself)
        behind = frozenset(n for n, step_id in enumerate(self._order) if step_id in done)
        self._steps.set_place(self._order.index(step.id), behind)

    def _swap(self, side: QWidget | None) -> None:
        """Take the step's own card away and show another, as it was when it was last here."""
        if self._own is not None:
            self._shown[self._own] = not self._own.isHidden()
            self._own.hide()
        self._own = side
        if side is None:
            return
        if side not in self._shown:
            self._shown[side] = not (side.isHidden() and side.testAttribute(EXPLICIT))
            self._column.insertWidget(0, side)
        side.setVisible(self._shown[side])

    def arrange(self, width: int) -> None:
        """``width`` in pixels; 0 takes what there is."""
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or WIDEST)

    def _why_card(self, desk: Desk, run: Run) -> Card:
        """The key result with what the office last said of it, and the task that moves it."""
        card = Card(20, 0)
        card.body.addWidget(label(tr("Why this matters"), "label", "ink2"))
        lesson, served = run.lesson, {kr.id: kr.title for kr in run.pack.key_results}
        task = lesson.task or lesson.title
        word = desk.key_result(lesson.key_result)
        if word is None:
            card.body.addWidget(label(task, "body_strong", wrap=True))
            if lesson.key_result in served:
                words = tr("Feeds: {title}", title=served[lesson.key_result])
                card.body.addWidget(label(words, "caption", "ink2", wrap=True))
            return card
        card.body.addWidget(label(word.title, "body_strong", wrap=True))
        card.body.addWidget(Ruler(ruler_model(word)))
        card.body.addSpacing(4)
        card.body.addWidget(StatusWord(status_of(word), role="group"))
        if word.basis:
            card.body.addWidget(label(word.basis, "caption_figure", "ink2", wrap=True))
        card.body.addSpacing(8)
        card.body.addWidget(label(tr("Your task: {task}", task=task), "caption", "ink2", wrap=True))
        return card
