"""What a learner's own past tells them."""

from __future__ import annotations

import pytest

from keystep.domain.events import Instant
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    CardReviewUndone,
    Fact,
    SchedulerTuned,
)
from keystep.domain.lesson import Phase
from keystep.domain.memory import W20, Rating, scheduler
from keystep.domain.ports import Learner
from keystep.domain.statistics.days import AHEAD, Streak
from keystep.domain.statistics.forgetting import FEWEST
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.statistics import Statistics, statistics
from tests.fakes import FakeClock
from tests.takers import PACK, take_lesson

DAY_S = 86_400


def review(station: Station, n: int, **changes: object) -> CardReviewed:
    """Of card ``n`` of the pack, known, and due again in three days."""
    deck = station.shelf.packs[PACK].decks[0]
    values: dict[str, object] = {
        "pack": PACK, "version": "1.0.0", "deck": deck.id, "card": deck.cards[n].id,
        "skill": deck.cards[n].skill, "rating": 3, "elapsed_days": 4, "interval_s": 3 * DAY_S,
        "stability": 90_000, "difficulty": 50_000, "state": 2, "step": None, "recall": 9_000,
        "duration_ms": 6_000,
    }  # fmt: skip
    return CardReviewed(**{**values, **changes})  # type: ignore[arg-type]


def record(station: Station, learner: str, *facts: Fact) -> Instant:
    now = station.clock.now()
    station.store.append(learner, facts, now)
    return now


def result(phase: Phase, score: int) -> AssessmentCompleted:
    return AssessmentCompleted(
        pack=PACK, version="1.0.0", lesson="", attempt=phase.value, step="s", items=3, score=score,
        assessment="customers", phase=phase, form="form-a",
    )  # fmt: skip


def test_of_nobody_s_past_nothing_is_told(station: Station, amara: Learner) -> None:
    told = statistics(station, amara.id)
    assert (told.since, told.days, told.streak) == (None, (), Streak(0, 0))
    assert (told.cards, sum(told.ahead), told.foretold) == (0, 0, 0)
    assert told.forgetting is None
    assert told.calibration is None


def test_it_is_everybody_s_own(station: Station, amara: Learner) -> None:
    jonas = register(station, "Jonas Weber", "Desk North")
    take_lesson(station, jonas.id, "three-sentences")
    assert statistics(station, amara.id).since is None
    assert statistics(station, jonas.id).since == station.clock.now().day


def test_a_lesson_shows_in_days_time_and_cards(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    take_lesson(station, amara.id, "three-sentences")
    clock.move(days=1)
    told = statistics(station, amara.id)
    (day,) = told.days
    assert (day.lessons, told.streak.now) == (1, 1)
    assert told.weeks[-1].spent.total == 60_000
    assert told.cards == sum(told.ratings.values()) == told.ratings[Rating.GOOD] > 0


def test_a_review_that_was_taken_back_counts_nowhere(station: Station, amara: Learner) -> None:
    slip = review(station, 0, rating=1)
    now = record(station, amara.id, slip, review(station, 1))
    undone = CardReviewUndone(
        pack=PACK, version="1.0.0", deck=slip.deck, card=slip.card, skill=slip.skill,
        reviewed=now.at, before=None, theta=0,
    )  # fmt: skip
    record(station, amara.id, undone)
    told = statistics(station, amara.id)
    assert (told.ratings[Rating.AGAIN], told.ratings[Rating.GOOD]) == (0, 1)
    assert (told.foretold, told.cards, told.elsewhere) == (1, 1, 0)


def test_calibration_is_of_reviews_on_a_later_day(station: Station, amara: Learner) -> None:
    for n in range(20):
        fact = review(station, 0, rating=1 if n < 3 else 3)
        record(station, amara.id, fact, review(station, 1, elapsed_days=0, recall=None))
    told = statistics(station, amara.id).calibration
    assert told is not None
    assert (told.whole.n, told.whole.share) == (20, 0.85)
    assert told.whole.predicted == pytest.approx(0.9)


def test_what_is_due_is_seen_ahead_as_long_as_its_card_is_here(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    gone = review(station, 1, card="no-such-card")
    record(station, amara.id, review(station, 0), gone, review(station, 1, interval_s=40 * DAY_S))
    told = statistics(station, amara.id)
    assert len(told.ahead) == AHEAD
    assert (told.cards, told.ahead[3], sum(told.ahead)) == (2, 1, 1)
    clock.move(days=12)
    assert statistics(station, amara.id).ahead[0] == 1


def test_the_curve_is_by_the_learner_s_own_parameters(station: Station, amara: Learner) -> None:
    published = tuple(round(each * 1_000_000) for each in scheduler().parameters)
    own = SchedulerTuned(retention=850, parameters=(*published[:W20], 300_000))
    packs = station.shelf.packs.values()
    every = [
        (pack.id, deck.id, card.id) for pack in packs for deck in pack.decks for card in deck.cards
    ]
    reviews = [review(station, 0, pack=p, deck=d, card=c) for p, d, c in every[:FEWEST]]
    record(station, amara.id, own, *reviews[1:])
    assert statistics(station, amara.id).forgetting is None
    record(station, amara.id, reviews[0])
    told = statistics(station, amara.id)
    assert told.forgetting is not None
    assert (told.retention, told.forgetting.decay) == pytest.approx((0.85, 0.3))
    assert told.forgetting.after(9)[1] == pytest.approx(0.9)


def test_only_delayed_tests_and_probes_tell_what_has_stayed(
    station: Station, amara: Learner
) -> None:
    record(station, amara.id, *(review(station, 0) for _ in range(30)))
    assert kept(statistics(station, amara.id)) == ((), 0)
    record(
        station,
        amara.id,
        result(Phase.POST, 900),
        result(Phase.DELAYED, 800),
        result(Phase.PROBE, 667),
    )
    told = statistics(station, amara.id)
    assert kept(told) == (((900, 800),), 3)
    assert told.kept[0].title == "What you know about answering customers"
    assert told.probed.right == pytest.approx(2, abs=0.01)


def kept(told: Statistics) -> tuple[tuple[tuple[int, int], ...], int]:
    return tuple((one.after, one.later) for one in told.kept), told.probed.asked
