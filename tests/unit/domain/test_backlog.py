"""Backlogs: a day asks for a portion, ends, and the rest wears off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain import backlog

ANSWERED = st.lists(st.integers(1, 500), max_size=28)
COMING = st.integers(0, 5_000)


def test_nobody_is_asked_for_less_than_the_smallest_portion() -> None:
    assert backlog.portion([], 0) == backlog.SMALLEST
    assert backlog.portion([3, 4], 10) == backlog.SMALLEST


def test_a_portion_is_what_one_is_used_to() -> None:
    assert backlog.portion([50, 70], 0) == 60


@given(ANSWERED, COMING)
def test_a_portion_is_more_than_comes_due(answered: list[int], coming: int) -> None:
    assert backlog.portion(answered, coming) > coming / backlog.AHEAD_DAYS


@given(st.integers(0, 10_000), st.integers(30, 500), st.integers(0, 10_000))
def test_a_day_asks_for_a_portion_at_most(due: int, portion: int, before: int) -> None:
    assert due - backlog.put_off(due, portion, before) <= portion


@given(st.integers(0, 2_000), st.integers(30, 500))
def test_a_day_comes_to_an_end(due: int, portion: int) -> None:
    """What is answered is not made up for out of what was put off."""
    later = backlog.put_off(due, portion, 0)
    asked = 0
    while due > backlog.put_off(due, portion, later):
        asked, due = asked + 1, due - 1
    assert asked <= portion
    assert due == later


@given(st.integers(0, 5_000), ANSWERED, st.integers(0, 700))
def test_a_backlog_wears_off_in_the_days_told(due: int, answered: list[int], coming: int) -> None:
    portion = backlog.portion(answered, coming)
    later = backlog.put_off(due, portion, 0)
    left = float(later)
    for _ in range(backlog.days_to_spread(later, portion, coming)):
        left -= portion - coming / backlog.AHEAD_DAYS
    assert left < 1e-6
    assert backlog.days_to_spread(0, portion, coming) == 0


def test_new_cards_have_what_room_is_left() -> None:
    assert backlog.new_cards(10, 0, 30) == 10
    assert backlog.new_cards(10, 26, 30) == 4
    assert backlog.new_cards(10, 300, 30) == 0
