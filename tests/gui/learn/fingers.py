"""What a learner's fingers do."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Fingers:
    """Up to two fingers on a widget, through the window as a touch screen sends them."""

    def __init__(self, device: QPointingDevice) -> None:
        self._device = device

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.drag(widget, at or widget.rect().center(), ())

    def drag(self, widget: QWidget, start: QPoint, path: tuple[QPoint, ...]) -> None:
        """One finger from ``start`` through the points of ``path``."""
        QTest.touchEvent(widget, self._device).press(0, start, widget).commit()
        for point in path:
            QTest.touchEvent(widget, self._device).move(0, point, widget).commit()
        QTest.touchEvent(widget, self._device).release(0, (start, *path)[-1], widget).commit()
        QApplication.processEvents()

    def pinch(self, widget: QWidget, before: int, after: int) -> None:
        """Two fingers around the middle, from ``before`` to ``after`` pixels apart."""
        middle = widget.rect().center()
        for n, apart in enumerate((before, (before + after) // 2, after)):
            off = QPoint(apart // 2, 0)
            both = QTest.touchEvent(widget, self._device)
            touch = both.press if n == 0 else both.move
            touch(0, middle - off, widget)
            touch(1, middle + off, widget)
            both.commit()
        last = QTest.touchEvent(widget, self._device)
        last.release(0, middle - off, widget).release(1, middle + off, widget).commit()
        QApplication.processEvents()
