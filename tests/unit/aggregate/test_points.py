from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.facts import Fact
from keystep.domain.kpi import KpiRow
from keystep.domain.lesson import Phase
from keystep.domain.measures import wilson
from keystep.domain.okr import Cycle, KeyResult, KrKind, Milestone, Point
from tests.unit.aggregate.builders import (
    Station,
    assessed,
    at,
    completed,
    enrolled,
    played,
    reviewed,
    started,
    taken_in,
    viewed,
    with_kpis,
)

START = date(2027, 1, 4)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
LEARNERS = [f"learner-{number:02}" for number in range(12)]
PATHS = {"customers/first-weeks": ("customers/greet", "customers/answer")}

WORK = KeyResult(
    id="w", title="W", kind=KrKind.WORK, source="response-time", baseline=20, target=17
)
KNOWLEDGE = KeyResult(
    id="k", title="K", kind=KrKind.KNOWLEDGE, source="customers/basics", target=50
)
ENGAGEMENT = KeyResult(id="e", title="E", kind=KrKind.ENGAGEMENT, target=80)
COMPLETION = KeyResult(
    id="c", title="C", kind=KrKind.COMPLETION, source="customers/first-weeks", target=90
)


def day(number: int) -> date:
    """Days of the cycle, from 0."""
    return START + timedelta(days=number)


def roster(ledger: Aggregate, learners: Iterable[str] = LEARNERS) -> None:
    claims = [Claim(who, who.title(), "North") for who in learners]
    taken_in(ledger, Station("desk").bundle(1, 0, claims=claims))


def reported(ledger: Aggregate, station: Station, sealed: date) -> None:
    taken_in(ledger, station.bundle(sealed=at(sealed)))


def kpi(ledger: Aggregate, *rows: tuple[str, int, float, int]) -> None:
    with_kpis(
        ledger,
        [
            KpiRow(kpi="response-time", team=team, day=day(on), value=value, n=n)
            for team, on, value, n in rows
        ],
        at(START),
    )


def test_a_kpi_weighs_its_teams_by_what_they_counted(ledger: Aggregate) -> None:
    kpi(ledger, ("North", 4, 10.0, 300), ("South", 4, 20.0, 100), ("North", 11, 9.0, 5))
    first, second = ledger.points_for(WORK, CYCLE, day(30))
    assert first == Point(day(4), 12.5, 400, None)
    assert (second.day, second.value) == (day(11), 9.0)


def test_three_teams_give_a_kpi_its_interval(ledger: Aggregate) -> None:
    kpi(
        ledger,
        *((team, 4, value, 10) for team, value in zip("ABC", (10.0, 12.0, 14.0), strict=True)),
    )
    (point,) = ledger.points_for(WORK, CYCLE, day(30))
    assert point.interval is not None
    assert point.interval.low == pytest.approx(12 - 4.30265 * 2 / 3**0.5, abs=1e-4)


def test_a_kpi_counts_within_the_cycle_and_up_to_today(ledger: Aggregate) -> None:
    kpi(ledger, ("A", -1, 1.0, 1), ("A", 0, 2.0, 1), ("A", 20, 3.0, 1), ("A", 300, 4.0, 1))
    assert [point.value for point in ledger.points_for(WORK, CYCLE, day(19))] == [2.0]
    assert [point.value for point in ledger.points_for(WORK, CYCLE, day(400))] == [2.0, 3.0]


