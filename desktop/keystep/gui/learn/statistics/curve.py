"""How cards are forgotten after a review, as FSRS predicts it: a line, and a band about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from keystep.domain.axis import scale
from keystep.domain.statistics.forgetting import Forgetting
from keystep.gui.i18n import percent, trn
from keystep.gui.learn.statistics.chart import Chart
from keystep.gui.learn.statistics.plot import Plot, Sheet, pen, plot_of
from keystep.gui.theme import Theme

POINTS = 60
DOT = 4.5


class Curve(Chart):
    """``days`` are those that are told of, the last one the end of the axis."""

    def __init__(
        self,
        name: str,
        told: Forgetting,
        retention: float,
        days: Sequence[int],
        words: Sequence[str],
    ) -> None:
        super().__init__(name, words, 200)
        self._forgetting, self._retention, self._days = told, retention, tuple(days)
        self._ticks = scale((told.after(days[-1])[0], 1.0, retention))

    def place(self, n: int) -> QRectF:
        day = self._days[n]
        middle = self._plot().at(day, self._forgetting.after(day)[1])
        return QRectF(middle.x() - DOT, middle.y() - DOT, 2 * DOT, 2 * DOT)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        plot = self._plot()
        sheet = Sheet(painter, self, theme, plot)
        sheet.grid(self._ticks, percent)
        low, middle, high = self._lines(plot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint"))
        painter.drawPolygon(QPolygonF([*low, *reversed(high)]))
        self._wanted(painter, theme, plot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.color("accent"), 2.5))
        painter.drawPolyline(QPolygonF(middle))
        painter.setPen(pen(theme.color("surface"), 1))
        painter.setBrush(theme.color("accent"))
        for n in range(len(self._days)):
            painter.drawEllipse(self.place(n))
        ends_first = sorted(self._days, key=lambda day: day not in (0, self._days[-1]))
        sheet.below([(day, trn("1 day", "{n} days", day)) for day in ends_first])

    def _wanted(self, painter: QPainter, theme: Theme, plot: Plot) -> None:
        """Where a card is to come back."""
        painter.setPen(pen(theme.color("ink"), 2, (4, 3)))
        y = plot.y(self._retention)
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y))

    def _lines(self, plot: Plot) -> tuple[list[QPointF], list[QPointF], list[QPointF]]:
        days = [self._days[-1] * n / POINTS for n in range(POINTS + 1)]
        points = [[plot.at(day, chance) for chance in self._forgetting.after(day)] for day in days]
        low, middle, high = (list(line) for line in zip(*points, strict=True))
        return low, middle, high

    def _plot(self) -> Plot:
        return plot_of(self, self._ticks, percent, (0, self._days[-1]))
