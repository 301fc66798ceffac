"""Kaplan and Meier's estimate, against scipy and statsmodels."""

from __future__ import annotations

import warnings
from random import Random

import pytest
from scipy.stats import CensoredData, ecdf
from statsmodels.duration.survfunc import SurvfuncRight

from keystep.domain.survival import Followed, Median, arrivals, median


def people(seed: int, n: int = 40) -> list[Followed]:
    """Some arrive, some are only followed for a while."""
    random = Random(seed)
    return [Followed(random.randint(0, 45), random.random() < 0.6) for _ in range(n)]


@pytest.mark.parametrize("seed", range(6))
def test_shares_and_intervals_are_those_of_scipy(seed: int) -> None:
    those = people(seed)
    data = CensoredData(
        uncensored=[one.days for one in those if one.arrived],
        right=[one.days for one in those if not one.arrived],
    )
    left = ecdf(data).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        ends = left.confidence_interval(method="log-log")
    places = list(left.quantiles)
    steps = arrivals(those)
    assert {step.day for step in steps} == {one.days for one in those if one.arrived}
    for step in steps:
        n = places.index(step.day)
        assert step.share == pytest.approx(1 - left.probabilities[n])
        if step.interval is not None:
            assert step.interval.low == pytest.approx(1 - ends.high.probabilities[n])
            assert step.interval.high == pytest.approx(1 - ends.low.probabilities[n])


@pytest.mark.parametrize("seed", range(6))
def test_the_median_and_its_ends_are_those_of_statsmodels(seed: int) -> None:
    those = [one for one in people(seed) if one.days]
    oracle = SurvfuncRight([one.days for one in those], [one.arrived for one in those])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = oracle.quantile_ci(0.5, method="cloglog")
    half = median(arrivals(those))
    assert (half.day, half.low, half.high) == (oracle.quantile(0.5), low, high)


def test_nobody_there_yet_has_no_curve() -> None:
    waiting = [Followed(10, arrived=False)] * 12
    assert arrivals(waiting) == ()
    assert median(arrivals(waiting)) == Median(None, None, None)


def test_where_all_are_there_the_last_step_has_no_interval() -> None:
    steps = arrivals([Followed(day, arrived=True) for day in (1, 2, 3, 4)])
    assert [step.share for step in steps] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert steps[-1].interval is None
    assert median(steps).day == 2


def test_whoever_leaves_later_counts_as_on_the_way_until_then() -> None:
    steps = arrivals([Followed(3, arrived=False), Followed(3, arrived=True), Followed(5, True)])
    assert [(step.day, step.at_risk) for step in steps] == [(3, 3), (5, 1)]
    assert [step.share for step in steps] == pytest.approx([1 / 3, 1])
