"""What scenes do their acts with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtTest import QTest

PATIENCE_MS, SETTLES_MS = 20_000, 50


def wait(condition: Callable[[], bool]) -> None:
    """Wait in a loop that lets the workers run: QTest.qWait holds the interpreter meanwhile."""
    loop, patience = QEventLoop(), QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if patience.hasExpired():
            raise TimeoutError
        QTimer.singleShot(10, loop.quit)
        loop.exec()
    QTest.qWait(SETTLES_MS)
