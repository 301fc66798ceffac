"""What one may say next: by a group at one screen, who talk about it and vote."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.scenario import Scene, SceneChoice
from keystep.gui.i18n import number, tr
from keystep.gui.learn.steps.scenario_replies import Asked
from keystep.gui.learn.steps.view import Foot
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.gui.widgets.vote_row import VoteRow


class Votes(Asked):
    """Every tap is a vote and nobody's name is asked for. Of equals the group picks one."""

    def __init__(self, scene: Scene, choices: tuple[SceneChoice, ...]) -> None:
        super().__init__()
        self._choices = choices
        self._picked: SceneChoice | None = None
        self._given: list[VoteRow] = []
        self.rows = [VoteRow(n, choice.text) for n, choice in enumerate(choices, 1)]
        column = QVBoxLayout(self)
        bare(column, 8)
        talk = scene.discuss or tr("What speaks for each reply, and what against it?")
        column.addWidget(Callout("info", tr("Talk about it first"), talk))
        column.addSpacing(4)
        for row in self.rows:
            row.voted.connect(self._count)
            column.addWidget(row)
        self._tie = QWidget()
        self._ways = QHBoxLayout(self._tie)
        bare(self._ways, 8)
        self._tie.hide()
        column.addWidget(self._tie)

    @property
    def votes(self) -> int:
        return sum(row.votes for row in self.rows)

    @property
    def leading(self) -> tuple[SceneChoice, ...]:
        """The replies with most votes; () before the first."""
        most = max(row.votes for row in self.rows)
        pairs = zip(self.rows, self._choices, strict=True)
        return tuple(choice for row, choice in pairs if row.votes == most and most)

    @property
    def chosen(self) -> SceneChoice | None:
        return self.leading[0] if len(self.leading) == 1 else self._picked

    def foot(self) -> Foot:
        keys = tuple(f"[{number(row.number)}]" for row in self.rows)
        hints = (tr("Vote with"), *keys, tr("one less with"), "[−]")
        if not self.leading:
            return Foot(tr("Vote for a reply"), enabled=False, hints=hints)
        if len(self.leading) > 1:
            return Foot(tr("Pick one of the equals"), enabled=False, hints=hints)
        return Foot(tr("Take the reply with most votes"), hints=hints)

    def press(self, key: int) -> bool:
        at = key - Qt.Key.Key_1.value
        if 0 <= at < len(self.rows):
            self.rows[at].click()
        elif key == Qt.Key.Key_Minus and self._given:
            self._given[-1].take_one()
        return 0 <= at < len(self.rows) or key == Qt.Key.Key_Minus

    def _count(self, row: VoteRow, more: int) -> None:
        if more > 0:
            self._given.append(row)
        else:
            last = max(n for n, given in enumerate(self._given) if given is row)
            del self._given[last]
        tied, leading = len(self.leading) > 1, set(map(id, self.leading))
        for each, choice in zip(self.rows, self._choices, strict=True):
            each.set_leading(id(choice) in leading, tied=tied)
        self._offer(self.leading if tied else ())
        self.changed.emit()

    def _offer(self, equals: tuple[SceneChoice, ...]) -> None:
        """Buttons to pick one of ``equals``."""
        empty(self._ways)
        self._tie.setVisible(bool(equals))
        if equals:
            self._ways.addWidget(label(tr("As many votes each. Talk on, or take:"), wrap=True), 1)
        for row, choice in zip(self.rows, self._choices, strict=True):
            if choice in equals:
                words = tr("Reply {n}", n=number(row.number))
                self._ways.addWidget(button(words, on_click=partial(self._pick, choice)))
        if equals:
            self.revealed.emit((self._tie,))

    def _pick(self, choice: SceneChoice) -> None:
        self._picked = choice
        self.decided.emit()
