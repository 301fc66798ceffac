"""The skills behind a key result, and how well they are mastered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.aggregate.learner_rows import Behind
from keystep.aggregate.skill_rows import SkillRow
from keystep.gui.admin.board.lessons_card import way_on
from keystep.gui.admin.measures.words import met_of, share_of
from keystep.gui.i18n import tr
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label


class SkillsCard(Card):
    """Title, by how many it was met, and their mean mastery with its interval.

    ``opened`` carries the title of a skill and the ``Behind`` that its people are.
    """

    opened = Signal(str, object)

    def __init__(
        self, skills: Sequence[tuple[str, SkillRow]], parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        self.told = bool(skills)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(tr("Skills behind it"), "title18"))
        head.addWidget(label(tr("What is mastered of them, on average"), "caption", "ink2"))
        self.body.addLayout(head)
        for place, (title, row) in enumerate(skills):
            if place:
                self.body.addWidget(divider())
            self.body.addWidget(self._row(title, row))

    def _row(self, title: str, skill: SkillRow) -> QWidget:
        made, words = QWidget(), QVBoxLayout()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(label(title, "body_strong", wrap=True))
        words.addWidget(label(met_of(skill), "caption_figure", "ink2", wrap=True))
        words.addWidget(label(share_of(skill.mastery, skill.met), "caption_figure", wrap=True))
        row.addLayout(words, 1)
        behind = Behind(skill=(skill.pack, skill.skill))
        row.addWidget(way_on(title, partial(self.opened.emit, title, behind)))
        return made
