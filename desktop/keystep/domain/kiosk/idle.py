"""How long a learner's session stands untouched, and what follows from that.

Times are milliseconds of a steady clock that runs while the machine sleeps: a session that slept
past its end is over, whatever touches it on waking.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

SECOND_MS = 1_000


class Happening(StrEnum):
    """What is to be told: another second of the countdown, a touch during it, its end."""

    WARNED = "warned"
    RETURNED = "returned"
    TIMED_OUT = "timed_out"


class Stillness(Struct, frozen=True, kw_only=True):
    """A session untouched since ``since``.

    After ``idle_ms`` a countdown of ``countdown_ms`` begins. ``left_s`` are the seconds of it that
    were last told, 0 before it; ``over`` stays.
    """

    idle_ms: int
    countdown_ms: int
    since: int
    left_s: int = 0
    over: bool = False

    def touched(self, now: int) -> tuple[Stillness, Happening | None]:
        """Somebody is there. It comes too late once the countdown has ended."""
        if self.over or self._rest(now) <= 0:
            return self._ended()
        told = Happening.RETURNED if self.left_s else None
        return replace(self, since=now, left_s=0), told

    def passed(self, now: int, *, busy: bool = False) -> tuple[Stillness, Happening | None]:
        """Time went by; ``busy``: a film plays, which is as good as a touch."""
        if self.over or self._rest(now) <= 0:
            return self._ended()
        if busy:
            return self.touched(now)
        left = -(-self._rest(now) // SECOND_MS)
        if now - self.since < self.idle_ms or left == self.left_s:
            return self, None
        return replace(self, left_s=left), Happening.WARNED

    def _rest(self, now: int) -> int:
        return self.since + self.idle_ms + self.countdown_ms - now

    def _ended(self) -> tuple[Stillness, Happening | None]:
        """Told once."""
        told = None if self.over else Happening.TIMED_OUT
        return replace(self, left_s=0, over=True), told
