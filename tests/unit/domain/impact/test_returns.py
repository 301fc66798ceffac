from __future__ import annotations

import math
from random import Random

import pytest
from msgspec.structs import replace

from keystep.domain.impact.effects import Impact, Verdict, impact_of
from keystep.domain.impact.panel import Scale
from keystep.domain.impact.returns import Assumptions, Returns, faults_of, returns_of
from tests.unit.domain.impact.panels import panel

ASSUMED = Assumptions(hour_of_learning=30, hour_saved=40, other_costs=100)
LEARNT = 600.0


def measured(effect: float, scale: Scale = Scale.PERCENT) -> Impact:
    chance, starts = Random(2), {f"t{n}": 4 for n in range(4)}
    level = math.log(20) if scale is Scale.PERCENT else 20.0
    paths = {
        f"t{n}": [
            level + chance.gauss(0, 0.002) + (effect if f"t{n}" in starts and week >= 4 else 0)
            for week in range(8)
        ]
        for n in range(8)
    }
    return impact_of(panel(paths, starts, scale))


def returns(
    impact: Impact, assumed: Assumptions = ASSUMED, unit: str = "min", *, higher: bool = False
) -> Returns:
    return returns_of(impact, assumed, LEARNT, unit=unit, higher_is_better=higher)


def test_minutes_saved_are_those_that_the_cases_would_have_taken_more() -> None:
    """Four teams, four weeks, ten cases each, at 17 minutes instead of 20."""
    told = returns(measured(math.log(17 / 20)))
    assert told.cases == 160
    assert told.saved is not None
    assert told.saved.value == pytest.approx(160 * 3, rel=0.02)
    assert told.cost == pytest.approx(10 * 30 + 100)
    assert told.worth is not None
    assert told.worth.value == pytest.approx(8 * 40, rel=0.02)
    assert told.roi is not None
    assert told.roi.value == pytest.approx(100 * (320 - 400) / 400, abs=2)
    assert told.roi.interval is not None
    assert told.roi.interval.low < told.roi.value < told.roi.interval.high


def test_the_unit_tells_what_a_unit_saves_unless_somebody_says_so() -> None:
    impact = measured(math.log(17 / 20))
    minutes, seconds = returns(impact).saved, returns(impact, unit="s").saved
    assert minutes is not None
    assert seconds is not None
    assert seconds.value == pytest.approx(minutes.value / 60)
    said = returns(impact, replace(ASSUMED, minutes_a_unit=2.0, used=0.25)).saved
    assert said is not None
    assert said.value == pytest.approx(minutes.value / 2)
    assert returns(impact, unit="errors").saved is None
    assert returns(impact, higher=True).saved is None


def test_where_more_is_better_more_units_are_what_is_saved() -> None:
    told = returns(
        measured(0.5, Scale.UNIT), replace(ASSUMED, minutes_a_unit=1.0), "%", higher=True
    )
    assert told.saved is not None
    assert told.saved.value == pytest.approx(160 * 0.5, rel=0.02)
    worse = returns(measured(0.5, Scale.UNIT))
    assert worse.saved is not None
    assert worse.saved.value < 0


def test_without_a_comparison_there_is_no_return() -> None:
    impact = measured(-0.2)
    alone = replace(impact, verdict=Verdict.NO_COMPARISON)
    told = returns(alone)
    assert (told.saved, told.worth, told.roi) == (None, None, None)
    assert told.cost == pytest.approx(400)


def test_what_nobody_priced_has_no_worth_and_what_cost_nothing_no_return() -> None:
    impact = measured(-0.2)
    assert returns(impact, Assumptions()).worth is None
    free = returns(impact, Assumptions(hour_saved=10))
    assert free.worth is not None
    assert (free.cost, free.roi) == (0, None)


@pytest.mark.parametrize(
    "assumed",
    [
        Assumptions(hour_saved=-1),
        Assumptions(other_costs=math.inf),
        Assumptions(minutes_a_unit=math.nan),
        Assumptions(used=1.2),
        Assumptions(currency=""),
        Assumptions(currency="a\u202eb"),
        Assumptions(currency="long currency"),
    ],
)
def test_what_cannot_be_assumed_is_refused(assumed: Assumptions) -> None:
    assert len(faults_of(assumed)) == 1
    assert faults_of(ASSUMED) == ()


def test_figures_without_any_measure_have_a_finite_return() -> None:
    chance, starts = Random(1), {f"t{n}": 4 for n in range(3)}
    wild = {f"t{n}": [chance.gauss(0, 40) for _ in range(8)] for n in range(6)}
    impact = impact_of(panel(wild, starts, Scale.PERCENT))
    told = returns(impact, replace(ASSUMED, other_costs=0))
    assert impact.effect is not None
    assert told.saved is not None
    assert told.roi is not None
    for one in (impact.effect, told.saved, told.roi):
        assert one.interval is not None
        assert all(map(math.isfinite, (one.value, one.interval.low, one.interval.high)))
