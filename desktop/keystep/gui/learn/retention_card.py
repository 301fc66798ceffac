"""How much of the cards one wants to know when they come back, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider

from keystep.domain.memory import LEAST_RETENTION, MOST_RETENTION, RETENTION
from keystep.domain.wanted import comes_back_after
from keystep.gui import fonts
from keystep.gui.i18n import isolate, number, percent, tr
from keystep.gui.pages import announce
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label

if TYPE_CHECKING:
    import fsrs

EXAMPLE = 20
"""Days that a card is away, to show by how much another choice changes them."""
STEP = 10
"""Thousandths."""


class RetentionCard(Card):
    """``chosen`` carries the wanted recall in thousandths."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(24, 0)
        self._tuned: fsrs.Scheduler | None = None
        self._kept = RETENTION
        name = tr("How much do you want to know when a card comes back?")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setProperty("kind", "scale")
        self.slider.setAccessibleName(name)
        self.slider.setRange(LEAST_RETENTION // STEP, MOST_RETENTION // STEP)
        self.slider.setPageStep(5)
        self.slider.setMinimumHeight(fonts.scaled(40))
        self.slider.valueChanged.connect(self._say)
        self._figure = label("", "figure")
        self._words = label("", "body", "ink2", wrap=True)
        self.keep = button(tr("Keep"), on_click=self._choose)
        self.body.addWidget(label(name, "title18", wrap=True))
        self.body.addSpacing(12)
        self.body.addLayout(self._row())
        self.body.addSpacing(8)
        self.body.addWidget(self._words)
        self.body.addSpacing(12)
        end = QHBoxLayout()
        end.addWidget(self.keep)
        end.addStretch(1)
        self.body.addLayout(end)

    def show_retention(self, retention: int, tuned: fsrs.Scheduler) -> None:
        """What is wanted now, in thousandths, of cards scheduled so."""
        self._kept, self._tuned = retention, tuned
        self.slider.setValue(round(retention / STEP))
        self._say()

    @property
    def wanted(self) -> int:
        """In thousandths."""
        return self.slider.value() * STEP

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        less = icon_button("minus", tr("Less"), on_click=lambda: self._move(-1))
        more = icon_button("plus", tr("More"), on_click=lambda: self._move(1))
        for each in (less, more):
            each.setAutoRepeat(True)
        row.addWidget(self._figure)
        row.addWidget(less)
        row.addWidget(self.slider, 1)
        row.addWidget(more)
        return row

    def _move(self, by: int) -> None:
        self.slider.setValue(self.slider.value() + by)

    def _say(self) -> None:
        if self._tuned is None:
            return
        share = isolate(percent(self.wanted / 1000))
        self._figure.setText(share)
        words = cost_words(self.wanted, comes_back_after(self._tuned, EXAMPLE, self.wanted))
        self._words.setText(words)
        self.slider.setAccessibleDescription(f"{share}. {words}")
        buttons.say(self.keep, tr("Keep {share}", share=share))
        self.keep.setVisible(self.wanted != self._kept)

    def _choose(self) -> None:
        self.chosen.emit(self.wanted)
        announce(self, tr("Kept"))


def cost_words(wanted: int, days: float) -> str:
    """What ``wanted`` thousandths mean; a card of ``EXAMPLE`` days comes back after ``days``."""
    known = tr("Of 100 cards that come back you will know about {n}.", n=number(wanted / 10))
    if wanted == RETENTION:
        return f"{known} {tr('That is the usual: few reviews, and little forgotten.')}"
    values = {"usual": number(EXAMPLE), "days": number(round(days))}
    if wanted > RETENTION:
        cost = tr(
            "That costs more reviews: after {days} days you see again what would else come back "
            "after {usual}.",
            **values,
        )
    else:
        cost = tr(
            "That saves reviews: after {days} days you see again what would else come back "
            "after {usual}. You forget more in between.",
            **values,
        )
    return f"{known} {cost}"
