"""What one may say in a scenario: a letter, the words, a tick when chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from keystep.gui import fonts
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down

_END = 56


class ChoiceRow(QRadioButton):
    """A choice with its key cap; siblings exclude each other. ``toggled`` tells."""

    def __init__(self, letter: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._letter = letter
        self.setAccessibleName(f"{letter}: {text}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        grow_down(self)

    @property
    def letter(self) -> str:
        return self._letter

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = paint.height_of(self.text(), "body", width - self._start() - _END)
        return max(fonts.scaled(56), words + 32)

    def _start(self) -> int:
        return 32 + fonts.scaled(28)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, chosen = paint.begin(self), theme_of(self), self.isChecked()
        area = self.rect().toRectF()
        ground = "tint" if chosen else ("sunken" if self.underMouse() else "surface")
        border = theme.color("accent" if chosen else "edge")
        paint.box(painter, area, theme.color(ground), border, width=2 if chosen else 1)
        side = fonts.scaled(28)
        cap = QRectF(16, (self.height() - side) / 2, side, side)
        cap_edge = theme.color("accent" if chosen else "line")
        paint.box(
            painter, paint.placed(self, cap), theme.color("surface"), cap_edge, width=1, radius=6
        )
        letter = theme.color("accent" if chosen else "ink2")
        paint.text(painter, self, cap, self._letter, "group", color=letter, flags=paint.MIDDLE)
        words = QRectF(self._start(), 0, self.width() - self._start() - _END, self.height())
        paint.text(painter, self, words, self.text(), "body", color=theme.color("ink"), wrap=True)
        if chosen:
            sign = QRectF(self.width() - 44, (self.height() - 36) / 2, 36, 36)
            paint.tick(painter, paint.placed(self, sign), theme.color("accent"), 2)
