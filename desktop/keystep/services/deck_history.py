"""What another program recorded of cards, as events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import fsrs

from keystep.content.importers.value import Past
from keystep.domain.events import Instant
from keystep.domain.facts import CardHistoryImported, PastReview
from keystep.domain.lesson import Pack
from keystep.domain.memory import Memory, Rating, review

MOST_REVIEWS = 1_000
"""Of a card; older ones say nothing any more."""


def histories(
    pack: Pack,
    told: Mapping[str, Sequence[Past]],
    by: fsrs.Scheduler,
    now: Instant,
    tick: Callable[[], None],
) -> Iterator[CardHistoryImported]:
    """For each card of ``pack`` that ``told`` has reviews of: they, and what FSRS makes of them.

    ``tick`` is called for each.
    """
    for deck in pack.decks:
        for card in deck.cards:
            reviews = _before(told.get(card.id, ()), now)
            if not reviews:
                continue
            tick()
            memory, days = _replayed(reviews, by, now)
            yield CardHistoryImported(
                pack=pack.id,
                version=pack.version,
                deck=deck.id,
                card=card.id,
                skill=card.skill,
                interval_s=round((memory.due - memory.reviewed).total_seconds()),
                stability=memory.stability,
                difficulty=memory.difficulty,
                state=memory.state,
                step=memory.step,
                reviewed=memory.reviewed,
                day=memory.day,
                reviews=tuple(
                    PastReview(since, past.rating)
                    for since, past in zip(days, reviews, strict=True)
                ),
            )


def _before(told: Sequence[Past], now: Instant) -> Sequence[Past]:
    """The latest reviews, none of which lies ahead."""
    end = now.at.timestamp() * 1000
    return [past for past in told if past.at <= end][-MOST_REVIEWS:]


def _replayed(
    reviews: Sequence[Past], by: fsrs.Scheduler, now: Instant
) -> tuple[Memory, list[int]]:
    """The memory that follows, and how many learner days each review came after another."""
    memory: Memory | None = None
    days = list[int]()
    for past in reviews:
        at = datetime.fromtimestamp(past.at / 1000, UTC)
        outcome = review(by, memory, Rating(past.rating), at, _day(at, now))
        memory = outcome.memory
        days.append(outcome.elapsed_days)
    if memory is None:
        raise AssertionError("a history without a review")
    return memory, days


def _day(at: datetime, now: Instant) -> date:
    return Instant(at, now.offset, now.boot, now.clock).day
