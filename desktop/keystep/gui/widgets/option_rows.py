"""Options of a choice as rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from keystep.gui import fonts, icons
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

START, END, TOP = 40, 16, 9
"""Drawn pixels around the words of a row; before them is room for the tick."""
_BEFORE, _TICK = 12, 16


def around() -> int:
    """Pixels that a row is wider than its words."""
    return fonts.scaled(START) + fonts.scaled(END)


class OptionRows(QStyledItemDelegate):
    """Rows for a finger, in as many lines as their words take; the chosen one has a tick.

    ``width`` is that of a row in pixels; ``chosen`` gives the number of the chosen one.
    """

    def __init__(self, view: QAbstractItemView, chosen: Callable[[], int]) -> None:
        super().__init__(view)
        self._view, self._chosen = view, chosen
        self.width = 0

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        words = paint.height_of(str(index.data()), "body", self.width - around())
        return QSize(self.width, max(fonts.scaled(40), words + 2 * TOP))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = self._view
        theme, area = theme_of(view), option.rect.toRectF()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, area.adjusted(2, 2, -2, -2), theme.color("tint"), radius=6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, area.adjusted(2, 2, -2, -2), theme.color("sunken"), radius=6)
        start, tick = fonts.scaled(START), fonts.scaled(_TICK)
        room = QRectF(start, area.y(), area.width() - around(), area.height())
        if index.row() == self._chosen():
            sign = QRectF(fonts.scaled(_BEFORE), area.center().y() - tick / 2, tick, tick)
            place = paint.placed(view.viewport(), sign)
            icons.draw(painter, "tick", place, theme.color("accent"))
        ink = theme.color("ink")
        words = str(index.data())
        paint.text(painter, view.viewport(), room, words, "body", color=ink, wrap=True)
        painter.restore()
