"""A gap in a text whose words are chosen among a few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice_list import ChoiceList
from keystep.gui.widgets.gap_verdict import GapVerdict

_OPENS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4})
_START, _END, _TOP = 13, 42, 9
_WIDEST = 320
_EASE = 4
"""Some letters reach out of their own width."""


class GapChoice(QComboBox):
    """``current`` −1 is none. It opens on a click, never on a press: a finger may mean to scroll.

    What is chosen changes in the open list alone, not by arrows or a wheel that pass over it.
    """

    def __init__(self, name: str, options: Sequence[str]) -> None:
        super().__init__()
        self._verdict: GapVerdict | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("Choose"))
        self.addItems(list(options))
        self.setCurrentIndex(-1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.currentIndexChanged.connect(self.updateGeometry)
        fonts.set_role(self, "body")

    def show_verdict(self, kind: str, answer: str) -> None:
        """From now on nothing can be chosen; it stays reachable, so that it can be read."""
        self._verdict = GapVerdict(kind, self.currentText(), answer)
        self.setAccessibleDescription(self._verdict.told)
        self.unsetCursor()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._verdict is not None:
            return self._verdict.size()
        width = min(self._widest("body_medium"), fonts.scaled(_WIDEST)) + _START + _END
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._verdict is not None:
            return self._verdict.height_for(width)
        words = paint.height_of(self._shown(), "body_medium", width - _START - _END)
        return max(fonts.scaled(38) + 2, words + 2 * _TOP)

    def showPopup(self) -> None:
        if self._verdict is not None:
            return
        options = {str(n): self.itemText(n) for n in range(self.count())}
        there = ChoiceList(self, options, str(self.currentIndex()))
        there.chosen.connect(lambda key: self.setCurrentIndex(int(key)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS and self._verdict is None:
            self.showPopup()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._verdict is not None:
            self._verdict.paint(self)
            return
        painter, theme = paint.begin(self), theme_of(self)
        area = self.rect().toRectF()
        ground = "sunken" if self.underMouse() else "surface"
        paint.box(painter, area, theme.color(ground), theme.color("edge"))
        words = area.adjusted(_START, 0, -_END, 0)
        ink = theme.color("ink" if self.currentIndex() >= 0 else "ink2")
        paint.text(painter, self, words, self._shown(), "body_medium", color=ink, wrap=True)
        arrow = QRectF(self.width() - 29, (self.height() - 16) / 2, 16, 16)
        icons.draw(painter, "chevron_down", paint.placed(self, arrow), theme.color("ink"))

    def _shown(self) -> str:
        return self.currentText() or self.placeholderText()

    def _texts(self) -> list[str]:
        return [self.placeholderText(), *(self.itemText(n) for n in range(self.count()))]

    def _widest(self, role: str) -> int:
        return int(max(paint.width_of(text, role) for text in self._texts())) + fonts.scaled(_EASE)
