"""What is in this lesson, and where one is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint

MARK = 20


def draw_mark(painter: QPainter, theme: Theme, rect: QRectF, *, done: bool, current: bool) -> None:
    """A box of 20 px: ticked when done, outlined in the accent where one is."""
    if done:
        paint.box(painter, rect, theme.color("accent"), radius=5)
        paint.tick(painter, rect, theme.color("on_accent"), width=1.75)
        return
    edge, width = ("accent", 2.0) if current else ("edge", 1.5)
    paint.box(painter, rect, theme.color("surface"), theme.color(edge), width=width, radius=5)


class StepList(QWidget):
    """The steps' titles, 36 px each; ``done`` are those behind, ``current`` the one shown."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._done: frozenset[int] = frozenset()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_place(self, current: int, done: frozenset[int]) -> None:
        self._current, self._done = current, done
        self.setAccessibleName(tr("Step {n} of {total}", n=current + 1, total=len(self._titles)))
        self.setAccessibleDescription(self._titles[current])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self._row() * len(self._titles))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, tall = paint.begin(self), theme_of(self), self._row()
        for n, title in enumerate(self._titles):
            here, done = n == self._current, n in self._done
            if here:
                row = QRectF(0, n * tall, self.width(), tall)
                paint.box(painter, row, theme.color("tint"), radius=6)
            mark = paint.placed(self, QRectF(10, n * tall + (tall - MARK) / 2, MARK, MARK))
            draw_mark(painter, theme, mark, done=done and not here, current=here)
            role, color = ("group", "ink") if here else ("caption", "ink2")
            words = QRectF(42, n * tall, self.width() - 50, tall)
            paint.text(painter, self, words, title, role, color=theme.color(color))

    def _row(self) -> int:
        return max(36, fonts.scaled(36))
