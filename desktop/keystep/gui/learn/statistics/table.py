"""Figures in rows and columns, all of them in sight: the page scrolls, not the table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from keystep.gui import fonts
from keystep.gui.i18n import isolate, reads_rtl
from keystep.gui.widgets import paint

Rows = tuple[tuple[str, ...], ...]
START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
ROOM = 14
"""Pixels above and below the words of a row together."""
SIDE = 10
"""Pixels before and after words, at most."""


class Table(QTableWidget):
    """``head`` names the columns; the first is words, the others are figures."""

    def __init__(self, name: str, head: tuple[str, ...], rows: Rows) -> None:
        super().__init__(len(rows), len(head))
        self._names = tuple(row[0] for row in rows)
        self.setAccessibleName(name)
        self.setProperty("kind", "figures")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        for column, words in enumerate(head):
            self.setHorizontalHeaderItem(column, _cell(words, "caption", column))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                role = "body_figure" if column else "body"
                self.setItem(row, column, _cell(words, role, column))
        self._fit()
        self.horizontalHeader().sectionResized.connect(self._break)

    def sizeHint(self) -> QSize:
        rows = self.verticalHeader().length()
        return QSize(fonts.scaled(320), self.horizontalHeader().height() + rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(200), self.sizeHint().height())

    def _break(self, column: int, _old: int, width: int) -> None:
        """Words that are too long for the first column go on several lines."""
        if column:
            return
        line = fonts.line_height("body")
        for row, words in enumerate(self._names):
            lines = len(paint.lines(words, "body", width - 2 * SIDE))
            self.setRowHeight(row, lines * line + ROOM)
        self.updateGeometry()

    def _fit(self) -> None:
        heads = self.horizontalHeader()
        heads.setFixedHeight(fonts.line_height("caption") + ROOM)
        heads.setSectionsClickable(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _cell(words: str, role: str, column: int) -> QTableWidgetItem:
    cell = QTableWidgetItem(words if reads_rtl(words) else isolate(words))
    cell.setFont(fonts.font(role))
    cell.setTextAlignment(END if column else START)
    return cell
