from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.events import Instant
from keystep.domain.kpi import KpiRow
from keystep.domain.okr import Cycle, KeyResult, KrKind, Milestone, Objective, Status
from tests.unit.aggregate.builders import Station, enrolled, taken_in, with_kpis

START = date(2027, 1, 1)
NOW = Instant(datetime(2027, 3, 4, 11, tzinfo=UTC), 60, "boot", 1)
RESPONSE = KeyResult(
    id="response", title="Response", kind=KrKind.WORK, source="response", baseline=20, target=17
)
SAFE = KeyResult(id="safe", title="Safe", kind=KrKind.MAINTAIN, source="accidents", high=0)
LAUNCH = KeyResult(
    id="launch",
    title="Launch",
    kind=KrKind.MILESTONE,
    milestones=(Milestone(title="A", done=True), Milestone(title="B")),
)
TAUGHT = KeyResult(id="taught", title="T", kind=KrKind.KNOWLEDGE, source="p/a", target=30)
CYCLE = Cycle(
    id="q1",
    title="Q1",
    start=START,
    end=date(2027, 3, 31),
    objectives=(
        Objective(id="fast", title="Fast", key_results=(RESPONSE, SAFE)),
        Objective(id="new", title="New", key_results=(LAUNCH, TAUGHT)),
    ),
)


def kpi(
    ledger: Aggregate, name: str, days: list[date], values: list[float], team: str = "A"
) -> None:
    rows = [
        KpiRow(kpi=name, team=team, day=day, value=value, n=10)
        for day, value in zip(days, values, strict=True)
    ]
    with_kpis(ledger, rows, NOW.at)


def weeks(count: int, last: date = date(2027, 3, 3)) -> list[date]:
    return [last - timedelta(days=7 * back) for back in reversed(range(count))]


def seals(ledger: Aggregate, ages: list[timedelta | None]) -> None:
    names = [f"station-{number}" for number in range(len(ages))]
    enrolled(ledger, *names)
    for name, age in zip(names, ages, strict=True):
        if age is not None:
            taken_in(ledger, Station(name).bundle(1, 0, sealed=NOW.at - age))


def test_each_key_result_stands_where_its_newest_figure_is(ledger: Aggregate) -> None:
    kpi(ledger, "response", weeks(8), [20 - 0.3 * week for week in range(8)])
    kpi(ledger, "accidents", weeks(2), [0, 0])
    board = ledger.board(CYCLE, NOW)
    response, safe, launch, taught = board.rows
    assert board.on == date(2027, 3, 4)
    assert board.elapsed == pytest.approx(63 / 90)
    assert response.now is not None
    assert (response.now.value, response.attainment) == (pytest.approx(17.9), pytest.approx(0.7))
    assert (response.pace, response.status) == (pytest.approx(1.0), Status.ON_TRACK)
    assert (safe.attainment, safe.pace, safe.status) == (1.0, None, Status.KEPT)
    assert (launch.attainment, launch.status) == (0.5, Status.AT_RISK)
    assert (taught.attainment, taught.status) == (None, Status.NO_DATA)
    assert [row.covered for row in board.objectives] == [2, 1]


def test_a_steady_trend_is_carried_to_the_end_of_the_cycle(ledger: Aggregate) -> None:
    kpi(ledger, "response", weeks(8), [20 - 0.3 * week for week in range(8)])
    forecast = ledger.board(CYCLE, NOW).rows[0].forecast
    assert forecast is not None
    assert forecast.value == pytest.approx(17.9 - 0.3 * 4)
    assert forecast.interval.high - forecast.interval.low == pytest.approx(0, abs=1e-6)


def test_three_points_foretell_nothing(ledger: Aggregate) -> None:
    kpi(ledger, "response", weeks(3), [20, 19, 18])
    assert ledger.board(CYCLE, NOW).rows[0].forecast is None
    kpi(ledger, "response", weeks(4), [21, 20, 19, 18])
    assert ledger.board(CYCLE, NOW).rows[0].forecast is not None


