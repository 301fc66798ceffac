"""A list of a cycle's objectives and key results, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.pages import bare, empty
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import STATUSES, draw_glyph

PAD, STEP, GLYPH = 16, 24, 16
Key = tuple[str, str]
"""What it is, and its id."""


@dataclass(frozen=True)
class Row:
    """``end`` stands at the end edge; ``status``, a key of ``STATUSES``, draws its glyph there.

    ``group``: a title over those that follow. ``level`` counts what it stands under.
    """

    key: Key
    title: str
    below: str = ""
    end: str = ""
    status: str = ""
    group: bool = False
    level: int = 0


class RowButton(QAbstractButton):
    """One row, painted."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(row.title.replace("&", "&&"))
        self.setAccessibleName(row.title)
        self.setAccessibleDescription(", ".join(filter(None, (row.below, row.end))))
        self.setToolTip(f"<span>{row.title.replace('&', '&amp;').replace('<', '&lt;')}</span>")

    def sizeHint(self) -> QSize:
        low = fonts.line_height("caption") if self.row.below else 0
        return QSize(320, fonts.line_height(self._role()) + low + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(160), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = paint.begin(self), theme_of(self), self.rect().toRectF()
        quiet = "sunken" if self.row.group or self.underMouse() else "surface"
        painter.fillRect(area, theme.color("tint" if self.isChecked() else quiet))
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.color("line"))
        if self.isChecked():
            edge = paint.placed(self, QRectF(0, 0, 3, area.height() - 1))
            painter.fillRect(edge, theme.color("accent"))
        end = self._paint_end(painter, theme)
        start = PAD + STEP * self.row.level
        place = QRectF(start, 0, area.width() - start - end - PAD, area.height() - 1)
        self._paint_words(painter, theme, place)

    def _paint_words(self, painter: QPainter, theme: Theme, place: QRectF) -> None:
        high = fonts.line_height(self._role())
        low = fonts.line_height("caption") if self.row.below else 0
        top = (place.height() - high - low) / 2
        first = QRectF(place.x(), top, place.width(), high)
        ink, dim = theme.color("ink"), theme.color("ink2")
        paint.text(painter, self, first, self.row.title, self._role(), color=ink)
        if self.row.below:
            second = QRectF(place.x(), top + high, place.width(), low)
            paint.text(painter, self, second, self.row.below, "caption_figure", color=dim)

    def _paint_end(self, painter: QPainter, theme: Theme) -> float:
        """The width that it takes from the words."""
        row, side = self.row, fonts.scaled(GLYPH)
        if not row.end:
            return 0.0
        wide = min(paint.width_of(row.end, "caption_figure") + 2, self.width() * 0.45)
        colour = theme.color(STATUSES[row.status].colour if row.status else "ink2")
        place = QRectF(self.width() - PAD - wide, 0, wide, self.height() - 1)
        paint.text(painter, self, place, row.end, "caption_figure", color=colour, flags=paint.END)
        if not row.status:
            return wide + 8
        glyph = QRectF(place.x() - side - 6, (self.height() - 1 - side) / 2, side, side)
        draw_glyph(painter, row.status, paint.placed(self, glyph), colour)
        return wide + side + 14

    def _role(self) -> str:
        return "objective" if self.row.group else "body_strong"


class RowList(QWidget):
    """``chosen`` carries the key of the row a person chose; arrows go from row to row."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        bare(self._column)
        self._group = QButtonGroup(self)
        self._rows: tuple[Row, ...] = ()
        self._refocus = False

    @property
    def buttons(self) -> list[RowButton]:
        return [one for one in self._group.buttons() if isinstance(one, RowButton)]

    def show_rows(self, rows: Sequence[Row], current: Key | None) -> None:
        """Show other rows, without telling; the keyboard stays where it was."""
        if tuple(rows) != self._rows:
            self._refocus = any(each.hasFocus() for each in self.buttons)
            self._fill(rows)
        self.mark(current)

    def mark(self, current: Key | None) -> None:
        """Show which one is chosen, without telling."""
        self._group.setExclusive(False)
        for each in self.buttons:
            each.setChecked(each.row.key == current)
            if each.isChecked() and self._refocus:
                each.setFocus()
        self._refocus = False
        self._group.setExclusive(True)

    def focus_current(self) -> None:
        """The keyboard on the chosen row, else on the first."""
        every = self.buttons
        here = next((each for each in every if each.isChecked()), every[0] if every else None)
        if here is not None:
            here.setFocus()

    def _fill(self, rows: Sequence[Row]) -> None:
        for each in self.buttons:
            self._group.removeButton(each)
        empty(self._column)
        self._rows = tuple(rows)
        for row in rows:
            made = RowButton(row)
            made.clicked.connect(lambda _on, key=row.key: self.chosen.emit(key))
            self._group.addButton(made)
            self._column.addWidget(made)
        self._column.addStretch(1)
