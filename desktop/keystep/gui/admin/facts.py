"""Figures side by side, each below its name and above what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.gui.pages import bare
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label

NOTHING = "–"
APART = 16
TIGHT = 0.7
"""So much of the room that they would like is enough: what stands below a figure wraps."""


@dataclass(frozen=True)
class Fact:
    """A name, its figure, and what belongs to it; ``ages``: it fades when the data are stale."""

    name: str
    figure: str
    below: str
    ages: bool = True

    def least(self) -> int:
        """The width in pixels below which its figure is cut, or a word below it."""
        words = ((word, "caption_figure") for word in self.below.split())
        told = ((self.name, "caption"), (self.figure, "figure"), *words)
        return int(max(paint.width_of(*each) for each in told)) + 8

    def width(self) -> int:
        """The share of the row that its words ask for."""
        figure, below = (self.figure, "figure"), (self.below, "caption_figure")
        return int(max(paint.width_of(*figure), paint.width_of(*below))) + 8


class FactRow(QWidget):
    """The facts side by side, below each other where room runs out.

    Those that age are faded where the data are ``stale``.
    """

    def __init__(self, facts: Sequence[Fact], *, stale: bool = False) -> None:
        super().__init__()
        self._lines = [divider(vertical=True) for _ in facts[1:]]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row, APART)
        for place, fact in enumerate(facts):
            if place:
                self._row.addWidget(self._lines[place - 1])
            self._row.addLayout(_column(fact, stale=stale and fact.ages), fact.width())
        least, wanted = (sum(map(of, facts)) for of in (Fact.least, Fact.width))
        self._needed = max(least, wanted * TIGHT) + (2 * APART + 1) * len(self._lines)
        self.setMinimumWidth(max((fact.least() for fact in facts), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self._needed
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if below else across)
        for line in self._lines:
            line.setHidden(below)


def _column(fact: Fact, *, stale: bool) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(fact.name, "caption", "ink2"))
    column.addWidget(label(fact.figure, "figure", "stale" if stale else "ink"))
    below = label(fact.below, "caption_figure", "ink2", wrap=True)
    below.setMinimumWidth(fact.least())
    column.addWidget(below)
    column.addStretch(1)
    return column
