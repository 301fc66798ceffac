"""The shapes of states on a grid of 16: filled shapes with their sign cut out of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

GRID = 16.0
_LINE = 1.5

Points = tuple[tuple[float, float], ...]
_TICK: Points = ((5.0, 8.2), (7.1, 10.3), (11.1, 5.9))
_CROSS: tuple[Points, ...] = (((5.6, 5.6), (10.4, 10.4)), ((10.4, 5.6), (5.6, 10.4)))


def _stroke(lines: tuple[Points, ...], width: float = _LINE) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
    return _stroker(width).createStroke(path)


def _stroker(width: float) -> QPainterPathStroker:
    pen = QPainterPathStroker()
    pen.setWidth(width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _ring(radius: float = 6.5, width: float = _LINE) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(8, 8), radius, radius)
    return _stroker(width).createStroke(path)


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(8, 8), 7.2, 7.2)
    return path


def _polygon(corners: list[QPointF], rounding: float = 1.2) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path.united(_stroker(rounding).createStroke(path)).simplified()


def _square(x: float, y: float, side: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, side, side), radius, radius)
    return path


def _tick_disc() -> QPainterPath:
    return _disc().subtracted(_stroke((_TICK,), 1.7))


def _triangle() -> QPainterPath:
    body = _polygon([QPointF(8, 2), QPointF(14.6, 13.6), QPointF(1.4, 13.6)])
    dot = QPainterPath()
    dot.addEllipse(QPointF(8, 11.7), 0.95, 0.95)
    return body.subtracted(_stroke((((8, 6.3), (8, 9.3)),), 1.6)).subtracted(dot)


def _diamond() -> QPainterPath:
    body = _polygon([QPointF(8, 1), QPointF(15, 8), QPointF(8, 15), QPointF(1, 8)])
    cross: tuple[Points, ...] = (((6.2, 6.2), (9.8, 9.8)), ((9.8, 6.2), (6.2, 9.8)))
    return body.subtracted(_stroke(cross, 1.6))


def _octagon() -> QPainterPath:
    corners = [
        QPointF(8 + 7.2 * cos((k + 0.5) * pi / 4), 8 + 7.2 * sin((k + 0.5) * pi / 4))
        for k in range(8)
    ]
    return _polygon(corners, 0.8).subtracted(_stroke(_CROSS, 1.8))


def _stale() -> QPainterPath:
    circle = QPainterPath()
    circle.addEllipse(QPointF(8, 8), 6.6, 6.6)
    pen = _stroker(1.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.85, 1.1])
    return pen.createStroke(circle).united(_stroke((((8, 4.8), (8, 8.2), (10.2, 9.6)),), 1.4))


def _square_tick() -> QPainterPath:
    return _square(1, 1, 14, 2.6).subtracted(_stroke((_TICK,), 1.7))


def _paused() -> QPainterPath:
    frame = _stroker(_LINE).createStroke(_square(1.75, 1.75, 12.5, 2.4))
    return frame.united(_stroke((((6.3, 5.5), (6.3, 10.5)), ((9.7, 5.5), (9.7, 10.5)))))


def _twice() -> QPainterPath:
    front = _stroker(_LINE).createStroke(_square(1.75, 1.75, 9, 2))
    back: tuple[Points, ...] = (
        ((13, 5.2), (14.2, 6), (14.2, 13.2), (13.4, 14.2), (6, 14.2), (5.2, 13)),
    )
    return front.united(_stroke(back))


def _missed() -> QPainterPath:
    return _ring().united(_stroke((_TICK,), _LINE))


def _dash() -> QPainterPath:
    return _stroke((((2.5, 8), (13.5, 8)),), 1.75)


def _info() -> QPainterPath:
    dot = QPainterPath()
    dot.addEllipse(QPointF(8, 5.1), 0.95, 0.95)
    return _ring().united(_stroke((((8, 7.6), (8, 11)),), _LINE)).united(dot)


_SHAPES: Mapping[str, Callable[[], QPainterPath]] = {
    "tick_disc": _tick_disc,
    "triangle": _triangle,
    "diamond": _diamond,
    "stale": _stale,
    "square_tick": _square_tick,
    "paused": _paused,
    "twice": _twice,
    "octagon": _octagon,
    "missed": _missed,
    "dash": _dash,
    "info": _info,
}


@cache
def shape(name: str) -> QPainterPath:
    """The filled outline of a shape on the 16 grid; KeyError for an unknown one."""
    return _SHAPES[name]()
