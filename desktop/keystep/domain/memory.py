"""How well a card is remembered, and when it comes back (FSRS-6, through the ``fsrs`` library)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

import fsrs
from msgspec import Struct
from msgspec.structs import replace

TEN_THOUSAND = 10_000
LEECH = 8
"""Lapses from which on a card is one: seeing it yet again will not help."""
W20 = 20
"""The place of the parameter that says how steep the forgetting curve is."""
THOUSAND = 1_000
MILLION = 1_000_000
LEARNING, KEEPING, RELEARNING = 1, 2, 3
"""The scheduler's states of a card: by steps of minutes, by intervals of days, by steps again."""
RETENTION = 900
LEAST_RETENTION, MOST_RETENTION = 700, 970


class Rating(IntEnum):
    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def score(self) -> int:
        """What a rating counts as skill evidence, in thousandths."""
        return (0, 500, 1000, 1000)[self - 1]


class Memory(Struct, frozen=True):
    """What FSRS knows of one card of one learner.

    ``stability`` in 1/10,000 day, ``difficulty`` in 1/10,000; ``state`` and ``step`` are the
    scheduler's (1 learning, 2 review, 3 relearning); ``day`` is the learner's day of that review.
    """

    stability: int
    difficulty: int
    state: int
    step: int | None
    reviewed: datetime
    day: date
    due: datetime

    @property
    def stable_days(self) -> float:
        """Never 0, by which recall could not be told: a forged event may say so."""
        return max(1, self.stability) / TEN_THOUSAND


class Review(Struct, frozen=True):
    """The outcome of rating a card: the new memory, and what was predicted before it.

    ``recall`` in 1/10,000; ``fuzz_days`` of ``interval`` are not the scheduler's.
    """

    memory: Memory
    elapsed_days: int
    interval: timedelta
    recall: int | None
    fuzz_days: int = 0

    @property
    def keeps(self) -> bool:
        """Whether the card comes back on another day, not by a step of minutes."""
        return self.memory.state == KEEPING


@lru_cache(maxsize=256)
def scheduler(retention: int = RETENTION, parameters: tuple[int, ...] = ()) -> fsrs.Scheduler:
    """FSRS-6; ``retention`` is the desired recall when due, in thousandths.

    ``parameters`` in millionths, () for the published ones. The same arguments give the same
    object, which nobody changes. Raises ValueError for parameters that are out of bounds.
    """
    return fsrs.Scheduler(
        parameters=tuple(each / MILLION for each in parameters)
        or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=retention / THOUSAND,
        enable_fuzzing=False,
    )


def review(
    fsrs_scheduler: fsrs.Scheduler,
    memory: Memory | None,
    rating: Rating,
    at: datetime,
    day: date,
) -> Review:
    """Rate a card at ``at`` (aware UTC) on the learner's ``day``; a new card has no memory.

    Time that passed counts in learner days: who reviews at ten one day and at nine the next let a
    day pass, though no 24 hours.
    """
    return reviewing(fsrs_scheduler, memory, at, day)(rating)


def reviewing(
    fsrs_scheduler: fsrs.Scheduler, memory: Memory | None, at: datetime, day: date
) -> Callable[[Rating], Review]:
    """The same for any rating, what they have in common being worked out once."""
    elapsed = max(0, (day - memory.day).days) if memory else 0
    before = _library_card(memory, at - timedelta(days=elapsed))
    predicted = round(recall(fsrs_scheduler, memory, day) * TEN_THOUSAND) if memory else None

    def rated(rating: Rating) -> Review:
        card, _ = fsrs_scheduler.review_card(before, fsrs.Rating(rating), at)
        return Review(_memory(card, at, day), elapsed, card.due - at, predicted)

    return rated


def moved(outcome: Review, days: int) -> Review:
    """The same with an interval of ``days`` days."""
    interval = timedelta(days=days)
    return replace(
        outcome,
        memory=replace(outcome.memory, due=outcome.memory.reviewed + interval),
        interval=interval,
        fuzz_days=days - outcome.interval.days,
    )


def recall(fsrs_scheduler: fsrs.Scheduler, memory: Memory, day: date) -> float:
    """Predicted chance of knowing the card on ``day``.

    The library's own function counts spans of 24 hours instead of learner days.
    """
    elapsed = max(0, (day - memory.day).days)
    return recall_after(elapsed, memory.stable_days, fsrs_scheduler.parameters[W20])


def recall_after(days: float, stability: float, decay: float) -> float:
    """R = (1 + F·t/S)^−w20, F = 0.9^(−1/w20) − 1: after S days it is 90 %. ``decay`` is w20.

    Source: the forgetting curve of FSRS-6 (open-spaced-repetition, The Algorithm).
    """
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * days / stability) ** -decay)


def loss(fsrs_scheduler: fsrs.Scheduler, memory: Memory, day: date) -> float:
    """By how much the predicted recall falls if the card waits from ``day`` to the next."""
    today, tomorrow = day, day + timedelta(days=1)
    return recall(fsrs_scheduler, memory, today) - recall(fsrs_scheduler, memory, tomorrow)


def _memory(card: fsrs.Card, at: datetime, day: date) -> Memory:
    if card.stability is None or card.difficulty is None:
        raise AssertionError("FSRS left a reviewed card without a memory")
    return Memory(
        stability=max(1, round(card.stability * TEN_THOUSAND)),
        difficulty=round(card.difficulty * TEN_THOUSAND),
        state=card.state.value,
        step=card.step,
        reviewed=at,
        day=day,
        due=card.due,
    )


def _library_card(memory: Memory | None, seen: datetime) -> fsrs.Card:
    """The library's own card; an id and a due time are given because it would otherwise sleep."""
    if memory is None:
        return fsrs.Card(card_id=0, due=seen)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(memory.state),
        step=memory.step,
        stability=memory.stable_days,
        difficulty=memory.difficulty / TEN_THOUSAND,
        due=memory.due,
        last_review=seen,
    )
