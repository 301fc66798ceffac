"""A gap in the text of a card, and what belongs there."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from keystep.domain.flashcards import Piece
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down

_PAD, _TOP, _LEAST = 12, 4, 56
_EASE = 4
"""Some letters reach out of their own width."""


class CardGap(QWidget):
    """Dashed around its hint or a question mark; filled it is bold on a ground, and underlined."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self._piece = piece
        self.is_filled = False
        grow_down(self)
        fonts.set_role(self, "reading")
        self.setAccessibleName(tr("Gap: {hint}", hint=piece.hint) if piece.hint else tr("Gap"))

    @property
    def words(self) -> str:
        """What is written there now."""
        return self._piece.text if self.is_filled else self._piece.hint or "?"

    def fill(self) -> None:
        """Show what belongs there."""
        self.is_filled = True
        self.setAccessibleName(self._piece.text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.height_of(self.words, self._role, width - 2 * _PAD) + 2 * _TOP

    def sizeHint(self) -> QSize:
        words = int(paint.width_of(self.words, self._role)) + fonts.scaled(_EASE)
        width = max(words, fonts.scaled(_LEAST)) + 2 * _PAD
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        area = self.rect().toRectF()
        if self.is_filled:
            paint.box(painter, area, theme.color("success_tint"), radius=6)
            painter.setPen(QPen(theme.color("success"), 3))
            below = area.bottom() - 1.5
            painter.drawLine(QLineF(area.left() + 6, below, area.right() - 6, below))
        else:
            paint.box(painter, area, theme.color("tint"), radius=6)
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        ink = theme.color("ink" if self.is_filled else "accent")
        room = QRectF(_PAD, _TOP, self.width() - 2 * _PAD, self.height() - 2 * _TOP)
        role = self._role
        paint.text(painter, self, room, self.words, role, color=ink, flags=paint.MIDDLE, wrap=True)

    @property
    def _role(self) -> str:
        return "title18" if self.is_filled or not self._piece.hint else "reading"
