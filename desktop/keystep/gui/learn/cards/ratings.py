"""How well one knew a card: four buttons, or two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from keystep.domain.memory import Rating
from keystep.gui.i18n import mark, number, tr, trn
from keystep.gui.pages import bare
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.rating_button import RatingButton

WORDS: Mapping[Rating, str] = {
    Rating.AGAIN: mark("Again"),
    Rating.HARD: mark("Hard"),
    Rating.GOOD: mark("Good"),
    Rating.EASY: mark("Easy"),
}
KEYS: Mapping[int, Mapping[int, Rating]] = {
    4: {rating.value: rating for rating in Rating},
    2: {1: Rating.AGAIN, 2: Rating.GOOD, 3: Rating.GOOD},
}
"""Which digits mean what, by the number of buttons; Good is 3 wherever one learnt it."""


class Ratings(QWidget):
    """``usual`` is the primary one of as many ``buttons``; below each is when the card comes back.

    ``chosen`` carries the rating.
    """

    chosen = Signal(int)

    def __init__(
        self, buttons: int, spans: Mapping[Rating, timedelta], usual: Rating, *, keys: bool
    ) -> None:
        super().__init__()
        shown = tuple(dict.fromkeys(KEYS[buttons].values()))
        self._grid = QGridLayout(self)
        bare(self._grid, 12)
        self._grid.setVerticalSpacing(8)
        self._say(len(shown))
        for n, rating in enumerate(shown):
            made = RatingButton(
                tr(WORDS[rating]),
                interval_words(spans[rating]),
                number(n + 1) if keys else "",
                usual=rating is usual,
            )
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(partial(self._choose, rating))
            self._grid.addWidget(made, 1, n)
            self._grid.setColumnStretch(n, 1)

    def _say(self, columns: int) -> None:
        half = columns // 2
        asks = label(tr("How well did you know it?"), "caption", "ink2")
        tells = ElidedLabel(tr("Below each word: when it comes back"), "caption", "ink2")
        self._grid.addWidget(asks, 0, 0, 1, half)
        self._grid.addWidget(tells, 0, half, 1, half, Qt.AlignmentFlag.AlignRight)

    def _choose(self, rating: Rating, _on: bool = False) -> None:
        self.chosen.emit(int(rating))


def interval_words(span: timedelta) -> str:
    """ "8 min", "3 hours", "5 days", "4 months": how long until a card comes back."""
    if span < timedelta(hours=1):
        return trn("1 min", "{n} min", max(1, round(span / timedelta(minutes=1))))
    if span < timedelta(days=1):
        return trn("1 hour", "{n} hours", round(span / timedelta(hours=1)))
    days = round(span / timedelta(days=1))
    if days < 60:
        return trn("1 day", "{n} days", days)
    if days < 720:
        return trn("1 month", "{n} months", round(days / 30.44))
    return trn("1 year", "{n} years", round(days / 365.25))
