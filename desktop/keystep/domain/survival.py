"""How long something takes where some are not there yet: Kaplan and Meier's estimate."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import NormalDist

from msgspec import Struct

from keystep.domain.measures import LEVEL, Interval

HALF = 0.5 - 1e-9
"""Products of fractions may miss a half by a hair."""


class Followed(Struct, frozen=True):
    """Somebody was followed for ``days``; ``arrived``: on the last of them they were there."""

    days: int
    arrived: bool


class Step(Struct, frozen=True, kw_only=True):
    """From ``day`` on ``share`` of all have arrived, 0 to 1.

    ``at_risk`` were still on the way on that day and ``arrived`` of them did. ``interval`` is None
    where all have: Greenwood's variance is no more defined there.
    """

    day: int
    at_risk: int
    arrived: int
    share: float
    interval: Interval | None


class Median(Struct, frozen=True):
    """The day on which half have arrived; an end is None where the curve does not come so far."""

    day: int | None
    low: int | None
    high: int | None


def arrivals(people: Sequence[Followed], level: float = LEVEL) -> tuple[Step, ...]:
    """The share that has arrived, one step for each day on which somebody did.

    One minus the product-limit estimate S (E. L. Kaplan & P. Meier, JASA 53, 1958). The interval is
    that of log(−log S) with Greenwood's variance Σ d / (n·(n − d)) (M. Greenwood, 1926; J. D.
    Kalbfleisch & R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed. 2002,
    section 1.4), which stays between 0 and 1. Who is followed up to a day counts as on the way on
    it.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    there = Counter(one.days for one in people if one.arrived)
    steps, left, spread = list[Step](), 1.0, 0.0
    for day in sorted(there):
        at_risk, arrived = sum(one.days >= day for one in people), there[day]
        left *= (at_risk - arrived) / at_risk
        spread += arrived / (at_risk * (at_risk - arrived)) if arrived < at_risk else 0.0
        interval = _interval(left, spread, z) if left else None
        step = Step(day=day, at_risk=at_risk, arrived=arrived, share=1 - left, interval=interval)
        steps.append(step)
    return tuple(steps)


def median(steps: Sequence[Step]) -> Median:
    """When half have arrived, with the days on which the interval of S lets go of one half (R.
    Brookmeyer & J. Crowley, Biometrics 38, 1982)."""
    sure = [step for step in steps if step.interval is not None]
    return Median(
        next((step.day for step in steps if step.share >= HALF), None),
        next((step.day for step in sure if step.interval and step.interval.high >= HALF), None),
        next((step.day for step in sure if step.interval and step.interval.low >= HALF), None),
    )


def _interval(left: float, spread: float, z: float) -> Interval:
    """Of the share that has arrived, from that of the share that has not."""
    width = math.exp(z * math.sqrt(spread) / abs(math.log(left)))
    return Interval(1 - left ** (1 / width), 1 - left**width)
