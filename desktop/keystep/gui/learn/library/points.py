"""The points of a checklist, and what a lesson teaches, each with its mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import number
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint


class PointMark(QWidget):
    """A tinted square of 24 px before a point."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(24), fonts.scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = paint.begin(self), theme_of(self), self.rect().toRectF()
        paint.box(painter, area, theme.color("tint"), radius=6)
        self.draw(painter, area, theme.color("accent"))

    def draw(self, painter: QPainter, area: QRectF, color: QColor) -> None:
        """What stands in the square."""
        raise NotImplementedError


class NumberMark(PointMark):
    """The number of a checklist's point."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self._n = number(n)

    def draw(self, painter: QPainter, area: QRectF, color: QColor) -> None:
        paint.text(painter, self, area, self._n, "group_figure", color=color, flags=paint.MIDDLE)


class DotMark(PointMark):
    """One of the things that a lesson teaches."""

    def draw(self, painter: QPainter, area: QRectF, color: QColor) -> None:
        side = area.width() / 4
        dot = QRectF(0, 0, side, side)
        dot.moveCenter(area.center())
        paint.box(painter, dot, color, radius=side / 2)


def point(mark: PointMark, words: QWidget) -> QWidget:
    """One point, with its mark before it."""
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 14)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
    return made
