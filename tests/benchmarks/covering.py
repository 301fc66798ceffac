"""How often the interval of an effect holds the true one. ``python -m tests.benchmarks.covering``
prints it beside other ways to make one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import NormalDist, fmean, variance

import numpy as np
from scipy import stats

from keystep.domain.impact.contrasts import Cell, cells_after, contrast, weights_of
from keystep.domain.impact.effects import base_of
from keystep.domain.impact.panel import Panel, panel_of
from tests.benchmarks.measure import Goal, Row, compare
from tests.benchmarks.organisations import Organisation, designed, organisation

COUNT, SEED = 1000, 4000
PROMISED, ALLOWED = 950.0, 20.0
RESAMPLED = 400
Ends = tuple[float, float]
Way = Callable[[Panel, tuple[Cell, ...]], Ends | None]
DESIGNS: tuple[tuple[tuple[int, ...], int], ...] = (
    ((3,), 3),
    ((3,), 9),
    ((9,), 3),
    ((3, 3), 3),
    ((2, 2, 2), 3),
    ((3, 2, 1), 3),
    ((1, 1, 1, 1), 4),
    ((2, 2, 2, 2, 2, 2), 3),
    ((5, 5), 5),
)


def measure(_folder: Path) -> Row:
    """Thousandths away from 950, over 1,000 organisations; at most 20."""
    name, (held, told, _) = "impact: 95 % intervals hold the truth", _judged(_whole(), ours)
    share = 1000 * held / told
    against = f"allowed; of {told} intervals {held} hold it"
    return compare(name, "‰ off", against, (abs(share - PROMISED), ALLOWED), Goal(1))


def ours(panel: Panel, cells: tuple[Cell, ...]) -> Ends | None:
    one = contrast(panel, cells, base_of(panel))
    ends = one.estimate.interval if one else None
    return (ends.low, ends.high) if ends else None


def by_normal(panel: Panel, cells: tuple[Cell, ...]) -> Ends | None:
    """As large groups would have it."""
    z = NormalDist().inv_cdf(0.975)
    return _about(panel, cells, lambda parts: z)


def by_satterthwaite(panel: Panel, cells: tuple[Cell, ...]) -> Ends | None:
    def quantile(parts: Sequence[tuple[float, int]]) -> float:
        total = sum(part for part, _ in parts)
        return float(stats.t.ppf(0.975, total**2 / sum(part**2 / n for part, n in parts)))

    return _about(panel, cells, quantile)


def by_all_degrees(panel: Panel, cells: tuple[Cell, ...]) -> Ends | None:
    """Teams less waves, as if all scattered alike."""
    return _about(panel, cells, lambda parts: float(stats.t.ppf(0.975, sum(n for _, n in parts))))


def by_bootstrap(panel: Panel, cells: tuple[Cell, ...]) -> Ends | None:
    """Percentiles over teams drawn anew within their waves."""
    chance, sums = Random(7), [own for own, _ in _sums(panel, cells)]
    drawn = sorted(
        sum(fmean(chance.choices(own, k=len(own))) for own in sums) for _ in range(RESAMPLED)
    )
    return drawn[round(0.025 * RESAMPLED)], drawn[round(0.975 * RESAMPLED) - 1]


def by_fixed_effects(panel: Panel, _cells: tuple[Cell, ...]) -> Ends | None:
    """Two-way fixed effects, clustered by team: what is not done here."""
    teams = list(panel.paths)
    values = np.array([panel.paths[team] for team in teams])
    starts = [panel.starts[team] for team in teams]
    places = np.arange(len(panel.periods))
    learned = np.array([places >= (math.inf if s is None else s) for s in starts], dtype=float)
    y, d = _without_means(values), _without_means(learned)
    slope = (d * y).sum() / (d * d).sum()
    scores = (d * (y - slope * d)).sum(axis=1)
    error = math.sqrt((scores**2).sum() * len(teams) / (len(teams) - 1)) / (d * d).sum()
    half = float(stats.t.ppf(0.975, len(teams) - 1)) * error
    return slope - half, slope + half


WAYS: Mapping[str, Way] = {
    "ours": ours,
    "normal": by_normal,
    "Satterthwaite": by_satterthwaite,
    "teams less waves": by_all_degrees,
    "bootstrap": by_bootstrap,
    "two-way fixed effects": by_fixed_effects,
}


@cache
def _whole() -> tuple[tuple[Organisation, Panel], ...]:
    return tuple(_with_panels(organisation(SEED + n) for n in range(COUNT)))


def _with_panels(every: Iterable[Organisation]) -> Iterator[tuple[Organisation, Panel]]:
    return ((one, panel_of(one.figures, one.starts)) for one in every)


def _judged(every: Iterable[tuple[Organisation, Panel]], way: Way) -> tuple[int, int, float]:
    """How many intervals held the truth, how many were given, and their mean width."""
    held, told, width = 0, 0, 0.0
    for one, panel in every:
        cells = cells_after(panel)
        ends = way(panel, cells) if cells else None
        if ends is not None:
            held += ends[0] <= _truth(one, panel, cells) <= ends[1]
            told += 1
            width += ends[1] - ends[0]
    return held, told, width / max(told, 1)


def _truth(one: Organisation, panel: Panel, cells: Sequence[Cell]) -> float:
    waves = panel.waves()
    sizes = [len(waves[cell.start]) for cell in cells]
    effects = [one.effects[panel.periods[cell.start]][cell.at - cell.start] for cell in cells]
    return sum(map(lambda n, effect: n * effect, sizes, effects)) / sum(sizes)


def _sums(panel: Panel, cells: tuple[Cell, ...]) -> list[tuple[list[float], int]]:
    """Each wave's weighted sums, and how many teams it has."""
    waves = panel.waves()
    found = []
    for start, weights in weights_of(panel, cells, base_of(panel)).items():
        own = [float(np.dot(weights, panel.paths[team])) for team in waves[start]]
        found.append((own, len(own)))
    return found


def _about(
    panel: Panel,
    cells: tuple[Cell, ...],
    quantile: Callable[[Sequence[tuple[float, int]]], float],
) -> Ends | None:
    sums = _sums(panel, cells)
    if any(n < 2 for _, n in sums):
        return None
    value = sum(fmean(own) for own, _ in sums)
    parts = [(variance(own) / n, n - 1) for own, n in sums]
    half = quantile(parts) * math.sqrt(sum(part for part, _ in parts))
    return value - half, value + half


def _without_means(table: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    rows, columns = table.mean(axis=1, keepdims=True), table.mean(axis=0, keepdims=True)
    return np.asarray(table - rows - columns + table.mean())


def _print(name: str, every: Sequence[tuple[Organisation, Panel]]) -> None:
    print(f"{name}:")
    for way, made in WAYS.items():
        held, told, width = _judged(every, made)
        share = f"{100 * held / told:5.1f} %" if told else "      –"
        print(f"  {way:24} {share} of {told:5}, width {width:.3f}")


def main() -> None:
    _print(f"{COUNT} organisations", _whole())
    for sizes, waiting in DESIGNS:
        made = (designed(SEED + n, sizes, waiting) for n in range(COUNT))
        _print(f"{'+'.join(map(str, sizes))} begin, {waiting} wait", tuple(_with_panels(made)))


if __name__ == "__main__":
    main()
