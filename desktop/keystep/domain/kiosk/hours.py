"""The hours in which the screen is black: from one time of day to another, across midnight too."""

from __future__ import annotations

import re
from datetime import time

LIT_S = 120
"""For so long a touch lights the screen in the dark hours."""
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def time_of(text: str) -> time | None:
    """ "22:30" as a time of day; None for what is none, "" among it."""
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def is_dark(at: time, dark_from: str, dark_to: str, untouched_s: float = LIT_S) -> bool:
    """Whether the screen is black at a local time, last touched so many seconds ago.

    The minute of ``dark_to`` is light again. It is never dark where either is no time of day, nor
    where they are the same.
    """
    start, end = time_of(dark_from), time_of(dark_to)
    if start is None or end is None or untouched_s < LIT_S:
        return False
    if start <= end:
        return start <= at < end
    return at >= start or at < end
