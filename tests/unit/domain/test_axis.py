from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.axis import days_of, scale
from tests.sample_board import CYCLE

FIGURES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=6)


@given(FIGURES)
def test_a_scale_encloses_its_figures_in_even_steps(figures: list[float]) -> None:
    ticks = scale(figures)
    room = (max(figures) - min(figures)) * 1e-6 + 1e-9
    assert ticks[0] <= min(figures) + room
    assert ticks[-1] >= max(figures) - room
    steps = {round(b - a, 6) for a, b in itertools.pairwise(ticks)}
    assert max(steps) - min(steps) <= 1e-5
    assert 2 <= len(ticks) <= 8


def test_ticks_are_round() -> None:
    assert scale([17.2, 20.4]) == (17, 18, 19, 20, 21)


def test_one_figure_still_has_a_scale() -> None:
    assert scale([5.0])[0] < 5 < scale([5.0])[-1]


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (date(2027, 3, 31), [(1, 1), (2, 1), (3, 1), (3, 31)]),
        (date(2027, 1, 20), [(1, 1), (1, 20)]),
    ],
)
def test_days_are_the_ends_and_the_firsts_of_months(end: date, days: list[tuple[int, int]]) -> None:
    found = days_of(replace(CYCLE, end=end))
    assert [(day.month, day.day) for day in found] == days


@pytest.mark.parametrize(
    "values", [(1e18, 1e18), (0.0, 1e-12), (20.0, 20.0 + 4e-15), (-1e18, 1e18)]
)
def test_figures_that_are_all_but_the_same_have_an_axis(values: tuple[float, ...]) -> None:
    ticks = scale(values)
    assert ticks[0] < ticks[-1]
    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
