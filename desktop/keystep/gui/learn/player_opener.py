"""What the first step says before anything else: what the lesson is for, and a way around it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout
from keystep.services.run import Run


class Opener(Card):
    """The task and the key result that the lesson serves. ``known``: “I already know this”."""

    known = Signal()

    def __init__(self, run: Run, *, provable: bool) -> None:
        super().__init__(0, 0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(20, 12, 12, 12)
        self._row.setSpacing(12)
        words = QVBoxLayout()
        bare(words)
        words.addWidget(label(tr("What it is for"), "label", "ink2"))
        words.addWidget(label(run.lesson.task or run.lesson.title, "body_strong", wrap=True))
        titles = {kr.id: kr.title for kr in run.pack.key_results}
        if run.lesson.key_result in titles:
            feeds = tr("Feeds: {title}", title=titles[run.lesson.key_result])
            words.addWidget(label(feeds, "caption", "ink2", wrap=True))
        self._row.addLayout(words, 1)
        self.way = button(tr("I already know this"), "quiet", on_click=self.known.emit)
        self._row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._row)
        self.way.setVisible(provable)

    def arrange(self, layout: Layout) -> None:
        directions = QBoxLayout.Direction
        below = layout.one_column
        self._row.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        sides = Qt.AlignmentFlag
        self._row.setAlignment(self.way, sides.AlignLeading if below else sides.AlignVCenter)
