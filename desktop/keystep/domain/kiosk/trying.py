"""How long somebody waits after wrong tries: twice as long each time.

Time is counted by the boot and by the clock that runs through suspend, never by the time of day: to
set a clock gains nothing, and after a restart the wait begins anew.
"""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.events import Instant

FREE = 3
"""So many wrong tries cost nothing: gloves press beside."""
FIRST_MS, LONGEST_MS = 5_000, 15 * 60_000


class Tries(Struct, frozen=True):
    """``failures`` since the last right try; the wait counts from ``clock`` (ms) in ``boot`` on."""

    failures: int
    boot: str
    clock: int


def wait_ms(tries: Tries | None, now: Instant) -> int:
    """How long no try is taken from now on; 0 is not at all."""
    if tries is None or tries.failures < FREE:
        return 0
    whole = min(FIRST_MS << min(tries.failures - FREE, 30), LONGEST_MS)
    passed = now.clock - tries.clock if now.boot == tries.boot else 0
    return min(whole, max(0, whole - passed))


def seen(tries: Tries, now: Instant) -> Tries:
    """The same, counting from now on where the machine was restarted since, or its clock ran
    back."""
    if now.boot == tries.boot and now.clock >= tries.clock:
        return tries
    return Tries(tries.failures, now.boot, now.clock)


def failed(tries: Tries | None, now: Instant) -> Tries:
    """After one more wrong try."""
    return Tries((tries.failures if tries else 0) + 1, now.boot, now.clock)


def left(tries: Tries | None) -> int:
    """How many more wrong tries cost nothing."""
    return max(0, FREE - (tries.failures if tries else 0))
