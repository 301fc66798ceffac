"""Layouts that break: parts in lines as words are, and columns that become rows."""

from __future__ import annotations

from itertools import accumulate

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle

from keystep.gui import fonts


class _Broken(QLayout):
    """``_rects`` says where the parts lie in a width, from the top start corner."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        width = sum(widths) + self.spacing() * max(len(widths) - 1, 0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        least = [item.minimumSize() for item in self._shown()]
        widest = max((size.width() for size in least), default=0)
        return QSize(widest, max((size.height() for size in least), default=0))

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        host = self.parentWidget()
        direction = host.layoutDirection() if host else Qt.LayoutDirection.LeftToRight
        for item, rect in zip(self._shown(), self._rects(area.width()), strict=True):
            there = rect.translated(area.topLeft())
            item.setGeometry(QStyle.visualRect(direction, area, there))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rects(self, width: int) -> list[QRect]:
        raise NotImplementedError


class Lines(_Broken):
    """Parts side by side at their own widths, on as many lines as they need."""

    def _rects(self, width: int) -> list[QRect]:
        rects, x, y, line = list[QRect](), 0, 0, 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), max(width, 1))
            if x and x + wide > width:
                x, y, line = 0, y + line + self.spacing(), 0
            high = _height(item, wide)
            rects.append(QRect(x, y, wide, high))
            x, line = x + wide + self.spacing(), max(line, high)
        return rects


class Columns(_Broken):
    """Parts of one width side by side while each has ``least`` pixels at text scale 1.

    Else they stand on several rows, ``down`` pixels apart and as evenly as can be. Parts of a row
    are of one height.
    """

    def __init__(self, least: int, gap: int = 8, down: int = 8) -> None:
        super().__init__(gap)
        self._least, self._down = least, down

    def _rects(self, width: int) -> list[QRect]:
        shown = self._shown()
        across = self._across(len(shown), width)
        wide = max((width - (across - 1) * self.spacing()) // across, 1)
        rows = [shown[n : n + across] for n in range(0, len(shown), across)]
        heights = [max(_height(item, wide) for item in row) for row in rows]
        tops = list(accumulate(heights, lambda y, high: y + high + self._down, initial=0))
        step = wide + self.spacing()
        return [
            QRect(n * step, tops[at], wide, heights[at])
            for at, row in enumerate(rows)
            for n in range(len(row))
        ]

    def _across(self, parts: int, width: int) -> int:
        room = (width + self.spacing()) // (fonts.scaled(self._least) + self.spacing())
        most = min(max(room, 1), max(parts, 1))
        rows = -(-max(parts, 1) // most)
        return -(-max(parts, 1) // rows)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
