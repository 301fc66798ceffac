"""Which of the days around its interval a card comes back on.

Cards that were learnt together would stay together for ever, and some days be full and others
empty. So an interval may become any of a few around it, and of these days the emptiest is taken.
Nothing here is drawn at random: what stands for chance follows from the card and its reviews.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from fsrs.scheduler import FUZZ_RANGES

from keystep.domain.memory import Review, moved

SHORTEST = 2.5
LONGEST = 36_500
"""Days; below the first and beyond the second nothing is moved."""
FULL = 100
"""Of days with as many cards none is emptier than another."""


def reach(days: int) -> range:
    """The intervals that one of ``days`` days may become: n ± (1 + Σ factor · days in the range).

    Source: the published ranges of FSRS (``fsrs.scheduler.FUZZ_RANGES``): 15 % of what lies between
    2.5 and 7 days, 10 % up to 20, 5 % beyond.
    """
    if not SHORTEST <= days < LONGEST:
        return range(days, days + 1)
    spans = ((min(days, each["end"]) - each["start"], each["factor"]) for each in FUZZ_RANGES)
    delta = 1 + sum(max(0.0, span) * factor for span, factor in spans)
    return range(max(2, round(days - delta)), min(LONGEST, round(days + delta)) + 1)


def chance(learner: str, pack: str, card: str, reviews: int) -> int:
    """What is as good as drawn, the same wherever it is asked for: 64 bits."""
    told = "\0".join((learner, pack, card, str(reviews)))
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest())


def emptiest(days: range, cards: Sequence[int], drawn: int) -> int:
    """The one of ``days`` that falls furthest below the line through the ``cards`` due on each.

    Of several such the ``drawn`` one. Days further ahead are emptier for everybody: to take the
    emptiest as such would make intervals longer and cards forgotten more often than is wanted
    (docs/cards.md has the figures). The line is that of least squares; the numbers stay whole.
    """
    counts = [min(count, FULL) for count in cards]
    places = [2 * n - len(days) + 1 for n in range(len(days))]
    squares = sum(at * at for at in places)
    rise = sum(at * count for at, count in zip(places, counts, strict=True))
    heights = [count * squares - rise * at for at, count in zip(places, counts, strict=True)]
    lowest = min(heights)
    those = [day for day, height in zip(days, heights, strict=True) if height == lowest]
    return those[drawn % len(those)]


def spread(outcome: Review, drawn: int, due_on: Callable[[range], Sequence[int]]) -> Review:
    """``outcome`` on the emptiest day within reach; steps of minutes stay as they are.

    ``due_on`` tells how many cards come due so many days from now.
    """
    days = reach(outcome.interval.days)
    if not outcome.keeps or len(days) == 1:
        return outcome
    return moved(outcome, emptiest(days, due_on(days), drawn))
