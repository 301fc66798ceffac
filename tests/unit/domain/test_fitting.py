"""Fitting: which reviews are examples, and that the latest are held out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from keystep.domain.facts import CardHistoryImported, CardReviewed, PastReview
from keystep.domain.fitting import MOST, Past, examples, fit, pasts
from keystep.domain.memory import scheduler
from keystep.domain.statistics.reviews import Reviewed

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PLACE = {"pack": "p", "version": "1.0.0", "deck": "d", "skill": "k"}
STATE = {"interval_s": 600, "stability": 10_000, "difficulty": 50_000, "state": 2, "step": None}


def review(card: str, on: int, days: int, rating: int = 3, recall: int | None = 9_000) -> Reviewed:
    fact = CardReviewed(
        **PLACE, **STATE, card=card, rating=rating, elapsed_days=days, recall=recall
    )
    return Reviewed(AT + on * DAY, fact)


def imported(card: str) -> CardHistoryImported:
    reviews = (PastReview(0, 3), PastReview(4, 1), PastReview(2, 3))
    return CardHistoryImported(
        **PLACE, **STATE, card=card, reviewed=AT, day=AT.date(), reviews=reviews
    )


def test_a_card_first_seen_elsewhere_is_left_out() -> None:
    known = pasts([], [review("a", 0, 0, recall=None), review("b", 0, 5), review("a", 3, 3)])
    assert known == {("p", "a"): [Past(AT, 0, 3), Past(AT + 3 * DAY, 3, 3)]}


def test_what_was_imported_goes_on_here() -> None:
    [past] = pasts([imported("a")], [review("a", 5, 5)]).values()
    assert past == [
        Past(AT - 6 * DAY, 0, 3),
        Past(AT - 2 * DAY, 4, 1),
        Past(AT, 2, 3),
        Past(AT + 5 * DAY, 5, 3),
    ]


def test_what_was_imported_of_a_card_known_here_does_not_count() -> None:
    here = [review("a", -9, 0, recall=None), review("a", -2, 7)]
    assert pasts([imported("a")], here) == pasts([], here)


def test_an_example_ends_on_a_later_day_and_they_come_in_order() -> None:
    first = [Past(AT, 0, 3), Past(AT, 0, 3), Past(AT + 9 * DAY, 9, 1)]
    second = [Past(AT, 0, 3), Past(AT + 2 * DAY, 2, 4), Past(AT + 4 * DAY, 2, 3)]
    told = [[(one.rating, one.days) for one in example] for example in examples([first, second])]
    assert told == [
        [(3, 0), (4, 2)],
        [(3, 0), (4, 2), (3, 2)],
        [(3, 0), (3, 0), (1, 9)],
    ]


def test_of_very_many_the_latest_count() -> None:
    cards = [[Past(AT, 0, 3), Past(AT + n * DAY, n, 3)] for n in range(1, MOST + 10)]
    assert len(examples(cards)) == MOST
    assert examples(cards)[0][1].days == 10


def test_the_same_examples_give_the_same_parameters_within_bounds() -> None:
    cards = [
        [Past(AT, 0, 3), *(Past(AT + n * 3 * DAY, 3, 1 if (n + card) % 4 else 3) for n in range(6))]
        for card in range(60)
    ]
    made = fit(examples(cards), ())
    assert made == fit(examples(cards), ())
    assert made.loss < made.loss_before
    assert scheduler(900, made.parameters).parameters != scheduler().parameters
