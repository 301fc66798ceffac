"""Group-time effects, held against published results, statsmodels and scipy."""

from __future__ import annotations

from random import Random
from statistics import fmean, variance

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from keystep.domain.impact.contrasts import (
    Cell,
    Scatter,
    cells_after,
    cells_before,
    contrast,
    interval_of,
    t_of,
    weights_of,
)
from tests.unit.domain.impact.panels import minimum_wages, panel

PUBLISHED = {
    2004: {2004: -0.0105, 2005: -0.0704, 2006: -0.1373, 2007: -0.1008},
    2006: {2006: -0.0046, 2007: -0.0412},
    2007: {2007: -0.0261},
}
"""ATT(g,t) against the never treated, as the vignette "Getting started with the did package" has
them (B. Callaway & P. Sant'Anna)."""


def noisy(learned: int, waiting: int, seed: int = 1) -> dict[str, list[float]]:
    chance = Random(seed)
    names = [f"learned {n}" for n in range(learned)] + [f"waited {n}" for n in range(waiting)]
    return {name: [chance.gauss(20, 2 if "l" in name else 1) for _ in range(8)] for name in names}


@pytest.mark.parametrize("first", PUBLISHED)
def test_the_effects_on_each_group_are_the_published_ones(first: int) -> None:
    told = minimum_wages(None, first)
    for year, effect in PUBLISHED[first].items():
        one = contrast(told, [Cell(first - 2003, year - 2003)], base=1)
        assert one is not None
        assert one.estimate.value == pytest.approx(effect, abs=0.00005)


def test_teams_that_begin_later_are_compared_with_until_they_do() -> None:
    whole = minimum_wages(None, 2004, 2006, 2007)
    late, early = (contrast(whole, [Cell(1, at)], base=1) for at in (4, 1))
    assert late is not None
    assert early is not None
    assert late.estimate.value == pytest.approx(PUBLISHED[2004][2007], abs=0.00005)
    assert (late.waiting, early.waiting) == (309, 309 + 40 + 131)


def test_one_wave_is_the_difference_in_differences_of_statsmodels() -> None:
    """With the variance that is robust for few clusters (HC2), on the teams' mean steps."""
    paths = noisy(5, 7)
    starts = {name: 5 for name in paths if "l" in name}
    told = panel(paths, starts)
    one = contrast(told, cells_after(told), base=3)
    assert one is not None
    assert one.scatter is not None
    steps = [fmean(path[5:]) - fmean(path[2:5]) for path in paths.values()]
    began = np.array([1.0 if name in starts else 0.0 for name in paths])
    fitted = sm.OLS(np.array(steps), sm.add_constant(began)).fit(cov_type="HC2")
    assert one.estimate.value == pytest.approx(fitted.params[1])
    assert one.scatter.error == pytest.approx(fitted.bse[1])


def test_several_waves_add_up_as_a_regression_on_all_cells_has_it() -> None:
    """An average of group-time effects is a contrast of the means of wave and period."""
    paths = noisy(9, 4)
    starts = {f"learned {n}": 3 + 2 * (n % 3) for n in range(9)}
    told = panel(paths, starts)
    cells, waves = cells_after(told), told.waves()
    weights = weights_of(told, cells, base=2)
    one = contrast(told, cells, base=2)
    assert one is not None
    by_hand = 0.0
    for cell in cells:
        waiting = [t for t in paths if starts.get(t, 99) > cell.at]
        before = slice(cell.start - 2, cell.start)
        mine = [paths[t][cell.at] - fmean(paths[t][before]) for t in waves[cell.start]]
        theirs = [paths[t][cell.at] - fmean(paths[t][before]) for t in waiting]
        by_hand += len(mine) * (fmean(mine) - fmean(theirs))
    by_hand /= sum(len(waves[cell.start]) for cell in cells)
    assert one.estimate.value == pytest.approx(by_hand)
    assert all(sum(own) == pytest.approx(0) for own in weights.values())
    assert np.allclose(sum(np.array(own) for own in weights.values()), 0)


def test_what_moves_every_team_alike_changes_nothing() -> None:
    paths = noisy(6, 4)
    starts = {f"learned {n}": 3 + n % 2 for n in range(6)}
    shocks = [0, 3, -8, 40, 2, 100, -7, 1]
    moved = {t: [v + s for v, s in zip(p, shocks, strict=True)] for t, p in paths.items()}
    levels = {t: [v + 5 * len(t) for v in p] for t, p in moved.items()}
    told, same = panel(paths, starts), panel(levels, starts)
    one = contrast(told, cells_after(told), base=2)
    other = contrast(same, cells_after(same), base=2)
    assert one is not None
    assert other is not None
    assert one.estimate.interval is not None
    assert other.estimate.interval is not None
    assert one.estimate.value == pytest.approx(other.estimate.value)
    assert one.estimate.interval.low == pytest.approx(other.estimate.interval.low)


