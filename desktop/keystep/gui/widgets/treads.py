"""Learning as treads that climb to a flag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui.i18n import number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

MOST = 14
_HIGH, _GAP, _DOT, _FLAG = 8.0, 4.0, 9.0, 12.0


def fold(done: int, chapters: Sequence[int]) -> tuple[int, int]:
    """Lessons done of chapters with so many lessons each, as (treads done, treads).

    Up to 14 lessons each is a tread; beyond, each chapter is.
    """
    total = sum(chapters)
    if total <= MOST:
        return min(done, total), total
    finished = 0
    for lessons in chapters:
        if done < lessons:
            break
        done -= lessons
        finished += 1
    return finished, len(chapters)


class Treads(QWidget):
    """``total`` treads rising to the flag, ``done`` of them filled; the next one is marked."""

    def __init__(
        self, done: int, total: int, rise: int = 38, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rise = rise
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_done(done, total)

    def set_done(self, done: int, total: int) -> None:
        self._done, self._total = done, max(total, 1)
        self.setAccessibleName(tr("{done} of {total} done", done=number(done), total=number(total)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self._rise + 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(int(self._total * (_GAP + 8) + _FLAG), self._rise + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        paint.mirror(painter, self)
        for n in range(self._total):
            rect = self._tread(n)
            if n < self._done:
                paint.box(painter, rect, theme.color("accent"), radius=3)
            elif n == self._done:
                paint.box(
                    painter, rect, theme.color("tint"), theme.color("accent"), width=2, radius=3
                )
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("accent"))
                above = QPointF(rect.center().x(), rect.top() - 3 - _DOT / 2)
                painter.drawEllipse(above, _DOT / 2, _DOT / 2)
            else:
                outline = theme.color("track_edge")
                paint.box(painter, rect, theme.color("track"), outline, radius=3)
        top = self._tread(self._total - 1).top() - 8
        paint.flag(painter, self.width() - 10, top, top + 16, theme.color("ink2"))

    def _tread(self, n: int) -> QRectF:
        room = self.width() - _FLAG
        width = (room - _GAP * (self._total - 1)) / self._total
        steps = max(self._total - 1, 1)
        y = self.height() - _HIGH - round(self._rise * n / steps)
        return QRectF(n * (width + _GAP), y, width, _HIGH)
