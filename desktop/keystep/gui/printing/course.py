"""The course of a key result, as the report's page draws it, on paper."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from keystep.gui.printing.paper import font
from keystep.gui.theme import LIGHT
from keystep.reports import chart


class Course:
    """The chart of the report's page, with as much of its detail as paper has room for."""

    def __init__(self, painter: QPainter, drawn: chart.Chart, across: float, down: float) -> None:
        self._painter, self._drawn = painter, drawn
        self._across, self._down = across, down

    def draw(self) -> None:
        drawn = self._drawn
        self._area(drawn.band, LIGHT.color("tint"))
        self._area(drawn.cone, LIGHT.color("stale_tint"))
        for mark in drawn.rows:
            self._level(mark, "line", 0.7)
        for mark in drawn.target:
            self._level(mark, "ink", 1.1)
        self._line(drawn.pace, QPen(LIGHT.color("edge"), 1, Qt.PenStyle.DotLine))
        self._line(drawn.ahead, QPen(LIGHT.color("ink2"), 1, Qt.PenStyle.DashLine))
        self._line(drawn.line, QPen(LIGHT.color("accent"), 1.8))
        self._painter.setBrush(LIGHT.color("accent"))
        self._painter.setPen(Qt.PenStyle.NoPen)
        for dot in drawn.dots:
            self._painter.drawEllipse(self._at(dot.x, dot.y), 2.2, 2.2)
        self._labels()

    def _labels(self) -> None:
        self._painter.setFont(font(9.5))
        self._painter.setPen(LIGHT.color("ink2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for mark in self._apart(self._drawn.rows):
            spot = self._at(0, mark.at)
            place = QRectF(0, spot.y() - 8, self._drawn.left * self._across - 6, 16)
            self._painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignRight), mark.label)
        for mark in self._drawn.days:
            spot = self._at(mark.at, self._drawn.height)
            place = QRectF(spot.x() - 40, spot.y() - 13, 80, 14)
            self._painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), mark.label)
        self._painter.setPen(LIGHT.color("ink"))
        for mark in self._drawn.target:
            spot = self._at(self._drawn.right, mark.at)
            place = QRectF(spot.x() + 5, spot.y() - 8, 60, 16)
            self._painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignLeft), mark.label)

    def _apart(self, marks: tuple[chart.Mark, ...]) -> Iterator[chart.Mark]:
        """Those whose labels do not touch the one before."""
        last: float | None = None
        for mark in marks:
            if last is None or abs(mark.at - last) * self._down >= 12:
                last = mark.at
                yield mark

    def _level(self, mark: chart.Mark, role: str, width: float) -> None:
        self._painter.setPen(QPen(LIGHT.color(role), width))
        left, right = (self._at(x, mark.at) for x in (self._drawn.left, self._drawn.right))
        self._painter.drawLine(left, right)

    def _area(self, pairs: str, color: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(color)
        self._painter.drawPolygon(self._points(pairs))

    def _line(self, pairs: str, pen: QPen) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen)
        self._painter.drawPolyline(self._points(pairs))

    def _points(self, pairs: str) -> QPolygonF:
        numbers = (pair.split(",") for pair in pairs.split())
        return QPolygonF([self._at(float(x), float(y)) for x, y in numbers])

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * self._across, y * self._down)
