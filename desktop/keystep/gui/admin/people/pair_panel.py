"""Two people side by side: are they one?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.gui.admin.people.person_facts import facts_of
from keystep.gui.admin.people.person_words import name_of
from keystep.gui.admin.people.twins import Pair
from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.choice_row import ChoiceRow
from keystep.gui.widgets.label import label

LETTERS = "AB"


class PairPanel(QWidget):
    """``merged`` carries who goes by whom: the id that gives way, and the one that stays.

    ``apart`` carries both when they are two; ``closed`` leaves it open.
    """

    closed = Signal()
    merged = Signal(str, str)
    apart = Signal(str, str)

    def __init__(self, pair: Pair, now: Instant) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(12)
        self._ids = [row.person for row in pair]
        self.setAccessibleName(tr("Are they one person?"))
        head = QHBoxLayout()
        head.addWidget(label(tr("Are they one person?"), "title18", wrap=True), 1)
        head.addWidget(icon_button("leave", tr("Close"), on_click=self.closed.emit))
        self.body.addLayout(head)
        self.body.addWidget(label(tr("The name that stays"), "label", "ink2"))
        self.choices = [
            ChoiceRow(letter, name_of(row)) for letter, row in zip(LETTERS, pair, strict=True)
        ]
        self.choices[_fuller(pair)].setChecked(True)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        # One parent for both: it makes their choices exclude each other.
        beside = QWidget()
        beside.setLayout(sides)
        bare(sides, 16)
        for choice, row in zip(self.choices, pair, strict=True):
            column = QVBoxLayout()
            column.setSpacing(10)
            column.addWidget(choice)
            column.addWidget(facts_of(row, now, team=True))
            column.addStretch(1)
            sides.addLayout(column, 1)
        self.body.addWidget(beside)
        told = tr(
            "As one person, everything that both did counts as theirs, here and at every station "
            "that they use. It can be taken back."
        )
        self.body.addWidget(label(told, "caption", "ink2", wrap=True))
        self.one = button(tr("They are one person"), "primary", on_click=self._merge)
        self.two = button(tr("They are two"), on_click=lambda: self.apart.emit(*self._ids))
        ways = QHBoxLayout()
        bare(ways, 8)
        ways.addWidget(self.one)
        ways.addWidget(self.two)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        next(c for c in self.choices if c.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self) -> None:
        stays = next(n for n, choice in enumerate(self.choices) if choice.isChecked())
        self.merged.emit(self._ids[1 - stays], self._ids[stays])


def _fuller(pair: Pair) -> int:
    """The place of whoever did more: most likely the name to keep."""
    return int(pair[1].events > pair[0].events)
