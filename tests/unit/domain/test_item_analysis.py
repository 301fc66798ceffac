"""Figures of items, checked against published ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.item_analysis import Doubt, Given, analyse, item_rest

LSAT = {
    "00000": 3,
    "00001": 6,
    "00010": 2,
    "00011": 11,
    "00100": 1,
    "00101": 1,
    "00110": 3,
    "00111": 4,
    "01000": 1,
    "01001": 8,
    "01011": 16,
    "01101": 3,
    "01110": 2,
    "01111": 15,
    "10000": 10,
    "10001": 29,
    "10010": 14,
    "10011": 81,
    "10100": 3,
    "10101": 28,
    "10110": 15,
    "10111": 80,
    "11000": 16,
    "11001": 56,
    "11010": 21,
    "11011": 173,
    "11100": 11,
    "11101": 61,
    "11110": 28,
    "11111": 298,
}
"""How often 1,000 people answered the items of LSAT section 6 so: Bock & Lieberman 1970."""

FACILITY = (0.924, 0.709, 0.553, 0.763, 0.870)
EXCLUDED = (0.1128, 0.1531, 0.1727, 0.1444, 0.1215)
"""The correlation of each item with the rest, from ``descript(LSAT)`` of the R package ltm.

It takes the deviation of the item over n, and that of the rest over n − 1."""

ANSWERS = st.lists(
    st.builds(
        Given,
        st.sampled_from("ABC"),
        st.sampled_from((0.0, 0.25, 0.5, 1.0)),
        st.none() | st.floats(0, 1),
        st.floats(0, 600),
    ),
    min_size=20,
    max_size=60,
)


def lsat(item: int) -> list[Given]:
    return [
        Given(pattern[item], float(pattern[item]), (pattern.count("1") - int(pattern[item])) / 4, 1)
        for pattern, times in LSAT.items()
        for _ in range(times)
    ]


def answers(*shares: tuple[str, float, int], rest: float = 0.5) -> list[Given]:
    """Some people for each (answer, score, how many)."""
    return [
        Given(answer, score, rest, 8) for answer, score, people in shares for _ in range(people)
    ]


@pytest.mark.parametrize("item", range(5))
def test_the_published_figures_of_lsat_6(item: int) -> None:
    figures = analyse(lsat(item))
    assert figures is not None
    assert figures.facility == pytest.approx(FACILITY[item])
    assert figures.discrimination is not None
    as_ltm = figures.discrimination.value * math.sqrt(999 / 1_000)
    assert as_ltm == pytest.approx(EXCLUDED[item], abs=0.00005)
    assert figures.discrimination.people == 1_000


def test_fisher_s_interval() -> None:
    related = item_rest(lsat(0))
    assert related is not None
    # tanh(artanh(0.11285) ± 1.95996 / sqrt(997))
    assert related.interval.low == pytest.approx(0.0513, abs=0.0005)
    assert related.interval.high == pytest.approx(0.1736, abs=0.0005)


def test_it_speaks_from_twenty_answers_on() -> None:
    some = answers(("A", 1, 10), ("B", 0, 10))
    assert analyse(some) is not None
    assert analyse(some[1:]) is None


def test_without_spread_nothing_is_said_of_how_it_tells_people_apart() -> None:
    figures = analyse(answers(("A", 1, 15), ("B", 0, 15)))
    assert figures is not None
    assert figures.discrimination is None


def test_few_with_a_rest_are_too_few() -> None:
    alone = [Given("A", 1, None, 8)] * 30
    assert item_rest([*alone, *lsat(0)[:19]]) is None


def test_the_answers_given_most_come_first() -> None:
    some = [*answers(("C", 0, 3), ("A", 1, 12), rest=0.8), *answers(("B", 0, 5), rest=0.2)]
    figures = analyse(some)
    assert figures is not None
    assert [(use.answer, use.people, use.score, use.rest) for use in figures.uses] == [
        ("A", 12, 1, pytest.approx(0.8)),
        ("B", 5, 0, pytest.approx(0.2)),
        ("C", 3, 0, pytest.approx(0.8)),
    ]


@pytest.mark.parametrize(
    ("shares", "doubts"),
    [
        ((("A", 1, 19), ("B", 0, 1)), (Doubt.TOO_EASY,)),
        ((("A", 1, 18), ("B", 0, 2)), ()),
        ((("A", 1, 8), ("B", 0, 12)), (Doubt.BEATEN,)),
        ((("A", 1, 10), ("B", 0, 10)), ()),
        ((("a call", 1, 6), ("call", 1, 5), ("wait", 0, 9)), ()),
        ((("B", 0, 20),), (Doubt.BEATEN,)),
    ],
)
def test_what_an_author_should_look_at(
    shares: tuple[tuple[str, float, int], ...], doubts: tuple[Doubt, ...]
) -> None:
    figures = analyse(answers(*shares))
    assert figures is not None
    assert figures.doubts == doubts


def test_an_item_that_the_best_miss_is_negative() -> None:
    some = [*answers(("A", 1, 10), rest=0.1), *answers(("B", 0, 10), rest=0.9)]
    figures = analyse(some)
    assert figures is not None
    assert figures.doubts == (Doubt.NEGATIVE,)
    assert figures.discrimination is not None
    assert figures.discrimination.value == pytest.approx(-1)


@given(ANSWERS)
def test_figures_lie_in_their_intervals_in_any_order(given_: list[Given]) -> None:
    figures = analyse(given_)
    assert figures is not None
    ends = figures.facility_interval
    assert 0 <= ends.low <= figures.facility + 1e-9
    assert figures.facility - 1e-9 <= ends.high <= 1
    assert sum(use.people for use in figures.uses) == len(given_)
    if related := figures.discrimination:
        assert -1 <= related.interval.low <= related.value + 1e-9
        assert related.value - 1e-9 <= related.interval.high <= 1
    turned = analyse(given_[::-1])
    assert turned is not None
    assert turned.facility == pytest.approx(figures.facility)
    assert turned.doubts == figures.doubts
