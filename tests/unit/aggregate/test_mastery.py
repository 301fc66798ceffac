"""Who mastered a skill by when, from every station's events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.facts import ScenarioCompleted
from keystep.domain.measures import wilson
from keystep.domain.okr import Cycle, KeyResult, KrKind, Point
from keystep.domain.progress import MILLIONTHS, SkillProgress
from keystep.domain.skills import mastery
from tests.unit.aggregate.builders import NOW, Station, at, played, taken_in
from tests.unit.aggregate.dump import dump

START = date(2027, 1, 4)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
PEOPLE = [f"learner-{number}" for number in range(10)]
MASTERED = KeyResult(
    id="m", title="M", kind=KrKind.MASTERY, source="customers/answers", target=80, bound=60
)
RIGHT, WRONG = replace(played(), score=1000), replace(played(), score=0)


def day(number: int) -> date:
    return START + timedelta(days=number)


def known(ledger: Aggregate, *people: str) -> None:
    claims = [Claim(who, who.title(), "North") for who in people or PEOPLE]
    taken_in(ledger, Station("desk").bundle(1, 0, claims=claims))


def ended(station: Station, who: str, on: int, *facts: ScenarioCompleted) -> None:
    station.did(who, *facts, when=at(day(on)))


def points(ledger: Aggregate, bound: float = 60, on: int = 16) -> tuple[Point, ...]:
    return ledger.points_for(replace(MASTERED, bound=bound), CYCLE, day(on))


def test_those_at_the_bound_count_of_everybody(either: Aggregate) -> None:
    known(either)
    hall = Station()
    for who in PEOPLE[:3]:
        ended(hall, who, 2, RIGHT)
    ended(hall, PEOPLE[3], 9, RIGHT)
    ended(hall, PEOPLE[4], 9, WRONG)
    taken_in(either, hall.bundle())
    first, second, today = points(either)
    assert (first.day, second.day, today.day) == (day(6), day(13), day(16))
    assert [round(point.value) for point in (first, second, today)] == [30, 40, 40]
    assert first.n == 10
    assert first.interval is not None
    assert first.interval.low == pytest.approx(100 * wilson(3, 10).low)


def test_the_bound_is_on_mastery_and_can_be_lost_again(ledger: Aggregate) -> None:
    known(ledger, "ana")
    hall = Station()
    ended(hall, "ana", 1, RIGHT, RIGHT, RIGHT)
    ended(hall, "ana", 8, WRONG, WRONG, WRONG, WRONG)
    taken_in(ledger, hall.bundle())
    ledger.states.refresh()
    (skill,) = (one for one in ledger.learning.skills() if one.skill == "answers")
    assert isinstance(skill, SkillProgress)
    now = 100 * mastery(skill.theta / MILLIONTHS)
    assert [point.value for point in points(ledger, bound=now + 0.01)] == [100, 0, 0]
    assert [point.value for point in points(ledger, bound=now - 0.01)] == [100, 100, 100]


def test_without_any_evidence_there_is_no_figure(ledger: Aggregate) -> None:
    known(ledger)
    assert points(ledger) == ()
    taken_in(ledger, Station().did("stranger", RIGHT).bundle())
    assert points(ledger) == ()


def test_it_is_the_same_before_and_after_folding_however_it_came(either: Aggregate) -> None:
    known(either)
    hall, van = Station("hall"), Station("van")
    ended(hall, "learner-1", 1, RIGHT)
    ended(van, "learner-1", 2, WRONG)
    ended(van, "learner-2", 9, RIGHT)
    taken_in(either, van.bundle())
    either.states.refresh()
    taken_in(either, hall.bundle())
    unfolded = points(either)
    either.states.refresh()
    kept = dump(either)["skill_day"]
    assert points(either) == unfolded
    assert len(kept) == 3
    either.rebuild()
    assert points(either) == unfolded
    either.states.refresh()
    assert dump(either)["skill_day"] == kept


def test_whoever_is_found_to_be_one_person_counts_once_and_who_is_forgotten_not_at_all(
    ledger: Aggregate,
) -> None:
    known(ledger, "ana", "ann", "ben")
    hall = Station()
    ended(hall, "ann", 1, RIGHT)
    ended(hall, "ben", 1, RIGHT)
    taken_in(ledger, hall.bundle())
    ledger.states.refresh()
    ledger.roster.merge("ann", "ana", NOW.at)
    ledger.states.refresh()
    assert [(point.value, point.n) for point in points(ledger, on=5)] == [(100, 2)]
    assert {row[2] for row in dump(ledger)["skill_day"]} == {"ana", "ben"}
    ledger.roster.erase("ana", NOW.at)
    assert [(point.value, point.n) for point in points(ledger, on=5)] == [(100, 1)]
    assert {row[2] for row in dump(ledger)["skill_day"]} == {"ben"}
