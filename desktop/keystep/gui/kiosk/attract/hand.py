"""A hand that touches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

GRID = 24.0
STROKE = 2.0


def draw_hand(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """A pointing finger in the square ``rect``, in outline; the same in both directions."""
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.width() / GRID)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(color, STROKE, Qt.PenStyle.SolidLine, round_cap, round_join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline())
    painter.restore()


def _outline() -> QPainterPath:
    """Up the thumb's side, round the finger, over the knuckles, along the wrist."""
    path = QPainterPath()
    path.moveTo(8.5, 13.5)
    path.lineTo(8.5, 4.0)
    path.cubicTo(8.5, 1.2, 12.9, 1.2, 12.9, 4.0)
    path.lineTo(12.9, 9.4)
    path.lineTo(18.6, 10.8)
    path.cubicTo(20.2, 11.2, 21.2, 12.4, 21.0, 14.0)
    path.lineTo(20.2, 22.0)
    path.lineTo(9.0, 22.0)
    path.lineTo(3.4, 15.6)
    path.cubicTo(1.6, 13.2, 4.2, 11.2, 6.0, 12.4)
    path.lineTo(8.5, 14.4)
    return path
