"""Predicted against observed: where the dots lie on the dotted line, predictions were right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from keystep.domain.axis import scale
from keystep.domain.statistics.calibration import Group
from keystep.gui.i18n import percent
from keystep.gui.learn.statistics.chart import Chart
from keystep.gui.learn.statistics.plot import Plot, Sheet, pen, plot_of
from keystep.gui.theme import Theme

DOT = 5.5
CAP = 4.0


class Dots(Chart):
    """A dot for each group, with its 95 % interval."""

    def __init__(self, name: str, groups: Sequence[Group], words: Sequence[str]) -> None:
        super().__init__(name, words, 220)
        self._groups = tuple(groups)
        ends = [end for g in groups for end in (g.interval.low, g.interval.high, g.predicted)]
        self._up = scale((*ends, 1.0))
        self._across = scale((*(group.predicted for group in groups), 1.0))

    def place(self, n: int) -> QRectF:
        group = self._groups[n]
        middle = self._plot().at(group.predicted, group.share)
        return QRectF(middle.x() - DOT, middle.y() - DOT, 2 * DOT, 2 * DOT)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        plot = self._plot()
        sheet = Sheet(painter, self, theme, plot)
        sheet.grid(self._up, percent)
        sheet.below([(tick, percent(tick)) for tick in self._across])
        low = max(plot.across[0], plot.up[0])
        painter.setPen(pen(theme.color("edge"), 1.5, (1, 2.5)))
        painter.drawLine(plot.at(low, low), plot.at(1, 1))
        for n, group in enumerate(self._groups):
            self._whisker(painter, theme, plot, group)
            painter.setPen(pen(theme.color("surface"), 1))
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(self.place(n))

    def _whisker(self, painter: QPainter, theme: Theme, plot: Plot, group: Group) -> None:
        top = plot.at(group.predicted, group.interval.high)
        bottom = plot.at(group.predicted, group.interval.low)
        painter.setPen(pen(theme.color("ink"), 1.5))
        painter.drawLine(top, bottom)
        for end in (top, bottom):
            painter.drawLine(end - QPointF(CAP, 0), end + QPointF(CAP, 0))

    def _plot(self) -> Plot:
        return plot_of(self, self._up, percent, (self._across[0], self._across[-1]))
