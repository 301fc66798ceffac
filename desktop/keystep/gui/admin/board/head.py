"""The head of the board: names of the columns, and what notch and whisker mean."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from keystep.gui import fonts
from keystep.gui.admin.board.cells import INDENT
from keystep.gui.admin.board.model import Column
from keystep.gui.i18n import percent, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint


class BoardHead(QHeaderView):
    """34 px high; ``start_label`` is the width of the rulers' start labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.start_label = 0.0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), fonts.scaled(18) + 16)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme, host = theme_of(self), self.viewport()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.color("line"))
        words = str(self.model().headerData(logical, Qt.Orientation.Horizontal))
        start = self.sectionPosition(logical) + self._indent(Column(logical))
        room = self.sectionPosition(logical) + self.sectionSize(logical) - start - 8
        place = QRectF(start, 0, room, rect.height() - 1)
        paint.text(painter, host, place, words, "label", color=theme.color("ink2"))
        if logical == Column.RULER:
            self._explain(painter, start + paint.width_of(words, "label") + 16, place.right())
        painter.restore()

    def _indent(self, column: Column) -> float:
        if column is Column.RULER:
            return self.start_label + 8
        return INDENT if column is Column.KEY_RESULT else 0

    def _explain(self, painter: QPainter, x: float, end: float) -> None:
        theme, host, middle = theme_of(self), self.viewport(), (self.height() - 1) / 2
        today, interval = tr("today"), percent(0.95)
        wide = paint.width_of(today, "label")
        whole = 10 + wide + 16 + 26 + paint.width_of(interval, "label")
        if x + whole > end:
            return
        painter.fillRect(
            paint.placed(host, QRectF(round(x), middle - 7, 2, 14)), theme.color("ink")
        )
        place = QRectF(x + 10, 0, wide + 2, self.height() - 1)
        paint.text(painter, host, place, today, "label", color=theme.color("ink2"))
        whisker = QRectF(x + wide + 26, middle - 0.75, 16, 1.5)
        painter.fillRect(paint.placed(host, whisker), theme.color("ink2"))
        for cap in (whisker.left(), whisker.right() - 1.5):
            rect = paint.placed(host, QRectF(cap, middle - 3, 1.5, 6))
            painter.fillRect(rect, theme.color("ink2"))
        place = QRectF(whisker.right() + 6, 0, end - whisker.right() - 6, self.height() - 1)
        paint.text(painter, host, place, interval, "label", color=theme.color("ink2"))
