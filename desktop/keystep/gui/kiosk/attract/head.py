"""The head of the attract screen: whose it is, and what time it is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from keystep.gui.i18n import clock, long_date
from keystep.gui.kiosk.attract.part import Part
from keystep.gui.kiosk.scale import px
from keystep.gui.widgets import paint
from keystep.gui.widgets.brand import draw_mark

BRAND = "Keystep"
HEIGHT = 104
"""As drawn; the rest of the head is drawn in the same measure."""
_MARK, _BESIDE, _BETWEEN = 52, 24, 22


class Head(Part):
    """Mark, name, date and time."""

    def __init__(self) -> None:
        super().__init__()
        self._date = self._time = ""

    def set_time(self, now: datetime) -> None:
        """``now`` is local."""
        self._date, self._time = long_date(now), clock(now)
        self.setAccessibleName(f"{BRAND}. {self._date} {self._time}")
        self.update()

    def arrange(self) -> None:
        self.setFixedHeight(px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        brand = px(_MARK + _BESIDE) + paint.width_of(BRAND, "objective")
        date, time = (paint.width_of(words, "caption_figure") + 1 for words in self._when)
        when = date + px(_BETWEEN) + time
        first, last = (0.0, self.width() - when)
        if self.swapped:
            first, last = self.width() - brand, 0.0
        self._brand(painter, first)
        self._said(painter, last, self._date, date)
        self._said(painter, last + date + px(_BETWEEN), self._time, time)

    @property
    def _when(self) -> tuple[str, str]:
        return self._date, self._time

    def _brand(self, painter: QPainter, x: float) -> None:
        side, high = px(_MARK), self.height()
        square = QRectF(round(x), round((high - side) / 2), side, side)
        draw_mark(painter, paint.placed(self, square), self.wear.mark)
        rect = QRectF(x + side + px(_BESIDE), 0, self.width(), high)
        paint.text(painter, self, rect, BRAND, "objective", color=self.wear.text)

    def _said(self, painter: QPainter, x: float, words: str, width: float) -> None:
        rect = QRectF(x, 0, width, self.height())
        paint.text(painter, self, rect, words, "caption_figure", color=self.wear.text)
