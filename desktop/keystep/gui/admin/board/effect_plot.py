"""A change with its interval against no change, painted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.domain import wording
from keystep.domain.measures import Estimate
from keystep.gui import fonts
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

DOT = 5.0
ROLE = "caption"


class EffectPlot(QWidget):
    """Zero line, dot and whisker. Hollow where chance alone could do it, or nobody can say.

    ``reach`` is (low, high) of the axis, in the unit of the change, common to all rows of a table.
    Silent to screen readers: the figures stand beside it.
    """

    def __init__(
        self,
        change: Estimate | None,
        reach: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._change, self._reach = change, reach
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(160, 38)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, middle = paint.begin(self), theme_of(self), self.height() / 2
        zero = round(self._x(0))
        painter.fillRect(paint.placed(self, QRectF(zero, 0, 1, self.height())), theme.color("line"))
        if self._change is None:
            return
        interval = self._change.interval
        sure = interval is not None and not wording.crosses_zero(interval)
        color = theme.color("accent" if sure else "edge")
        if interval is not None:
            left, right = self._x(interval.low), self._x(interval.high)
            bars = [QRectF(left, middle - 0.75, right - left, 1.5)]
            bars += [QRectF(x - 0.75, middle - 4, 1.5, 8) for x in (left, right)]
            for bar in bars:
                painter.fillRect(paint.placed(self, bar), color)
        painter.setPen(QPen(color, 1.75) if not sure else Qt.PenStyle.NoPen)
        painter.setBrush(color if sure else theme.color("surface"))
        dot = paint.placed(self, QRectF(self._x(self._change.value), middle, 0, 0))
        painter.drawEllipse(QPointF(dot.x(), middle), DOT, DOT)

    def _x(self, value: float) -> float:
        return _place(value, self._reach, self.width())


class ZeroHead(QWidget):
    """The words above the zero lines of a table's plots, all of ``reach``."""

    def __init__(
        self, words: str, reach: tuple[float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._reach = words, reach
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width_of(self._words, ROLE)) + 2, fonts.line_height(ROLE))

    def minimumSizeHint(self) -> QSize:
        return QSize(56, fonts.line_height(ROLE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, color = paint.begin(self), theme_of(self).color("ink2")
        wide = min(float(self.sizeHint().width()), float(self.width()))
        middle = _place(0, self._reach, self.width()) - wide / 2
        rect = QRectF(min(max(middle, 0.0), self.width() - wide), 0, wide, self.height())
        paint.text(painter, self, rect, self._words, ROLE, color=color)


def _place(value: float, reach: tuple[float, float], width: int) -> float:
    """How far from the start edge a value stands, in pixels."""
    low, high = reach
    share = (min(max(value, low), high) - low) / (high - low)
    return 8 + share * (width - 16)


def reach_of(changes: Iterable[Estimate | None]) -> tuple[float, float]:
    """An axis that holds zero and every change with its interval."""
    ends = [0.0]
    for change in changes:
        if change is not None:
            interval = change.interval
            ends += [interval.low, interval.high] if interval else [change.value]
    low, high = min(ends), max(ends)
    spare = (high - low or 1.0) * 0.06
    return low - spare, high + spare
