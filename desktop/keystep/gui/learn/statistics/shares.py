"""Shares side by side: a bar each, with its words before and its figure after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from keystep.domain.measures import Interval
from keystep.gui import fonts
from keystep.gui.i18n import percent
from keystep.gui.learn.statistics.chart import Chart, Key
from keystep.gui.learn.statistics.plot import pen
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint

ROW = 40
THICK = 12.0
GAP = 12.0
CAP = 4.0
MOST_WORDS = 0.45
"""Of the width, for the names; longer ones end in an ellipsis, and are told whole below."""


@dataclass(frozen=True)
class Share:
    """``share`` from 0 to 1, its interval where it has one, and what it was ``before``."""

    name: str
    share: float
    interval: Interval | None = None
    before: float | None = None


class Shares(Chart):
    """From top to bottom, in the direction of the language."""

    steps: Mapping[Key, int] = {Key.Key_Up: -1, Key.Key_Down: 1}

    def __init__(self, name: str, shares: Sequence[Share], words: Sequence[str]) -> None:
        super().__init__(name, words, ROW * len(shares))
        self._shares = tuple(shares)
        self.unsetLayoutDirection()

    def place(self, n: int) -> QRectF:
        return paint.placed(self, self._bar(n))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        for n, share in enumerate(self._shares):
            bar, high = self._bar(n), fonts.scaled(ROW)
            name = QRectF(0, n * high, bar.x() - GAP, high)
            paint.text(painter, self, name, share.name, "body", color=theme.color("ink"))
            figure = QRectF(bar.right() + GAP, n * high, self.width() - bar.right() - GAP, high)
            said = percent(share.share)
            paint.text(
                painter, self, figure, said, "strong_figure", color=theme.color("ink"),
                flags=paint.END,
            )  # fmt: skip
            self._fill(painter, theme, bar, share)

    def _fill(self, painter: QPainter, theme: Theme, bar: QRectF, share: Share) -> None:
        paint.box(
            painter, paint.placed(self, bar), theme.color("track"), theme.color("track_edge"),
            radius=3,
        )  # fmt: skip
        if share.share:
            full = QRectF(bar.x(), bar.y(), max(3.0, bar.width() * share.share), bar.height())
            paint.box(painter, paint.placed(self, full), theme.color("accent"), radius=3)
        if share.before is not None:
            notch = QRectF(bar.x() + bar.width() * share.before - 1, bar.y() - 4, 2, THICK + 8)
            painter.fillRect(paint.placed(self, notch), theme.color("ink"))
        if share.interval:
            self._whisker(painter, theme, bar, share.interval)

    def _whisker(self, painter: QPainter, theme: Theme, bar: QRectF, ends: Interval) -> None:
        """Below the bar, where it can be told from it."""
        y = bar.bottom() + 7
        wide = bar.width() * (ends.high - ends.low)
        span = paint.placed(self, QRectF(bar.x() + bar.width() * ends.low, y, wide, 0))
        painter.setPen(pen(theme.color("ink"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(span.topLeft(), span.topRight())
        for x in (span.left(), span.right()):
            painter.drawLine(QPointF(x, y - CAP), QPointF(x, y + CAP))

    def _bar(self, n: int) -> QRectF:
        """In left-to-right, as ``paint.text`` takes it."""
        high = fonts.scaled(ROW)
        words = max(paint.width_of(share.name, "body") for share in self._shares)
        start = min(words, self.width() * MOST_WORDS) + GAP
        end = paint.width_of(percent(1), "strong_figure") + GAP
        wide = max(self.width() - start - end, 20.0)
        return QRectF(start, n * high + (high - THICK) / 2, wide, THICK)
