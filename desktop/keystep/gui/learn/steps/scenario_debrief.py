"""After the ending: the way turn by turn, and what would have been better."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.scenario import Scenario, SceneChoice
from keystep.domain.story import Change, Turn, Walk, instead
from keystep.gui.i18n import number, tr
from keystep.gui.learn.steps.scenario_speeches import consequence, late_line
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord


class Debrief(QWidget):
    """``again`` carries whether it is played as a group."""

    again = Signal(bool)

    def __init__(self, scenario: Scenario, at: Walk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        bare(column, 16)
        if at.ending is not None and at.ending.debrief:
            column.addWidget(label(at.ending.debrief, "reading", wrap=True))
        ways = QHBoxLayout()
        bare(ways, 8)
        self.alone = button(tr("Play again"), icon="refresh", on_click=lambda: self._play(False))
        self.group = button(
            tr("Play as a group"), "quiet", icon="people", on_click=lambda: self._play(True)
        )
        ways.addWidget(self.alone)
        ways.addWidget(self.group)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(label(tr("Turn by turn"), "title18"))
        for n, turn in enumerate(at.turns, 1):
            column.addWidget(_turn_card(n, scenario, turn))

    def _play(self, group: bool) -> None:
        self.again.emit(group)


def _turn_card(n: int, scenario: Scenario, turn: Turn) -> Card:
    card = Card(20, 4)
    asked = tr(
        "{n}. {speaker}: {words}", n=number(n), speaker=turn.scene.speaker, words=turn.scene.text
    )
    card.body.addWidget(label(asked, "caption", "ink2", wrap=True))
    card.body.addWidget(label(turn.choice.text, "body_strong", wrap=True))
    if turn.late:
        card.body.addWidget(late_line())
    if turn.choice.consequence:
        card.body.addWidget(consequence(scenario, turn))
    if turn.choice.debrief:
        card.body.addWidget(label(turn.choice.debrief, "body", wrap=True))
    if turn.choice.best:
        card.body.addWidget(StatusWord("right", tr("The best reply here"), "group"))
    elif turn.better is not None:
        _add_better(card, turn.better, instead(scenario, turn))
    return card


def _add_better(card: Card, better: SceneChoice, changes: tuple[Change, ...]) -> None:
    card.body.addSpacing(8)
    card.body.addWidget(divider())
    card.body.addSpacing(8)
    card.body.addWidget(StatusWord("info", tr("Here a better reply was"), "group"))
    card.body.addWidget(label(better.text, "body_strong", wrap=True))
    if better.debrief:
        card.body.addWidget(label(better.debrief, "body", wrap=True))
    for change in changes:
        card.body.addWidget(label(_said(change), "caption", "ink2", wrap=True))


def _said(change: Change) -> str:
    words = change.meter.words
    return tr(
        "{meter}: {would} instead of {now}",
        meter=change.meter.title,
        would=words[change.would],
        now=words[change.now],
    )
