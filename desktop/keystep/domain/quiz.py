"""Quizzes: items, drawn and put in order for a run, and what they earn together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from keystep.domain.interactions import Interaction, Mixing
from keystep.domain.responses import FULL_SCORE, Grade, Response


class Confidence(StrEnum):
    GUESS = "guess"
    FAIRLY = "fairly"
    CERTAIN = "certain"


class Telling(StrEnum):
    """When a quiz tells how an answer was."""

    AT_ONCE = "at-once"
    AT_THE_END = "at-the-end"


class Item(Struct, frozen=True, kw_only=True):
    """One question; ``asks`` is its kind and what it asks for.

    ``pool`` is what the quiz may draw it from. ``picture`` and ``sound`` are paths inside the
    pack's ``media/``; ``alt`` says in words what the picture shows, ``spoken`` what the sound says.
    ``feedback`` is told after checking, whatever the answer; ``hints`` before it, one after the
    other, to whoever asks.
    """

    id: str
    skill: str
    question: str
    asks: Interaction
    pool: str = ""
    feedback: str = ""
    hints: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""
    sound: str = ""
    spoken: str = ""

    def grade(self, response: Response, hints: int = 0) -> Grade:
        """What ``response`` earns after ``hints`` hints.

        Each hint takes away the same part of the score: half for the only one, a third for each of
        two.
        """
        plain, steps = self.asks.grade(response), len(self.hints) + 1
        if plain.score is None or not hints:
            return plain
        left = max(steps - hints, 1)
        return Grade(plain.score * left // steps, plain.verdicts)


class Quiz(Struct, frozen=True, kw_only=True):
    """A list of items; ``pass_mark`` is in per cent.

    ``shuffle``: the options of its items stand in another order in each run. ``draw`` says how many
    items of each pool a run asks; those of no pool it asks always. ``attempts`` are how often it
    may be taken in one run of its lesson, 0 for as often as one likes. ``minutes`` limit an
    attempt, 0 for no limit.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    pass_mark: int = 80
    shuffle: bool = False
    feedback: Telling = Telling.AT_ONCE
    draw: dict[str, int] = {}
    attempts: int = 0
    minutes: int = 0

    def drawn(self, count: int, attempt: str) -> tuple[Item, ...]:
        """The items that a run asks, in the pack's order: of each pool as many as it draws.

        At most ``count`` of them, 0 for all. Another draw in each run.
        """
        lots = sorted(self.items, key=lambda item: _drawn(f"{attempt}/{self.id}/{item.id}"))
        left = dict(self.draw)
        taken = [item for item in lots if _takes(left, item.pool)]
        chosen = taken[:count] if count else taken
        return tuple(item for item in self.items if item in chosen)

    def order(self, item: Item, attempt: str) -> tuple[int, ...]:
        """The parts of ``item`` as a run shows them, by index in the pack's order.

        What always stands in another order never stands in the pack's.
        """
        kept, mixing = tuple(range(item.asks.parts)), item.asks.mixing
        if mixing is Mixing.NEVER or (mixing is Mixing.AS_WANTED and not self.shuffle):
            return kept
        mixed = tuple(sorted(kept, key=lambda n: _drawn(f"{attempt}/{item.id}/{n}")))
        return (*kept[1:], *kept[:1]) if mixing is Mixing.ALWAYS and mixed == kept else mixed


class Assessment(Struct, frozen=True, kw_only=True):
    """A test before, after and weeks after the learning: ``forms`` are quiz ids of equal
    difficulty, ``delay_days`` those from the test after it to the delayed one."""

    id: str
    title: str
    forms: tuple[str, ...]
    delay_days: int = 28


def quiz_score(scores: Sequence[int | None]) -> int:
    """Mean of item scores, in thousandths, rounded half up; what is not graded does not count.

    Nothing graded at all earns everything: it was answered.
    """
    graded = [score for score in scores if score is not None]
    if not graded:
        return FULL_SCORE if scores else 0
    return (2 * sum(graded) + len(graded)) // (2 * len(graded))


def _takes(left: dict[str, int], pool: str) -> bool:
    """Whether one more is wanted of this pool, which then has one less ``left``."""
    if pool not in left:
        return True
    left[pool] -= 1
    return left[pool] >= 0


def _drawn(seed: str) -> bytes:
    """What looks like chance, and is the same on every machine for good."""
    return hashlib.sha256(seed.encode()).digest()
