"""How long somebody works on a lesson: not while they are away."""

from __future__ import annotations

from collections.abc import Callable

IDLE_MS = 120_000
"""Whoever does nothing for longer is not at it any more."""


class WorkTime:
    """``clock`` gives milliseconds. A stretch without any act counts for two minutes at most.

    Nobody is at it before they ``come``.
    """

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._since = clock()
        self._worked = 0
        self._away = True

    def stir(self) -> None:
        """Somebody does something: they were at it since the last time."""
        now, before = self._clock(), self._since
        self._since = now
        if not self._away:
            self._worked += min(max(now - before, 0), IDLE_MS)

    def take(self) -> int:
        """The milliseconds worked since they were taken last."""
        self.stir()
        worked, self._worked = self._worked, 0
        return worked

    def go(self) -> None:
        """Nobody is at it from now on."""
        self.stir()
        self._away = True

    def come(self) -> None:
        """Somebody is at it again."""
        self.stir()
        self._away = False
