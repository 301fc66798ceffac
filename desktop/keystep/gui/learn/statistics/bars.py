"""Columns over time: cards ahead, minutes a week."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from keystep.gui.learn.statistics.chart import Chart
from keystep.gui.learn.statistics.plot import Plot, Say, Sheet, plot_of, whole_scale
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint


class Bars(Chart):
    """A bar for each of ``values``; ``below`` are words under some of them, by place."""

    def __init__(
        self,
        name: str,
        values: Sequence[float],
        words: Sequence[str],
        below: Sequence[tuple[int, str]],
        say: Say,
    ) -> None:
        super().__init__(name, words, 180)
        self._values, self._below, self._say = tuple(values), below, say
        self._ticks = whole_scale(max(values))

    def place(self, n: int) -> QRectF:
        plot = self._plot()
        step = plot.area.width() / len(self._values)
        wide = max(2.0, min(step * 0.72, 40.0))
        top = plot.y(self._values[n])
        high = plot.area.bottom() - top
        if self._values[n]:
            high = max(high, 2.0)
        middle = plot.area.x() + step * (n + 0.5)
        return QRectF(middle - wide / 2, plot.area.bottom() - high, wide, high)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        plot = self._plot()
        sheet = Sheet(painter, self, theme, plot)
        sheet.grid(self._ticks, self._say)
        for n, value in enumerate(self._values):
            if value:
                bar = self.place(n)
                paint.box(painter, bar, theme.color("accent"), radius=min(3.0, bar.height() / 2))
        words = [(place + 0.5, said) for place, said in self._below]
        sheet.below(words)

    def _plot(self) -> Plot:
        return plot_of(self, self._ticks, self._say, (0, len(self._values)))
