"""The rows and columns themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QSizePolicy,
    QTableView,
    QWidget,
)

from keystep.gui import fonts
from keystep.gui.admin.table.cell_paint import PAD, CellPaint, wanted
from keystep.gui.admin.table.columns import Column, shared_out
from keystep.gui.admin.table.head import Head, arrow_room
from keystep.gui.admin.table.rows import Index, RowsModel
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.services.tables import tsv_of

LEAST, MOST = 96, 420
_MEASURED = 100
_LEAST_ROWS = 3


class TableView(QTableView):
    """``opened`` carries a row that was clicked, or on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(columns, self)
        self._look = CellPaint(self, self.rows.columns)
        self._wanted: tuple[int, ...] = ()
        self.head = Head(self.rows.columns, self)
        self.setHorizontalHeader(self.head)
        self.setModel(self.rows)
        self.setItemDelegate(self._look)
        self.setAccessibleName(name)
        self._dress()
        self.fit()

    def fit(self) -> None:
        """Measure the rows anew."""
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self._wanted = tuple(map(self._width_of, range(len(self.rows.columns))))
        self._share_out()
        self.updateGeometry()

    def selected(self) -> list[Any]:
        """The rows that are chosen, as they stand."""
        return [self.rows.row_at(place) for place in self._chosen()]

    def copy(self) -> None:
        """Put the chosen rows, or the one with the keyboard, on the clipboard."""
        here = self.currentIndex()
        places = self._chosen() or ([here.row()] if here.isValid() else [])
        if places:
            QApplication.clipboard().setText(tsv_of(self.rows.sheet(places)))

    def sizeHint(self) -> QSize:
        return QSize(sum(self._wanted), self._height_for(self.rows.rowCount()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height_for(min(self.rows.rowCount(), _LEAST_ROWS)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.opened.emit(self.rows.row_at(here.row()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        there = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() is Qt.MouseButton.LeftButton
        if plain and left and there.isValid() and self._chosen() == [there.row()]:
            self.opened.emit(self.rows.row_at(there.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        there = self.indexAt(event.position().toPoint())
        opens = there.isValid() and self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._hover(there.row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.fit()

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.viewport().update()  # the ring goes around the whole row

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        here = self.currentIndex()
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if by_key and self.hasFocus() and here.isValid():
            row = QRectF(self.visualRect(here))
            ring = QRectF(3, row.y() + 3, self.viewport().width() - 6, row.height() - 7)
            color = theme_of(self).color("focus")
            paint.box(paint.begin(self.viewport()), ring, None, color, width=2, radius=8)

    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _hover(self, row: int) -> None:
        if row != self._look.over:
            self._look.over = row
            self.viewport().update()

    def _row_height(self) -> int:
        first = range(min(self.rows.rowCount(), _MEASURED))
        columns = range(len(self.rows.columns))
        two = any(self.rows.cell(n, c).below for n in first for c in columns)
        high = fonts.line_height("body") + (fonts.line_height("caption") if two else 0)
        return high + (14 if two else 18)

    def _width_of(self, column: int) -> int:
        """What is read whole without pushing the others out."""
        of = self.rows.columns[column]
        head = paint.width_of(of.title, "label") + 2 * PAD + arrow_room() + 1
        first = range(min(self.rows.rowCount(), _MEASURED))
        cells = (wanted(self.rows.cell(row, column), of) for row in first)
        return round(max(head, min(max(cells, default=0), fonts.scaled(MOST))) + 0.5)

    def _share_out(self) -> None:
        grow = [column.grow for column in self.rows.columns]
        room = self.viewport().width()
        for n, width in enumerate(shared_out(self._wanted, grow, room, fonts.scaled(LEAST))):
            self.setColumnWidth(n, width)

    def _height_for(self, rows: int) -> int:
        sideways = self.horizontalScrollBar()
        bar = sideways.sizeHint().height() if sideways.maximum() > 0 else 0
        return (
            self.head.sizeHint().height() + rows * self.verticalHeader().defaultSectionSize() + bar
        )

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().hide()
        QWidget.setTabOrder(self.head, self)
