"""Effects as contrasts between teams, with intervals that hold for few of them.

An average of group-time effects is a sum over waves of the mean of one weighted sum of each team's
own figures, the weights being the same within a wave. Teams are independent of each other, so its
variance is Σ s²/n over the waves, whatever goes on within a team over time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from statistics import fmean, variance

from msgspec import Struct

from keystep.domain.impact.panel import Panel
from keystep.domain.measures import FEWEST_TEAMS, LEVEL, Estimate, Interval, t_quantile

Weights = list[float]
FEWEST_DEGREES = 2
NO_SCATTER = 1e-20


class Cell(Struct, frozen=True):
    """The effect on the wave that began in period ``start``, in period ``at``; both are places."""

    start: int
    at: int


class Scatter(Struct, frozen=True):
    """A standard error, and the degrees of freedom of Student's t that go with it."""

    error: float
    degrees: float


class Contrast(Struct, frozen=True, kw_only=True):
    """An average effect on the panel's scale.

    ``estimate.clusters`` counts the teams that learned in it, ``waiting`` the fewest that had not
    begun in any of its cells. ``scatter`` is None for fewer than three of either, or where no teams
    began together that could show any.
    """

    estimate: Estimate
    waiting: int
    scatter: Scatter | None


def cells_after(panel: Panel, fewest: int = FEWEST_TEAMS) -> tuple[Cell, ...]:
    """Every period since a wave began in which ``fewest`` teams at least have not begun yet."""
    return tuple(
        Cell(start, at)
        for start in _begun(panel)
        for at in range(start, len(panel.periods))
        if len(_waiting(panel, Cell(start, at))) >= fewest
    )


def cells_before(panel: Panel, base: int, fewest: int = FEWEST_TEAMS) -> tuple[Cell, ...]:
    """The periods before those that effects are measured from."""
    return tuple(
        Cell(start, at)
        for start in _begun(panel)
        for at in range(start - base)
        if len(_waiting(panel, Cell(start, at))) >= fewest
    )


def contrast(panel: Panel, cells: Sequence[Cell], base: int) -> Contrast | None:
    """Mean of the cells' effects, each weighing as many teams as its wave has; None without any.

    ATT(g,t) = mean over wave g of (Y_t − Y_base) less the same mean over the teams that at t have
    not begun yet (Callaway & Sant'Anna, Journal of Econometrics 225, 2021). The base is the mean of
    the ``base`` periods before g, or of as many as there are: 1 is theirs, more is less noisy
    (as in Lee & Wooldridge's rolling transformation, 2021).
    """
    if not cells:
        return None
    weights = weights_of(panel, cells, base)
    waves = panel.waves()
    sums = {start: _sums(panel, waves[start], own) for start, own in weights.items()}
    value = sum(fmean(own) for own in sums.values())
    learned = sum(len(waves[start]) for start in {cell.start for cell in cells})
    waiting = min(len(_waiting(panel, cell)) for cell in cells)
    scatter = _scatter(panel, weights) if min(learned, waiting) >= FEWEST_TEAMS else None
    return Contrast(
        estimate=Estimate(value, interval_of(value, scatter) if scatter else None, learned),
        waiting=waiting,
        scatter=scatter,
    )


def weights_of(panel: Panel, cells: Iterable[Cell], base: int) -> dict[int | None, Weights]:
    """For each wave the weight of each period in the sum that is averaged over its teams."""
    cells, waves = tuple(cells), panel.waves()
    total = sum(len(waves[cell.start]) for cell in cells)
    weights: dict[int | None, Weights] = {}
    for cell in cells:
        share, pattern = len(waves[cell.start]) / total, _pattern(cell, base)
        waiting = _waiting(panel, cell)
        parts = {start: -len(waves[start]) / len(waiting) for start in _starts(panel, waiting)}
        for start, part in {cell.start: 1.0, **parts}.items():
            own = weights.setdefault(start, [0.0] * len(panel.periods))
            for at, weight in pattern.items():
                own[at] += share * part * weight
    return weights


def interval_of(value: float, scatter: Scatter) -> Interval:
    """95 %, by Student's t."""
    half = t_of((1 + LEVEL) / 2, scatter.degrees) * scatter.error
    return Interval(value - half, value + half)


def t_of(p: float, degrees: float) -> float:
    """Quantile of Student's t, between whole degrees by 1/degrees: at most 2 % too wide there."""
    low = max(1, math.floor(degrees))
    at_low = t_quantile(p, low)
    if degrees <= low:
        return at_low
    share = (1 / low - 1 / degrees) / (1 / low - 1 / (low + 1))
    return at_low + share * (t_quantile(p, low + 1) - at_low)


def _begun(panel: Panel) -> list[int]:
    """The waves that have figures from before they began."""
    return [start for start in panel.waves() if start]


def _waiting(panel: Panel, cell: Cell) -> list[str]:
    """The teams that at the cell's period, and while its base was measured, had not begun."""
    after = max(cell.at, cell.start)
    return [t for t, start in panel.starts.items() if start is None or start > after]


def _starts(panel: Panel, teams: Iterable[str]) -> list[int | None]:
    found = {panel.starts[team] for team in teams}
    return sorted(found, key=lambda start: math.inf if start is None else start)


def _pattern(cell: Cell, base: int) -> dict[int, float]:
    """The cell's period less the mean of its base: the weights that are not 0, by period."""
    before = range(max(0, cell.start - base), cell.start)
    pattern = dict.fromkeys(before, -1 / len(before))
    return pattern | {cell.at: pattern.get(cell.at, 0.0) + 1}


def _sums(panel: Panel, teams: Sequence[str], weights: Weights) -> list[float]:
    return [sum(map(mul, weights, panel.paths[team])) for team in teams]


def _scatter(panel: Panel, weights: Mapping[int | None, Weights]) -> Scatter | None:
    """Over the waves.

    Degrees are those of Welch (Biometrika 34, 1947), (Σv)² / Σ v²/(n + 1) − 2 with v = s²/n: with
    the better known ones of Satterthwaite waves of two or three teams get intervals far too wide. A
    team that began alone shows no scatter: it is taken from how the teams of the other waves differ
    in the same weighted sum, and the degrees of freedom are then no more than those of all of them.
    """
    waves = panel.waves()
    spare = sum(len(teams) - 1 for teams in waves.values())
    if spare < FEWEST_DEGREES:
        return None
    parts = [_part(panel, waves[start], own, spare) for start, own in weights.items()]
    total = sum(part for part, _ in parts)
    if total <= NO_SCATTER:
        return None
    degrees = total**2 / sum(part**2 / (n + 2) for part, n in parts) - 2
    return Scatter(math.sqrt(total), min(max(1.0, degrees), spare))


def _part(panel: Panel, teams: Sequence[str], weights: Weights, spare: int) -> tuple[float, int]:
    """The variance of a wave's mean, and its degrees of freedom."""
    if len(teams) > 1:
        return variance(_sums(panel, teams, weights)) / len(teams), len(teams) - 1
    return _borrowed(panel, weights) / spare, spare


def _borrowed(panel: Panel, weights: Weights) -> float:
    """Σ of squares about the means of the waves that have several teams."""
    waves = (teams for teams in panel.waves().values() if len(teams) > 1)
    total = 0.0
    for teams in waves:
        sums = _sums(panel, teams, weights)
        total += sum((one - fmean(sums)) ** 2 for one in sums)
    return total
