from __future__ import annotations

from datetime import time

import pytest

from keystep.domain.kiosk.hours import LIT_S, is_dark, time_of


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("00:00", time(0, 0)),
        ("22:30", time(22, 30)),
        ("23:59", time(23, 59)),
        ("", None),
        ("24:00", None),
        ("7:30", None),
        ("07:60", None),
        ("07:30:00", None),
        ("٠٧:٣٠", None),
    ],
)
def test_a_time_of_day_is_written_with_four_figures(text: str, meant: time | None) -> None:
    assert time_of(text) == meant


@pytest.mark.parametrize(
    ("at", "dark"),
    [
        (time(21, 59, 59), False),
        (time(22, 0), True),
        (time(23, 59, 59), True),
        (time(0, 0), True),
        (time(5, 29, 59), True),
        (time(5, 30), False),
        (time(12, 0), False),
    ],
)
def test_dark_hours_reach_across_midnight(at: time, dark: bool) -> None:
    assert is_dark(at, "22:00", "05:30") is dark


@pytest.mark.parametrize(
    ("at", "dark"), [(time(11, 59), False), (time(12, 0), True), (time(13, 0), False)]
)
def test_dark_hours_may_lie_within_a_day(at: time, dark: bool) -> None:
    assert is_dark(at, "12:00", "13:00") is dark


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("22:00", ""), ("", "05:00"), ("soon", "05:00"), ("06:00", "06:00")],
)
def test_it_is_never_dark_where_the_hours_are_not_said(start: str, end: str) -> None:
    assert not any(is_dark(time(hour, 0), start, end) for hour in range(24))


def test_a_touch_lights_the_screen_for_a_while() -> None:
    midnight = time(0, 0)
    assert not is_dark(midnight, "22:00", "05:00", untouched_s=0)
    assert not is_dark(midnight, "22:00", "05:00", untouched_s=LIT_S - 1)
    assert is_dark(midnight, "22:00", "05:00", untouched_s=LIT_S)
