"""scipy is the oracle: it is not shipped, and was written by others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from keystep.domain import measures
from keystep.domain.measures import FEWEST_LEARNERS, FEWEST_TEAMS, Interval

FIGURE = st.floats(-1e4, 1e4, allow_nan=False).map(lambda value: round(value, 3))


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 10, 29, 30, 200])
@pytest.mark.parametrize("p", [0.55, 0.75, 0.9, 0.975, 0.9995])
def test_students_t_is_scipys(p: float, degrees: int) -> None:
    quantile = measures.t_quantile(p, degrees)
    assert quantile == pytest.approx(stats.t.ppf(p, degrees), rel=1e-9)
    assert measures.t_cdf(quantile, degrees) == pytest.approx(p, abs=1e-12)


@given(st.data(), st.integers(1, 3000), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilsons_interval_is_scipys(data: st.DataObject, n: int, level: float) -> None:
    hits = data.draw(st.integers(0, n))
    ours = measures.wilson(hits, n, level)
    theirs = stats.binomtest(hits, n).proportion_ci(level, method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.lists(FIGURE, min_size=3, max_size=40, unique=True))
def test_a_means_interval_is_that_of_students_t(values: list[float]) -> None:
    estimate = measures.mean_of(values, 3)
    assert estimate.interval is not None
    middle, error = stats.tmean(values), float(stats.tstd(values)) / len(values) ** 0.5
    low = middle - stats.t.ppf(0.975, len(values) - 1) * error
    assert estimate.value == pytest.approx(middle, abs=1e-8)
    assert estimate.interval.low == pytest.approx(low, rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("fewest", [FEWEST_TEAMS, FEWEST_LEARNERS])
def test_too_few_clusters_say_nothing(fewest: int) -> None:
    few = measures.mean_of([1.0, 2.0] * fewest, 2 * fewest + 1)
    assert (few.interval, few.clusters) == (None, 2 * fewest)
    assert measures.mean_of([1.0, 2.0] * fewest, 2 * fewest).interval is not None


def test_one_cluster_never_has_an_interval() -> None:
    assert measures.mean_of([3.0], 0).interval is None


def test_a_ratio_weighs_its_clusters() -> None:
    """Worked by hand: R = 60/10, e = (0, −2, 2)·3/10, s² = 0.36, half = t·0.6/√3."""
    estimate = measures.ratio_of([12.0, 16.0, 32.0], [2.0, 3.0, 5.0], 3)
    assert estimate.value == pytest.approx(6.0)
    assert estimate.interval is not None
    half = stats.t.ppf(0.975, 2) * 0.6 / 3**0.5
    assert estimate.interval.high == pytest.approx(6.0 + half)


def test_a_gain_is_told_in_four_ways() -> None:
    pairs = [(40.0, 70.0), (50.0, 60.0), (60.0, 80.0), (50.0, 70.0)] * 3
    gain = measures.gain(pairs, 100.0)
    steps = [post - pre for pre, post in pairs]
    assert (gain.pairs, gain.pre, gain.post) == (12, 50.0, 70.0)
    assert gain.hake == pytest.approx(20 / 50)
    assert gain.d_z == pytest.approx(20 / stats.tstd(steps))
    assert gain.absolute.interval is not None
    test: Any = stats.ttest_1samp(steps, 0).confidence_interval()
    assert (gain.absolute.interval.low, gain.absolute.interval.high) == pytest.approx(
        (test.low, test.high)
    )
    assert gain.relative is not None
    assert gain.relative.value == pytest.approx(40.0)


def test_what_is_kept_is_a_ratio_over_learners() -> None:
    afters, laters = [0.8] * 10, [0.4 + 0.02 * n for n in range(10)]
    kept = measures.kept(list(zip(afters, laters, strict=True)))
    assert kept is not None
    assert kept.interval is not None
    test: Any = stats.ttest_1samp([later / 0.8 for later in laters], 0).confidence_interval()
    assert (kept.interval.low, kept.interval.high) == pytest.approx((test.low, test.high))
    assert measures.kept([(0.0, 0.5)] * 12) is None
    few = measures.kept([(0.5, 0.5), (1.0, 0.25)])
    assert few is not None
    assert (few.value, few.interval, few.clusters) == (0.5, None, 2)


def test_probes_are_clustered_by_learner_and_stay_within_the_possible() -> None:
    """As many items each: the interval is that of the mean of the learners' shares."""
    shares = [1.0] * 8 + [0.0, 2 / 3]
    share = measures.right_of([(3 * each, 3.0) for each in shares])
    assert share.interval is not None
    test: Any = stats.ttest_1samp(shares, 0).confidence_interval()
    assert share.interval.low == pytest.approx(test.low)
    assert test.high > 1
    assert share.interval.high == 1


