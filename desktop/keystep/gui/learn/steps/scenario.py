"""A scenario: what was said, where one stands, what one says next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.lesson import Step
from keystep.domain.scenario import SceneChoice, Walk, turns_left
from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.scenario_parts import Speeches, Stand, turn_card
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.choice_row import ChoiceRow
from keystep.gui.widgets.label import label
from keystep.services.learning import Run, story, take_choice

LETTERS = "ABCD"


class ScenarioView(StepView):
    """Every reply is saved as it is given; the end tells of each turn."""

    shape = Shape(widest=740, top=28, lists=frozenset())

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.scenario = run.pack.scenario(step.target)
        self.stand = Stand()
        self.side = self.stand
        self.rows: list[ChoiceRow] = []
        self._body = QVBoxLayout()
        bare(self._body)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self._at = story(desk.station, run, step)
        self._fill()

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        if self._at.scene is None:
            return tr("The end")
        now = len(self._at.turns) + 1
        about = len(self._at.turns) + turns_left(self.scenario, self._at.scene.id)
        return tr("Turn {n} of about {total}", n=now, total=max(now, about))

    def promise(self) -> str:
        return tr("Scenario, saved at every turn")

    def foot(self) -> Foot:
        if self._at.ending is not None:
            return Foot(turns=True, hints=(tr("Go on with"), f"[{tr('Enter')}]"))
        keys = tuple(f"[{row.letter}]" for row in self.rows)
        if self._chosen() is None:
            return Foot(tr("Choose a reply"), enabled=False, hints=(tr("Choose with"), *keys))
        return Foot(
            tr("Say it"), hints=(tr("Choose with"), *keys, tr("say it with"), f"[{tr('Enter')}]")
        )

    def is_done(self) -> bool:
        return self._at.ending is not None

    def act(self) -> None:
        choice = self._chosen()
        if choice is None:
            return
        try:
            self._at = take_choice(self.desk.station, self.run, self.step, choice.id)
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        self._fill()
        self.enter()
        self.saved.emit()
        self.changed.emit()

    def press(self, key: int) -> bool:
        number = key - Qt.Key.Key_A.value
        if not 0 <= number < len(self.rows):
            return False
        self.rows[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rows[number].setChecked(True)
        return True

    def _chosen(self) -> SceneChoice | None:
        chosen = (n for n, row in enumerate(self.rows) if row.isChecked())
        n = next(chosen, None)
        return None if n is None else self._at.open_choices[n]

    def _fill(self) -> None:
        empty(self._body)
        self.rows = []
        if not self._at.turns and self.step.text.strip():
            media = Media(self.run.shelf, self.run.pack)
            self._body.addWidget(BlockColumn(self.step.text, media, "body", "ink2"))
            self._body.addSpacing(24)
        speeches = Speeches(self._at)
        self._body.addWidget(speeches)
        self._body.addSpacing(24)
        self._body.addWidget(divider())
        self._body.addSpacing(16)
        below = self._debrief() if self._at.ending else self._choices()
        self._body.addWidget(below)
        self.revealed.emit((below, speeches.last) if self._at.scene else (speeches.last,))
        self.stand.show_walk(self.run, self.scenario, self._at)

    @property
    def at(self) -> Walk:
        """Where the story stands."""
        return self._at

    def _choices(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, 8)
        column.addWidget(label(self.scenario.prompt, "body_strong"))
        for letter, choice in zip(LETTERS, self._at.open_choices, strict=False):
            row = ChoiceRow(letter, choice.text)
            row.toggled.connect(lambda on: self.changed.emit() if on else None)
            self.rows.append(row)
            column.addWidget(row)
        return made

    def _debrief(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, 16)
        ending = self._at.ending
        if ending is not None and ending.debrief:
            column.addWidget(label(ending.debrief, "reading", wrap=True))
        column.addWidget(label(tr("Turn by turn"), "title18"))
        for n, turn in enumerate(self._at.turns, 1):
            column.addWidget(turn_card(n, turn))
        return made
