"""Streaks that forgive, the year, and what comes due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keystep.domain.statistics.days import (
    AHEAD,
    FREE_DAYS,
    WEEKS,
    Streak,
    ahead,
    first_of_year,
    streak,
)

MONDAY = date(2026, 9, 7)


def days(*numbers: int) -> list[date]:
    """Days counted from the Monday."""
    return [MONDAY + timedelta(days=n) for n in numbers]


def test_nobody_who_never_learned_has_a_streak() -> None:
    assert streak([], MONDAY) == Streak(0, 0)


def test_only_days_with_learning_are_counted() -> None:
    assert streak(days(0, 1, 4), MONDAY + timedelta(days=4)) == Streak(3, 3)


def test_today_is_not_over() -> None:
    assert streak(days(0, 1), MONDAY + timedelta(days=2)) == Streak(2, 2)


def test_a_weekend_off_changes_nothing_and_one_with_learning_counts() -> None:
    week = days(0, 1, 2, 3, 4)
    assert streak([*week, *days(7)], MONDAY + timedelta(days=7)).now == 6
    assert streak([*week, *days(5, 7)], MONDAY + timedelta(days=7)).now == 7


@pytest.mark.parametrize(("gap", "now"), [(FREE_DAYS, 2), (FREE_DAYS + 1, 1)])
def test_a_week_off_is_free_and_a_day_more_begins_anew(gap: int, now: int) -> None:
    """From a Friday over a whole week of work to the Monday, or the Tuesday, after it."""
    friday, back = MONDAY - timedelta(days=3), MONDAY + timedelta(days=7 + gap - FREE_DAYS)
    assert streak([friday, back], back) == Streak(now, max(now, 1))


def test_a_run_that_ended_long_ago_is_only_the_longest() -> None:
    assert streak(days(0, 1, 2, 3), MONDAY + timedelta(days=60)) == Streak(0, 4)


def test_the_longest_run_need_not_be_the_last() -> None:
    assert streak(days(0, 1, 2, 30), MONDAY + timedelta(days=30)) == Streak(1, 3)


def test_a_weekend_may_lie_elsewhere_in_the_week() -> None:
    """Eight days between: six of them working days with a weekend of Saturday and Sunday."""
    thursday, back = MONDAY + timedelta(days=3), MONDAY + timedelta(days=12)
    assert streak([thursday, back], back).now == 1
    assert streak([thursday, back], back, weekend={3, 4}).now == 2


def test_the_year_begins_with_a_monday_and_ends_with_this_week() -> None:
    for n in range(7):
        first = first_of_year(MONDAY + timedelta(days=n))
        assert first == MONDAY - timedelta(weeks=WEEKS - 1)
        assert first.weekday() == 0


def test_what_is_overdue_comes_today_and_what_is_far_ahead_is_left_out() -> None:
    due = days(-9, 0, 1, 1, AHEAD - 1, AHEAD)
    told = ahead(due, MONDAY)
    assert len(told) == AHEAD
    assert (told[0], told[1], told[2], told[-1]) == (2, 2, 0, 1)
    assert sum(told) == 5
