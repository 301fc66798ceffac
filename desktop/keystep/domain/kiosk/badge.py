"""A badge reader types as a keyboard does: what tells its strokes from a person's.

It types 4 to 64 signs and Enter, faster than any hand. Strokes come in runs, with a pause between
two; those of a run are held until it is plain whose they are. A pause before Enter says: a
person's.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from statistics import median

from msgspec import Struct

SHORTEST, LONGEST = 4, 64
QUICK_MS = 35
"""The middle one of the times between two strokes of a reader is not longer."""
PAUSE_MS = 80
"""So long after the last stroke a run is over."""
ENTER = "\r"


class Stroke(Struct, frozen=True):
    """One key: the sign it writes, or ENTER, and when, in milliseconds of whatever clock."""

    sign: str
    at: int


class Phase(StrEnum):
    """OPEN: it may be a badge. TYPED: it cannot be one. READ: it was one, and is over."""

    OPEN = "open"
    TYPED = "typed"
    READ = "read"


class Run(Struct, frozen=True):
    """Strokes without a pause; ``held`` are those that are kept from whoever has the keyboard."""

    held: tuple[Stroke, ...] = ()
    phase: Phase = Phase.OPEN
    last: int = 0


class Fate(StrEnum):
    """What becomes of a stroke: HELD for now, PASSED on as typing, or SPENT with a badge."""

    HELD = "held"
    PASSED = "passed"
    SPENT = "spent"


class Heard(Struct, frozen=True):
    """What a stroke tells. ``loosed``: all that was held before it is typing. ``badge``: what was
    held is this badge; "" is none."""

    run: Run
    fate: Fate
    loosed: bool = False
    badge: str = ""


def hear(run: Run, stroke: Stroke) -> Heard:
    """Take the next stroke. What is loosed comes before it."""
    if 0 <= stroke.at - run.last <= PAUSE_MS:
        return _go_on(run, stroke)
    begun = _go_on(Run(last=stroke.at), stroke)
    return Heard(begun.run, begun.fate, loosed=bool(run.held))


def _go_on(run: Run, stroke: Stroke) -> Heard:
    if stroke.sign == ENTER:
        return _end(run, stroke)
    if run.phase is Phase.TYPED:
        return Heard(Run(phase=Phase.TYPED, last=stroke.at), Fate.PASSED)
    held = (*run.held, stroke)
    if len(held) > LONGEST:
        return Heard(Run(phase=Phase.TYPED, last=stroke.at), Fate.PASSED, loosed=True)
    return Heard(Run(held, last=stroke.at), Fate.HELD)


def _end(run: Run, enter: Stroke) -> Heard:
    """Some readers press Enter twice."""
    if run.phase is Phase.READ and not run.held:
        return Heard(Run(phase=Phase.READ, last=enter.at), Fate.SPENT)
    badge = _badge((*run.held, enter))
    if badge:
        return Heard(Run(phase=Phase.READ, last=enter.at), Fate.SPENT, badge=badge)
    return Heard(Run(last=enter.at), Fate.PASSED, loosed=bool(run.held))


def _badge(strokes: tuple[Stroke, ...]) -> str:
    """What strokes with Enter at their end spell, if a reader typed them; else ""."""
    badge = "".join(stroke.sign for stroke in strokes[:-1]).strip()
    if not SHORTEST <= len(badge) <= LONGEST:
        return ""
    between = [later.at - sooner.at for sooner, later in pairwise(strokes)]
    return badge if median(between) <= QUICK_MS else ""
