"""Run as a process of its own: open a window, print the monotonic time at which its first paint
was done, in seconds, and end.

Usage: first_paint.py bare | first_paint.py learn HOME
"""

from __future__ import annotations

import os
import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer


class PaintWatch(QObject):
    """Waits for a window's first paint. The timer fires once the whole window was drawn."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QtWidgets.QWidget) and watched.isWindow()
        if is_window and event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, tell_and_end)
        return False


class WatchedApplication(QtWidgets.QApplication):
    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self.watch = PaintWatch()
        self.installEventFilter(self.watch)


def tell_and_end() -> None:
    print(time.monotonic(), flush=True)
    os._exit(0)


def bare() -> None:
    """The floor: what Qt itself needs."""
    app = WatchedApplication(sys.argv[:1])
    label = QtWidgets.QLabel("Keystep")
    label.resize(1366, 768)
    label.show()
    app.exec()


def learn(home: str) -> None:
    """The learner's window, the way the command opens it."""
    QtWidgets.QApplication = WatchedApplication  # type: ignore[assignment,misc]
    from keystep.cli import run

    run(["learn", "--home", home])


if __name__ == "__main__":
    window, *home = sys.argv[1:]
    learn(*home) if window == "learn" else bare()
