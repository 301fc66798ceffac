"""Syncing again and again for months, patiently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from keystep.errors import SurroundingsError
from keystep.services.syncing import Synced

AFTER_SUCCESS = timedelta(minutes=15)
FIRST = timedelta(minutes=1)
LONGEST = timedelta(minutes=30)
SPREAD = 0.2

Told = Synced | SurroundingsError


def pause_after(failures: int, jitter: float) -> timedelta:
    """How long to wait before the next sync, after so many failures in a row.

    15 minutes after a success; after failures 1 minute, doubling up to 30. ``jitter``, 0 to 1,
    spreads it by a fifth either way, so that stations do not all come at once.
    """
    doubled = FIRST * 2 ** min(failures - 1, 10) if failures else AFTER_SUCCESS
    return min(doubled, LONGEST) * (1 + SPREAD * (2 * jitter - 1))


def watch(
    sync: Callable[[], Synced],
    wait: Callable[[timedelta], bool],
    tell: Callable[[Told], None],
    jitter: Callable[[], float],
) -> None:
    """Call ``sync`` until ``wait`` says that it is over, and ``tell`` what is news.

    ``wait`` returns early with True once it is to end. What the surroundings do is told once and
    tried again; nothing grows with time.
    """
    failures, last = 0, ""
    while True:
        told = _attempt(sync)
        failures = failures + 1 if isinstance(told, SurroundingsError) else 0
        line = _line(told)
        if line != last or _moved(told):
            tell(told)
        last = line
        if wait(pause_after(failures, jitter())):
            return


def _attempt(sync: Callable[[], Synced]) -> Told:
    try:
        return sync()
    except SurroundingsError as fault:
        return fault


def _moved(told: Told) -> bool:
    if isinstance(told, SurroundingsError):
        return False
    return bool(told.published or told.received or told.packs or told.copied)


def _line(told: Told) -> str:
    """What lasts from one sync to the next: a trouble, or the state."""
    if isinstance(told, SurroundingsError):
        return str(told)
    return f"{told.enrolled} {told.paused} {'; '.join(map(str, told.refused))}"
