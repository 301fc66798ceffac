"""Cards, and the rules of their memory (FSRS-6, through the ``fsrs`` library)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import IntEnum

import fsrs
from msgspec import Struct

TEN_THOUSAND = 10_000


class Card(Struct, frozen=True, kw_only=True):
    """A question and its answer; ``note`` is the example under the answer."""

    id: str
    skill: str
    front: str
    back: str
    note: str = ""
    lesson: str = ""


class Deck(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    cards: tuple[Card, ...]


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


class Review(Struct, frozen=True):
    """The outcome of rating a card: the new memory, and what was predicted before it."""

    memory: Memory
    elapsed_days: int
    interval: timedelta
    recall: int | None


def scheduler(retention: float = 0.9) -> fsrs.Scheduler:
    """FSRS-6 with its published parameters; ``retention`` is the desired recall when due."""
    return fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)


def review(
    fsrs_scheduler: fsrs.Scheduler,
    memory: Memory | None,
    rating: Rating,
    at: datetime,
    day: date,
) -> Review:
    """Rate a card at ``at`` (aware UTC) on the learner's ``day``; a new card has no memory."""
    card, _ = fsrs_scheduler.review_card(_library_card(memory, at), fsrs.Rating(rating), at)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("FSRS left a reviewed card without a memory")
    after = Memory(
        stability=max(1, round(card.stability * TEN_THOUSAND)),
        difficulty=round(card.difficulty * TEN_THOUSAND),
        state=card.state.value,
        step=card.step,
        reviewed=at,
        day=day,
        due=card.due,
    )
    elapsed = max(0, (day - memory.day).days) if memory else 0
    predicted = round(recall(fsrs_scheduler, memory, day) * TEN_THOUSAND) if memory else None
    return Review(after, elapsed, card.due - at, predicted)


def recall(fsrs_scheduler: fsrs.Scheduler, memory: Memory, day: date) -> float:
    """Predicted chance of knowing the card on ``day``: R = (1 + F·t/S)^−w20, t in learner days.

    Source: the FSRS-6 forgetting curve, F = 0.9^(−1/w20) − 1. The library's own function counts
    spans of 24 hours instead of days.
    """
    decay = -fsrs_scheduler.parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    elapsed = max(0, (day - memory.day).days)
    return float((1 + factor * elapsed / (memory.stability / TEN_THOUSAND)) ** decay)


def _library_card(memory: Memory | None, at: datetime) -> fsrs.Card:
    """The library's own card; an id and a due time are given because it would otherwise sleep."""
    if memory is None:
        return fsrs.Card(card_id=0, due=at)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(memory.state),
        step=memory.step,
        stability=memory.stability / TEN_THOUSAND,
        difficulty=memory.difficulty / TEN_THOUSAND,
        due=memory.due,
        last_review=memory.reviewed,
    )
