"""Tuning: the recall that is wanted, and parameters fitted to what a learner remembered."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from keystep.domain.facts import (
    CardHistoryImported,
    CardReviewed,
    CardReviewUndone,
    Fact,
    Kind,
    PastReview,
)
from keystep.domain.fitting import Example, Fit, fit
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.domain.progress import Tuning
from keystep.errors import UsageError
from keystep.services import tuning
from keystep.services.station import Station
from keystep.services.tuning import FEWEST, retention, retune, scheduler_of, set_retention
from tests.fakes import FakeClock

PLACE = {"pack": "p", "version": "1.0.0", "deck": "d", "skill": "k"}
STATE = {"interval_s": 600, "stability": 10_000, "difficulty": 50_000, "state": 2, "step": None}


def test_wanted_retention_is_kept_and_bounded(station: Station, amara: Learner) -> None:
    assert retention(station, amara.id) == 900
    set_retention(station, amara.id, 850)
    assert retention(station, amara.id) == 850
    assert scheduler_of(station, amara.id).desired_retention == 0.85
    for wanted in (699, 971):
        with pytest.raises(UsageError, match="70 to 97"):
            set_retention(station, amara.id, wanted)


def test_wanting_the_same_again_is_no_event(station: Station, amara: Learner) -> None:
    set_retention(station, amara.id, 900)
    assert station.store.find(Tuning, amara.id) is None


def remembered(half_life: float, seed: int) -> Iterator[tuple[int, Rating]]:
    """Days since, and rating, of eight reviews of a card that is forgotten ever more slowly."""
    random = Random(seed)
    days = 0
    for n in range(8):
        knows = n == 0 or random.random() < math.exp2(-days / half_life)
        yield days, Rating.GOOD if knows else Rating.AGAIN
        half_life = half_life * 1.6 if knows else half_life
        days = 1 + 2 * n if knows else 1


def reviewed(card: int, days: int, rating: Rating, *, first: bool) -> CardReviewed:
    return CardReviewed(
        **PLACE,
        **STATE,
        card=f"c{card}",
        rating=rating,
        elapsed_days=days,
        recall=None if first else 9_000,
    )


def live(station: Station, learner: Learner, clock: FakeClock, cards: range, half: float) -> None:
    """Review these cards together, a review of each at a time."""
    rounds = zip(*(remembered(half, n) for n in cards), strict=True)
    for n, some in enumerate(rounds):
        facts: list[Fact] = [
            reviewed(card, days, rating, first=n == 0)
            for card, (days, rating) in zip(cards, some, strict=True)
        ]
        station.store.append(learner.id, facts, station.clock.now())
        clock.move(days=2)


def test_it_waits_for_enough_reviews(station: Station, amara: Learner, clock: FakeClock) -> None:
    live(station, amara, clock, range(FEWEST // 8 - 1), 3)
    assert retune(station, amara.id) is None
    assert station.store.find(Tuning, amara.id) is None


def test_it_waits_for_days_between_reviews(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    """A first day of many cards has nothing to fit to, however many answers it has."""
    firsts = [reviewed(n, 0, Rating.GOOD, first=True) for n in range(FEWEST)]
    station.store.append(amara.id, firsts, station.clock.now())
    clock.move(days=1)
    again = [reviewed(n, 1, Rating.GOOD, first=False) for n in range(99)]
    station.store.append(amara.id, again, station.clock.now())
    assert retune(station, amara.id) is None
    last = [reviewed(99, 1, Rating.GOOD, first=False)]
    station.store.append(amara.id, last, station.clock.now())
    assert retune(station, amara.id) is not None


def test_what_is_wanted_meanwhile_outlives_the_fitting(
    station: Station, amara: Learner, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit_slowly(known: Sequence[Example], before: Sequence[int]) -> Fit:
        set_retention(station, amara.id, 800)
        return fit(known, before)

    live(station, amara, clock, range(100), 1.5)
    monkeypatch.setattr(tuning, "fit", fit_slowly)
    assert retune(station, amara.id) is not None
    assert retention(station, amara.id) == 800
    assert scheduler_of(station, amara.id).parameters != scheduler_of(station, "x").parameters


def test_what_was_taken_back_does_not_count(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    live(station, amara, clock, range(FEWEST // 8), 1.5)
    *_, last = station.store.history(amara.id, [Kind.CARD_REVIEWED])
    undone = CardReviewUndone(
        **PLACE, card=last.body["card"], reviewed=last.at, before=None, theta=0
    )
    station.store.append(amara.id, [undone], station.clock.now())
    assert retune(station, amara.id) is None
    station.store.append(amara.id, [reviewed(999, 0, Rating.GOOD, first=True)], station.clock.now())
    assert retune(station, amara.id) is not None


def test_what_foretells_better_is_kept_and_said(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    """Somebody who forgets far faster than people on average do."""
    set_retention(station, amara.id, 850)
    live(station, amara, clock, range(100), 1.5)
    tuned = retune(station, amara.id)
    assert tuned is not None
    assert tuned.is_kept
    assert tuned.reviews == 800
    assert "800" in str(tuned.words)
    kept = station.store.find(Tuning, amara.id)
    assert kept is not None
    assert (kept.retention, kept.reviews, kept.loss) == (850, 800, tuned.loss)
    assert scheduler_of(station, amara.id).parameters != scheduler_of(station, "x").parameters
    assert retune(station, amara.id) is None
    live(station, amara, clock, range(100, 160), 1.5)
    again = retune(station, amara.id)
    assert again is not None
    assert again.reviews == 1_280


def test_what_foretells_no_better_is_left(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    """What was learnt from the first reviews does not hold for the latest."""
    live(station, amara, clock, range(90), 0.3)
    for n in range(90, 130):
        past = [reviewed(n, 0 if k == 0 else 3, Rating.EASY, first=k == 0) for k in range(8)]
        station.store.append(amara.id, past, station.clock.now())
    tuned = retune(station, amara.id)
    assert tuned is not None
    assert not tuned.is_kept
    assert station.store.find(Tuning, amara.id) is None
    assert retune(station, amara.id) is None


def test_imported_history_counts(station: Station, amara: Learner, clock: FakeClock) -> None:
    now = station.clock.now()
    facts = [
        CardHistoryImported(
            **PLACE,
            **STATE,
            card=f"c{n}",
            reviewed=now.at,
            day=now.day,
            reviews=tuple(PastReview(days, rating) for days, rating in remembered(1.5, n)),
        )
        for n in range(80)
    ]
    station.store.append(amara.id, facts, now)
    tuned = retune(station, amara.id)
    assert tuned is not None
    assert tuned.reviews == 640
    clock.move(days=1)
    assert station.store.find(Tuning, amara.id) is not None
