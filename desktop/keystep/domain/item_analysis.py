"""What the answers to an item tell of the item: classical test theory.

Facility and item–rest correlation as in Crocker & Algina, Introduction to Classical and Modern Test
Theory, 1986, chapter 14. Where an item counts as too easy: Ebel & Frisbie, Essentials of
Educational Measurement, 5th ed. 1991, chapter 13.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from statistics import NormalDist, StatisticsError, correlation, fmean, median

from msgspec import Struct

from keystep.domain.measures import LEVEL, Interval, wilson

FEWEST_ANSWERS = 20
TOO_EASY = 0.95


class Doubt(StrEnum):
    """Why an author should look at an item."""

    TOO_EASY = "too_easy"
    NEGATIVE = "negative"
    BEATEN = "beaten"


class Given(Struct, frozen=True):
    """Somebody's first answer to an item, which took ``seconds``.

    ``score`` and ``rest`` are shares of what could be earned: with this item, and with the other
    items of the same sitting, None without any.
    """

    answer: str
    score: float
    rest: float | None
    seconds: float


class Use(Struct, frozen=True):
    """An answer, how many gave it, what it earned, and how they did with the other items."""

    answer: str
    people: int
    score: float
    rest: float | None


class Correlation(Struct, frozen=True):
    """Between item and rest, from −1 to 1, with its 95 % interval, over ``people``."""

    value: float
    interval: Interval
    people: int


class ItemFigures(Struct, frozen=True, kw_only=True):
    """``facility`` is the mean score, 0 to 1. The answers given most come first.

    ``discrimination`` is None where fewer than 20 answered other items in the same sitting, or all
    did equally well.
    """

    facility: float
    facility_interval: Interval
    discrimination: Correlation | None
    uses: tuple[Use, ...]
    median_seconds: float
    doubts: tuple[Doubt, ...]


def analyse(given: Sequence[Given]) -> ItemFigures | None:
    """The figures of one item from the first answers of different people; None below 20."""
    if len(given) < FEWEST_ANSWERS:
        return None
    earned = sum(one.score for one in given)
    facility, uses = earned / len(given), _uses(given)
    discrimination = item_rest(given)
    doubts = {
        Doubt.NEGATIVE: discrimination is not None and discrimination.value < 0,
        Doubt.BEATEN: _is_beaten(uses),
        Doubt.TOO_EASY: facility >= TOO_EASY,
    }
    return ItemFigures(
        facility=facility,
        facility_interval=wilson(earned, len(given)),
        discrimination=discrimination,
        uses=uses,
        median_seconds=median(one.seconds for one in given),
        doubts=tuple(doubt for doubt, holds in doubts.items() if holds),
    )


def item_rest(given: Sequence[Given]) -> Correlation | None:
    """Pearson correlation of item and rest; for items scored 0 or 1 the corrected point-biserial.

    Interval by Fisher's z (Metron 1, 1921). None below 20 pairs or without any spread.
    """
    pairs = [(one.score, one.rest) for one in given if one.rest is not None]
    if len(pairs) < FEWEST_ANSWERS:
        return None
    try:
        value = correlation(*zip(*pairs, strict=True))
    except StatisticsError:
        return None
    return Correlation(value, _fisher(value, len(pairs)), len(pairs))


def _fisher(value: float, n: int) -> Interval:
    if abs(value) >= 1:
        return Interval(value, value)
    z, half = math.atanh(value), NormalDist().inv_cdf((1 + LEVEL) / 2) / math.sqrt(n - 3)
    return Interval(math.tanh(z - half), math.tanh(z + half))


def _uses(given: Sequence[Given]) -> tuple[Use, ...]:
    by_answer = defaultdict[str, list[Given]](list)
    for one in given:
        by_answer[one.answer].append(one)
    uses = (_use(answer, those) for answer, those in by_answer.items())
    return tuple(sorted(uses, key=lambda use: (-use.people, use.answer)))


def _use(answer: str, those: Sequence[Given]) -> Use:
    rests = [one.rest for one in those if one.rest is not None]
    score = fmean(one.score for one in those)
    return Use(answer, len(those), score, fmean(rests) if rests else None)


def _is_beaten(uses: Sequence[Use]) -> bool:
    """Whether one wrong answer is given more often than all right ones together."""
    right = sum(use.people for use in uses if use.score == 1)
    return any(use.people > right for use in uses if use.score < 1)