def test_knowledge_is_the_gain_over_matched_pairs_so_far(ledger: Aggregate) -> None:
    hall = Station("hall")
    for number, who in enumerate(LEARNERS):
        hall.did(who, assessed(Phase.PRE, 400 + 10 * number), when=at(day(1)))
        hall.did(who, assessed(Phase.POST, 700), when=at(day(3 if number < 6 else 9)))
    hall.did("no-pre", assessed(Phase.POST, 1000), when=at(day(3)))
    reported(ledger, hall, day(10))
    first, second = ledger.points_for(KNOWLEDGE, CYCLE, day(10))
    assert (first.day, first.n, first.interval) == (day(6), 6, None)
    assert first.value == pytest.approx(100 * (70 - 42.5) / 42.5)
    assert (second.day, second.n) == (day(10), 12)
    assert second.value == pytest.approx(100 * (70 - 45.5) / 45.5)
    assert second.interval is not None
    assert second.interval.low < second.value < second.interval.high


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_earliest_test_before_and_the_latest_after_count(ledger: Aggregate, names: str) -> None:
    later, earlier = map(Station, names)
    later.did("ana", assessed(Phase.PRE, 900), when=at(day(2)))
    later.did("ana", assessed(Phase.POST, 800), when=at(day(4)))
    earlier.did("ana", assessed(Phase.POST, 990), when=at(day(0)))
    earlier.did("ana", assessed(Phase.PRE, 400), when=at(day(1)))
    earlier.did("ana", assessed(Phase.POST, 600), when=at(day(3)))
    later.did("ana", assessed(Phase.NEEDS, 100), when=at(day(5)))
    for station in (later, earlier):
        reported(ledger, station, day(5))
    (point,) = ledger.points_for(KNOWLEDGE, CYCLE, day(5))
    assert (point.value, point.n) == (pytest.approx(100.0), 1)


def test_a_clock_set_back_does_not_turn_before_and_after_around(ledger: Aggregate) -> None:
    hall = Station("hall").did("ana", assessed(Phase.PRE, 400), when=at(day(5)), boot="one")
    hall.did("ana", assessed(Phase.POST, 800), when=at(day(3)), boot="two")
    reported(ledger, hall, day(6))
    assert [point.value for point in ledger.points_for(KNOWLEDGE, CYCLE, day(6))] == [100.0]


def test_nobody_who_knew_nothing_has_a_relative_gain(ledger: Aggregate) -> None:
    hall = Station("hall").did("ana", assessed(Phase.PRE, 0), assessed(Phase.POST, 500))
    reported(ledger, hall, day(1))
    assert ledger.points_for(KNOWLEDGE, CYCLE, day(5)) == ()


@pytest.mark.parametrize(
    ("facts", "active"),
    [
        ([completed()], True),
        ([assessed(Phase.PRE, 0)], True),
        ([played()], True),
        ([reviewed(str(card)) for card in range(5)], True),
        ([reviewed(str(card)) for card in range(4)], False),
        ([started(), viewed()], False),
    ],
    ids=["lesson", "test", "scenario", "five cards", "four cards", "looking around"],
)
def test_what_makes_a_learner_active(ledger: Aggregate, facts: list[Fact], *, active: bool) -> None:
    enrolled(ledger, "hall")
    roster(ledger, ["ana"])
    reported(ledger, Station("hall").did("ana", *facts, when=at(day(2))), day(8))
    (point,) = ledger.points_for(ENGAGEMENT, CYCLE, day(8))
    assert (point.day, point.value, point.n) == (day(6), 100.0 * active, 1)


def test_cards_of_one_day_at_two_stations_add_up(ledger: Aggregate) -> None:
    enrolled(ledger, "hall", "van")
    roster(ledger, ["ana"])
    for name, count in (("hall", 2), ("van", 3)):
        station = Station(name).did("ana", *[reviewed()] * count, when=at(day(2)))
        reported(ledger, station, day(8))
    assert [point.value for point in ledger.points_for(ENGAGEMENT, CYCLE, day(8))] == [100.0]


def test_engagement_is_a_share_with_its_wilson_interval(ledger: Aggregate) -> None:
    enrolled(ledger, "hall")
    roster(ledger)
    hall = Station("hall")
    for who in LEARNERS[:9]:
        hall.did(who, completed(), when=at(day(2)))
    hall.did("stranger", completed(), when=at(day(2)))
    reported(ledger, hall, day(14))
    first, second = ledger.points_for(ENGAGEMENT, CYCLE, day(14))
    assert (first.value, first.n, second.value) == (75.0, 12, 0.0)
    assert first.interval is not None
    assert first.interval.low == pytest.approx(100 * wilson(9, 12).low)


def test_a_week_counts_once_it_is_over(ledger: Aggregate) -> None:
    roster(ledger)
    assert ledger.engagement(CYCLE, day(6)) == ()
    assert [week.day for week in ledger.engagement(CYCLE, day(7))] == [day(6)]
    assert ledger.engagement(CYCLE, day(500))[-1].day == CYCLE.end


