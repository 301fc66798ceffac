"""Round figures and dates for the axes of a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from keystep.domain.okr import Cycle

GRID_LINES = 4
ROOM = 12
ALIKE = 1e-9
"""What differs by less, as a part of itself, is drawn as the same."""


def scale(values: Sequence[float]) -> tuple[float, ...]:
    """Round figures at even steps (1, 2 or 5 times a power of ten) that enclose all ``values``."""
    low, high = min(values), max(values)
    apart = ALIKE * max(abs(low), abs(high), 1.0)
    if high - low < apart:
        room = max(apart, 1.0)
        low, high = low - room, high + room
    rough = (high - low) / GRID_LINES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))


def days_of(cycle: Cycle) -> list[date]:
    """The cycle's first day, the first of each month far enough from both ends, its last day."""
    days, month = [cycle.start], cycle.start
    while True:
        month = (month.replace(day=28) + timedelta(4)).replace(day=1)
        if (cycle.end - month).days < ROOM:
            return [*days, cycle.end]
        if (month - cycle.start).days >= ROOM:
            days.append(month)
