"""What can be said of the effect of learning on a KPI, and what cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.impact.contrasts import Cell, Contrast, cells_after, cells_before, contrast
from keystep.domain.impact.panel import Panel, Scale
from keystep.domain.measures import FEWEST_TEAMS, Estimate, Interval, mean_of

LONGEST_BASE = 4
FARTHEST = 30.0
"""Of a logarithm: what lies beyond a factor of 10^13 is told as that."""


class Verdict(StrEnum):
    """What the figures allow to say. Only MEASURED is attributable to training."""

    NO_FIGURES = "no_figures"
    NOT_BEGUN = "not_begun"
    NO_BEFORE = "no_before"
    NO_COMPARISON = "no_comparison"
    TOO_FEW = "too_few"
    MEASURED = "measured"


class Since(Struct, frozen=True):
    """The effect so many periods after the start: 0 is the first with learning, −1 the last
    without."""

    periods: int
    effect: Estimate
    waiting: int


class Impact(Struct, frozen=True, kw_only=True):
    """Effects in per cent of what would have been, or in the KPI's unit, as the panel's ``scale``.

    ``effect`` is over all periods in which at least three teams waited; only with the verdict
    MEASURED it has an interval. ``before`` is how far the teams had moved apart before they began,
    which should be nothing; None where there are too few periods to see. ``change`` is before and
    after of the teams that began, matched team by team, without a comparison. ``base`` counts the
    periods that effects are measured from; ``learned`` and ``waiting`` are teams.
    """

    verdict: Verdict
    panel: Panel
    base: int
    learned: int
    waiting: int
    effect: Estimate | None = None
    degrees: float | None = None
    before: Estimate | None = None
    change: Estimate | None = None
    since: tuple[Since, ...] = ()

    @property
    def parted_before(self) -> bool:
        """Whether the teams moved apart before learning could have been the cause."""
        ends = self.before.interval if self.before else None
        return ends is not None and not ends.low <= 0 <= ends.high


def impact_of(panel: Panel) -> Impact:
    """Every average of group-time effects that a face shows, or why there is none."""
    base, cells = base_of(panel), cells_after(panel)
    whole = contrast(panel, cells, base)
    learned = _learned(panel, cells)
    found = Impact(
        verdict=_verdict(panel, whole),
        panel=panel,
        base=base,
        learned=len(learned),
        waiting=whole.waiting if whole else _most_waiting(panel),
        change=_change(panel, base),
    )
    if whole is None:
        return found
    past = contrast(panel, cells_before(panel, base), base)
    return replace(
        found,
        effect=_told(panel, whole.estimate),
        degrees=whole.scatter.degrees if whole.scatter else None,
        before=_told(panel, past.estimate) if past else None,
        since=_since(panel, cells, base),
    )


def base_of(panel: Panel) -> int:
    """Half of the periods before the first start, at most four: the others show the trend."""
    starts = [start for start in panel.starts.values() if start]
    return max(1, min(LONGEST_BASE, min(starts, default=0) // 2))


def scaled(panel: Panel, value: float) -> float:
    """A difference on the panel's scale as it is told: logarithms in per cent."""
    if panel.scale is Scale.UNIT:
        return value
    return 100 * math.expm1(min(max(value, -FARTHEST), FARTHEST))


def _told(panel: Panel, estimate: Estimate) -> Estimate:
    ends = estimate.interval
    return Estimate(
        scaled(panel, estimate.value),
        Interval(scaled(panel, ends.low), scaled(panel, ends.high)) if ends else None,
        estimate.clusters,
    )


def _verdict(panel: Panel, whole: Contrast | None) -> Verdict:
    if not panel.periods or not panel.paths:
        return Verdict.NO_FIGURES
    begun = [start for start in panel.starts.values() if start is not None]
    if not begun:
        return Verdict.NOT_BEGUN
    if not any(begun):
        return Verdict.NO_BEFORE
    if whole is None:
        return Verdict.TOO_FEW if _most_waiting(panel) else Verdict.NO_COMPARISON
    return Verdict.MEASURED if whole.estimate.interval else Verdict.TOO_FEW


def _most_waiting(panel: Panel) -> int:
    """How many teams had not begun when the first did."""
    begun = [start for start in panel.starts.values() if start]
    first = min(begun, default=0)
    return sum(start is None or start > first for start in panel.starts.values()) if begun else 0


def _learned(panel: Panel, cells: Sequence[Cell]) -> list[str]:
    counted = {cell.start for cell in cells} or {start for start in panel.starts.values() if start}
    return [team for team, start in panel.starts.items() if start in counted]


def _change(panel: Panel, base: int) -> Estimate | None:
    steps = [
        fmean(panel.paths[team][start:]) - fmean(panel.paths[team][max(0, start - base) : start])
        for team, start in panel.starts.items()
        if start
    ]
    return _told(panel, mean_of(steps, FEWEST_TEAMS)) if steps else None


def _since(panel: Panel, cells: Sequence[Cell], base: int) -> tuple[Since, ...]:
    """By periods since the start; before it the same teams against the same that wait."""
    starts = {cell.start for cell in cells}
    every = [*cells_before(panel, 0), *cells]
    found = []
    for periods in sorted({cell.at - cell.start for cell in every}):
        own = [c for c in every if c.at - c.start == periods and c.start in starts]
        one = contrast(panel, own, base)
        if one:
            found.append(Since(periods, _told(panel, one.estimate), one.waiting))
    return tuple(found)
