"""The search over whatever is shown, which is dimmed meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.panel import SearchPanel
from keystep.gui.theme import theme_of
from keystep.gui.widgets.layer import go_round
from keystep.gui.widgets.layout import Layout

WIDE, HIGH, MARGIN = 1000, 640, 24


class SearchOverlay(QWidget):
    """Covers ``area``; the keyboard cannot leave it by Tab. ``closed``: nothing was opened.

    ``fitted`` gives the layout for a width and a height in pixels.
    """

    closed = Signal()

    def __init__(self, desk: Desk, area: QWidget, fitted: Callable[[int, int], Layout]) -> None:
        super().__init__(area)
        self._area, self._fitted = area, fitted
        self.hide()
        self.panel = SearchPanel(desk)
        self.panel.setParent(self)
        self.panel.closed.connect(self.closed)
        area.installEventFilter(self)

    def rise(self, query: str) -> None:
        """Cover the area and begin to search for ``query``, or with nothing written."""
        self._fit()
        self.show()
        self.raise_()
        self.panel.begin(query)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_of(self).color("scrim"))

    def focusNextPrevChild(self, onward: bool) -> bool:
        go_round(self.panel, onward)
        return True

    def _fit(self) -> None:
        area = self._area.rect()
        self.setGeometry(area)
        layout = self._fitted(area.width(), area.height())
        margin = 12 if layout.one_column else MARGIN
        wide = min(fonts.scaled(WIDE), area.width() - 2 * margin)
        high = min(fonts.scaled(HIGH), area.height() - 2 * margin)
        panel = QRect(0, 0, wide, high)
        panel.moveCenter(area.center())
        self.panel.setGeometry(panel)
        self.panel.arrange(layout, high)
