"""The seconds that are left, as blocks on a ring: one goes out a second, nothing sweeps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui.i18n import number, trn
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

MOST_BLOCKS = 40
_SIDE, _OUTER, _LONG = 320, 158, 44
_WIDE, _RADIUS = 22, 7
"""All as drawn; a block is as wide as two dozen leave room for, and narrower if there are more."""


class CountdownRing(QWidget):
    """``seconds`` in all; as many blocks, but 40 at most. It runs as a clock does in any script."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self._all, self._left = max(seconds, 1), seconds
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_left(seconds)

    @property
    def blocks(self) -> int:
        return min(self._all, MOST_BLOCKS)

    @property
    def lit(self) -> int:
        """How many blocks are still lit; one whose time has begun is."""
        return -(-self.blocks * self._left // self._all)

    def set_left(self, seconds: int) -> None:
        self._left = min(max(seconds, 0), self._all)
        self.setAccessibleName(seconds_left(self._left))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_SIDE), px(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        middle = QRectF(self.rect()).center()
        for n in range(self.blocks):
            fill, edge = ("accent", None) if n < self.lit else ("track", theme.color("track_edge"))
            painter.save()
            painter.translate(middle)
            painter.rotate((n + 0.5) * 360 / self.blocks)
            paint.box(painter, self._block(), theme.color(fill), edge, radius=px(_RADIUS))
            painter.restore()
        self._figure(painter, middle)

    def _block(self) -> QRectF:
        wide = min(px(_WIDE), px(_WIDE) * 26 / self.blocks)
        return QRectF(-wide / 2, -px(_OUTER), wide, px(_LONG))

    def _figure(self, painter: QPainter, middle: QPointF) -> None:
        theme, wide = theme_of(self), px(2 * (_OUTER - _LONG - 8))
        rect = QRectF(0, 0, wide, px(82))
        rect.moveCenter(middle - QPointF(0, px(_SIDE) * 0.01))
        figure = number(self._left)
        ink, ink2 = theme.color("ink"), theme.color("ink2")
        paint.text(painter, self, rect, figure, "kiosk_figure", color=ink, flags=paint.MIDDLE)
        below = QRectF(rect.x(), rect.bottom() - px(4), wide, px(34))
        unit = trn("second", "seconds", self._left)
        paint.text(painter, self, below, unit, "caption", color=ink2, flags=paint.MIDDLE)


def seconds_left(seconds: int) -> str:
    """What is left, as a screen reader says it."""
    return trn("1 second left", "{n} seconds left", seconds)
