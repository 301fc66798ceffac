"""An article: prose, call-outs, tables and pictures, in the author's order."""

from __future__ import annotations

from PySide6.QtCore import Qt

from keystep.domain.lesson import Step
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.passages import aloud
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.speech import ReadAloud
from keystep.gui.learn.steps.view import StepView
from keystep.gui.widgets.label import label
from keystep.services.run import Run


class ArticleView(StepView):
    """Reads; Next turns the page."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.column.addWidget(label(run.pack.title, "group", "accent", wrap=True))
        self.column.addWidget(label(step.title, "page", wrap=True))
        self._aloud = ReadAloud(self._words, run.pack.language_of(run.lesson), self)
        self.column.addWidget(self._aloud.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(16)
        blocks = BlockColumn(step.text, Media(run.shelf, run.pack))
        blocks.revealed.connect(lambda told: self.revealed.emit((told,)))
        self.column.addWidget(blocks)

    def enter(self) -> None:
        super().enter()
        self._aloud.look()

    def leave(self) -> None:
        self._aloud.stop()

    def _words(self) -> str:
        return f"{self.step.title}.\n{aloud(self.step.text)}"
