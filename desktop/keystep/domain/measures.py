"""Figures with their uncertainty. Every formula names its source; scipy is the oracle in tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from statistics import NormalDist, fmean, median, stdev

from msgspec import Struct

FEWEST_TEAMS = 3
FEWEST_LEARNERS = 10
FEWEST_POINTS = 4
FEWEST_SHOWN = 5
LEVEL = 0.95
FORECAST_LEVEL = 0.80


class Interval(Struct, frozen=True):
    """Both ends of a confidence interval, in the unit of the figure."""

    low: float
    high: float


class Estimate(Struct, frozen=True):
    """A figure, its interval (None: too few to say) and the number of clusters behind it."""

    value: float
    interval: Interval | None
    clusters: int


class Gain(Struct, frozen=True):
    """Matched pre and post scores. ``relative`` in per cent of the pre mean, the rest in points.

    ``hake`` is g = (post − pre) / (full − pre) of the means, None where pre is full already;
    ``d_z`` is the mean difference over its standard deviation, None where that is 0.
    """

    pairs: int
    pre: float
    post: float
    absolute: Estimate
    relative: Estimate | None
    hake: float | None
    d_z: float | None


class Forecast(Struct, frozen=True):
    value: float
    interval: Interval


def wilson(hits: float, n: int, level: float = LEVEL) -> Interval:
    """Wilson score interval of a share (Wilson, JASA 22, 1927). ``n`` at least 1.

    ``hits`` may add up partial scores from 0 to 1: nothing with that mean varies more than hits and
    misses do, so the interval is then wide enough and more.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, z2 = hits / n, z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def mean_of(values: Sequence[float], fewest: int) -> Estimate:
    """Mean of cluster means with Student's t interval; no interval below ``fewest`` clusters."""
    return ratio_of(values, [1.0] * len(values), fewest)


def ratio_of(tops: Sequence[float], bottoms: Sequence[float], fewest: int) -> Estimate:
    """Σtops / Σbottoms over clusters, with an interval.

    Linearised: residuals e = (top − R·bottom) / mean bottom, t with n − 1 degrees of freedom
    (Cochran, Sampling Techniques, 3rd ed. 1977, section 6.4). Bottoms of 1 give the mean.
    """
    n = len(tops)
    ratio = sum(tops) / sum(bottoms)
    if n < max(2, fewest):
        return Estimate(ratio, None, n)
    scale = fmean(bottoms)
    residuals = [(t - ratio * b) / scale for t, b in zip(tops, bottoms, strict=True)]
    half = t_quantile((1 + LEVEL) / 2, n - 1) * stdev(residuals) / math.sqrt(n)
    return Estimate(ratio, Interval(ratio - half, ratio + half), n)


def gain(pairs: Sequence[tuple[float, float]], full: float) -> Gain:
    """Knowledge gained by learners with a (pre, post) pair each; ``full`` is the best score.

    Hake, American Journal of Physics 66, 1998, for g. ``pairs`` holds at least one.
    """
    pres, posts = [p for p, _ in pairs], [q for _, q in pairs]
    steps = [q - p for p, q in pairs]
    pre, post = fmean(pres), fmean(posts)
    spread = stdev(steps) if len(steps) > 1 else 0.0
    return Gain(
        pairs=len(pairs),
        pre=pre,
        post=post,
        absolute=mean_of(steps, FEWEST_LEARNERS),
        relative=_in_per_cent(ratio_of(steps, pres, FEWEST_LEARNERS)) if pre else None,
        hake=(post - pre) / (full - pre) if pre < full else None,
        d_z=fmean(steps) / spread if spread else None,
    )


def kept(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    """Share of what was known after the learning that was known weeks later: Σ later / Σ after.

    ``pairs`` are (after, later), added up for each learner. None where nothing was known after.
    """
    after, later = [p for p, _ in pairs], [q for _, q in pairs]
    return ratio_of(later, after, FEWEST_LEARNERS) if sum(after) else None


def right_of(probes: Sequence[tuple[float, float]]) -> Estimate:
    """Share right in probes, 0 to 1, with its interval.

    ``probes`` gives for each learner what was right and what was asked. Where all learners earned
    the same share their spread tells nothing: then it is Wilson's interval of as many answers as
    there are learners, as if what one knows of an item told of all the others.
    """
    share = ratio_of([p for p, _ in probes], [q for _, q in probes], FEWEST_LEARNERS)
    ends, n = share.interval, len(probes)
    if ends is None:
        return share
    if math.isclose(ends.low, ends.high, abs_tol=1e-9):
        return Estimate(share.value, wilson(share.value * n, n), n)
    return Estimate(share.value, Interval(max(0.0, ends.low), min(1.0, ends.high)), n)


def change(pre: float, post: float, *, higher_is_better: bool) -> float | None:
    """P = 100·s·(post − pre) / |pre| per cent, above 0 for the better; None where pre is 0."""
    sign = 1 if higher_is_better else -1
    return 100 * sign * (post - pre) / abs(pre) if pre else None


def forecast(points: Sequence[tuple[float, float]], at: float) -> Forecast | None:
    """Theil–Sen trend through (x, y) points, read off at ``at`` with an 80 % interval.

    Slope: median of pairwise slopes (Sen, JASA 63, 1968). The interval is the usual prediction
    interval of a line with the residuals about that trend, n − 2 degrees of freedom. None below
    four points.
    """
    if len(points) < FEWEST_POINTS:
        return None
    slope = median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2))
    level = median(y - slope * x for x, y in points)
    n, centre = len(points), fmean(x for x, _ in points)
    spread = sum((x - centre) ** 2 for x, _ in points)
    noise = math.sqrt(sum((y - level - slope * x) ** 2 for x, y in points) / (n - 2))
    width = math.sqrt(1 + 1 / n + (at - centre) ** 2 / spread)
    half = t_quantile((1 + FORECAST_LEVEL) / 2, n - 2) * noise * width
    value = level + slope * at
    return Forecast(value, Interval(value - half, value + half))


@cache
def t_quantile(p: float, degrees: int) -> float:
    """Quantile of Student's t for p in (0.5, 1), by bisection of its distribution function."""
    low, high = 0.0, 1.0
    while t_cdf(high, degrees) < p:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, degrees) < p else (low, middle)
    return (low + high) / 2


def t_cdf(t: float, degrees: int) -> float:
    """P(T ≤ t) for t ≥ 0 and whole degrees of freedom, by the finite series.

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    angle = math.atan(t / math.sqrt(degrees))
    cos2 = math.cos(angle) ** 2
    odd = degrees % 2
    term, total = (math.cos(angle), 0.0) if odd else (1.0, 0.0)
    for k in range(1 + odd, degrees, 2):
        total += term
        term *= cos2 * k / (k + 1)
    inside = math.sin(angle) * total
    within = 2 / math.pi * (angle + inside) if odd else inside
    return (1 + within) / 2


def _in_per_cent(estimate: Estimate) -> Estimate:
    interval = estimate.interval
    return Estimate(
        100 * estimate.value,
        Interval(100 * interval.low, 100 * interval.high) if interval else None,
        estimate.clusters,
    )
