from __future__ import annotations

import math
from random import Random

import pytest

from keystep.domain.impact.effects import Verdict, base_of, impact_of
from keystep.domain.impact.panel import Panel, Scale
from tests.unit.domain.impact.panels import panel

WEEKS = 12


def organisation(
    starts: dict[str, int],
    effect: float = -0.1625,
    drift: float = 0.0,
    teams: int = 12,
    scale: Scale = Scale.PERCENT,
) -> Panel:
    """Teams with a common course and little noise; those with a start drift apart by ``drift`` a
    week all along."""
    chance = Random(5)
    common = [0.03 * week + chance.gauss(0, 0.05) for week in range(WEEKS)]
    paths = {}
    for number in range(teams):
        team, level = f"t{number}", chance.gauss(3, 0.3)
        since = starts.get(team, WEEKS)
        paths[team] = [
            level
            + common[week]
            + chance.gauss(0, 0.01)
            + (effect if week >= since else 0)
            + (drift * week if team in starts else 0)
            for week in range(WEEKS)
        ]
    return panel(paths, starts, scale)


STAGGERED = {f"t{n}": 5 + 2 * (n // 4) for n in range(8)}


def test_an_effect_is_found_told_in_per_cent_and_shown_over_time() -> None:
    found = impact_of(organisation(STAGGERED))
    assert found.verdict is Verdict.MEASURED
    assert found.effect is not None
    assert found.effect.interval is not None
    assert found.effect.interval.low < 100 * math.expm1(-0.1625) < found.effect.interval.high
    assert found.effect.value == pytest.approx(-15, abs=1)
    assert (found.learned, found.waiting, found.base) == (8, 4, 2)
    assert [one.periods for one in found.since] == list(range(-7, 7))
    after = [one.effect.value for one in found.since if one.periods >= 0]
    assert all(value == pytest.approx(-15, abs=1.5) for value in after)
    assert not found.parted_before


def test_before_and_after_alone_is_another_figure() -> None:
    """All teams drift upwards here, which before and after would take for learning."""
    found = impact_of(organisation(STAGGERED))
    assert found.change is not None
    assert found.change.value > found.effect.value + 5  # type: ignore[union-attr]
    assert found.change.clusters == 8


def test_teams_that_moved_apart_before_are_told_of() -> None:
    found = impact_of(organisation(STAGGERED, effect=0.0, drift=0.05))
    assert found.parted_before
    assert found.before is not None
    assert found.before.interval is not None
    assert found.before.interval.high < 0


def test_where_all_began_at_once_nothing_is_attributable() -> None:
    found = impact_of(organisation({f"t{n}": 6 for n in range(12)}))
    assert (found.verdict, found.effect, found.waiting) == (Verdict.NO_COMPARISON, None, 0)
    assert found.change is not None
    assert found.change.interval is not None


@pytest.mark.parametrize(
    ("starts", "teams", "verdict"),
    [
        ({}, 12, Verdict.NOT_BEGUN),
        ({f"t{n}": 0 for n in range(6)}, 12, Verdict.NO_BEFORE),
        ({"t0": 5, "t1": 5}, 12, Verdict.TOO_FEW),
        ({f"t{n}": 5 for n in range(10)}, 12, Verdict.TOO_FEW),
        ({f"t{n}": 5 for n in range(3)}, 6, Verdict.MEASURED),
    ],
)
def test_what_the_figures_do_not_allow_is_not_said(
    starts: dict[str, int], teams: int, verdict: Verdict
) -> None:
    found = impact_of(organisation(starts, teams=teams))
    assert found.verdict is verdict
    told = found.effect is not None and found.effect.interval is not None
    assert told == (verdict is Verdict.MEASURED)


def test_no_figures_are_no_effect() -> None:
    empty = Panel(
        step=organisation({}).step, periods=(), scale=Scale.UNIT, paths={}, starts={}, cases={}
    )
    assert impact_of(empty).verdict is Verdict.NO_FIGURES


def test_where_figures_can_be_nothing_effects_are_in_their_unit() -> None:
    found = impact_of(organisation(STAGGERED, effect=-2.0, scale=Scale.UNIT))
    assert found.effect is not None
    assert found.effect.value == pytest.approx(-2, abs=0.05)


@pytest.mark.parametrize(("first", "base"), [(1, 1), (2, 1), (5, 2), (8, 4), (11, 4)])
def test_half_of_the_time_before_is_measured_from_at_most_four_periods(
    first: int, base: int
) -> None:
    assert base_of(organisation({"t0": first})) == base
