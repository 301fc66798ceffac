"""Made-up organisations in which it is known what learning does to a KPI.

Teams differ in level, in how unsteady they are and in what learning does to them; weeks hang
together; everybody shares a trend, a season and shocks. Nothing of it is as the estimate supposes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from keystep.domain.impact.panel import Figure
from keystep.domain.impact.rollout import Wave, draw

MONDAY = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
FEWEST, MOST = 6, 30
BURN_IN = 12


@dataclass(frozen=True)
class Organisation:
    """``effects`` gives for each wave, and each week since it began, what learning does to its
    teams on average, on the logarithm; ``starts`` has no entry for teams that do not begin."""

    figures: tuple[Figure, ...]
    starts: dict[str, date]
    effects: dict[date, tuple[float, ...]]


def organisation(seed: int) -> Organisation:
    """Six to 30 teams, of which a lot was drawn who begins in which of one to five waves."""
    chance = Random(seed)
    waves = chance.randint(1, 5)
    levels = _levels(chance, chance.randint(max(FEWEST, 2 * (waves + 1)), MOST))
    first, apart = chance.randint(4, 6), chance.randint(2, 4)
    days = [MONDAY + WEEK * (first + apart * n) for n in range(waves)]
    drawn = draw(levels, days, waiting=True, seed=f"{seed}")
    return _lived(chance, levels, drawn, chance.randint(8, 14) + 3 * waves)


def designed(seed: int, sizes: Sequence[int], waiting: int) -> Organisation:
    """One whose waves are of these sizes, three weeks apart; ``waiting`` teams do not begin."""
    chance = Random(seed)
    levels = _levels(chance, sum(sizes) + waiting)
    teams = iter(chance.sample(sorted(levels), sum(sizes)))
    drawn = [
        Wave(start=MONDAY + WEEK * (5 + 3 * n), teams=tuple(islice(teams, size)))
        for n, size in enumerate(sizes)
    ]
    return _lived(chance, levels, drawn, 10 + 3 * len(sizes))


def _levels(chance: Random, count: int) -> dict[str, float]:
    return {f"team {n:02}": chance.gauss(3, 0.4) for n in range(count)}


def _lived(
    chance: Random, levels: dict[str, float], drawn: Sequence[Wave], weeks: int
) -> Organisation:
    last = chance.uniform(-0.3, 0.3)
    effects = {wave.start: _effect(chance, last, weeks) for wave in drawn}
    figures = _figures(chance, levels, drawn, effects, weeks)
    starts = {team: wave.start for wave in drawn for team in wave.teams}
    return Organisation(tuple(figures), starts, effects)


def _effect(chance: Random, last: float, weeks: int) -> tuple[float, ...]:
    """It grows for some weeks, and is not the same for every wave."""
    size, grows = last + chance.gauss(0, 0.05), chance.uniform(0, 6)
    return tuple(size * min(1.0, (week + 1) / (grows + 1)) for week in range(weeks))


def _figures(
    chance: Random,
    levels: dict[str, float],
    drawn: Sequence[Wave],
    effects: dict[date, tuple[float, ...]],
    weeks: int,
) -> list[Figure]:
    common, own = _common(chance, weeks), {t: w.start for w in drawn for t in w.teams}
    noise, memory, differ = (
        chance.uniform(0.03, 0.2),
        chance.uniform(0, 0.8),
        chance.uniform(0, 0.1),
    )
    heavy = chance.random() < 0.3
    found = []
    for team, level in levels.items():
        scale = noise * chance.uniform(0.6, 1.6)
        walk = _walk(chance, scale, memory, weeks, heavy=heavy)
        peculiar, n = chance.gauss(0, differ), chance.randint(20, 400)
        for week in range(weeks):
            day = MONDAY + WEEK * week
            since = (day - own[team]) // WEEK if team in own else -1
            did = effects[own[team]][since] + peculiar if since >= 0 else 0.0
            value = math.exp(level + common[week] + walk[week] + did)
            found.append(Figure(team, day + timedelta(days=6), value, n))
    return found


def _common(chance: Random, weeks: int) -> list[float]:
    slope, swing = chance.gauss(0, 0.01), chance.uniform(0, 0.15)
    return [
        slope * week + swing * math.sin(2 * math.pi * week / 13) + chance.gauss(0, 0.05)
        for week in range(weeks)
    ]


def _walk(chance: Random, scale: float, memory: float, weeks: int, *, heavy: bool) -> list[float]:
    """What is left of last week, and something new; now and then, if ``heavy``, far more."""
    walk, value = list[float](), 0.0
    for week in range(weeks + BURN_IN):
        wild = 3.0 if heavy and chance.random() < 0.08 else 1.0
        value = memory * value + scale * wild * math.sqrt(1 - memory**2) * chance.gauss(0, 1)
        if week >= BURN_IN:
            walk.append(value)
    return walk
