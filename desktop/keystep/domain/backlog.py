"""How much of what is due today asks for, so that nobody comes back to a wall.

A day asks for at most a portion of the cards that are due, those first that would lose most by
waiting another day; the rest is put off. What a portion is follows from what the learner is used to
and from what comes due by itself, of which it is always more, so that a backlog wears off.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import fmean

SMALLEST = 30
FASTER = 1.25
"""A portion is at least so many times what comes due a day."""
USED_TO_DAYS = 28
AHEAD_DAYS = 7


def portion(answered: Sequence[int], coming: int) -> int:
    """How many cards a day asks for at most: max(30, mean of a day's answers, 1.25 · inflow).

    ``answered`` are the cards of each day of the last four weeks with any, ``coming`` those that
    come due in the next seven days.
    """
    usual = fmean(answered) if answered else 0.0
    return max(SMALLEST, ceil(usual), ceil(FASTER * coming / AHEAD_DAYS))


def put_off(due: int, portion: int, before: int) -> int:
    """How many of ``due`` cards wait for another day; ``before`` already did, earlier today.

    Those stay put off while today's are answered, so that the day comes to an end.
    """
    return max(before, due - portion, 0)


def days_to_spread(later: int, portion: int, coming: int) -> int:
    """On how many days what was put off fits in beside what comes due: ⌈later / (p − inflow)⌉."""
    room = max(1.0, portion - coming / AHEAD_DAYS)
    return ceil(later / room)


def new_cards(wanted: int, due: int, portion: int) -> int:
    """How many of the ``wanted`` new cards a day brings: what its portion has room for."""
    return max(0, min(wanted, portion - due))
