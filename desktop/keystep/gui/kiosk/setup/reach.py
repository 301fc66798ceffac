"""After the fifth step: which hand touches the screen, from how high, and in which language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl, tr
from keystep.gui.kiosk.care.chooser import Chooser
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.setup.step import ROOMY, STEPS, Step
from keystep.gui.kiosk.setup.tile import Tile
from keystep.gui.look import language_name
from keystep.gui.widgets.label import label
from keystep.settings import KioskRules


class ReachStep(Step):
    """``chosen`` carries the hand, left or right, whether all is within reach of a wheelchair, and
    the tag of the language, "" being the system's. It is asked for where ``languages`` are many."""

    chosen = Signal(str, bool, str)

    def __init__(self, rules: KioskRules, languages: Sequence[str] = (), spoken: str = "") -> None:
        told = tr(
            "Whoever looks after this kiosk can change the sides later, and each person the "
            "language."
        )
        super().__init__(STEPS + 1, tr("How is it reached?"), told, tr("Finish"))
        to_left, to_right = ("next", "back") if is_rtl() else ("back", "next")
        self.left_hand = _tile(to_left, tr("On the left"), tr("For the left hand"))
        self.right = _tile(to_right, tr("On the right"), tr("For the right hand"))
        self.standing = _tile("person", tr("Standing"), tr("The whole screen is used"))
        self.seated = _tile("down", tr("Wheelchair"), tr("Keys in the lower half"))
        self._rows: list[QHBoxLayout] = []
        sides = (self.left_hand, self.right)  # each where it is, whichever way is read
        self._titles = [
            self._ask(tr("Which side are the keys on?"), *(sides[::-1] if is_rtl() else sides)),
            self._ask(tr("From where is it touched?"), self.standing, self.seated),
        ]
        named = [(tag, language_name(tag)) for tag in languages]
        choices = [("", tr("As the system")), *named]
        self.language = Chooser(tr("Language of the lessons"), choices, spoken, _called)
        self.body.addWidget(self.language)
        self.language.setVisible(len(languages) > 1)
        (self.left_hand if rules.hand == "left" else self.right).setChecked(True)
        (self.seated if rules.low else self.standing).setChecked(True)
        self.body.addStretch(1)

    def begin(self) -> None:
        chosen = self.left_hand if self.left_hand.isChecked() else self.right
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        hand = "left" if self.left_hand.isChecked() else "right"
        self.chosen.emit(hand, self.seated.isChecked(), str(self.language.value))

    def arrange(self, height: int) -> None:
        super().arrange(height)
        for title in self._titles:
            fonts.set_role(title, "kiosk_strong")
        for row in self._rows:
            row.setSpacing(px(20))
        self.language.arrange(px(88) if height >= px(ROOMY) else px(68))

    def _ask(self, question: str, *answers: Tile) -> QLabel:
        """Two tiles of which one is chosen, below the question."""
        title, row, group = label(question, "kiosk_strong"), QHBoxLayout(), QButtonGroup(self)
        for tile in answers:
            tile.setAccessibleName(f"{question} {tile.text()}")
            group.addButton(tile)
            row.addWidget(tile, 1)
        self.body.addWidget(title)
        self.body.addLayout(row, 1)
        self._rows.append(row)
        return title


def _tile(icon: str, word: str, line: str) -> Tile:
    return Tile(icon, word, line, checkable=True)


def _called(tag: object) -> str:
    return language_name(str(tag))
