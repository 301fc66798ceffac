"""Two teams at two stations: eight in the north from January on, six at night from February on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.drilldown import LessonRow
from keystep.aggregate.learner_rows import Behind
from keystep.aggregate.people import LessonRef
from keystep.domain.bundles import Claim
from keystep.domain.events import Instant
from keystep.domain.kpi import KpiRow
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind
from keystep.domain.scope import EVERYBODY, Habit, Scope
from tests.unit.aggregate.builders import (
    Station,
    assessed,
    at,
    completed,
    device,
    enrolled,
    started,
    taken_in,
    with_kpis,
)

START, FEBRUARY, ON = date(2027, 1, 4), date(2027, 2, 1), date(2027, 2, 15)
NOW = Instant(at(ON), 0, "boot", 1)
DAY = timedelta(days=1)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
NORTH = [f"north-{number}" for number in range(8)]
NIGHT = [f"night-{number}" for number in range(6)]
GREET = LessonRef("customers", "greet", "basics")
KNOWLEDGE = KeyResult(
    id="k", title="K", kind=KrKind.KNOWLEDGE, source="customers/basics", target=50
)
ENGAGEMENT = KeyResult(id="e", title="E", kind=KrKind.ENGAGEMENT, target=90)
COMPLETION = KeyResult(id="c", title="C", kind=KrKind.COMPLETION, source="customers/path", target=9)
PIA = [Claim("pia", "Pia", "Tiny")]
PATHS = {"customers/path": ("customers/greet",)}


@pytest.fixture
def taught(ledger: Aggregate) -> Aggregate:
    return teach(ledger)


def teach(ledger: Aggregate) -> Aggregate:
    hall, van = Station("hall"), Station("van")
    for number, who in enumerate(NORTH):
        hall.did(who, started(), assessed(Phase.PRE, 400), when=at(START))
        hall.did(who, completed(), when=at(START + DAY))
        hall.did(who, assessed(Phase.POST, 600 + 10 * number), when=at(START + 2 * DAY))
    for who in NIGHT:
        van.did(who, started(), assessed(Phase.PRE, 500), when=at(FEBRUARY))
        van.did(who, assessed(Phase.POST, 500), when=at(FEBRUARY + DAY))
    claims = [Claim(who, who.title(), "North") for who in NORTH]
    enrolled(ledger, "hall", "van")
    taken_in(
        ledger,
        hall.bundle(claims=claims, sealed=at(ON)),
        van.bundle(claims=[Claim(who, who.title(), "Night") for who in NIGHT], sealed=at(ON)),
    )
    return ledger


def last(ledger: Aggregate, key_result: KeyResult, scope: Scope) -> tuple[int, int]:
    """(n, rounded value) of the newest point."""
    point = ledger.points_for(key_result, CYCLE, ON, PATHS, scope=scope)[-1]
    return point.n, round(point.value)


@pytest.mark.parametrize(
    ("scope", "n", "gain"),
    [
        (EVERYBODY, 14, 30),
        (Scope(team="North"), 8, 59),
        (Scope(team="Night"), 6, 0),
        (Scope(device=device("van")), 6, 0),
        (Scope(cohort="2027-01"), 8, 59),
        (Scope(first=FEBRUARY), 6, 0),
        (Scope(last=FEBRUARY), 8, 59),
    ],
)
def test_every_measure_is_of_its_scope(taught: Aggregate, scope: Scope, n: int, gain: int) -> None:
    assert last(taught, KNOWLEDGE, scope) == (n, gain)
    told = taught.scoped.measured(scope, scope.period(CYCLE) or CYCLE, NOW)
    (knowledge,) = told.knowledge
    assert knowledge.pairs == n


def test_both_databases_tell_the_same(either: Aggregate) -> None:
    teach(either)
    assert last(either, KNOWLEDGE, Scope(cohort="2027-01")) == (8, 59)
    assert len(either.events(scope=Scope(device=device("van"), first=FEBRUARY + DAY))) == 6
    told = either.scoped.measured(EVERYBODY, CYCLE, NOW)
    assert (told.people, told.freshness.known, told.engagement[0].active) == (14, 2, 8)
    assert (
        either.scoped.learners(Scope(team="North"), CYCLE, ON, Behind())[0].last == START + 2 * DAY
    )


def test_a_team_is_counted_by_its_own_people(taught: Aggregate) -> None:
    assert last(taught, COMPLETION, Scope(team="North")) == (8, 100)
    assert last(taught, COMPLETION, Scope(team="Night")) == (6, 0)
    first = taught.points_for(ENGAGEMENT, CYCLE, ON, scope=Scope(team="North"))[0]
    assert (first.n, first.value) == (8, 100.0)


def test_a_key_result_of_a_team_is_that_teams(taught: Aggregate) -> None:
    own = KeyResult(
        id="n", title="N", kind=KrKind.COMPLETION, source="customers/path", target=9, team="North"
    )
    assert last(taught, own, EVERYBODY) == (8, 100)
    assert taught.points_for(own, CYCLE, ON, PATHS, scope=Scope(team="Night")) == ()


def test_of_fewer_than_five_nothing_is_told(taught: Aggregate) -> None:
    nobody = Scope(team="North", device=device("van"))
    assert taught.points_for(KNOWLEDGE, CYCLE, ON, scope=nobody) == ()
    told = taught.scoped.measured(nobody, CYCLE, NOW)
    assert (told.people, told.engagement, told.knowledge) == (None, (), ())
    assert taught.scoped.learners(nobody, CYCLE, ON, Behind()) == ()
    assert taught.events(scope=nobody) == ()


def test_a_habit_of_more_days_is_kept_by_fewer(taught: Aggregate) -> None:
    once = taught.scoped.measured(EVERYBODY, CYCLE, NOW).engagement[0]
    twice = taught.scoped.measured(EVERYBODY, CYCLE, NOW, Habit(days=2)).engagement[0]
    often = taught.scoped.measured(EVERYBODY, CYCLE, NOW, Habit(days=4)).engagement[0]
    assert (once.active, twice.active, often.active) == (8, 8, 0)


def test_the_people_behind_a_lesson_are_listed(taught: Aggregate) -> None:
    rows = taught.scoped.learners(Scope(team="North"), CYCLE, ON, Behind(lessons=(GREET,)))
    assert [row.learner for row in rows] == NORTH
    first = rows[0]
    assert (first.name, first.team, first.days) == ("North-0", "North", 3)
    assert (first.finished, first.before, first.after) == (START + DAY, 40.0, 60.0)
    assert (first.last, first.mastery) == (START + 2 * DAY, None)


def test_events_of_a_scope_are_those_of_its_people_days_and_station(taught: Aggregate) -> None:
    assert {one.learner for one in taught.events(scope=Scope(team="Night"))} == set(NIGHT)
    assert {one.learner for one in taught.events(scope=Scope(device=device("hall")))} == set(NORTH)
    recent = taught.events(scope=Scope(first=FEBRUARY + DAY))
    assert len(recent) == len(NIGHT)
    own = taught.events(learner="night-0", scope=Scope(last=FEBRUARY))
    assert [one.kind for one in own] == ["assessment_completed", "lesson_started"]


def test_freshness_is_that_of_the_stations_used(taught: Aggregate) -> None:
    night = taught.board(CYCLE, NOW, scope=Scope(team="Night"))
    assert night.rows == ()
    assert taught.scoped.measured(Scope(team="Night"), CYCLE, NOW).freshness.known == 1
    assert taught.scoped.measured(EVERYBODY, CYCLE, NOW).freshness.known == 2


def test_a_scope_can_be_chosen_among_what_is_there(taught: Aggregate) -> None:
    there = taught.scoped.choices()
    assert there.teams == ("Night", "North")
    assert [name for _, name in there.stations] == ["hall", "van"]
    assert there.cohorts == ("2027-01", "2027-02")


def test_teams_and_lessons_are_those_of_the_scope(taught: Aggregate) -> None:
    scope = Scope(team="North")
    (north,) = taught.scoped.teams(scope, KNOWLEDGE, CYCLE, ON, [GREET])
    assert (north.team, north.members, north.learned) == ("North", 8, 8)
    (greet,) = taught.scoped.lessons(Scope(team="Night"), [GREET], CYCLE, ON)
    assert (greet.started, greet.finished, greet.of, greet.pairs) == (FEBRUARY, 0, 6, 0)


def test_a_small_team_is_told_neither_by_its_kpi_nor_by_its_lessons(taught: Aggregate) -> None:
    calls = KeyResult(id="w", title="W", kind=KrKind.WORK, source="calls", baseline=20, target=9)
    rows = [
        KpiRow(kpi="calls", team=team, day=FEBRUARY, value=18.0, n=90)
        for team in ("North", "Tiny", "Elsewhere")
    ]
    with_kpis(taught, rows, NOW.at)
    taken_in(taught, Station("post").did("pia", completed()).bundle(claims=PIA))

    def figures(team: str) -> int:
        return len(taught.points_for(calls, CYCLE, ON, PATHS, scope=Scope(team=team)))

    assert [figures(team) for team in ("North", "Tiny", "Elsewhere")] == [1, 0, 1]
    assert taught.points_for(calls, CYCLE, ON, PATHS)[-1].n == 270
    tiny = Scope(team="Tiny")
    assert taught.scoped.lessons(tiny, [GREET], CYCLE, ON) == (LessonRow(lesson=GREET),)
    assert taught.scoped.skills(tiny, CYCLE, [("customers", "calm")]) == ()
