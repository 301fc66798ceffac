"""Treads that climb to the flag, each with what is on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from keystep.gui import fonts
from keystep.gui.i18n import reads_rtl
from keystep.gui.kiosk.attract.measure import cloth
from keystep.gui.kiosk.attract.part import Part
from keystep.gui.kiosk.scale import px
from keystep.gui.widgets import paint

STRONG = "*"
"""Words between two of them are strong."""
_LONG, _HIGH, _ROUND = 380, 20, 8
_ALONG, _RISE, _CLEAR = 102, 132, 16
_FLAG, _POLE, _FROM_END, _OVER = 104, 6, 40, 28
_DOT, _ABOVE = 36, 9
_CLOTH = ((6.0, 0.0), (68.0, 0.0), (51.0, 24.0), (68.0, 48.0), (6.0, 48.0))
"""As drawn."""
_STRONG, _PLAIN = ("kiosk_strong", "text"), ("kiosk_text", "second")
"""Roles and colours."""


class Stair(Part):
    """``steps`` from below, at most five; ``begins``: a dot stands on the first, which is lit."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[str, ...] = ()
        self._begins, self._along = True, 0

    def set_steps(self, steps: Sequence[str], *, begins: bool) -> None:
        self._steps, self._begins = tuple(steps), begins
        self.setAccessibleName(". ".join(step.replace(STRONG, "") for step in self._steps))
        self.update()

    def arrange(self, room: int) -> None:
        """Take as much of ``room`` pixels as it likes; with less it climbs more steeply."""
        self._along = max(min(px(_ALONG), (room - px(_LONG) - px(_OVER)) // 4), 0)
        self.setFixedWidth(px(_LONG) + 4 * self._along + px(_OVER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        for n, step in enumerate(self._steps):
            tread = self._tread(n)
            lit = n == 0 and self._begins
            fill = self.wear.text if lit else self.wear.tread
            paint.box(painter, paint.placed(self, tread), fill, radius=px(_ROUND))
            if lit:
                self._dot(painter, tread)
            self._label(painter, tread, step, self._room(n, tread))
        if self._steps:
            self._flag(painter, self._tread(len(self._steps) - 1))

    def _tread(self, n: int) -> QRectF:
        """The whole stair stands at the end edge, in the middle of the height."""
        last = len(self._steps) - 1
        spare = self.height() - px(_FLAG + _HIGH + 2 * _CLEAR)
        rise = min(px(_RISE), spare / max(last, 1))
        bottom = (self.height() + rise * last + px(_FLAG + _HIGH)) / 2
        x = self.width() - px(_OVER) - px(_LONG) - self._along * (last - n)
        return QRectF(x, round(bottom - px(_HIGH) - rise * n), px(_LONG), px(_HIGH))

    def _room(self, n: int, tread: QRectF) -> float:
        if n == len(self._steps) - 1:
            return tread.width() - px(_FROM_END + 16)
        if n == 0 and self._begins:
            return tread.width() - px(_DOT + 36)
        return self.width() - tread.x()

    def _label(self, painter: QPainter, tread: QRectF, step: str, room: float) -> None:
        """Strong words and others in turn, as far as there is room, in their own direction."""
        high, gap = fonts.line_height("kiosk_text"), paint.width_of(" ", "kiosk_text")
        runs = [(words.strip(), n % 2 == 1) for n, words in enumerate(step.split(STRONG))]
        runs = [(words, strong) for words, strong in runs if words]
        if reads_rtl(step) is not (self.layoutDirection() is Qt.LayoutDirection.RightToLeft):
            runs.reverse()
        x, top = tread.x() + px(3), tread.top() - px(_ABOVE) - high
        for words, strong in runs:
            role, color = _STRONG if strong else _PLAIN
            wide = min(paint.width_of(words, role) + 1, tread.x() + room - x)
            if wide > 0:
                rect = QRectF(x, top, wide, high)
                paint.text(painter, self, rect, words, role, color=getattr(self.wear, color))
            x += wide + gap

    def _dot(self, painter: QPainter, tread: QRectF) -> None:
        side = px(_DOT)
        dot = QRectF(tread.right() - px(6) - side, tread.top() - px(16) - side, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wear.text)
        painter.drawEllipse(paint.placed(self, dot))

    def _flag(self, painter: QPainter, tread: QRectF) -> None:
        painter.save()
        paint.mirror(painter, self)
        corner = QPointF(round(tread.right() - px(_FROM_END)), round(tread.top() - px(_FLAG)))
        painter.fillRect(QRectF(corner.x(), corner.y(), px(_POLE), px(_FLAG)), self.wear.text)
        painter.fillPath(cloth(corner, _CLOTH), self.wear.text)
        painter.restore()
