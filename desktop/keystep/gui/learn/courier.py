"""Progress leaves and the office's word comes in by itself, while somebody learns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from keystep import settings
from keystep.gui import tasks
from keystep.services.courier import pause_after
from keystep.services.station import Station
from keystep.services.syncing import Synced, sync

SOON_MS = 3_000


class Courier(QObject):
    """One errand at a time, in a worker: a sync now and then, and whatever is asked of it.

    ``came_back`` is sent after every errand, however it went. Away from the folder it tries again
    later and later; nobody is told of that but by the status line.
    """

    came_back = Signal()

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._failures = 0
        self._jitter = Random()  # noqa: S311 - spreads load, guards nothing
        self._running = False
        self._queue: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._set_out)

    def set_out_soon(self) -> None:
        """Sync in a moment: something worth sending has happened."""
        self._timer.start(SOON_MS)

    def sync(self, done: Callable[[Synced], object], failed: Callable[[Exception], object]) -> None:
        """Sync now, and say how it went."""
        self.run(partial(sync, self._station), done, failed)

    def run(
        self,
        errand: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do ``errand`` in a worker as soon as the one under way is over."""
        self._queue.append(partial(self._start, errand, done, failed))
        self._next()

    def _set_out(self) -> None:
        if settings.load(self._station.home).share is not None:
            self.sync(self._went_well, self._went_wrong)

    def _start(
        self,
        errand: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._running = True
        tasks.start(
            self,
            errand,
            lambda value: self._over(partial(done, value), failures=0),
            lambda error: self._over(partial(failed, error), failures=self._failures + 1),
        )

    def _over(self, tell: Callable[[], object], *, failures: int) -> None:
        self._running = False
        self._failures = failures
        tell()
        self.came_back.emit()
        pause = pause_after(self._failures, self._jitter.random())
        self._timer.start(int(pause.total_seconds() * 1000))
        self._next()

    def _next(self) -> None:
        if self._queue and not self._running:
            self._queue.pop(0)()

    def _went_well(self, _done: Synced) -> None:
        """``came_back`` says enough."""

    def _went_wrong(self, _error: Exception) -> None:
        """Offline is normal: the status line says so, and the next try comes by itself."""
