"""Rows one below the other that make room for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, QVariantAnimation, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from keystep.gui import motion
from keystep.gui.learn.steps.answers.order_row import OrderRow
from keystep.gui.widgets.layout import grow_down

GAP = 8
MAKE_ROOM = 180
"""Milliseconds."""


class RowBoard(QWidget):
    """``line`` is the order in which ``rows`` stand, by their numbers. ``settled``: they do."""

    settled = Signal()

    def __init__(self, rows: Sequence[OrderRow], line: Sequence[int]) -> None:
        super().__init__()
        self._rows, self._line = tuple(rows), tuple(line)
        self._moving: QVariantAnimation | None = None
        for n in line:
            rows[n].setParent(self)
        grow_down(self)

    def show_line(self, line: Sequence[int]) -> None:
        """Another order: the rows go where they stand from now on."""
        if tuple(line) == self._line:
            return
        self._line = tuple(line)
        start = {n: row.y() for n, row in enumerate(self._rows)}
        end = self._tops(self._line)
        self._stop()

        def step(done: float) -> None:
            for n, row in enumerate(self._rows):
                row.move(0, round(start[n] + (end[n] - start[n]) * done))

        self._moving = motion.animate(self, 0, 1, MAKE_ROOM, step)
        if self._moving is None:
            self.settled.emit()
        else:
            self._moving.finished.connect(self.settled)

    def place_at(self, row: int, y: int) -> int:
        """The place in the line, from 0, that ``row`` would take at the height ``y``.

        It does not depend on where the row is now, so nothing swings to and fro.
        """
        others = [n for n in self._line if n != row]
        tops = self._tops(others)
        return sum(y > tops[n] + self._height(n) // 2 for n in others)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [row.heightForWidth(width) for row in self._rows]
        return sum(heights) + GAP * (len(heights) - 1)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        width = max(row.minimumSizeHint().width() for row in self._rows)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._stop()
        tops = self._tops(self._line)
        for n, row in enumerate(self._rows):
            row.setGeometry(0, tops[n], self.width(), self._height(n))

    def _tops(self, line: Sequence[int]) -> Mapping[int, int]:
        tops, y = dict[int, int](), 0
        for n in line:
            tops[n] = y
            y += self._height(n) + GAP
        return tops

    def _height(self, row: int) -> int:
        return self._rows[row].heightForWidth(self.width())

    def _stop(self) -> None:
        if self._moving is not None and isValid(self._moving):
            self._moving.stop()
        self._moving = None
