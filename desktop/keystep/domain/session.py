"""What the next few minutes should hold.

Candidates come in the order of need: a delayed test or a probe (what is practised before it would
be practice that it measures), cards that are due (forgetting costs most), the lesson that was left
open, then the next lesson of the path. They are taken while they fit; the first is always taken, so
that a plan is never empty while there is anything to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.words import Words

MINUTES = (3, 5, 10)
SECONDS_PER_CARD = 10
SECONDS_PER_ITEM = 20
FEWEST_CARDS = 3


class Work(StrEnum):
    CARDS = "cards"
    RESUME = "resume"
    LESSON = "lesson"
    DELAYED = "delayed"
    PROBE = "probe"


LESSONS = frozenset({Work.RESUME, Work.LESSON})
TESTS = frozenset({Work.DELAYED, Work.PROBE})


class Candidate(Struct, frozen=True, kw_only=True):
    """Something worth doing. ``seconds`` is what it takes; ``count`` its cards, if it is cards.

    ``target`` is a lesson, or for a delayed test its assessment; cards and probes have none.
    """

    work: Work
    pack: str
    target: str
    title: Words
    reason: Words
    seconds: int
    count: int = 0


def plan(candidates: Sequence[Candidate], minutes: int) -> tuple[Candidate, ...]:
    """Choose from ``candidates`` (most needed first) what fits into ``minutes``.

    Cards are cut to the time left, but not below three; a lesson longer than the time left is taken
    only where nothing else is, because its place is kept and it can be finished later.
    """
    left, chosen = minutes * 60, list[Candidate]()
    for candidate in candidates:
        fitted = _fitted(candidate, left)
        if fitted is None:
            continue
        chosen.append(fitted)
        left -= fitted.seconds
    if not chosen and candidates:
        return (candidates[0],)
    return tuple(chosen)


def _fitted(candidate: Candidate, left: int) -> Candidate | None:
    if candidate.seconds <= left:
        return candidate
    room = left // SECONDS_PER_CARD
    if candidate.work is Work.CARDS and room >= FEWEST_CARDS:
        return replace(candidate, count=room, seconds=room * SECONDS_PER_CARD)
    return None
