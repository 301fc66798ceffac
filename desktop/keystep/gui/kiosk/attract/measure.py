"""The little ruler at the foot of the attract screen."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from keystep.gui.kiosk.attract.wear import Wear
from keystep.gui.kiosk.scale import px
from keystep.gui.widgets import paint

_CLOTH = ((3.0, 0.0), (19.0, 0.0), (14.0, 6.0), (19.0, 12.0), (3.0, 12.0))
"""As drawn."""


def draw_measure(
    painter: QPainter, track: QRectF, wear: Wear, share: float, *, stale: bool
) -> None:
    """A track filled to ``share``, hatched where that is ``stale``; a flag at its end."""
    paint.box(painter, track, wear.tread, radius=track.height() / 2)
    done = QRectF(track)
    done.setWidth(track.width() * min(max(share, 0.0), 1.0))
    radius = min(done.height(), done.width()) / 2
    if stale and done.width() >= 2:
        _hatch(painter, done, wear, radius)
    elif done.width() >= 2:
        paint.box(painter, done, wear.text, radius=radius)
    corner = QPointF(round(track.right()), round(track.center().y() - px(16)))
    painter.fillRect(QRectF(corner.x(), corner.y(), px(3), px(28)), wear.text)
    painter.fillPath(cloth(corner, _CLOTH), wear.text)


def cloth(corner: QPointF, points: tuple[tuple[float, float], ...]) -> QPainterPath:
    """A flag's cloth, its points as drawn from the top of the pole."""
    path = QPainterPath(corner + QPointF(px(points[0][0]), px(points[0][1])))
    for x, y in points[1:]:
        path.lineTo(corner + QPointF(px(x), px(y)))
    path.closeSubpath()
    return path


def _hatch(painter: QPainter, done: QRectF, wear: Wear, radius: float) -> None:
    """Lines at 45° with gaps three times as wide, in an outline."""
    shape, line = QPainterPath(), max(px(2), 1)
    shape.addRoundedRect(done, radius, radius)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(done, wear.ground)
    painter.setPen(QPen(wear.second, line))
    x = done.left() - done.height()
    while x < done.right():
        painter.drawLine(QPointF(x, done.bottom()), QPointF(x + done.height(), done.top()))
        x += 4 * line * sqrt(2)
    painter.restore()
    paint.box(painter, done, None, wear.text, width=line, radius=radius)
