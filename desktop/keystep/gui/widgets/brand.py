"""The mark: a stair with a key-hole."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint

_STAIR = (
    (7, 25),
    (7, 19.5),
    (11.6, 19.5),
    (11.6, 13.8),
    (18, 13.8),
    (18, 7.6),
    (25, 7.6),
    (25, 25),
)


def draw_mark(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The mark in ``rect``, square; the same in both directions."""
    scale = rect.width() / 32
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    paint.box(painter, QRectF(0, 0, 32, 32), theme.color("accent"), radius=7)
    painter.fillPath(_stair(), theme.color("on_accent"))
    painter.restore()


def _stair() -> QPainterPath:
    stair = QPainterPath()
    stair.addPolygon(QPolygonF([QPointF(x, y) for x, y in _STAIR]))
    stair.closeSubpath()
    hole = QPainterPath()
    hole.addEllipse(QPointF(21.4, 15.6), 2.1, 2.1)
    hole.addPolygon(QPolygonF([QPointF(x, y) for x, y in _KEYHOLE]))
    hole.closeSubpath()
    hole.setFillRule(Qt.FillRule.WindingFill)
    return stair.subtracted(hole)


_KEYHOLE = ((20.7, 16), (22.1, 16), (22.8, 21), (20, 21))


def window_icon(theme: Theme) -> QIcon:
    """The mark for title bars and task switchers, in five sizes."""
    made = QIcon()
    for side in (16, 24, 32, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_mark(painter, QRectF(0, 0, side, side), theme)
        painter.end()
        made.addPixmap(picture)
    return made


class BrandMark(QWidget):
    """The mark, 32 px square."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_mark(paint.begin(self), QRectF(0, 0, 32, 32), theme_of(self))
