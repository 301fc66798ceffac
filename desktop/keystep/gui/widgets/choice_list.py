"""The options of a choice, opened beside what they are chosen for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.widgets import paint
from keystep.gui.widgets.layer import Layer
from keystep.gui.widgets.option_rows import OptionRows, around

WIDEST, GAP, MARGIN, FRAME = 440, 4, 8, 3
"""Pixels: the widest list; from what it belongs to; from the edge of the pages; its own border."""
EASE = 4
"""Some letters reach out of their own width."""
TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class ChoiceList(Layer):
    """Over the pages until something is chosen or a touch beside it, Esc or Tab closes it. The list
    is as high as there is room for, and scrolls.

    ``chosen`` carries a key. The keyboard goes back to ``origin``.
    """

    chosen = Signal(str)

    def __init__(self, origin: QWidget, options: Mapping[str, str], current: str) -> None:
        super().__init__(origin)
        self._keys = list(options)
        self.rows = _Rows(list(options.values()))
        self.rows.setAccessibleName(origin.accessibleName())
        self.rows.clicked.connect(lambda at: self._take(at.row()))
        self.rows.taken.connect(self._take)
        self.rows.left.connect(self.close_list)
        at = self._keys.index(current) if current in options else -1
        self._look = OptionRows(self.rows, lambda: at)
        self.rows.setItemDelegate(self._look)
        self.rows.setCurrentRow(max(at, 0))
        self._frame = QFrame(self)
        self._frame.setProperty("kind", "popup")
        column = QVBoxLayout(self._frame)
        within = FRAME - 1  # the style draws a line of one
        column.setContentsMargins(within, within, within, within)
        column.addWidget(self.rows)
        self._lay_out()
        self.show()
        self.raise_()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Nothing else is chosen."""
        self.rows.left.disconnect(self.close_list)
        self.close_layer(back=self.rows.hasFocus())

    def fit(self) -> None:
        self.close_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the list."""
        event.accept()
        self.close_list()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rows.scrollToItem(self.rows.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    def _take(self, row: int) -> None:
        self.close_list()
        self.chosen.emit(self._keys[row])

    def _lay_out(self) -> None:
        """Below what it belongs to, or above where there is more room; where that starts."""
        super().fit()
        origin = self.origin
        inner = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        corner = origin.mapTo(self.over, QPoint(0, 0)) if origin is not self.over else QPoint()
        place = QRect(corner, origin.size())
        width = min(max(place.width(), self._widest()), inner.width())
        wanted = self._set_width(width - 2 * FRAME) + 2 * FRAME
        below, above = inner.bottom() - place.bottom() - GAP, place.top() - GAP - inner.top()
        upward = below < min(wanted, above)
        high = min(wanted, max(above if upward else below, fonts.scaled(40) + 2 * FRAME))
        if high < wanted:
            self._set_width(width - 2 * FRAME - self.rows.verticalScrollBar().sizeHint().width())
        rtl = origin.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = place.right() + 1 - width if rtl else place.left()
        left = max(min(left, inner.right() + 1 - width), inner.left())
        top = place.top() - GAP - high if upward else place.bottom() + 1 + GAP
        self._frame.setGeometry(left, top, width, high)

    def _set_width(self, width: int) -> int:
        """How high all rows of this width are."""
        self._look.width = width
        self.rows.doItemsLayout()
        return sum(self.rows.sizeHintForRow(n) for n in range(self.rows.count()))

    def _widest(self) -> int:
        words = (self.rows.item(n).text() for n in range(self.rows.count()))
        wanted = max((paint.width_of(text, "body") for text in words), default=0.0)
        most = fonts.scaled(WIDEST)
        return min(int(wanted) + around() + 2 * FRAME + fonts.scaled(EASE), most)


class _Rows(QListWidget):
    """``taken`` carries the row that a key chose; ``left``: none."""

    taken = Signal(int)
    left = Signal()

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self.addItems(words)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        fonts.set_role(self, "body")

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # while it is open every key is the list's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in TAKES:
            self.taken.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _onward: bool) -> bool:
        """Tab leaves it, to where it was opened."""
        self.left.emit()
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() not in {reasons.ActiveWindowFocusReason, reasons.PopupFocusReason}:
            self.left.emit()
