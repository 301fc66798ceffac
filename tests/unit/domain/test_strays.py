"""What has not moved, and what surely rose."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from keystep.domain.measures import Estimate, Gain, Interval
from keystep.domain.okr import KrKind, Point
from keystep.domain.strays import NEXT, SAID, Kind, did_not_move, surely_rose
from tests import sample_board as sample


@pytest.mark.parametrize(
    ("value", "interval", "stands"),
    [
        (20.4, None, True),
        (19.0, None, False),
        (19.0, Interval(17.5, 20.5), True),
        (19.0, Interval(18.5, 19.5), False),
        (21.0, Interval(20.5, 21.5), True),
    ],
)
def test_a_kpi_has_not_moved_while_its_baseline_is_as_likely(
    value: float, interval: Interval | None, stands: bool
) -> None:
    """From 20 minutes down to 17."""
    row = sample.board().rows[0]
    attained = max(0.0, (value - 20) / (17 - 20))
    point = Point(sample.ON, value, 40, interval)

    moved = replace(row, points=(*row.points, point), attainment=attained)
    assert did_not_move(moved) is stands


def test_what_is_to_be_kept_need_not_move() -> None:
    kept = next(r for r in sample.board().rows if r.key_result.kind is KrKind.MAINTAIN)

    assert not did_not_move(replace(kept, attainment=0.0))


def gain(interval: Interval | None) -> Gain:
    estimate = Estimate(9.0, interval, 12)
    return Gain(12, 50.0, 59.0, estimate, None, None, None)


def test_learning_rose_where_the_whole_interval_says_so() -> None:
    gains = (gain(Interval(1, 17)), gain(Interval(-1, 19)), gain(None), None)

    assert surely_rose(gains) == 1


def test_every_kind_has_words_and_a_next_action() -> None:
    assert set(SAID) == set(NEXT) == set(Kind)