def test_who_used_a_silent_station_is_unknown_not_idle(ledger: Aggregate) -> None:
    enrolled(ledger, "hall", "van")
    roster(ledger, ["ana", "ben", "eva", "tom"])
    hall, van = Station("hall"), Station("van")
    hall.did("ana", completed(), when=at(day(1))).did("ben", viewed(), when=at(day(1)))
    van.did("eva", viewed(), when=at(day(-20))).did("tom", completed(), when=at(day(3)))
    reported(ledger, hall, day(8))
    reported(ledger, van, day(6))
    (week,) = ledger.engagement(CYCLE, day(8))
    assert (week.active, week.known, week.roster) == (1, 2, 4)
    assert (week.bounds.low, week.bounds.high) == (50.0, 75.0)


def test_thirty_days_later_a_station_is_forgotten(ledger: Aggregate) -> None:
    enrolled(ledger, "van")
    roster(ledger, ["eva"])
    reported(ledger, Station("van").did("eva", viewed(), when=at(day(-24))), day(-23))
    assert [week.day for week in ledger.engagement(CYCLE, day(8))] == [day(6)]
    reported(ledger, Station("van", "e2").did("eva", viewed(), when=at(day(-23))), day(-22))
    assert ledger.engagement(CYCLE, day(8)) == ()


def test_completion_wants_every_lesson_of_the_path(ledger: Aggregate) -> None:
    roster(ledger, ["ana", "ben", "eva", "tom"])
    hall = Station("hall")
    hall.did("ana", completed("greet"), when=at(day(1))).did("ben", completed("greet"))
    hall.did("ana", completed("answer"), completed("answer"), when=at(day(8)))
    hall.did("stranger", completed("greet"), completed("answer"))
    reported(ledger, hall, day(9))
    points = ledger.points_for(COMPLETION, CYCLE, day(9), PATHS)
    assert [(point.day, point.value, point.n) for point in points] == [
        (day(6), 0.0, 4),
        (day(9), 25.0, 4),
    ]


def test_the_first_completion_stays_whatever_comes_later(ledger: Aggregate) -> None:
    roster(ledger, ["ana"])
    late = Station("a").did("ana", completed("greet"), completed("answer"), when=at(day(9)))
    early = Station("b").did("ana", completed("greet"), completed("answer"), when=at(day(1)))
    for station in (late, early):
        reported(ledger, station, day(10))
    points = ledger.points_for(COMPLETION, CYCLE, day(10), PATHS)
    assert [point.value for point in points] == [100.0, 100.0]


def test_a_path_that_nobody_knows_has_no_figure(ledger: Aggregate) -> None:
    roster(ledger)
    assert ledger.points_for(COMPLETION, CYCLE, day(9)) == ()


def test_milestones_count_by_weight(ledger: Aggregate) -> None:
    milestones = (Milestone(title="A", weight=3, done=True), Milestone(title="B"))
    launch = KeyResult(id="m", title="M", kind=KrKind.MILESTONE, milestones=milestones)
    assert ledger.points_for(launch, CYCLE, day(9)) == (Point(day(9), 75.0, 2, None),)


@pytest.mark.parametrize("key_result", [WORK, KNOWLEDGE, ENGAGEMENT, COMPLETION])
def test_before_the_cycle_there_is_nothing_to_show(
    ledger: Aggregate, key_result: KeyResult
) -> None:
    roster(ledger)
    assert ledger.points_for(key_result, CYCLE, day(-1), PATHS) == ()


def test_a_share_keeps_its_interval_between_none_and_all(ledger: Aggregate) -> None:
    lost = KeyResult(id="l", title="L", kind=KrKind.MAINTAIN, unit="%", source="lost", high=5)
    rows = [
        KpiRow(kpi="lost", team=team, day=day(0), value=value, n=10)
        for team, value in [("A", 0.1), ("B", 6.0), ("C", 0.2)]
    ]
    with_kpis(ledger, rows, at(day(0)))
    (point,) = ledger.points_for(lost, CYCLE, day(1))
    assert point.interval is not None
    assert point.interval.low == 0
    assert point.interval.high > 6
