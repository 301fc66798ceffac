"""An adaptive diagnostic: which skills somebody masters, from as few questions as that takes.

A skill is mastered or not. Who masters it answers right but for a slip, who does not is right by
guessing only (the two ways to answer of A. T. Corbett & J. R. Anderson, "Knowledge tracing", User
Modeling and User-Adapted Interaction 4, 1994; nothing is learnt between two questions, so their
rate of learning is 0). Bayes' rule carries the probability of mastery from answer to answer:

    P' = P·L₁ / (P·L₁ + (1 − P)·L₀)     L₁ = s·(1 − slip) + (1 − s)·slip
                                        L₀ = s·guess + (1 − s)·(1 − guess)

with the score s from 0 to 1. For right and wrong these are the likelihoods; what is partly right
counts as that part of a right answer and the rest of a wrong one, so that half of it says nothing.

A skill is asked about until P ≥ 0.90 or P ≤ 0.10: the sequential probability ratio test of A. Wald
(Annals of Mathematical Statistics 16, 1945), whose bounds on ΠL₁/L₀ are 9 and 1/9, an error of at
most about one in ten either way, where nothing is known beforehand. Where its questions run out
before, it stays unsure.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from keystep.domain.interactions import Reflection
from keystep.domain.quiz import Item
from keystep.domain.responses import FULL_SCORE

SLIP = 0.1
LEAST_GUESS = 0.12
"""Also where nothing can be guessed, one right answer is no proof."""
KNOWN_FROM = 0.9
NEEDED_TO = 0.1
PLACES = 6
"""Decimals that count, so that every machine asks and says the same."""


class Knowing(StrEnum):
    """What is known of a skill."""

    KNOWN = "known"
    NEEDED = "needed"
    UNSURE = "unsure"


class Belief(Struct, frozen=True):
    """How likely, 0 to 1, it is that a skill is mastered, after so many ``questions``."""

    p: float
    questions: int = 0

    @property
    def knowing(self) -> Knowing:
        if self.p >= KNOWN_FROM:
            return Knowing.KNOWN
        return Knowing.NEEDED if self.p <= NEEDED_TO else Knowing.UNSURE

    @property
    def sure(self) -> float:
        """How sure, 0.5 to 1, the likelier of mastered and not mastered is."""
        return max(self.p, 1 - self.p)


Scores = Mapping[str, int | None]
"""What answers earned, in thousandths, by item id; None for what nobody graded."""


def can_tell(item: Item) -> bool:
    """Whether an answer tells anything: what nobody grades does not."""
    return not isinstance(item.asks, Reflection)


NOTHING_KNOWN = Belief(0.5)


def after(belief: Belief, item: Item, score: int) -> Belief:
    """What to believe after an answer that earned ``score`` thousandths."""
    share, guess = score / FULL_SCORE, _guess(item)
    mastered = belief.p * (share * (1 - SLIP) + (1 - share) * SLIP)
    not_mastered = (1 - belief.p) * (share * guess + (1 - share) * (1 - guess))
    p = mastered / (mastered + not_mastered)
    return Belief(round(p, PLACES), belief.questions + 1)


def beliefs(items: Iterable[Item], scores: Scores) -> dict[str, Belief]:
    """What to believe of every skill that ``items`` ask about, in their order, after ``scores``.

    The order of answers makes no difference, and nothing but them counts: what is learnt later does
    not change what was found. A skill begins at one half.
    """
    found = dict[str, Belief]()
    for item in items:
        belief = found.get(item.skill, NOTHING_KNOWN)
        score = scores.get(item.id)
        found[item.skill] = belief if score is None else after(belief, item, score)
    return found


def information(p: float, guess: float) -> float:
    """Bits that the next answer is expected to tell of a skill mastered with probability ``p``.

    The mutual information of answer and mastery (C. E. Shannon, Bell System Technical Journal 27,
    1948): the entropy of the answer less what is left of it when mastery is known.
    """
    right = p * (1 - SLIP) + (1 - p) * guess
    return _entropy(right) - p * _entropy(SLIP) - (1 - p) * _entropy(guess)


def next_item(items: Sequence[Item], scores: Scores) -> Item | None:
    """The item to ask next: the one of which most is expected, the first of equals.

    None once every skill is told or its items are used up.
    """
    now = beliefs(items, scores)
    left = [
        item
        for item in items
        if item.id not in scores and can_tell(item) and now[item.skill].knowing is Knowing.UNSURE
    ]
    return max(left, key=lambda item: _expected(now[item.skill], item), default=None)


def sequence(items: Sequence[Item], scores: Scores) -> tuple[Item, ...]:
    """The items in the order in which this diagnostic asks them, as far as they are answered."""
    told: dict[str, int | None] = {}
    while (item := next_item(items, told)) is not None and item.id in scores:
        told[item.id] = scores[item.id]
    by_id = {item.id: item for item in items}
    others = (item for item in items if item.id in scores and item.id not in told)
    return (*(by_id[item_id] for item_id in told), *others)


def weakest_first(lessons: Sequence[Collection[str]], now: Mapping[str, Belief]) -> tuple[int, ...]:
    """The order to take lessons in, by index; each is given by the skills that it trains.

    At least one of those is in ``now``. They stand in the order of their path, which puts before a
    lesson what it builds on: of two that train a common skill, the first stays first. Otherwise the
    one with the skill least likely to be mastered comes first.
    """
    left, order = list(range(len(lessons))), list[int]()
    while left:
        free = (n for at, n in enumerate(left) if not _builds_on(lessons, n, left[:at]))
        weakest = min(free, key=lambda n: min(now[skill].p for skill in lessons[n] if skill in now))
        order.append(weakest)
        left.remove(weakest)
    return tuple(order)


def _builds_on(lessons: Sequence[Collection[str]], n: int, earlier: Iterable[int]) -> bool:
    return any(set(lessons[n]) & set(lessons[each]) for each in earlier)


def _guess(item: Item) -> float:
    return min(max(item.asks.chance / FULL_SCORE, LEAST_GUESS), 1 - LEAST_GUESS)


def _expected(belief: Belief, item: Item) -> float:
    return round(information(belief.p, _guess(item)), PLACES)


def _entropy(p: float) -> float:
    return -sum(each * math.log2(each) for each in (p, 1 - p) if each > 0)
