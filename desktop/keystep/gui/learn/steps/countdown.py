"""A time that there is, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

from keystep.gui.pages import announce

SECOND_MS = 1_000
ASLEEP_MS = 5_000
"""No more than this counts at a time: in between the machine slept."""
_TURNS = {
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.WindowActivate,
    QEvent.Type.WindowDeactivate,
}


class Countdown(QWidget):
    """Runs while it is seen in the window in front. ``up``: nothing is left of ``limit_ms``.

    ``clock`` gives milliseconds. ``warnings`` are the seconds left at which a screen reader says
    ``warning``.
    """

    up = Signal()
    warnings: frozenset[int] = frozenset()

    def __init__(self, limit_ms: int, spent_ms: int, clock: Callable[[], int]) -> None:
        super().__init__()
        self._limit, self._spent, self._clock = limit_ms, spent_ms, clock
        self._since: int | None = None
        self._stopped = False
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def spent_ms(self) -> int:
        """How much of it is used up by now."""
        running = 0 if self._since is None else self._clock() - self._since
        return self._spent + min(max(running, 0), ASLEEP_MS)

    @property
    def left_ms(self) -> int:
        return max(self._limit - self.spent_ms, 0)

    @property
    def seconds_left(self) -> int:
        """Those that have begun count."""
        return -(-self.left_ms // SECOND_MS)

    def share_left(self, parts: int) -> int:
        """How many of so many parts are left; those that have begun count."""
        return -(-parts * self.left_ms // self._limit)

    def say(self) -> None:
        """Show what is left."""
        raise NotImplementedError

    def warning(self) -> str:
        """That little is left, in words."""
        raise NotImplementedError

    def tick(self) -> None:
        """Look at the clock."""
        if self._since is None:
            return
        before = self._limit - self._spent
        self._take()
        self.say()
        if any(self.left_ms <= at * SECOND_MS < before for at in self.warnings):
            announce(self, self.warning())
        if self.left_ms == 0:
            self._rest()
            self.up.emit()

    def stop(self) -> None:
        """It never runs again."""
        self._stopped = True
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() in _TURNS:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        """Whoever is elsewhere has time."""
        if self._stopped or not (self.isVisible() and self.isActiveWindow()):
            self._rest()
        elif self._since is None:
            self._since = self._clock()
            self._timer.start()

    def _rest(self) -> None:
        self._take()
        self._since = None
        self._timer.stop()

    def _take(self) -> None:
        if self._since is not None:
            self._spent, self._since = self.spent_ms, self._clock()
