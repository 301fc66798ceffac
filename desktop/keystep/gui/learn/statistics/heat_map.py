"""A year of days: a column a week, and a block that is fuller the more was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRectF, QSize
from PySide6.QtGui import QPainter

from keystep.domain.statistics.days import WEEKS
from keystep.gui import fonts
from keystep.gui.i18n import number, tr
from keystep.gui.learn.statistics.chart import Chart, Key
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down

LEVELS = (1, 10, 25, 50)
"""Answers of a day from which on its block is one step fuller."""
SHARES = (0.0, 0.5, 0.68, 0.84, 1.0)
WIDEST, NARROWEST = 19.0, 8.0
GAP = 3.0
ROOM = 8
"""Pixels between days and words."""


class Grid(NamedTuple):
    """Where the blocks are, in pixels."""

    left: float
    top: float
    pitch: float

    @property
    def side(self) -> float:
        return self.pitch - GAP

    def place(self, n: int) -> QRectF:
        week, day = divmod(n, 7)
        x, y = self.left + week * self.pitch, self.top + day * self.pitch
        return QRectF(x, y, self.side, self.side)


class HeatMap(Chart):
    """``answers`` of each day from the Monday ``first`` on, up to today."""

    steps: Mapping[Key, int] = {
        Key.Key_Left: -7,
        Key.Key_Right: 7,
        Key.Key_Up: -1,
        Key.Key_Down: 1,
    }

    def __init__(
        self, name: str, first: date, answers: Sequence[int], words: Sequence[str]
    ) -> None:
        super().__init__(name, words, 0)
        grow_down(self)
        self._monday, self._answers = first, tuple(answers)
        self._letters = [QLocale().dayName(n, QLocale.FormatType.ShortFormat) for n in range(1, 8)]

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(640), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(self._left() + WEEKS * NARROWEST), 120)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        line = fonts.line_height("caption")
        return round(line + 4 + 7 * self._pitch(width) + ROOM + line + 2)

    def place(self, n: int) -> QRectF:
        return self._grid().place(n)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        grid = self._grid()
        self._months(painter, theme, grid)
        self._weekdays(painter, theme, grid)
        for n, answers in enumerate(self._answers):
            self._block(painter, theme, grid.place(n), level(answers))
        self._legend(painter, theme, grid)

    def _first(self) -> int:
        return len(self._answers) - 1

    def _left(self) -> float:
        return max(paint.width_of(letter, "caption") for letter in self._letters) + ROOM

    def _pitch(self, width: int) -> float:
        return min(max((width - self._left()) / WEEKS, NARROWEST), WIDEST)

    def _block(self, painter: QPainter, theme: Theme, at: QRectF, full: int) -> None:
        paint.box(painter, at, theme.color("track"), radius=3)
        if full:
            inset = at.width() * (1 - SHARES[full]) / 2
            inner = at.adjusted(inset, inset, -inset, -inset)
            paint.box(painter, inner, theme.color("accent"), radius=min(3.0, inner.width() / 3))

    def _grid(self) -> Grid:
        return Grid(self._left(), fonts.line_height("caption") + 4, self._pitch(self.width()))

    def _months(self, painter: QPainter, theme: Theme, grid: Grid) -> None:
        line, free = fonts.line_height("caption"), 0.0
        for week in range(WEEKS):
            monday = self._monday + timedelta(weeks=week)
            x = grid.place(week * 7).x()
            if monday.day > 7 or x < free:
                continue
            said = QLocale().monthName(monday.month, QLocale.FormatType.ShortFormat)
            wide = paint.width_of(said, "caption") + 2
            if x + wide > self.width():
                continue
            free = x + wide + ROOM
            place = QRectF(x, 0, wide, line)
            paint.text(painter, self, place, said, "caption", color=theme.color("ink2"))

    def _weekdays(self, painter: QPainter, theme: Theme, grid: Grid) -> None:
        line = fonts.line_height("caption")
        for n in (0, 2, 4) if grid.pitch * 2 >= line else (0, 4):
            y = grid.place(n).center().y()
            place = QRectF(0, y - line / 2, grid.left - ROOM, line)
            paint.text(painter, self, place, self._letters[n], "caption", color=theme.color("ink2"))

    def _legend(self, painter: QPainter, theme: Theme, grid: Grid) -> None:
        """From nothing to the fullest block, in words at both ends."""
        line, side = fonts.line_height("caption"), grid.side
        y = grid.place(6).bottom() + ROOM
        x = self._word(painter, theme, tr("Nothing"), grid.left, y)
        for n in range(len(SHARES)):
            self._block(painter, theme, QRectF(x, y + (line - side) / 2, side, side), n)
            x += side + 4
        most = tr("{n} answers or more", n=number(LEVELS[-1]))
        self._word(painter, theme, most, x + 2, y)

    def _word(self, painter: QPainter, theme: Theme, said: str, x: float, y: float) -> float:
        wide = paint.width_of(said, "caption") + 2
        place = QRectF(x, y, wide, fonts.line_height("caption"))
        paint.text(painter, self, place, said, "caption", color=theme.color("ink2"))
        return x + wide + 6


def level(answers: int) -> int:
    """0 for a day without any, up to 4."""
    return sum(answers >= least for least in LEVELS)
