"""How sure somebody is, 1 to 10."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from keystep.domain.okr.check_ins import SUREST
from keystep.gui import fonts
from keystep.gui.i18n import mark, number, tr
from keystep.gui.pages import bare
from keystep.gui.theme import restyle
from keystep.gui.widgets.flow import Columns
from keystep.gui.widgets.label import label

WORDS = (
    (2, mark("{n} of {most}: we will hardly reach it")),
    (4, mark("{n} of {most}: rather not")),
    (6, mark("{n} of {most}: it can go either way")),
    (8, mark("{n} of {most}: rather yes")),
    (SUREST, mark("{n} of {most}: we are all but sure")),
)


class Confidence(QWidget):
    """Nothing is chosen at first; ``chosen`` carries what a person chose."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._said = label(tr("1 is hardly, 10 is all but sure."), "caption", "ink2", wrap=True)
        row, places = QWidget(), Columns(40, 4, 4)
        row.setLayout(places)
        for n in range(1, SUREST + 1):
            each = _figure(n)
            self._group.addButton(each, n)
            places.addWidget(each)
        self._group.idClicked.connect(self._choose)
        column = QVBoxLayout(self)
        bare(column, 6)
        column.addWidget(label(tr("How sure are you that it will be reached?"), "label", "ink2"))
        column.addWidget(row)
        column.addWidget(self._said)

    def current(self) -> int | None:
        """None while nothing was chosen."""
        n = self._group.checkedId()
        return None if n < 0 else n

    def choose(self, n: int) -> None:
        """As if a person had."""
        self._group.button(n).click()

    def focus_first(self) -> None:
        self._group.buttons()[0].setFocus()

    def _choose(self, n: int) -> None:
        self._said.setText(said(n))
        self.chosen.emit(n)


def said(n: int) -> str:
    """A confidence in words."""
    words = next(words for most, words in WORDS if n <= most)
    return tr(words, n=number(n), most=number(SUREST))


def _figure(n: int) -> QPushButton:
    made = QPushButton(number(n))
    made.setCheckable(True)
    made.setMinimumWidth(fonts.scaled(40))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(tr("{n} of {most}", n=number(n), most=number(SUREST)))
    restyle(made, kind="figure")
    fonts.set_role(made, "strong_figure")
    return made
