"""The forgetting curve, against the fsrs library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest

from keystep.domain.memory import recall_after
from keystep.domain.statistics.forgetting import FEWEST, MONTH, Held, forgetting

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)
SCHEDULER = fsrs.Scheduler()
DECAY = SCHEDULER.parameters[20]


@pytest.mark.parametrize("days", [0, 1, 9, 30, 400])
@pytest.mark.parametrize("stability", [0.4, 9.0, 120.0])
def test_it_is_the_library_s_curve(days: int, stability: float) -> None:
    card = fsrs.Card(card_id=1, stability=stability, due=NOW, last_review=NOW)
    theirs = SCHEDULER.get_card_retrievability(card, NOW + timedelta(days=days))
    assert recall_after(days, stability, DECAY) == pytest.approx(theirs)


def test_after_its_stability_a_card_is_known_with_ninety_per_cent() -> None:
    assert recall_after(12.5, 12.5, 0.37) == pytest.approx(0.9)


def test_of_too_few_cards_nothing_is_told() -> None:
    cards = [Held(10.0, 0)] * FEWEST
    assert forgetting(cards[1:], DECAY) is None
    assert forgetting(cards, DECAY) is not None


def test_what_is_known_is_the_sum_over_the_cards_now_and_in_a_month() -> None:
    cards = [Held(float(n + 1), n % 7) for n in range(40)]
    told = forgetting(cards, DECAY)
    assert told is not None
    assert told.cards == 40
    now = sum(recall_after(card.elapsed, card.stability, DECAY) for card in cards)
    later = sum(recall_after(card.elapsed + MONTH, card.stability, DECAY) for card in cards)
    assert (told.known, told.known_later) == pytest.approx((now, later))
    assert told.known_later < told.known


def test_the_band_is_between_the_quartiles_of_the_stabilities() -> None:
    told = forgetting([Held(float(n), 0) for n in range(1, 102)], DECAY)
    assert told is not None
    assert told.stabilities == (26.0, 51.0, 76.0)
    low, middle, high = told.after(51)
    assert low < middle < high
    assert middle == pytest.approx(0.9)
    assert told.after(0) == pytest.approx((1.0, 1.0, 1.0))
