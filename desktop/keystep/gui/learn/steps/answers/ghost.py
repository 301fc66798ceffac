"""What follows hand and finger while a thing is dragged, and the page that moves along."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from keystep.gui import motion
from keystep.gui.learn.steps.answers.chips import Chip

EDGE = 48
"""Pixels from the edge of what is seen of a page, within which a dragged thing moves it."""
TICK_MS, FASTEST = 16, 16
OPACITY = 0.92


class Ghost(QWidget):
    """A picture of a thing, held where it was taken; positions are the screen's."""

    def __init__(self, chip: Chip, at: QPoint) -> None:
        super().__init__(chip.window())
        self._chip, self._hold = chip, chip.mapFromGlobal(at)
        self._picture = _picture(chip)
        self.at = at
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(chip.size())
        self.follow(at)
        self.show()
        self.raise_()

    def follow(self, at: QPoint) -> None:
        self.at = at
        self.move(self.window().mapFromGlobal(at) - self._hold)

    def end(self, *, back: bool) -> None:
        """Gone: at once, or after going ``back`` to where the thing lies."""
        start, home = self.pos(), self._chip.mapTo(self.window(), QPoint(0, 0))

        def step(done: float) -> None:
            self.move((QPointF(start) + (QPointF(home) - QPointF(start)) * done).toPoint())

        moving = motion.animate(self, 0, 1, motion.LEAVE, step) if back else None
        if moving is None:
            self.vanish()
        else:
            moving.finished.connect(self.vanish)

    def vanish(self) -> None:
        """Gone at once, and the thing lies there again."""
        self.hide()
        if isValid(self._chip):
            self._chip.set_hole(False)
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(OPACITY)
        painter.drawPixmap(0, 0, self._picture)


class EdgeScroll(QObject):
    """Moves the page while a dragged thing is near the edge of what is seen of it."""

    scrolled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._area: QScrollArea | None = None
        self._by = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._scroll)

    def begin(self, thing: QWidget) -> None:
        """The page is the one that ``thing`` lies on, if it lies on one."""
        above: QWidget | None = thing
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        self._area = above

    def follow(self, at: QPoint) -> None:
        """The thing is held ``at`` a place on the screen."""
        self._by = 0 if self._area is None else _speed(self._area, at)
        if self._by and not self._timer.isActive():
            self._timer.start()
        elif not self._by:
            self._timer.stop()

    def sees(self, at: QPoint) -> bool:
        """Whether a place on the screen is on what is seen of the page."""
        if self._area is None:
            return True
        port = self._area.viewport()
        return port.rect().contains(port.mapFromGlobal(at))

    def end(self) -> None:
        self._timer.stop()
        self._area = None

    def _scroll(self) -> None:
        if self._area is not None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + self._by)
            self.scrolled.emit()


def _speed(area: QScrollArea, at: QPoint) -> int:
    """Pixels a tick, below 0 for up: the faster, the nearer to the edge."""
    port = area.viewport()
    y, high = port.mapFromGlobal(at).y(), port.height()
    near = min(EDGE, high // 4)
    into = max(near - y, 0) - max(near - (high - y), 0)
    return -max(min(into * FASTEST // max(near, 1), FASTEST), -FASTEST)


def _picture(chip: Chip) -> QPixmap:
    """What the thing looks like, with clear corners."""
    picture = QPixmap(chip.size() * chip.devicePixelRatio())
    picture.setDevicePixelRatio(chip.devicePixelRatio())
    picture.fill(Qt.GlobalColor.transparent)
    chip.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture
