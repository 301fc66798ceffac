"""Reminders of learning breaks: in time, once, and never where they are not wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.breaks import DAY, SNOOZE, STANDS, BreakPlan, Done, Handled, Slot, due

MONDAY = datetime(2026, 9, 7)  # noqa: DTZ001 - slots are local and naive
PLAN = BreakPlan(times=(10 * 60, 14 * 60 + 30))
plans = st.builds(
    BreakPlan,
    times=st.lists(st.integers(0, DAY - 1), max_size=6).map(lambda ts: tuple(sorted(set(ts)))),
    days=st.sets(st.integers(1, 7)).map(lambda days: tuple(sorted(days))),
    quiet_from=st.integers(0, DAY - 1),
    quiet_until=st.integers(0, DAY - 1),
)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def test_a_time_that_has_come_is_due() -> None:
    assert due(PLAN, at(9, 59), {}) is None
    assert due(PLAN, at(10), {}) == Slot(at(10))
    assert due(PLAN, at(11, 29), {}) == Slot(at(10))
    assert due(PLAN, at(11, 30), {}) is None


def test_what_was_shown_does_not_come_again() -> None:
    shown = {Slot(at(10)).key: Handled(Done.SHOWN, at(10, 1))}
    assert due(PLAN, at(10, 2), shown) is None
    assert due(PLAN, at(14, 30), shown) == Slot(at(14, 30))
    assert due(PLAN, at(10, 0, day=1), shown) == Slot(at(10, 0, day=1))


def test_what_was_put_off_comes_once_more() -> None:
    snoozed = {Slot(at(10)).key: Handled(Done.SNOOZED, at(11, 25))}
    assert due(PLAN, at(11, 39), snoozed) is None
    assert due(PLAN, at(11, 40), snoozed) == Slot(at(10)), "also when its time is over"


def test_what_was_put_off_shortly_before_midnight_comes_after_it() -> None:
    late = BreakPlan(times=(23 * 60 + 50,), days=(1,), quiet_from=0, quiet_until=0)
    snoozed = {Slot(at(23, 50)).key: Handled(Done.SNOOZED, at(23, 52))}
    assert due(late, at(0, 6, day=1), snoozed) is None
    assert due(late, at(0, 7, day=1), snoozed) == Slot(at(23, 50))


def test_what_was_put_off_long_ago_is_past() -> None:
    snoozed = {Slot(at(10)).key: Handled(Done.SNOOZED, at(10))}
    assert due(BreakPlan(times=(10 * 60,)), at(10) + SNOOZE + STANDS, snoozed) is None


def test_a_later_slot_takes_the_place_of_what_was_put_off() -> None:
    snoozed = {Slot(at(10)).key: Handled(Done.SNOOZED, at(14, 20))}
    assert due(PLAN, at(14, 30), snoozed) == Slot(at(14, 30))
    shown = snoozed | {Slot(at(14, 30)).key: Handled(Done.SHOWN, at(14, 30))}
    assert due(PLAN, at(14, 36), shown) is None


@pytest.mark.parametrize("hours", [-9, -1, 1, 2])
def test_a_clock_that_is_put_reminds_of_nothing_twice(hours: int) -> None:
    shown = {Slot(at(10)).key: Handled(Done.SHOWN, at(10))}
    moved = (at(10) + timedelta(hours=hours, minutes=minute) for minute in range(60))
    assert {due(PLAN, now, shown) for now in moved} == {None}


def test_a_machine_that_slept_through_two_reminds_of_the_later() -> None:
    close = BreakPlan(times=(10 * 60, 10 * 60 + 30))
    assert due(close, at(10, 45), {}) == Slot(at(10, 30))


@pytest.mark.parametrize("day", [5, 6])
def test_days_off_are_free(day: int) -> None:
    assert due(PLAN, at(10, 0, day), {}) is None


def test_times_that_never_remind_are_not_heard() -> None:
    plan = BreakPlan(times=(6 * 60, 10 * 60, 20 * 60))
    assert plan.heard == (10 * 60,)
    assert BreakPlan(times=(10 * 60,), days=()).heard == ()


def test_quiet_hours_may_pass_midnight() -> None:
    late = BreakPlan(times=(22 * 60, 6 * 60), quiet_from=21 * 60, quiet_until=6 * 60)
    assert due(late, at(22), {}) is None
    assert due(late, at(6), {}) == Slot(at(6))


@given(plan=plans, minutes=st.integers(0, 14 * DAY))
def test_nobody_is_reminded_twice_late_on_a_day_off_or_in_quiet_hours(
    plan: BreakPlan, minutes: int
) -> None:
    now = MONDAY + timedelta(minutes=minutes)
    slot = due(plan, now, {})
    if slot is None:
        return
    assert not plan.is_quiet(now)
    assert now.isoweekday() in plan.days
    assert timedelta(0) <= now - slot.at < STANDS
    assert due(plan, now, {slot.key: Handled(Done.SHOWN, now)}) is None
    snoozed = {slot.key: Handled(Done.SNOOZED, now)}
    assert due(plan, now + SNOOZE / 2, snoozed) != slot
