"""A cell as it is painted: glyph, words and a line below them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from keystep.gui import fonts
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.rows import CELL, Index
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import STATUSES, draw_glyph

PAD = 12
_GLYPH, _APART = 16, 8


class CellPaint(QStyledItemDelegate):
    """``over`` is the row below the pointer, -1 none."""

    def __init__(self, table: QTableView, columns: tuple[Column, ...]) -> None:
        super().__init__(table)
        self._table, self._columns = table, columns
        self.over = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        host, theme, area = self._table.viewport(), theme_of(self._table), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "tint" if chosen else "sunken" if index.row() == self.over else "surface"
        painter.save()
        painter.fillRect(area, theme.color(ground))
        if index.row() + 1 < index.model().rowCount():
            line = QRectF(area.x(), area.bottom() - 1, area.width(), 1)
            painter.fillRect(line, theme.color("line"))
        place = paint.placed(host, area.adjusted(0, 0, 0, -1)).adjusted(PAD, 0, -PAD, 0)
        self._cell(painter, place, index.data(CELL), self._columns[index.column()])
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        cell = index.data(CELL) if index.isValid() else None
        column = self._columns[index.column()]
        cut = cell and wanted(cell, column) > view.visualRect(index).width()
        escaped = cell.said.replace("&", "&amp;").replace("<", "&lt;") if cell else ""
        QToolTip.showText(event.globalPos(), f"<span>{escaped}</span>" if cut else "", view)
        return True

    def _cell(self, painter: QPainter, place: QRectF, cell: Cell, column: Column) -> None:
        host, theme = self._table.viewport(), theme_of(self._table)
        high, low = fonts.line_height("body"), fonts.line_height("caption") if cell.below else 0
        top = place.y() + (place.height() - high - low) / 2
        colour = STATUSES[cell.status].colour if cell.status else "ink"
        if cell.status:
            side = fonts.scaled(_GLYPH)
            before = place.width() - wanted(cell, column) + 2 * PAD if column.numeric else 0
            place = place.adjusted(max(0, before), 0, 0, 0)
            glyph = QRectF(place.x(), top + (high - side) / 2, side, side)
            draw_glyph(painter, cell.status, paint.placed(host, glyph), theme.color(colour))
            place = place.adjusted(side + _APART, 0, 0, 0)
        flags = paint.END if column.numeric else paint.START
        for text, role, color, y, tall in (
            (cell.text, role_of(cell, column), colour, top, high),
            (cell.below, "caption_figure", "ink2", top + high, low),
        ):
            rect = QRectF(place.x(), y, place.width(), tall)
            paint.text(painter, host, rect, text, role, color=theme.color(color), flags=flags)


def role_of(cell: Cell, column: Column) -> str:
    """The font role of a cell's words."""
    if cell.status or cell.below or column.leads:
        return "strong_figure"
    return "body_figure"


def wanted(cell: Cell, column: Column) -> float:
    """The width in pixels that a cell needs to be read whole."""
    glyph = fonts.scaled(_GLYPH) + _APART if cell.status else 0
    first = paint.width_of(cell.text, role_of(cell, column))
    return 2 * PAD + 1 + glyph + max(first, paint.width_of(cell.below, "caption_figure"))
