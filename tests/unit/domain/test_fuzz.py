"""Fuzz: within the published ranges, to the emptiest day, and the same wherever it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from statistics import linear_regression

import fsrs
import pytest
from fsrs import scheduler as library
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain import fuzz
from keystep.domain.memory import KEEPING, Memory, Rating, review, scheduler

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)


def test_short_intervals_and_steps_stay() -> None:
    assert list(fuzz.reach(0)) == [0]
    assert list(fuzz.reach(2)) == [2]
    first = review(scheduler(), None, Rating.GOOD, AT, AT.date())
    assert fuzz.spread(first, 1, lambda _: pytest.fail("a step has no days")) == first


@pytest.mark.parametrize("days", [3, 6, 7, 8, 19, 20, 21, 99, 1_000])
def test_the_reach_is_that_of_the_library(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library rounds what it drew, so the greatest chance leads it one day too far."""
    ends = []
    for drawn in (0.0, 1 - 1e-9):
        monkeypatch.setattr(library, "random", lambda drawn=drawn: drawn)
        interval = timedelta(days=days)
        ends.append(fsrs.Scheduler()._get_fuzzed_interval(interval=interval).days)
    assert range(*ends) == fuzz.reach(days)


@given(st.integers(3, 36_499), st.integers(0, 2**64 - 1), st.data())
def test_the_emptiest_day_for_its_place_is_taken(
    days: int, drawn: int, data: st.DataObject
) -> None:
    reach = fuzz.reach(days)
    counts = data.draw(st.lists(st.integers(0, 30), min_size=len(reach), max_size=len(reach)))
    chosen = fuzz.emptiest(reach, counts, drawn)
    assert chosen in reach
    assert days in reach
    slope, start = linear_regression(reach, counts)
    heights = [count - start - slope * day for day, count in zip(reach, counts, strict=True)]
    assert heights[chosen - reach.start] == pytest.approx(min(heights), abs=1e-6)


def test_days_that_thin_out_are_as_good_as_one_another() -> None:
    """Else whatever is learnt would come back late."""
    days = range(20, 27)
    counts = [40 - 3 * n for n in range(7)]
    assert {fuzz.emptiest(days, counts, drawn) for drawn in range(7)} == set(days)


def test_a_gap_is_filled() -> None:
    days = range(20, 27)
    assert fuzz.emptiest(days, [9, 8, 7, 1, 5, 4, 3], 1) == 23


@given(st.integers(3, 36_499), st.integers(0, 2**64 - 1))
def test_a_moved_review_says_by_how_much(days: int, drawn: int) -> None:
    memory = Memory(days * 10_000, 50_000, KEEPING, None, AT, AT.date(), AT + timedelta(days=days))
    later = AT + timedelta(days=days)
    plain = review(scheduler(), memory, Rating.GOOD, later, later.date())
    moved = fuzz.spread(plain, drawn, lambda reach: [0] * len(reach))
    assert moved.interval == plain.interval + timedelta(days=moved.fuzz_days)
    assert moved.memory.due == later + moved.interval
    assert moved.interval.days in fuzz.reach(plain.interval.days)


def test_of_full_days_none_is_emptier() -> None:
    days = range(10, 13)
    counts = [fuzz.FULL + 5, fuzz.FULL, fuzz.FULL + 9]
    assert {fuzz.emptiest(days, counts, drawn) for drawn in range(3)} == set(days)


def test_what_stands_for_chance_is_even_and_no_chance() -> None:
    drawn = [fuzz.chance("ada", "pack", f"card-{n}", 1) % 5 for n in range(1_000)]
    assert drawn == [fuzz.chance("ada", "pack", f"card-{n}", 1) % 5 for n in range(1_000)]
    assert all(150 < drawn.count(n) < 250 for n in range(5))
    assert fuzz.chance("ada", "p", "c", 1) != fuzz.chance("ada", "p", "c", 2)
    assert fuzz.chance("a", "bc", "d", 1) != fuzz.chance("ab", "c", "d", 1)


def test_days_fill_evenly() -> None:
    """Cards that were learnt together come apart."""
    due = dict.fromkeys(range(200), 0)
    random = Random(3)
    for n in range(600):
        days = fuzz.reach(60)
        day = fuzz.emptiest(days, [due[day] for day in days], random.getrandbits(64) + n)
        due[day] += 1
    filled = [due[day] for day in fuzz.reach(60)]
    assert max(filled) - min(filled) <= 1