def test_growing_effects_of_several_waves_are_averaged_and_not_set_against_each_other() -> None:
    """Two-way fixed effects would compare late teams with early ones, and be wrong in sign."""
    starts = {"a": 2, "b": 2, "c": 2, "d": 5, "e": 5, "f": 5}
    paths = {
        team: [float(max(0, week - starts.get(team, 99) + 1)) for week in range(8)]
        for team in ("a", "b", "c", "d", "e", "f", "g", "h", "i")
    }
    told = panel(paths, starts)
    one = contrast(told, cells_after(told), base=1)
    assert one is not None
    effects = [*(week - 1 for week in range(2, 8)), *(week - 4 for week in range(5, 8))]
    assert one.estimate.value == pytest.approx(fmean(effects))


def test_degrees_of_freedom_are_those_of_welch() -> None:
    paths = noisy(4, 9)
    starts = {name: 5 for name in paths if "l" in name}
    told = panel(paths, starts)
    one = contrast(told, cells_after(told), base=5)
    assert one is not None
    assert one.scatter is not None
    sums = {n: fmean(p[5:]) - fmean(p[:5]) for n, p in paths.items()}
    mine, theirs = ([v for n, v in sums.items() if w in n] for w in ("learned", "waited"))
    parts = [(variance(own) / len(own), len(own)) for own in (mine, theirs)]
    welch = sum(v for v, _ in parts) ** 2 / sum(v**2 / (n + 1) for v, n in parts) - 2
    assert one.scatter.degrees == pytest.approx(min(welch, 11))
    satterthwaite = stats.ttest_ind(mine, theirs, equal_var=False)
    assert one.scatter.degrees >= satterthwaite.df
    assert one.scatter.error == pytest.approx(abs(one.estimate.value / satterthwaite.statistic))


@pytest.mark.parametrize(("learned", "waiting"), [(2, 6), (6, 2)])
def test_below_three_teams_an_arm_there_is_no_interval(learned: int, waiting: int) -> None:
    paths = noisy(learned, waiting)
    told = panel(paths, {name: 5 for name in paths if "l" in name})
    assert bool(cells_after(told)) == (waiting >= 3)
    one = contrast(told, cells_after(told, fewest=1), base=2)
    assert one is not None
    assert one.estimate.interval is None


def test_teams_that_all_began_alone_show_no_scatter_unless_others_do() -> None:
    paths = noisy(3, 4)
    starts = {"learned 0": 2, "learned 1": 3, "learned 2": 4}
    told = panel(paths, starts)
    one = contrast(told, cells_after(told), base=2)
    assert one is not None
    assert one.scatter is not None
    assert one.scatter.degrees <= 3
    each = starts | {f"waited {n}": 4 + n for n in range(4)}
    alone = panel(paths, each)
    two = contrast(alone, cells_after(alone), base=2)
    assert two is not None
    assert two.estimate.interval is None


def test_without_any_scatter_nothing_is_told() -> None:
    paths = {f"{n}": [20.0, 20.0, 17.0 if n < 3 else 20.0] for n in range(6)}
    told = panel(paths, {"0": 2, "1": 2, "2": 2})
    one = contrast(told, cells_after(told), base=2)
    assert one is not None
    assert one.estimate.value == pytest.approx(-3)
    assert one.estimate.interval is None


def test_a_team_that_learned_from_the_beginning_is_in_no_comparison() -> None:
    paths = noisy(4, 4)
    starts = {f"learned {n}": 4 for n in range(3)} | {"learned 3": 0}
    told = panel(paths, starts)
    assert {cell.start for cell in cells_after(told)} == {4}
    assert 0 not in weights_of(told, cells_after(told), base=2)


def test_the_time_before_is_that_before_the_base() -> None:
    told = panel(noisy(3, 3), {f"learned {n}": 6 for n in range(3)})
    assert cells_before(told, base=4) == (Cell(6, 0), Cell(6, 1))
    assert contrast(told, (), base=4) is None


@pytest.mark.parametrize("degrees", [1.0, 1.5, 2.4, 3.7, 8.2, 30.5, 153.8])
def test_the_quantile_between_whole_degrees_is_hardly_too_wide(degrees: float) -> None:
    exact = stats.t.ppf(0.975, degrees)
    assert exact * 0.9999 <= t_of(0.975, degrees) <= exact * (1.2 if degrees < 2 else 1.02)
    ends = interval_of(1.0, Scatter(2.0, degrees))
    assert ends.high - 1.0 == pytest.approx(1.0 - ends.low)
