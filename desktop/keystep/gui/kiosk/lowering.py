"""Brings what is high on the screen down to whoever sits before it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QRect, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from keystep.gui.motion import duration
from keystep.gui.theme import theme_of

MOVES_MS = 160


class Lowering(QWidget):
    """Holds ``pages``. Lowered, their upper edge is in the middle of the window and what was at
    their foot out of sight; a touch above them brings them back. ``changed`` tells which it is.
    """

    changed = Signal(bool)

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self._pages, self._lowered, self._by = pages, False, 0
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        pages.setParent(self)

    @property
    def is_lowered(self) -> bool:
        return self._lowered

    def set_lowered(self, *, lowered: bool) -> None:
        """Bring the pages down, or back up."""
        if lowered == self._lowered:
            return
        self._lowered = lowered
        self._motion.stop()
        if moves := duration(MOVES_MS):
            self._motion.setDuration(moves)
            self._motion.setStartValue(float(self._by))
            self._motion.setEndValue(float(self._goal()))
            self._motion.start()
        else:
            self._move(self._goal())
        self.changed.emit(lowered)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.set_lowered(lowered=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.resize(self.size())
        self._motion.stop()
        self._move(self._goal())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._by:
            theme, painter = theme_of(self), QPainter(self)
            painter.fillRect(QRect(0, 0, self.width(), self._by), theme.color("rail"))
            painter.fillRect(QRect(0, self._by - 1, self.width(), 1), theme.color("line"))

    def _goal(self) -> int:
        top = self.mapTo(self.window(), QPoint(0, 0)).y()
        return max(self.window().height() // 2 - top, 0) if self._lowered else 0

    def _move(self, by: float) -> None:
        self._by = round(by)
        self._pages.move(0, self._by)
        self.update()