def test_learners_who_are_all_alike_are_no_proof_of_certainty() -> None:
    share = measures.right_of([(3.0, 3.0)] * 10)
    theirs = stats.binomtest(10, 10).proportion_ci(0.95, method="wilson")
    assert share.value == 1
    assert share.interval is not None
    assert (share.interval.low, share.interval.high) == pytest.approx((theirs.low, theirs.high))
    assert measures.right_of([(3.0, 3.0)] * 9).interval is None


def test_a_gain_says_nothing_where_it_is_not_defined() -> None:
    from_nothing = measures.gain([(0.0, 50.0)], 100.0)
    assert (from_nothing.relative, from_nothing.d_z) == (None, None)
    assert measures.gain([(100.0, 100.0)], 100.0).hake is None
    assert measures.gain([(10.0, 30.0), (20.0, 40.0)], 100.0).d_z is None


@pytest.mark.parametrize(
    ("pre", "post", "higher", "better"),
    [(20, 18, False, 10), (20, 18, True, -10), (-4, -2, True, 50), (0, 5, True, None)],
)
def test_a_change_is_above_zero_for_the_better(
    pre: float, post: float, *, higher: bool, better: float | None
) -> None:
    assert measures.change(pre, post, higher_is_better=higher) == better


@given(st.lists(st.tuples(FIGURE, FIGURE), min_size=4, max_size=15, unique_by=lambda p: p[0]))
def test_the_trend_is_scipys_theil_sen(points: list[tuple[float, float]]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    trend = stats.theilslopes(ys, xs, method="joint")
    forecast = measures.forecast(points, max(xs) + 1)
    assert forecast is not None
    expected = trend.intercept + trend.slope * (max(xs) + 1)
    assert forecast.value == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert forecast.interval.low <= forecast.value <= forecast.interval.high


def test_the_cone_is_that_of_a_line_where_the_trend_is_the_line() -> None:
    """Residuals +1 −1 −1 +1 about y = 2x leave slope and level of least squares and of
    Theil–Sen the same, so the textbook's prediction interval must come out."""
    xs = [0.0, 1.0, 2.0, 3.0]
    forecast = measures.forecast(
        [(x, 2 * x + d) for x, d in zip(xs, (1, -1, -1, 1), strict=True)], 5
    )
    assert forecast is not None
    noise = (4 / 2) ** 0.5
    half = stats.t.ppf(0.9, 2) * noise * (1 + 1 / 4 + 3.5**2 / 5) ** 0.5
    assert forecast.value == pytest.approx(10.0)
    assert forecast.interval.high == pytest.approx(10.0 + half)


def test_three_points_foretell_nothing() -> None:
    assert measures.forecast([(0, 1), (1, 2), (2, 3)], 9) is None


def test_a_perfect_line_is_foretold_without_doubt() -> None:
    forecast = measures.forecast([(x, 3.0 * x) for x in range(4)], 10)
    assert forecast == measures.Forecast(30.0, Interval(30.0, 30.0))
