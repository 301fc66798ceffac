"""What a roll-out will be able to show, from how the teams' figures have moved so far."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean

from msgspec import Struct

from keystep.domain.impact.contrasts import cells_after, t_of, weights_of
from keystep.domain.impact.effects import base_of, scaled
from keystep.domain.impact.panel import Panel
from keystep.domain.impact.rollout import RollOut
from keystep.domain.measures import LEVEL, t_cdf

POWER = 0.8
FEWEST_PERIODS = 4
MOST_MEMORY = 0.95


class Unrest(Struct, frozen=True):
    """How much a team's figure moves beside what moves all of them: its standard deviation on the
    panel's scale, and how much of a period's part is left in the next, 0 to below 1."""

    spread: float
    memory: float


class Expected(Struct, frozen=True, kw_only=True):
    """What a roll-out will show if nothing else changes.

    ``smallest`` is the effect that it finds in 8 of 10 cases, ``lowest`` the same downwards, both
    as effects are told; ``chance`` is that of finding the effect that was aimed at, None where none
    was. ``periods`` are those counted after the first start.
    """

    error: float
    degrees: float
    smallest: float
    lowest: float
    chance: float | None
    periods: int


def unrest_of(panel: Panel) -> Unrest | None:
    """From the periods before anybody began; None for fewer than four of them or three teams.

    What is left after team and period means, as a process that forgets evenly. Short series make
    the memory look too small by (1 + r) / (T − 1) (Nickell, Econometrica 49, 1981): this is mended.
    """
    first = min((s for s in panel.starts.values() if s is not None), default=len(panel.periods))
    paths = [path[:first] for path in panel.paths.values()]
    if first < FEWEST_PERIODS or len(paths) < 3:
        return None
    rests = _rests(paths)
    square = sum(one * one for rest in rests for one in rest)
    if not square:
        return None
    pairs = sum(a * b for rest in rests for a, b in pairwise(rest))
    seen = pairs / square * first / (first - 1)
    memory = min(MOST_MEMORY, max(0.0, (seen * (first - 1) + 1) / (first - 2)))
    lost = sum(_correlations(memory, first)) / first**2
    return Unrest(math.sqrt(square / ((len(paths) - 1) * first * (1 - lost))), memory)


def expected(panel: Panel, plan: RollOut, last: date, aim: float | None) -> Expected | None:
    """What ``plan`` will show at ``last``; ``aim`` is an effect on the panel's scale.

    ``panel`` holds what is known so far. None where that is too little, or nothing will be
    comparable. It supposes that learning does the same to every team.
    """
    unrest = unrest_of(panel)
    if unrest is None:
        return None
    ahead = _ahead(panel, plan, last)
    cells = cells_after(ahead)
    if not cells:
        return None
    waves = ahead.waves()
    weights = weights_of(ahead, cells, base_of(ahead))
    parts = [
        (_variance(own, unrest) / len(waves[start]), max(1, len(waves[start]) - 1))
        for start, own in weights.items()
    ]
    total = sum(part for part, _ in parts)
    degrees = total**2 / sum(part**2 / n for part, n in parts)
    error = math.sqrt(total)
    smallest = (t_of((1 + LEVEL) / 2, degrees) + t_of(POWER, degrees)) * error
    return Expected(
        error=error,
        degrees=degrees,
        smallest=scaled(panel, smallest),
        lowest=scaled(panel, -smallest),
        chance=None if aim is None else _chance(abs(aim), error, degrees),
        periods=len(ahead.periods) - min(cell.start for cell in cells),
    )


def _ahead(panel: Panel, plan: RollOut, last: date) -> Panel:
    """The plan's periods with as many before the first as are known now, every team's figure
    standing still."""
    step, starts = panel.step, {t: panel.step.first_day(day) for t, day in plan.starts.items()}
    first = min(starts.values(), default=last)
    periods = [step.after(first, -count) for count in range(len(panel.periods), 0, -1)]
    while (following := step.after(first, len(periods) - len(panel.periods))) <= last:
        periods.append(following)
    still = (0.0,) * len(periods)
    return Panel(
        step=step,
        periods=tuple(periods),
        scale=panel.scale,
        paths=dict.fromkeys(plan.teams, still),
        starts={team: _place(periods, starts.get(team)) for team in plan.teams},
        cases={},
    )


def _place(periods: Sequence[date], first: date | None) -> int | None:
    return None if first is None or first > periods[-1] else periods.index(first)


def _rests(paths: Sequence[Sequence[float]]) -> list[list[float]]:
    """What is left of each figure after its team's mean and its period's."""
    commons = [fmean(column) for column in zip(*paths, strict=True)]
    middle = fmean(commons)
    return [
        [value - fmean(path) - common + middle for value, common in zip(path, commons, strict=True)]
        for path in paths
    ]


def _correlations(memory: float, periods: int) -> list[float]:
    return [memory ** abs(a - b) for a in range(periods) for b in range(periods)]


def _variance(weights: Sequence[float], unrest: Unrest) -> float:
    """Of one team's weighted sum."""
    total = sum(
        one * other * unrest.memory ** abs(a - b)
        for a, one in enumerate(weights)
        for b, other in enumerate(weights)
        if one and other
    )
    return unrest.spread**2 * total


def _chance(aim: float, error: float, degrees: float) -> float:
    """That the interval leaves out zero: Student's t moved by the effect."""
    needed, moved, whole = t_of((1 + LEVEL) / 2, degrees), aim / error, max(1, math.floor(degrees))
    return _above(needed - moved, whole) + _above(needed + moved, whole)


def _above(t: float, degrees: int) -> float:
    return 1 - t_cdf(t, degrees) if t >= 0 else t_cdf(-t, degrees)
