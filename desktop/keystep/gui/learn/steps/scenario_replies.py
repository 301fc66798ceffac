"""What one may say next: by one learner, who chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.scenario import SceneChoice
from keystep.gui.i18n import tr
from keystep.gui.learn.steps.view import Foot
from keystep.gui.pages import bare
from keystep.gui.widgets.choice_row import ChoiceRow

LETTERS = "ABCD"


class Asked(QWidget):
    """The open replies. ``decided``: take what is chosen without another word.

    ``revealed`` carries what came up and wants to be seen.
    """

    changed = Signal()
    decided = Signal()
    revealed = Signal(object)

    @property
    def votes(self) -> int:
        """How many a group gave; 0 where one learner chooses."""
        return 0

    @property
    def chosen(self) -> SceneChoice | None:
        """The reply to take, if that is clear."""
        raise NotImplementedError

    def foot(self) -> Foot:
        """What the footer offers."""
        raise NotImplementedError

    def press(self, key: int) -> bool:
        """Take a key; False if it means nothing here."""
        raise NotImplementedError


class Replies(Asked):
    def __init__(self, choices: tuple[SceneChoice, ...]) -> None:
        super().__init__()
        self._choices = choices
        self.rows: list[ChoiceRow] = []
        column = QVBoxLayout(self)
        bare(column, 8)
        for letter, choice in zip(LETTERS, choices, strict=False):
            row = ChoiceRow(letter, choice.text)
            row.toggled.connect(self._tell)
            self.rows.append(row)
            column.addWidget(row)

    @property
    def chosen(self) -> SceneChoice | None:
        pairs = zip(self.rows, self._choices, strict=False)
        return next((choice for row, choice in pairs if row.isChecked()), None)

    def foot(self) -> Foot:
        keys = tuple(f"[{row.letter}]" for row in self.rows)
        if self.chosen is None:
            return Foot(tr("Choose a reply"), enabled=False, hints=(tr("Choose with"), *keys))
        says = (tr("say it with"), f"[{tr('Enter')}]")
        return Foot(tr("Say it"), hints=(tr("Choose with"), *keys, *says))

    def press(self, key: int) -> bool:
        number = key - Qt.Key.Key_A.value
        if not 0 <= number < len(self.rows):
            return False
        self.rows[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rows[number].setChecked(True)
        return True

    def _tell(self, on: bool) -> None:
        if on:
            self.changed.emit()
