"""The share of newcomers that has arrived, by days: a staircase with its interval."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import percent, tr, trn
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.services.assigning.newcomers import Productive

TALL = 200
START, END, TOP, FOOT = 52.0, 16.0, 10.0, 26.0
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
BEYOND = 1.06
"""The axis goes on a little: the last step is a step too."""
DAYS = (7, 14, 30, 60, 90, 180, 365)


class ArrivalChart(QWidget):
    """Painted; the table below holds every figure of it."""

    def __init__(self, told: Productive) -> None:
        super().__init__()
        self._steps = told.steps
        self._last = 1 + round(told.steps[-1].day * BEYOND)
        self._half = told.median.day
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Share of newcomers who have done the path, by days"))

    def sizeHint(self) -> QSize:
        return QSize(480, fonts.scaled(TALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        self._grid(painter, theme)
        stairs = [(0, 0.0), *((step.day, step.share) for step in self._steps)]
        low = [(0, 0.0), *((s.day, s.interval.low) for s in self._steps if s.interval)]
        high = [(0, 0.0), *((s.day, s.interval.high) for s in self._steps if s.interval)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint"))
        painter.drawPolygon(QPolygonF([*self._stairs(low), *reversed(self._stairs(high))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2.5))
        painter.drawPolyline(QPolygonF(self._stairs(stairs)))
        if self._half is not None:
            self._mark(painter, theme, self._half)

    def _grid(self, painter: QPainter, theme: Theme) -> None:
        high = fonts.line_height("caption")
        for share in SHARES:
            y = self._at(0, share).y()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(self._at(0, share), self._at(self._last, share))
            place = QRectF(0, y - high / 2, START - 8, high)
            self._say(painter, theme, place, percent(share), paint.END)
        days = [day for day in DAYS if day <= self._last] or [self._last]
        for day in days:
            place = QRectF(self._x(day) - 40, self.height() - FOOT + 6, 80, high)
            self._say(painter, theme, place, trn("1 day", "{n} days", day), paint.MIDDLE)

    def _mark(self, painter: QPainter, theme: Theme, day: int) -> None:
        """Where half have arrived."""
        painter.setPen(QPen(theme.color("ink"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(day, 0.5), self._at(day, 0.0))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(self._at(day, 0.5), 4, 4)

    def _say(
        self, painter: QPainter, theme: Theme, place: QRectF, words: str, flags: Qt.AlignmentFlag
    ) -> None:
        color = theme.color("ink2")
        paint.text(painter, self, place, words, "caption", color=color, flags=flags)

    def _stairs(self, points: list[tuple[int, float]]) -> list[QPointF]:
        """What was reached holds until the next day on which somebody arrived."""
        made = list[QPointF]()
        for (day, share), (until, _) in zip(points, [*points[1:], (self._last, 0.0)], strict=True):
            made += [self._at(day, share), self._at(until, share)]
        return made

    def _at(self, day: float, share: float) -> QPointF:
        x, tall = self._x(day), self.height() - TOP - FOOT
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return QPointF(self.width() - x if rtl else x, TOP + tall * (1 - share))

    def _x(self, day: float) -> float:
        """From the start edge."""
        return START + (self.width() - START - END) * day / self._last