def test_stale_figures_are_shown_without_pace_or_forecast(ledger: Aggregate) -> None:
    kpi(ledger, "response", weeks(8, date(2027, 2, 20)), [17.0] * 8)
    kpi(ledger, "accidents", weeks(1, date(2027, 2, 20)), [0])
    response, safe = ledger.board(CYCLE, NOW).rows[:2]
    assert (response.attainment, response.status) == (1.0, Status.STALE)
    assert (response.pace, response.forecast) == (None, None)
    assert safe.status is Status.STALE
    assert ledger.board(CYCLE, NOW).objectives[0].attainment is None


@pytest.mark.parametrize(("age", "stale"), [(10, False), (11, True)])
def test_a_kpi_is_fresh_for_ten_days(ledger: Aggregate, age: int, *, stale: bool) -> None:
    kpi(ledger, "response", weeks(1, NOW.day - timedelta(days=age)), [18])
    freshness = ledger.freshness(RESPONSE, NOW)
    assert (freshness.stale, freshness.known) == (stale, 1)
    assert freshness.newest is not None
    assert freshness.newest.date() == NOW.day - timedelta(days=age)


@pytest.mark.parametrize(("fresh", "stale"), [(3, False), (2, True)])
def test_three_quarters_of_the_teams_must_be_fresh(
    ledger: Aggregate, fresh: int, *, stale: bool
) -> None:
    for number, team in enumerate("ABCD"):
        newest = NOW.day if number < fresh else START
        kpi(ledger, "response", [START, newest][-1:], [18], team)
    freshness = ledger.freshness(RESPONSE, NOW)
    assert (freshness.fresh, freshness.known, freshness.stale) == (fresh, 4, stale)


@pytest.mark.parametrize(
    ("ages", "fresh", "stale"),
    [
        ([1, 1, 1, None], 3, False),
        ([1, 1, 7, None], 2, True),
        ([-400], 0, True),
        ([], 0, True),
    ],
    ids=["one silent", "two silent", "a clock ahead", "none enrolled"],
)
def test_learning_is_as_fresh_as_the_stations_seals(
    ledger: Aggregate, ages: list[int | None], fresh: int, *, stale: bool
) -> None:
    seals(ledger, [None if age is None else timedelta(days=age) for age in ages])
    freshness = ledger.freshness(TAUGHT, NOW)
    assert (freshness.fresh, freshness.known, freshness.stale) == (fresh, len(ages), stale)


def test_at_the_end_there_is_nothing_to_foretell(ledger: Aggregate) -> None:
    kpi(ledger, "response", weeks(5, CYCLE.end), [20, 19, 18, 17, 16])
    over = Instant(datetime(2027, 4, 2, 11, tzinfo=UTC), 60, "boot", 1)
    row = ledger.board(CYCLE, over).rows[0]
    assert (row.forecast, row.attainment, row.status) == (None, 1.0, Status.ON_TRACK)


def test_an_objective_weighs_its_key_results(ledger: Aggregate) -> None:
    kpi(ledger, "response", [NOW.day], [18.5])
    kpi(ledger, "accidents", [NOW.day], [0])
    heavy = Objective(id="o", title="O", key_results=(replace(RESPONSE, weight=3.0), SAFE))
    (row,) = ledger.board(replace(CYCLE, objectives=(heavy,)), NOW).objectives
    assert row.attainment == pytest.approx((3 * 0.5 + 1) / 4)


def test_no_forecast_leaves_what_can_be(ledger: Aggregate) -> None:
    kept = KeyResult(
        id="kept", title="K", kind=KrKind.WORK, unit="%", source="kept", baseline=20, target=90
    )
    kpi(ledger, "kept", weeks(8), [20 + 10 * week for week in range(8)])
    kpi(ledger, "response", weeks(8), [20 - 2.5 * week for week in range(8)])
    cycle = replace(CYCLE, objectives=(Objective(id="o", title="O", key_results=(kept, RESPONSE)),))
    share, minutes = (row.forecast for row in ledger.board(cycle, NOW).rows)
    assert share is not None
    assert minutes is not None
    assert (share.value, share.interval.high) == (100, 100)
    assert (minutes.value, minutes.interval.low) == (0, 0)
