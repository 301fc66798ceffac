"""A field between two axes: where values lie in it, its lines and its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from keystep.domain.axis import scale
from keystep.gui import fonts
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint

Say = Callable[[float], str]
GAP = 10


@dataclass(frozen=True)
class Plot:
    """``area`` in pixels; ``across`` and ``up`` are the values at its edges."""

    area: QRectF
    across: tuple[float, float]
    up: tuple[float, float]

    def at(self, x: float, y: float) -> QPointF:
        low, high = self.across
        share = (x - low) / (high - low)
        return QPointF(self.area.x() + share * self.area.width(), self.y(y))

    def y(self, value: float) -> float:
        low, high = self.up
        return self.area.bottom() - (value - low) / (high - low) * self.area.height()


def plot_of(widget: QWidget, ticks: Sequence[float], say: Say, across: tuple[float, float]) -> Plot:
    """Room for the words of the upward axis at the left, and of the other one below."""
    line = fonts.line_height("caption")
    room = max(paint.width_of(say(tick), "caption_figure") for tick in ticks) + GAP
    high = widget.height() - line * 1.5 - GAP
    area = QRectF(room, line / 2, widget.width() - room - 8, high)
    return Plot(area, across, (ticks[0], ticks[-1]))


@dataclass(frozen=True)
class Sheet:
    """One painting of a plot on its widget."""

    painter: QPainter
    widget: QWidget
    theme: Theme
    plot: Plot

    def grid(self, ticks: Sequence[float], say: Say) -> None:
        """A line at each tick, with its words at the left."""
        line, area = fonts.line_height("caption"), self.plot.area
        for tick in ticks:
            y = round(self.plot.y(tick)) + 0.5
            self.painter.setPen(QPen(self.theme.color("edge" if tick == ticks[0] else "line"), 1))
            self.painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            self._say(QRectF(0, y - line / 2, area.left() - GAP, line), say(tick), paint.END)

    def below(self, words: Sequence[tuple[float, str]]) -> None:
        """Words below at their places across, the first ones before all: none touch."""
        top, line = self.plot.area.bottom() + 7, fonts.line_height("caption")
        taken = list[QRectF]()
        for value, said in words:
            wide = paint.width_of(said, "caption_figure") + 2
            x = self.plot.at(value, self.plot.up[0]).x()
            left = min(max(x - wide / 2, 0.0), self.widget.width() - wide)
            place = QRectF(left, top, wide, line)
            if not any(other.adjusted(-GAP, 0, GAP, 0).intersects(place) for other in taken):
                taken.append(place)
                self._say(place, said, paint.MIDDLE)

    def _say(self, place: QRectF, words: str, flags: Qt.AlignmentFlag) -> None:
        ink = self.theme.color("ink2")
        paint.text(
            self.painter, self.widget, place, words, "caption_figure", color=ink, flags=flags
        )


def pen(color: QColor, width: float, dashes: Sequence[float] = ()) -> QPen:
    """A pen with round joins; ``dashes`` count in its width."""
    made = QPen(color, width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        made.setDashPattern(list(dashes))
    return made


def whole_scale(most: float) -> tuple[float, ...]:
    """Ticks from 0 to ``most`` at whole steps."""
    return scale((0, max(most, 4)))
