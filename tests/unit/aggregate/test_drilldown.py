from __future__ import annotations

from datetime import date, timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.people import LessonRef
from keystep.domain.bundles import Claim
from keystep.domain.kpi import KpiRow
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind
from tests.unit.aggregate.builders import (
    Station,
    assessed,
    at,
    completed,
    started,
    taken_in,
    viewed,
    with_kpis,
)

START = date(2027, 1, 4)
ON = date(2027, 2, 1)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
NORTH = [f"north-{number:02}" for number in range(12)]
NIGHT = [f"night-{number}" for number in range(4)]
GREET, ANSWER = LessonRef("customers", "greet", "basics"), LessonRef("customers", "answer")
RESPONSE = KeyResult(id="r", title="R", kind=KrKind.WORK, source="response", baseline=20, target=17)
BASICS = KeyResult(id="b", title="B", kind=KrKind.KNOWLEDGE, source="customers/basics", target=50)


@pytest.fixture
def taught(ledger: Aggregate) -> Aggregate:
    """Two teams: ten of twelve in the north and all four at night finished a lesson."""
    hall = Station("hall")
    for number, who in enumerate(NORTH + NIGHT):
        hall.did(who, started("greet"), assessed(Phase.PRE, 400), when=at(START))
        if number not in {3, 4}:
            hall.did(who, completed("greet"), when=at(START + timedelta(days=1)))
        hall.did(who, assessed(Phase.POST, 600 + 10 * number), when=at(START + timedelta(days=2)))
    claims = [Claim(who, who.title(), "North") for who in NORTH]
    claims += [Claim(who, who.title(), "Night") for who in NIGHT]
    taken_in(ledger, hall.bundle(claims=claims))
    return ledger


def test_each_team_tells_how_many_learned_and_what_changed(taught: Aggregate) -> None:
    rows = [
        KpiRow(kpi="response", team=team, day=START + timedelta(days=day), value=value, n=10)
        for team, day, value in [("North", 0, 20.0), ("North", 7, 18.0), ("Export", 0, 19.0)]
    ]
    with_kpis(taught, rows, at(ON))
    export, night, north = taught.teams_of(RESPONSE, CYCLE, ON, [GREET])
    assert (north.team, north.members, north.learned) == ("North", 12, 10)
    assert (north.before, north.after, len(north.points)) == (20.0, 18.0, 2)
    assert north.better is not None
    assert north.better.value == pytest.approx(10.0)
    assert (export.team, export.members, export.after, export.better) == (
        "Export",
        None,
        19.0,
        None,
    )
    assert (night.team, night.points) == ("Night", ())


def test_fewer_than_five_people_are_not_shown_singly(taught: Aggregate) -> None:
    night, north = taught.teams_of(BASICS, CYCLE, ON, [GREET])
    assert (night.team, night.members, night.learned) == ("Night", None, None)
    assert (night.before, night.after, night.better) == (None, None, None)
    assert (north.before, north.after) == (40.0, pytest.approx(65.5))
    assert north.better is not None
    assert north.better.clusters == 12


def test_a_lesson_tells_who_finished_and_what_they_gained(taught: Aggregate) -> None:
    greet, answer = taught.lessons_behind([GREET, ANSWER], ON)
    assert (greet.started, greet.finished, greet.of) == (START, 14, 16)
    assert greet.gain is not None
    assert (greet.gain.pairs, greet.gain.pre) == (14, 40.0)
    assert greet.gain.absolute.interval is not None
    assert (answer.started, answer.finished, answer.gain) == (None, 0, None)


def test_what_happened_after_the_day_asked_for_does_not_count(taught: Aggregate) -> None:
    (greet,) = taught.lessons_behind([GREET], START)
    assert (greet.finished, greet.gain) == (0, None)
    assert [row.learned for row in taught.teams_of(BASICS, CYCLE, START, [GREET])] == [None, 0]


def test_raw_events_come_newest_first_and_page_by_page(ledger: Aggregate) -> None:
    hall = Station("hall")
    for day in range(5):
        hall.did("ana", viewed(str(day)), when=at(START + timedelta(days=day)))
    hall.did("ben", completed(), when=at(START))
    taken_in(ledger, hall.bundle())
    assert [event.seq for event in ledger.events(limit=2)] == [5, 4]
    assert [event.seq for event in ledger.events(limit=2, offset=4)] == [6, 1]
    assert [event.kind for event in ledger.events(learner="ben")] == ["lesson_completed"]
    assert len(ledger.events(learner="ana", kinds=["step_viewed"])) == 5
    assert len(ledger.events(kinds=["step_viewed", "lesson_completed"])) == 6
    assert ledger.events(kinds=["search_made"]) == ()
