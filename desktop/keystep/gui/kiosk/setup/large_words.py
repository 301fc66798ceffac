"""The eight words, to be read from where the telephone is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import number, tr
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

ROWS, COLUMNS = 2, 4
ROLES = ("kiosk_heading", "section", "objective", "kiosk_strong")


class LargeWords(QWidget):
    """Two rows of four, each word with its number, in the largest letters that all of them fit."""

    def __init__(self) -> None:
        super().__init__()
        self.words: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_words(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.setAccessibleName(tr("The eight words: {words}", words=", ".join(words)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(1200), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(600), px(176))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        area = self.rect().toRectF()
        surface, line = theme.color("surface"), theme.color("line")
        paint.box(painter, area, surface, line, width=px(2), radius=px(16))
        inner = area.adjusted(px(32), px(12), -px(24), -px(12))
        wide, high = inner.width() / COLUMNS, inner.height() / ROWS
        role, lead = self._fitting(wide), px(56)
        for n, word in enumerate(self.words):
            row, column = divmod(n, COLUMNS)
            cell = QRectF(inner.x() + column * wide, inner.y() + row * high, wide, high)
            place = QRectF(cell.x(), cell.y(), lead, high)
            ink2 = theme.color("ink2")
            paint.text(painter, self, place, number(n + 1), "title18", color=ink2)
            said = cell.adjusted(lead, 0, 0, 0)
            paint.text(painter, self, said, word, role, color=theme.color("ink"))

    def _fitting(self, wide: float) -> str:
        room = wide - px(56) - px(16)
        fits = (r for r in ROLES if all(paint.width_of(w, r) <= room for w in self.words))
        return next((r for r in fits if 2 * fonts.line_height(r) < self.height()), ROLES[-1])
