"""What every chart shares: it is looked at mark by mark, with the pointer or with the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.pages import announce
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint

Key = Qt.Key
REACH = 28.0
"""Pixels from its middle within which a pointer means a mark."""


class Chart(QWidget):
    """``words`` say each mark; ``told`` carries those of the mark looked at, "" for none.

    Time and scales run from left to right in every language.
    """

    told = Signal(str)
    steps: Mapping[Key, int] = {Key.Key_Left: -1, Key.Key_Right: 1}

    def __init__(self, name: str, words: Sequence[str], height: int) -> None:
        super().__init__()
        self.words, self._high, self._at = tuple(words), height, -1
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def place(self, n: int) -> QRectF:
        """Where mark ``n`` is."""
        raise NotImplementedError

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint everything but what shows the mark looked at."""
        raise NotImplementedError

    def look_at(self, n: int) -> None:
        """Tell of mark ``n``; −1 is none."""
        if n == self._at:
            return
        self._at = n
        self.told.emit(self.words[n] if n >= 0 else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(320), fonts.scaled(self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, fonts.scaled(self._high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        self.draw(painter, theme)
        if self._at >= 0:
            around = self.place(self._at).adjusted(-3, -3, 3, 3)
            paint.box(painter, around, None, theme.color("ink"), width=2, radius=5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.look_at(self._near(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.look_at(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.look_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Key(event.key()), len(self.words) - 1
        ends = {Key.Key_Home: 0, Key.Key_End: last}
        if last < 0 or (key not in self.steps and key not in ends):
            super().keyPressEvent(event)
            return
        there = ends[key] if key in ends else self._at + self.steps[key]
        begins = self._at < 0 and key not in ends
        self.look_at(self._first() if begins else min(max(there, 0), last))
        announce(self, self.words[self._at])

    def _first(self) -> int:
        """The mark that the keys come to first."""
        return 0

    def _near(self, point: QPointF) -> int:
        places = (self.place(n) for n in range(len(self.words)))
        far = [(_distance(place, point), n) for n, place in enumerate(places)]
        nearest, n = min(far, default=(REACH, -1))
        return n if nearest < REACH else -1


def _distance(place: QRectF, point: QPointF) -> float:
    """0 inside."""
    across = max(place.left() - point.x(), point.x() - place.right(), 0.0)
    down = max(place.top() - point.y(), point.y() - place.bottom(), 0.0)
    return float((across * across + down * down) ** 0.5)
