"""Which reviews of cards count, and what they were rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from keystep.domain.facts import CardReviewed, CardReviewUndone, Fact
from keystep.domain.memory import TEN_THOUSAND, Rating


class Told(NamedTuple):
    """A fact and when it happened."""

    at: datetime
    fact: Fact


class Reviewed(NamedTuple):
    at: datetime
    fact: CardReviewed


def standing_reviews(told: Iterable[Told]) -> list[Reviewed]:
    """The reviews, in the order given, that were not taken back.

    What takes back a review of another station finds none here, and changes nothing.
    """
    reviews = list[Reviewed]()
    for at, fact in told:
        if isinstance(fact, CardReviewed):
            reviews.append(Reviewed(at, fact))
        elif isinstance(fact, CardReviewUndone):
            places = range(len(reviews) - 1, -1, -1)
            slip = next((n for n in places if _is_of(fact, reviews[n])), None)
            if slip is not None:
                del reviews[slip]
    return reviews


def by_rating(reviews: Sequence[Reviewed]) -> dict[Rating, int]:
    """How often each rating was given; all four are there."""
    given = Counter(review.fact.rating for review in reviews)
    return {rating: given[rating] for rating in Rating}


def foretold(reviews: Sequence[Reviewed]) -> list[tuple[float, bool]]:
    """Chance of knowing it that was predicted, and whether it was known (not rated Again).

    Those on a later day than the one before: within a day FSRS predicts nothing, and the first
    time there was nothing to remember.
    """
    return [
        (fact.recall / TEN_THOUSAND, fact.rating > Rating.AGAIN)
        for _, fact in reviews
        if fact.recall is not None and fact.elapsed_days
    ]


def _is_of(undone: CardReviewUndone, review: Reviewed) -> bool:
    at, fact = review
    return (at, fact.pack, fact.card) == (undone.reviewed, undone.pack, undone.card)
