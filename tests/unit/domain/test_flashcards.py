"""FSRS: the library's schedule, kept in whole numbers, and recall in learner days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest

from keystep.domain.memory import Memory, Rating, recall, review, scheduler

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)
DAY = date(2026, 9, 7)


def reviewed(*ratings: Rating) -> Memory:
    memory, at, day = None, AT, DAY
    for rating in ratings:
        memory = review(scheduler(), memory, rating, at, day).memory
        at, day = memory.due, memory.due.date()
    assert memory is not None
    return memory


def test_a_first_review_predicts_nothing() -> None:
    first = review(scheduler(), None, Rating.GOOD, AT, DAY)
    assert first.recall is None
    assert first.elapsed_days == 0
    assert first.interval == timedelta(minutes=10)


@pytest.mark.parametrize("rating", list(Rating))
def test_a_first_stability_is_the_published_parameter(rating: Rating) -> None:
    first = review(scheduler(), None, rating, AT, DAY).memory
    assert first.stability == round(scheduler().parameters[rating - 1] * 10_000)


def test_good_ratings_space_reviews_further_and_further() -> None:
    dues = [reviewed(*[Rating.GOOD] * n) for n in range(2, 6)]
    gaps = [memory.due - memory.reviewed for memory in dues]
    assert gaps == sorted(gaps)
    assert gaps[-1] > timedelta(days=20)


def test_again_brings_a_card_back_within_minutes() -> None:
    memory = reviewed(Rating.GOOD, Rating.GOOD, Rating.AGAIN)
    assert memory.due - memory.reviewed == timedelta(minutes=10)
    assert memory.state == fsrs.State.Relearning.value


def test_recall_is_the_desired_retention_after_one_stability() -> None:
    memory = Memory(100_000, 50_000, 2, None, AT, DAY, AT)
    assert recall(scheduler(), memory, DAY + timedelta(days=10)) == pytest.approx(0.9)
    assert recall(scheduler(), memory, DAY) == 1.0


def test_recall_agrees_with_the_library_on_whole_days() -> None:
    memory = reviewed(Rating.GOOD, Rating.GOOD, Rating.HARD)
    card = fsrs.Card(
        card_id=0, stability=memory.stability / 10_000, due=AT, last_review=memory.reviewed
    )
    later = memory.reviewed + timedelta(days=17)
    assert recall(scheduler(), memory, memory.day + timedelta(days=17)) == pytest.approx(
        scheduler().get_card_retrievability(card, later)
    )


def test_rounding_the_memory_keeps_the_librarys_schedule() -> None:
    card = fsrs.Card(card_id=0, due=AT)
    at, memory, day = AT, None, DAY
    for rating in (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY):
        card, _ = scheduler().review_card(card, fsrs.Rating(rating), at)
        memory = review(scheduler(), memory, rating, at, day).memory
        assert memory.due == card.due
        at, day = card.due, card.due.date()
