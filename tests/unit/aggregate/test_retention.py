"""Retention: matched tests weeks apart, and probes; never practice that was due."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from msgspec.structs import replace
from scipy import stats

from keystep.aggregate import Aggregate
from keystep.aggregate.retention import Retention
from keystep.domain.facts import AssessmentCompleted
from keystep.domain.lesson import Phase
from tests.unit.aggregate.builders import MONDAY, Station, assessed, reviewed, taken_in

PEOPLE = [f"learner-{n:02}" for n in range(12)]
RUNS = map(str, count())
WEEKS = timedelta(weeks=4)


def sat(phase: Phase, score: int, **changes: object) -> AssessmentCompleted:
    return replace(assessed(phase, score), **{"attempt": next(RUNS), **changes})


def probed(right: int, **changes: object) -> AssessmentCompleted:
    score = (2000 * right + 3) // 6
    return sat(Phase.PROBE, score, assessment="probe", items=3, **changes)


def kept(hall: Station, person: str, after: int, later: int, **changes: object) -> None:
    hall.did(person, sat(Phase.POST, after, **changes))
    hall.did(person, sat(Phase.DELAYED, later, **changes), when=MONDAY + WEEKS)


def told(ledger: Aggregate, *stations: Station) -> tuple[Retention, ...]:
    taken_in(ledger, *(station.bundle() for station in stations))
    return ledger.retention()


def test_practice_that_was_due_says_nothing(ledger: Aggregate) -> None:
    hall = Station()
    for person in PEOPLE:
        hall.did(person, sat(Phase.PRE, 300), sat(Phase.POST, 900), reviewed())
    assert told(ledger, hall) == ()


def test_what_is_kept_is_matched_by_learner(either: Aggregate) -> None:
    hall = Station()
    laters = [500 + 20 * n for n in range(12)]
    for person, later in zip(PEOPLE, laters, strict=True):
        kept(hall, person, 800, later)
    hall.did("only-after", sat(Phase.POST, 100))
    hall.did("only-later", sat(Phase.DELAYED, 100))
    overall, pack = told(either, hall)
    assert overall == replace(pack, pack="")
    assert (pack.pack, pack.tested, pack.probed, pack.right) == ("customers", 12, 0, None)
    shares = [later / 800 for later in laters]
    mean: float = stats.tmean(shares)
    half = stats.t.ppf(0.975, 11) * stats.sem(shares)
    assert pack.kept is not None
    assert pack.kept.interval is not None
    assert pack.kept.value == pytest.approx(mean)
    assert (pack.kept.interval.low, pack.kept.interval.high) == pytest.approx(
        (mean - half, mean + half)
    )


def test_the_latest_test_after_and_the_first_one_later_count(ledger: Aggregate) -> None:
    hall, van = Station("hall"), Station("van")
    for person in PEOPLE[:5]:
        hall.did(person, sat(Phase.POST, 900))
        van.did(person, sat(Phase.POST, 600), when=MONDAY + timedelta(days=1))
    for person in PEOPLE[:5]:
        hall.did(person, sat(Phase.DELAYED, 450), when=MONDAY + WEEKS)
        van.did(person, sat(Phase.DELAYED, 100), when=MONDAY + 2 * WEEKS)
    _, pack = told(ledger, van, hall)
    assert pack.kept is not None
    assert pack.kept.value == pytest.approx(450 / 600)


def test_few_people_have_no_interval_and_fewer_no_figure(ledger: Aggregate) -> None:
    hall = Station()
    for person in PEOPLE[:4]:
        kept(hall, person, 800, 600, pack="few")
        hall.did(person, probed(3, pack="few"))
    for person in PEOPLE[:9]:
        kept(hall, person, 800, 600, pack="some")
        hall.did(person, probed(3, pack="some"))
    overall, few, some = told(ledger, hall)
    assert (few.tested, few.kept, few.probed, few.right) == (4, None, 4, None)
    for row in (overall, some):
        assert row.kept is not None
        assert row.right is not None
        assert (row.kept.value, row.kept.interval) == (pytest.approx(0.75), None)
        assert (row.right.value, row.right.interval) == (1.0, None)


def test_a_learner_is_one_cluster_however_many_probes(ledger: Aggregate) -> None:
    hall = Station()
    for n, person in enumerate(PEOPLE):
        for week in range(1 + n % 3):
            hall.did(person, probed(2 if n % 2 else 1), when=MONDAY + timedelta(weeks=week))
    _, pack = told(ledger, hall)
    assert (pack.probed, pack.probes, pack.tested) == (12, 24, 0)
    assert pack.right is not None
    assert pack.right.clusters == 12
    assert pack.right.value == pytest.approx(0.5, abs=0.001)
    assert pack.right.interval is not None
    assert pack.right.interval.low < 0.45


def test_a_probe_taken_at_two_stations_is_one(ledger: Aggregate) -> None:
    hall, van = Station("hall"), Station("van")
    for person in PEOPLE[:5]:
        hall.did(person, probed(0, attempt=f"week-{person}"))
        van.did(person, probed(3, attempt=f"week-{person}"), when=MONDAY + timedelta(days=1))
    _, pack = told(ledger, van, hall)
    assert pack.probes == 5
    assert pack.right is not None
    assert pack.right.value == 0
