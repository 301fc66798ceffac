"""The parts of a scenario: what was said, where one stands, what each turn was worth."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.scenario import Scenario, SceneChoice, Turn, Walk, walk
from keystep.gui import fonts
from keystep.gui.i18n import number, percent, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segments import MeterBlocks
from keystep.gui.widgets.status import STATUSES, StatusGlyph, StatusWord
from keystep.services.learning import Run

NAMES = 116


class Speeches(QWidget):
    """What was said so far, names in a column; the last word, ``last``, is large."""

    def __init__(self, at: Walk) -> None:
        super().__init__()
        self.last: QWidget = self
        self._grid = QGridLayout(self)
        bare(self._grid, 20)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnMinimumWidth(0, fonts.scaled(NAMES))
        self._grid.setColumnStretch(1, 1)
        for turn in at.turns:
            self._add(turn.scene.speaker, turn.scene.text)
            self._add(tr("You"), turn.choice.text)
            if turn.choice.consequence:
                self._grid.addWidget(_consequence(turn.choice), self._grid.rowCount(), 1)
        if at.scene is not None:
            self._add(at.scene.speaker, at.scene.text, large=True)
        if at.ending is not None:
            self._end(at.ending.title, at.ending.text, at.ending.score)

    def _add(self, speaker: str, words: str, *, large: bool = False) -> None:
        row = self._grid.rowCount()
        name = label(speaker, "group", "ink" if large else "ink2")
        name.setContentsMargins(0, fonts.scaled(9 if large else 6), 0, 0)
        beside = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(name, row, 0, beside)
        role, colour = ("section", "ink") if large else ("speech", "ink2")
        self.last = label(words, role, colour, wrap=True)
        self._grid.addWidget(self.last, row, 1)

    def _end(self, title: str, text: str, score: int) -> None:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, 4)
        column.addWidget(label(title, "section", wrap=True))
        column.addWidget(label(text, "speech", wrap=True))
        said = tr("{share} of what was possible", share=percent(score / 100))
        column.addWidget(label(said, "label_figure", "ink2"))
        self._grid.addWidget(made, self._grid.rowCount(), 1)
        self.last = made


class Stand(QWidget):
    """Meters with their words, the goal, and the skill."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        bare(self._column, 16)

    def show_walk(self, run: Run, scenario: Scenario, at: Walk) -> None:
        """Where the story stands at ``at``."""
        empty(self._column)
        skill = run.pack.skill(scenario.skill).title
        before = walk(scenario, tuple(t.choice.id for t in at.turns[:-1])).meters
        card = Card(20, 12)
        card.body.addWidget(label(tr("Where you stand"), "label", "ink2"))
        for meter in scenario.meters:
            level, was = at.meters[meter.id], before[meter.id]
            words = meter.words[level]
            if level != was:
                words = tr("{now}, was {before}", now=words, before=meter.words[was])
            card.body.addLayout(_meter(meter.title, words, level))
        card.body.addWidget(divider())
        goal = QVBoxLayout()
        bare(goal)
        goal.addWidget(label(tr("Your goal"), "label", "ink2"))
        goal.addWidget(label(scenario.goal, "body", wrap=True))
        card.body.addLayout(goal)
        self._column.addWidget(card)
        trains = Card(20, 0)
        trains.body.addWidget(label(tr("Trains the skill"), "label", "ink2"))
        trains.body.addWidget(label(skill, "body_strong", wrap=True))
        served = {kr.id: kr.title for kr in run.pack.key_results}
        if run.lesson.key_result in served:
            feeds = tr("Feeds: {title}", title=served[run.lesson.key_result])
            trains.body.addWidget(label(feeds, "caption", "ink2", wrap=True))
        self._column.addWidget(trains)


def _meter(title: str, words: str, level: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    named = QVBoxLayout()
    bare(named)
    named.addWidget(label(title, "body_strong", wrap=True))
    named.addWidget(label(words, "caption", "ink2", wrap=True))
    row.addLayout(named, 1)
    row.addWidget(MeterBlocks(title, level), 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _consequence(choice: SceneChoice) -> QWidget:
    """What a reply did: told as good, as a warning, or just told."""
    kind = "right" if choice.best else "careful" if sum(choice.effects.values()) < 0 else ""
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 8)
    if kind:
        row.addWidget(StatusGlyph(kind, 14), 0, Qt.AlignmentFlag.AlignVCenter)
    colour = STATUSES[kind].colour if kind else "ink2"
    row.addWidget(label(choice.consequence, "caption", colour, wrap=True), 1)
    return made


def turn_card(n: int, turn: Turn) -> QWidget:
    card = Card(20, 4)
    asked = tr(
        "{n}. {speaker}: {words}", n=number(n), speaker=turn.scene.speaker, words=turn.scene.text
    )
    card.body.addWidget(label(asked, "caption", "ink2", wrap=True))
    card.body.addWidget(label(turn.choice.text, "body_strong", wrap=True))
    if turn.choice.debrief:
        card.body.addWidget(label(turn.choice.debrief, "body", wrap=True))
    if turn.choice.best:
        card.body.addWidget(StatusWord("right", tr("The best reply here"), "group"))
    return card
