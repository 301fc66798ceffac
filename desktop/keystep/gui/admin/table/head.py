"""The words above the columns; each sorts its column, pressed by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from keystep.gui import fonts, icons
from keystep.gui.admin.table.cell_paint import PAD
from keystep.gui.admin.table.columns import Column
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

_ARROW, _APART = 14, 4


class Head(QHeaderView):
    """``sectionPressed`` carries the column that a person wants to sort by.

    Left and Right go from column to column, Space and Enter sort.
    """

    def __init__(self, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns, self._current = columns, 0
        self._sorted: int | None = None
        self._descending = False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Columns"))
        self._tell()

    def show_sorted(self, column: int | None, *, descending: bool) -> None:
        """Say by which column the rows are sorted."""
        self._sorted, self._descending = column, descending
        self._tell()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(40, fonts.scaled(34)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: 1 if rtl else -1, Qt.Key.Key_Right: -1 if rtl else 1}
        if event.key() in steps:
            last = len(self._columns) - 1
            self._current = min(max(self._current + steps[Qt.Key(event.key())], 0), last)
            self._tell()
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sectionPressed.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        host, theme, area = self.viewport(), theme_of(self), QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, theme.color("surface"))
        line = QRectF(area.x(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.color("line"))
        place = paint.placed(host, area).adjusted(PAD, 0, -PAD, -1)
        self._words(painter, place, section)
        if self._has_ring(section):
            ring = area.adjusted(3, 3, -3, -4)
            paint.box(painter, ring, None, theme.color("focus"), width=2, radius=8)
        painter.restore()

    def _words(self, painter: QPainter, place: QRectF, section: int) -> None:
        column, host = self._columns[section], self.viewport()
        sorts = section == self._sorted
        color = theme_of(self).color("ink" if sorts else "ink2")
        room = arrow_room() if sorts else 0
        wide = min(paint.width_of(column.title, "label") + 1, place.width() - room)
        x = place.right() - wide if column.numeric else place.x()
        words = QRectF(x, place.y(), wide, place.height())
        flags = paint.END if column.numeric else paint.START
        paint.text(painter, host, words, column.title, "label", color=color, flags=flags)
        if sorts:
            side = fonts.scaled(_ARROW)
            at = x - _APART - side if column.numeric else words.right() + _APART
            arrow = QRectF(at, place.center().y() - side / 2, side, side)
            name = "down" if self._descending else "up"
            icons.draw(painter, name, paint.placed(host, arrow), color)

    def _has_ring(self, section: int) -> bool:
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return by_key and self.hasFocus() and section == self._current

    def _tell(self) -> None:
        """What a screen reader hears of where the keyboard is, and of the order."""
        here = self._columns[self._current].title
        if self._current != self._sorted:
            said = tr("{column}. Space sorts by it.", column=here)
        elif self._descending:
            said = tr("{column}, sorted from the end. Space turns it around.", column=here)
        else:
            said = tr("{column}, sorted from the start. Space turns it around.", column=here)
        self.setAccessibleDescription(said)


def arrow_room() -> int:
    """The pixels beside a head's words for the arrow."""
    return fonts.scaled(_ARROW) + _APART
