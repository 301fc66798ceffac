"""The empty part of a place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.steps.answers import told as telling
from keystep.gui.learn.steps.answers.chips import ABOVE, LEAST, PAD, outline
from keystep.gui.learn.steps.answers.told import Told
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down


class PlaceRoom(QWidget):
    """Room for one thing: it says so while something is in the hand."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Told | None = None
        self._open = self._over = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grow_down(self)

    def invite(self, *, is_open: bool, over: bool) -> None:
        self._open, self._over = is_open, over
        self.update()

    def show_verdict(self, told: Told) -> None:
        self._told = told
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = telling.height_of(self._words(), self._told, max(width - 2 * PAD, 1))
        return max(fonts.scaled(LEAST), words + 2 * ABOVE)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(160), self.heightForWidth(fonts.scaled(160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(60), fonts.scaled(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = paint.begin(self), theme_of(self), self.rect().toRectF()
        words = area.adjusted(PAD, 0, -PAD, 0)
        if self._told:
            telling.frame(painter, theme, area, self._told)
            telling.draw(painter, self, words, "", self._told)
            return
        if self._over:
            paint.box(painter, area, theme.color("tint"), theme.color("accent"), width=2)
        else:
            outline(painter, theme, area, "sunken", "accent" if self._open else "edge")
        if self._open:
            color = theme.color("accent")
            paint.text(painter, self, words, self._words(), "body", color=color, wrap=True)

    def _words(self) -> str:
        return "" if self._told else tr("Put it here")
