"""Commands that run for months and end when they are told to."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_told() -> Iterator[Callable[[timedelta], bool]]:
    """Gives a wait that is True once SIGINT or SIGTERM came: what is being done is finished first.

    A second signal does what it does everywhere else.
    """
    over = Event()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def end(number: int, _frame: FrameType | None) -> None:
        over.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in SIGNALS:
        signal.signal(number, end)
    try:
        yield lambda pause: over.wait(pause.total_seconds())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
