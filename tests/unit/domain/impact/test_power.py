"""What a plan promises, against what its estimate then does."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random
from statistics import fmean, stdev

import pytest
from msgspec.structs import replace
from scipy import stats

from keystep.domain.impact.contrasts import cells_after, contrast
from keystep.domain.impact.effects import base_of
from keystep.domain.impact.panel import Panel
from keystep.domain.impact.power import expected, unrest_of
from keystep.domain.impact.rollout import RollOut, Wave
from tests.unit.domain.impact.panels import MONDAY, panel

TEAMS, BEFORE, WHOLE = 12, 16, 28
FIRST = MONDAY + timedelta(weeks=18)
LAST = MONDAY + timedelta(weeks=WHOLE - 1)


def walks(chance: Random, spread: float = 0.1, memory: float = 0.5) -> dict[str, list[float]]:
    common = [chance.gauss(0, 0.2) for _ in range(WHOLE)]
    paths = {}
    for number in range(TEAMS):
        level, value, path = chance.gauss(3, 0.4), chance.gauss(0, spread), list[float]()
        for week in range(WHOLE):
            value = memory * value + math.sqrt(1 - memory**2) * chance.gauss(0, spread)
            path.append(level + common[week] + value)
        paths[f"t{number}"] = path
    return paths


def plan() -> RollOut:
    waves = tuple(
        Wave(start=FIRST + timedelta(weeks=3 * n), teams=tuple(f"t{4 * n + k}" for k in range(4)))
        for n in range(2)
    )
    return RollOut(key_result="kr", waves=waves, waiting=("t8", "t9", "t10", "t11"), seed="lot")


def so_far(paths: dict[str, list[float]]) -> Panel:
    return panel({team: path[:BEFORE] for team, path in paths.items()}, {})


def test_the_unrest_of_teams_is_seen_in_their_figures() -> None:
    found = [unrest_of(so_far(walks(Random(seed)))) for seed in range(60)]
    assert fmean(one.spread for one in found if one) == pytest.approx(0.1, rel=0.1)
    assert fmean(one.memory for one in found if one) == pytest.approx(0.5, abs=0.08)


def test_the_error_that_is_foretold_is_the_one_that_comes() -> None:
    foretold, came = [], []
    starts = {team: 18 + 3 * n for n, wave in enumerate(plan().waves) for team in wave.teams}
    for seed in range(150):
        paths = walks(Random(seed))
        one = expected(so_far(paths), plan(), LAST, None)
        whole = panel(paths, starts)
        then = contrast(whole, cells_after(whole), base_of(whole))
        assert one is not None
        assert then is not None
        foretold.append(one.error)
        came.append(then.estimate.value)
    assert fmean(foretold) == pytest.approx(stdev(came), rel=0.15)


def test_the_chance_is_that_of_students_t_and_the_smallest_is_found_in_8_of_10_cases() -> None:
    known = so_far(walks(Random(1)))
    one = expected(known, plan(), LAST, 0.08)
    assert one is not None
    assert one.chance is not None
    needed = stats.t.ppf(0.975, one.degrees)
    exact = stats.nct.sf(needed, one.degrees, 0.08 / one.error)
    exact += stats.nct.cdf(-needed, one.degrees, 0.08 / one.error)
    assert one.chance == pytest.approx(exact, abs=0.05)
    again = expected(known, plan(), LAST, one.smallest)
    assert again is not None
    assert again.chance == pytest.approx(0.8, abs=0.03)
    assert one.lowest == pytest.approx(-one.smallest)
    assert one.periods == 10


def test_more_weeks_and_more_teams_show_smaller_effects() -> None:
    known = so_far(walks(Random(3)))
    one = expected(known, plan(), LAST, None)
    short = expected(known, plan(), FIRST + timedelta(weeks=3), None)
    fewer = expected(known, replace(plan(), waiting=("t8", "t9", "t10")), LAST, None)
    assert one is not None
    assert short is not None
    assert fewer is not None
    assert one.error < short.error
    assert one.error < fewer.error
    assert one.chance is None


def test_where_too_little_is_known_nothing_is_promised() -> None:
    paths = walks(Random(4))
    assert expected(panel({t: p[:3] for t, p in paths.items()}, {}), plan(), LAST, None) is None
    alone = replace(plan(), waiting=("t8",), waves=plan().waves[:1])
    assert expected(so_far(paths), alone, LAST, None) is None
    assert unrest_of(panel({"a": [1.0] * 9, "b": [1.0] * 9, "c": [1.0] * 9}, {})) is None
