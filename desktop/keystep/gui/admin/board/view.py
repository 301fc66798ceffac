"""The board as a table: a tree whose rows are painted whole."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from keystep.domain.okr import KrRow, ObjectiveRow
from keystep.gui import fonts
from keystep.gui.admin.board.cells import Canvas, paint_key_result, paint_objective
from keystep.gui.admin.board.head import BoardHead
from keystep.gui.admin.board.model import BoardModel, Column, Index
from keystep.gui.admin.words import ruler_of
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.ruler import label_widths

OWNER_FROM = 1300
FEWEST = 420


class BoardView(QTreeView):
    """``opened`` carries the id of the key result that a person opened by Enter or a click."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = QPersistentModelIndex()
        self._labels = (0.0, 0.0)
        self._board: BoardModel | None = None
        self._head = BoardHead(self)
        self.setHeader(self._head)
        self.setItemDelegate(_Heights(self))
        self.setAccessibleName(tr("Objectives and their key results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.activated.connect(self._activate)
        self.expanded.connect(self.fit)
        self.collapsed.connect(self.fit)

    def show_model(self, model: BoardModel) -> None:
        """Show another board, every objective open."""
        self._board = model
        self.setModel(model)
        self._measure(model)
        self.expandAll()
        self.setCurrentIndex(model.index(0, 0))
        self._size_columns()
        self.fit()

    def fit(self) -> None:
        """Be no higher than the rows are."""
        model = self.model()
        high = self._head.sizeHint().height()
        for n in range(model.rowCount() if model else 0):
            group = model.index(n, 0)
            high += self.rowHeight(group)
            if self.isExpanded(group):
                rows = model.rowCount(group)
                high += sum(self.rowHeight(model.index(row, 0, group)) for row in range(rows))
        self.setMaximumHeight(high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._board is not None:
            self._measure(self._board)
            self.scheduleDelayedItemsLayout()
            self._size_columns()
            self.fit()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The chevron belongs to the row."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme, area = self._board, theme_of(self), _area_of(option)
        if model is None:
            return
        row = model.row_at(index)
        group = isinstance(row, ObjectiveRow)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, theme.color(self._ground(index, group=group)))
        if not self._is_last(index):
            line = QRectF(area.x(), area.bottom() - 1, area.width(), 1)
            painter.fillRect(line, theme.color("line"))
        level = model.level_at(index)
        canvas = Canvas(
            painter, self.viewport(), theme, model.board, model.now, self._labels, level
        )
        if isinstance(row, ObjectiveRow):
            whole = model.summary(row)
            paint_objective(canvas, self._cells(area), whole, is_open=self.isExpanded(index))
        elif isinstance(row, KrRow):
            paint_key_result(canvas, self._cells(area), row)
        if self._shows_focus(index):
            ring = area.adjusted(3, 3, -3, -4)
            paint.box(painter, ring, None, theme.color("focus"), width=2, radius=8)
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _is_last(self, index: Index) -> bool:
        return not self.indexBelow(first_of(index)).isValid()

    def _ground(self, index: Index, *, group: bool) -> str:
        if self._by_key() and self.hasFocus() and index.row() == self.currentIndex().row():
            same = index.parent() == self.currentIndex().parent()
            if same and not group:
                return "tint"
        hovered = self._hovered.isValid() and self._hovered == first_of(index)
        return "sunken" if group or hovered else "surface"

    def _shows_focus(self, index: Index) -> bool:
        here = first_of(index) == first_of(self.currentIndex())
        return self._by_key() and self.hasFocus() and here

    def _by_key(self) -> bool:
        return self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)

    def _cells(self, area: QRectF) -> dict[Column, QRectF]:
        head = self._head
        return {
            c: QRectF(head.sectionPosition(c), area.y(), head.sectionSize(c), area.height() - 1)
            for c in Column
            if not head.isSectionHidden(c)
        }

    def _hover(self, index: QModelIndex) -> None:
        self._hovered = QPersistentModelIndex(first_of(index))
        over = index.isValid()
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        )
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        if self._board is None:
            return
        row = self._board.row_at(index)
        if isinstance(row, KrRow):
            self.opened.emit(row.key_result.id)
        else:
            group = first_of(index)
            self.setExpanded(group, not self.isExpanded(group))

    def _activate(self, index: QModelIndex) -> None:
        """Enter. A double click has opened the row at its first click already."""
        if self._by_key():
            self._open(index)

    def _measure(self, model: BoardModel) -> None:
        pairs = [label_widths(ruler_of(row, model.board)) for row in model.board.rows]
        start = max((pair[0] for pair in pairs), default=0.0)
        target = max((pair[1] for pair in pairs), default=0.0)
        self._labels = (min(start, fonts.scaled(64)), target)
        self._head.start_label = self._labels[0]

    def _size_columns(self) -> None:
        if self.model() is None:
            return
        widths = column_widths(self.viewport().width())
        for column in Column:
            self._head.setSectionHidden(column, column not in widths)
            if column in widths:
                self._head.resizeSection(column, widths[column])


def column_widths(width: int) -> dict[Column, int]:
    """The columns that fit, and how wide each is. The forecast goes first, freshness next."""
    fixed = {
        Column.PACE: fonts.scaled(136),
        Column.FORECAST: fonts.scaled(156),
        Column.FRESH: fonts.scaled(148),
    }
    if width >= OWNER_FROM:
        fixed[Column.OWNER] = fonts.scaled(160)
    elif width < 1000:
        fixed |= {Column.PACE: fonts.scaled(130), Column.FORECAST: fonts.scaled(134)}
        fixed[Column.FRESH] = fonts.scaled(128)
    for column in (Column.FORECAST, Column.FRESH):
        if width - sum(fixed.values()) < fonts.scaled(FEWEST):
            del fixed[column]
    rest = width - sum(fixed.values())
    share = 0.39 if width < 1000 else 0.47
    ruler = min(round(rest * share), fonts.scaled(400))
    return {Column.KEY_RESULT: rest - ruler, Column.RULER: ruler, **fixed}


def first_of(index: Index) -> QModelIndex:
    """The line's first cell."""
    return index.sibling(index.row(), 0)


def _area_of(option: QStyleOptionViewItem) -> QRectF:
    rect: QRect = option.rect
    return QRectF(rect)


class _Heights(QStyledItemDelegate):
    """Two lines for a key result, one for an objective."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.internalId():
            return QSize(0, fonts.scaled(22) + fonts.scaled(18) + 14)
        return QSize(0, fonts.line_height("objective") + 16)
