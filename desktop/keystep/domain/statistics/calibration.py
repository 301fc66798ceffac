"""How well it was predicted what would be known: predicted against observed, and log loss."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean

from msgspec import Struct

from keystep.domain.measures import Interval, wilson

FEWEST = 20
STEPS = 20
SURELY = 0.000_05
"""Predictions are kept in ten-thousandths: nothing is surer than half of one."""

Foretold = tuple[float, bool]


class Group(Struct, frozen=True):
    """Of ``n`` things predicted to be known with a mean chance ``predicted``, ``right`` were."""

    predicted: float
    right: int
    n: int

    @property
    def share(self) -> float:
        return self.right / self.n

    @property
    def interval(self) -> Interval:
        return wilson(self.right, self.n)


class Calibration(Struct, frozen=True):
    """All predictions together, and in ``groups`` by what was predicted.

    ``loss`` is their log loss; ``loss_of_average`` that of always predicting the share that came
    out, which knows the result already but no single card.
    """

    whole: Group
    groups: tuple[Group, ...]
    loss: float
    loss_of_average: float


def calibrated(pairs: Sequence[Foretold]) -> Calibration | None:
    """``pairs`` of a predicted chance and whether it came true; None below ``FEWEST``."""
    if len(pairs) < FEWEST:
        return None
    whole = _group(pairs)
    return Calibration(
        whole=whole,
        groups=tuple(map(_group, _parted(sorted(pairs, reverse=True)))),
        loss=log_loss(pairs),
        loss_of_average=log_loss([(whole.share, known) for _, known in pairs]),
    )


def log_loss(pairs: Sequence[Foretold]) -> float:
    """−mean(ln of the chance that was given to what happened), natural; 0 is perfect.

    Good, Rational Decisions, Journal of the Royal Statistical Society B 14, 1952.
    """
    return -fmean(math.log(_clear_of_ends(p if known else 1 - p)) for p, known in pairs)


def _parted(pairs: Sequence[Foretold]) -> Iterator[Sequence[Foretold]]:
    """By what was predicted, highest first: steps of a twentieth, taken together until there are
    ``FEWEST``; what is left at the end joins the last.

    Murphy and Winkler, Reliability of subjective probability forecasts, Applied Statistics 26,
    1977. ``pairs`` are sorted, highest first.
    """
    steps = [list(step) for _, step in groupby(pairs, key=_step)]
    left, part = len(pairs), list[Foretold]()
    for step in steps:
        part += step
        left -= len(step)
        if len(part) >= FEWEST <= left or not left:
            yield part
            part = []


def _step(pair: Foretold) -> int:
    """The end of the range is of its last step."""
    return min(int(pair[0] * STEPS), STEPS - 1)


def _group(pairs: Sequence[Foretold]) -> Group:
    return Group(fmean(p for p, _ in pairs), sum(known for _, known in pairs), len(pairs))


def _clear_of_ends(chance: float) -> float:
    return min(max(chance, SURELY), 1 - SURELY)
