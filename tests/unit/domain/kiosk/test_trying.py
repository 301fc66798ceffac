"""Waits after wrong tries: longer each time, and nothing shortens them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.events import Instant
from keystep.domain.kiosk.trying import (
    FIRST_MS,
    FREE,
    LONGEST_MS,
    Tries,
    failed,
    left,
    seen,
    wait_ms,
)

DAY = datetime(2027, 3, 1, tzinfo=UTC)


def at(clock: int, boot: str = "boot", day: datetime = DAY) -> Instant:
    return Instant(day, 0, boot, clock)


def after(failures: int, now: Instant) -> Tries:
    tries = None
    for _ in range(failures):
        tries = failed(tries, now)
    assert tries is not None
    return tries


def test_the_first_tries_cost_nothing_and_each_further_one_twice_as_much() -> None:
    waits = [wait_ms(after(n, at(0)), at(0)) for n in range(1, FREE + 4)]
    assert waits == [0, 0, FIRST_MS, 2 * FIRST_MS, 4 * FIRST_MS, 8 * FIRST_MS]
    assert [left(None), left(after(1, at(0))), left(after(9, at(0)))] == [FREE, FREE - 1, 0]
    assert wait_ms(after(60, at(0)), at(0)) == LONGEST_MS


def test_it_passes_with_the_clock_of_the_machine() -> None:
    tries = after(FREE, at(1_000))
    assert wait_ms(tries, at(1_000 + FIRST_MS - 1)) == 1
    assert wait_ms(tries, at(1_000 + FIRST_MS)) == 0


def test_it_begins_anew_with_each_boot_and_where_the_clock_ran_back() -> None:
    tries = after(FREE, at(100_000))
    for now in (at(170_000, "another"), at(70_000)):
        assert wait_ms(tries, now) == FIRST_MS
        again = seen(tries, now)
        assert again == Tries(FREE, now.boot, now.clock)
        assert wait_ms(again, at(now.clock + FIRST_MS, now.boot)) == 0, "and it ends"
    assert seen(tries, at(100_001)) == tries


@given(
    failures=st.integers(FREE, 40),
    steps=st.lists(
        st.tuples(
            st.sampled_from(["pass", "restart", "back", "year"]), st.integers(0, 2 * LONGEST_MS)
        ),
        max_size=12,
    ),
)
def test_nothing_shortens_it(failures: int, steps: list[tuple[str, int]]) -> None:
    """Restarts, a clock that runs back and any date leave at least as much as passed in truth."""
    boot, clock, day, passed = 0, 5_000, DAY, 0
    tries = after(failures, at(clock, "0"))
    whole = wait_ms(tries, at(clock, "0"))
    for what, ms in steps:
        if what == "pass":
            clock, passed = clock + ms, passed + ms
        elif what == "restart":
            boot, clock = boot + 1, ms
        elif what == "back":
            clock = max(0, clock - ms)
        else:
            day += timedelta(days=3650 if ms % 2 else -3650)
        now = at(clock, str(boot), day)
        tries = seen(tries, now)
        assert wait_ms(tries, now) >= min(whole, max(0, whole - passed))
