"""Key results about what has stayed: delayed tests, or probes."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.events import Instant
from keystep.domain.facts import AssessmentCompleted
from keystep.domain.lesson import Phase
from keystep.domain.measures import kept, right_of
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective, Point
from tests.unit.aggregate.builders import Station, assessed, at, taken_in

START = date(2027, 1, 4)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
PEOPLE = [f"learner-{number:02}" for number in range(11)]
RUNS = map(str, count())
STAYED = KeyResult(id="s", title="S", kind=KrKind.RETENTION, source="customers/basics", target=90)


def day(number: int) -> date:
    return START + timedelta(days=number)


def sat(phase: Phase, score: int, **changes: object) -> AssessmentCompleted:
    return replace(assessed(phase, score), **{"attempt": next(RUNS), **changes})


def points(ledger: Aggregate, source: str, on: int) -> tuple[Point, ...]:
    return ledger.points_for(replace(STAYED, source=source), CYCLE, day(on))


def test_delayed_tests_are_matched_with_the_latest_test_before_them(ledger: Aggregate) -> None:
    hall, pairs = Station(), []
    for number, who in enumerate(PEOPLE):
        after, later = 700 + 20 * number, 500 + 30 * number
        hall.did(who, sat(Phase.DELAYED, 100), sat(Phase.POST, 100), when=at(day(-40)))
        hall.did(who, sat(Phase.POST, after), when=at(day(-30)))
        hall.did(who, sat(Phase.DELAYED, later), when=at(day(2 if number < 5 else 8)))
        hall.did(who, sat(Phase.DELAYED, 1000), when=at(day(9)))
        pairs.append((after / 1000, later / 1000))
    taken_in(ledger, hall.bundle())
    first, second, _ = points(ledger, "customers/basics", 16)
    expected = kept(pairs)
    assert expected is not None
    assert expected.interval is not None
    assert (first.day, first.n, first.interval) == (day(6), 5, None)
    assert second.n == 11
    assert second.value == pytest.approx(100 * expected.value)
    assert second.interval is not None
    assert second.interval.high == pytest.approx(100 * expected.interval.high)


def test_probes_count_for_four_weeks_by_pack_or_all(either: Aggregate) -> None:
    hall = Station()
    for number, who in enumerate(PEOPLE):
        old = sat(Phase.PROBE, 1000, assessment="probe", items=4)
        new = sat(Phase.PROBE, 500 if number % 2 else 250, assessment="probe", items=4)
        other = sat(Phase.PROBE, 0, assessment="probe", items=4, pack="knots")
        hall.did(who, old, when=at(day(0)))
        hall.did(who, new, when=at(day(30)))
        if number < 2:
            hall.did(who, other, when=at(day(30)))
    hall.did("nobody", sat(Phase.PROBE, 0, assessment="probe", items=0), when=at(day(30)))
    twice = hall.events[-2].event
    taken_in(either, hall.bundle())
    assert twice.kind == "assessment_completed"
    shares = [right_of([(2.0 if n % 2 else 1.0, 4.0) for n in range(11)])]
    one, everything = points(either, "customers", 34), points(either, "any", 34)
    assert [(point.day, round(point.value, 3), point.n) for point in one[-2:]] == [
        (day(27), 100, 11),
        (day(34), round(100 * shares[0].value, 3), 11),
    ]
    assert everything[-1].value == pytest.approx(100 * (5 * 2 + 6 * 1) / (44 + 8))
    assert [point.value for point in points(either, "knots", 34)] == [0]


def test_a_probe_taken_at_two_stations_is_one(ledger: Aggregate) -> None:
    probe = sat(Phase.PROBE, 1000, assessment="probe", items=2)
    hall = Station("hall").did("ana", probe, when=at(day(1)))
    van = Station("van").did("ana", replace(probe, score=0), when=at(day(2)))
    taken_in(ledger, van.bundle(), hall.bundle())
    assert [(point.value, point.n) for point in points(ledger, "any", 5)] == [(100, 1)]


def test_nothing_that_stayed_is_no_figure(ledger: Aggregate) -> None:
    taken_in(ledger, Station().did("ana", sat(Phase.POST, 900)).bundle())
    assert points(ledger, "customers/basics", 16) == ()
    assert points(ledger, "any", 16) == ()


def test_the_four_weeks_move_on_though_nothing_was_done_since(ledger: Aggregate) -> None:
    hall = Station()
    for who in PEOPLE:
        hall.did(who, sat(Phase.PROBE, 1000, assessment="probe", items=4), when=at(day(3)))
        hall.did(who, sat(Phase.PROBE, 500, assessment="probe", items=4), when=at(day(10)))
    taken_in(ledger, hall.bundle())
    probes = replace(STAYED, source="any")
    cycle = replace(CYCLE, objectives=(Objective(id="o", title="O", key_results=(probes,)),))

    def newest(on: int) -> float:
        return ledger.board(cycle, Instant(at(day(on)), 0, "boot", 1), {}).rows[0].points[-1].value

    assert [newest(on) for on in (29, 32, 32)] == [75, 50, 50]
