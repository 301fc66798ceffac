"""Memory: learner days, wanted retention, and what waiting costs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.memory import (
    KEEPING,
    LEAST_RETENTION,
    MOST_RETENTION,
    Memory,
    Rating,
    loss,
    recall,
    review,
    scheduler,
)

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)
DAY = date(2026, 9, 7)
MEMORIES = st.builds(
    Memory,
    stability=st.integers(1, 3_650_000),
    difficulty=st.integers(10_000, 100_000),
    state=st.just(KEEPING),
    step=st.none(),
    reviewed=st.just(AT),
    day=st.just(DAY),
    due=st.just(AT),
)


def test_a_day_has_passed_though_no_24_hours() -> None:
    memory = Memory(100_000, 50_000, KEEPING, None, AT, DAY, AT)
    early = review(scheduler(), memory, Rating.GOOD, AT + timedelta(hours=23), date(2026, 9, 8))
    late = review(scheduler(), memory, Rating.GOOD, AT + timedelta(hours=25), date(2026, 9, 8))
    assert early.memory.stability == late.memory.stability
    assert early.elapsed_days == late.elapsed_days == 1


def test_the_same_day_is_the_same_day_past_midnight() -> None:
    memory = Memory(100_000, 50_000, KEEPING, None, AT, DAY, AT)
    night = review(scheduler(), memory, Rating.GOOD, AT + timedelta(hours=18), DAY)
    noon = review(scheduler(), memory, Rating.GOOD, AT + timedelta(hours=3), DAY)
    assert night.memory.stability == noon.memory.stability


@given(MEMORIES, st.integers(LEAST_RETENTION, MOST_RETENTION - 1), st.sampled_from(Rating))
def test_who_wants_to_know_more_is_asked_no_later(
    memory: Memory, wanted: int, rating: Rating
) -> None:
    at, day = AT + timedelta(days=10), DAY + timedelta(days=10)
    less = review(scheduler(wanted), memory, rating, at, day)
    more = review(scheduler(wanted + 1), memory, rating, at, day)
    assert more.interval <= less.interval
    assert more.memory.stability == less.memory.stability


@given(MEMORIES, st.integers(0, 400))
def test_recall_falls_and_waiting_costs(memory: Memory, days: int) -> None:
    day = DAY + timedelta(days=days)
    lost = loss(scheduler(), memory, day)
    assert 0 < lost <= recall(scheduler(), memory, day) <= 1


def test_a_scheduler_is_made_once_for_each_tuning() -> None:
    mine = tuple(round(each * 1_000_000) for each in fsrs.scheduler.DEFAULT_PARAMETERS)
    assert scheduler(950, mine) is scheduler(950, mine)
    assert scheduler(950, mine).parameters == pytest.approx(scheduler().parameters)
    assert scheduler(950, mine).desired_retention == 0.95


@given(memory=MEMORIES, rating=st.sampled_from(Rating), days=st.integers(0, 400))
def test_a_forged_memory_without_stability_can_be_rated(
    memory: Memory, rating: Rating, days: int
) -> None:
    forged = replace(memory, stability=0)
    later = AT + timedelta(days=days)
    assert 0 <= recall(scheduler(), forged, later.date()) <= 1
    assert review(scheduler(), forged, rating, later, later.date()).memory.stability >= 1
