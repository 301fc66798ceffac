"""Predicted against observed, with scipy and hand-made figures as oracles."""

from __future__ import annotations

import math
import random

import pytest
from scipy.stats import binomtest

from keystep.domain.statistics.calibration import (
    FEWEST,
    SURELY,
    calibrated,
    log_loss,
)


def test_too_few_are_not_told() -> None:
    pairs = [(0.9, True)] * FEWEST
    assert calibrated(pairs[1:]) is None
    assert calibrated(pairs) is not None


def test_the_log_loss_is_the_mean_surprise() -> None:
    pairs = [(0.9, True), (0.8, False), (0.5, True)]
    by_hand = -(math.log(0.9) + math.log(0.2) + math.log(0.5)) / 3
    assert log_loss(pairs) == pytest.approx(by_hand)


def test_a_certain_prediction_that_fails_costs_much_but_not_without_end() -> None:
    assert log_loss([(1.0, False)]) == pytest.approx(-math.log(SURELY))
    assert log_loss([(0.0, True)]) == pytest.approx(-math.log(SURELY))


def test_the_whole_says_what_was_predicted_and_what_was_known() -> None:
    told = calibrated([(0.9, True)] * 15 + [(0.7, False)] * 5)
    assert told is not None
    assert told.whole.predicted == pytest.approx(0.85)
    assert told.whole.share == 0.75
    assert told.loss == pytest.approx(-(15 * math.log(0.9) + 5 * math.log(0.3)) / 20)
    flat = -(15 * math.log(0.75) + 5 * math.log(0.25)) / 20
    assert told.loss_of_average == pytest.approx(flat)


def test_intervals_are_wilson_s() -> None:
    told = calibrated([(0.9, n > 3) for n in range(40)])
    assert told is not None
    ends = binomtest(36, 40).proportion_ci(method="wilson")
    (group,) = told.groups
    assert (group.interval.low, group.interval.high) == pytest.approx((ends.low, ends.high))


def test_groups_are_twentieths_from_the_highest_down() -> None:
    pairs = [(n / 1_000 + 0.000_5, n % 3 > 0) for n in range(1_000)]
    random.Random(3).shuffle(pairs)
    told = calibrated(pairs)
    assert told is not None
    assert [group.n for group in told.groups] == [50] * 20
    means = [group.predicted for group in told.groups]
    assert means == pytest.approx([0.975 - 0.05 * n for n in range(20)])
    assert sum(group.right for group in told.groups) == told.whole.right


def test_small_groups_go_together_and_the_last_takes_what_is_left() -> None:
    counts = {0.97: 15, 0.92: 15, 0.87: 40, 0.72: 20, 0.5: 19}
    told = calibrated([(p, n > 2) for p, count in counts.items() for n in range(count)])
    assert told is not None
    assert [group.n for group in told.groups] == [30, 40, 39]


def test_a_sure_prediction_is_of_the_highest_group() -> None:
    told = calibrated([(1.0, True)] * 20 + [(0.94, True)] * 20 + [(0.96, True)] * 5)
    assert told is not None
    assert [group.n for group in told.groups] == [25, 20]
