"""Beside a scenario: where one stands, the goal, and the skill."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.scenario import POINTS, Scenario
from keystep.domain.story import Walk
from keystep.gui.i18n import number, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segments import MeterBlocks
from keystep.services.run import Run


class Stand(QWidget):
    """Meters with their words, the points, the goal, and the skill."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        bare(self._column, 16)

    def show_walk(self, run: Run, scenario: Scenario, at: Walk) -> None:
        """Where the story stands at ``at``."""
        empty(self._column)
        self._column.addWidget(_standing(scenario, at))
        self._column.addWidget(_trained(run, scenario))
        self._column.addWidget(
            label(tr("You can play it again as often as you like."), "caption", "ink2", wrap=True)
        )


def _standing(scenario: Scenario, at: Walk) -> Card:
    before = at.turns[-1].before if at.turns else at.values
    card = Card(20, 12)
    card.body.addWidget(label(tr("Where you stand"), "label", "ink2"))
    for meter in scenario.meters:
        level, was = at.values[meter.id], before[meter.id]
        words = meter.words[level]
        if level != was:
            words = tr("{now}, was {before}", now=words, before=meter.words[was])
        card.body.addLayout(_meter(meter.title, words, level))
    if scenario.gives_points:
        points = tr("Points so far: {n}", n=number(at.values[POINTS]))
        card.body.addWidget(label(points, "body_figure"))
    card.body.addWidget(divider())
    goal = QVBoxLayout()
    bare(goal)
    goal.addWidget(label(tr("Your goal"), "label", "ink2"))
    goal.addWidget(label(scenario.goal, "body", wrap=True))
    card.body.addLayout(goal)
    return card


def _trained(run: Run, scenario: Scenario) -> Card:
    trains = Card(20, 0)
    trains.body.addWidget(label(tr("Trains the skill"), "label", "ink2"))
    skill = run.pack.skill(scenario.skill).title
    trains.body.addWidget(label(skill, "body_strong", wrap=True))
    served = {kr.id: kr.title for kr in run.pack.key_results}
    if run.lesson.key_result in served:
        feeds = tr("Feeds: {title}", title=served[run.lesson.key_result])
        trains.body.addWidget(label(feeds, "caption", "ink2", wrap=True))
    return trains


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
