"""Which reviews count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from keystep.domain.facts import CardReviewed, CardReviewUndone
from keystep.domain.memory import Rating
from keystep.domain.statistics.reviews import (
    Reviewed,
    Told,
    by_rating,
    foretold,
    standing_reviews,
)

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)


def reviewed(
    card: str = "c", minute: int = 0, rating: int = 3, elapsed: int = 5, recall: int | None = 9_000
) -> Told:
    fact = CardReviewed(
        pack="p", version="1.0.0", deck="d", card=card, skill="k", interval_s=60, stability=1,
        difficulty=1, state=2, step=None, rating=rating, elapsed_days=elapsed, recall=recall,
    )  # fmt: skip
    return Told(NOW + timedelta(minutes=minute), fact)


def undone(card: str, minute: int) -> Told:
    fact = CardReviewUndone(
        pack="p", version="1.0.0", deck="d", card=card, skill="k", before=None, theta=0,
        reviewed=NOW + timedelta(minutes=minute),
    )  # fmt: skip
    return Told(NOW + timedelta(hours=1), fact)


def standing(*told: Told) -> list[Reviewed]:
    return standing_reviews(told)


def test_what_was_taken_back_does_not_count() -> None:
    slip, kept, again = reviewed("a", 0, rating=1), reviewed("b", 0), reviewed("a", 2)
    assert standing(slip, kept, undone("a", 0), again) == [tuple(kept), tuple(again)]


def test_an_undo_takes_back_one_review_and_no_other_of_the_card() -> None:
    first, second = reviewed("a", 0), reviewed("a", 1)
    assert standing(first, second, undone("a", 1)) == [tuple(first)]
    assert standing(first, undone("a", 7)) == [tuple(first)]


def test_only_reviews_on_a_later_day_tell_how_good_predictions_are() -> None:
    told = standing(
        reviewed("new", recall=None, elapsed=0),
        reviewed("again", recall=10_000, elapsed=0),
        reviewed("known", recall=9_250, rating=Rating.HARD),
        reviewed("forgotten", recall=8_000, rating=Rating.AGAIN),
    )
    assert foretold(told) == [(0.925, True), (0.8, False)]


def test_every_rating_is_counted() -> None:
    told = standing(*(reviewed(str(n), rating=rating) for n, rating in enumerate((3, 3, 1, 4))))
    assert by_rating(told) == {
        Rating.AGAIN: 1,
        Rating.HARD: 0,
        Rating.GOOD: 2,
        Rating.EASY: 1,
    }
