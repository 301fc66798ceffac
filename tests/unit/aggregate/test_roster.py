"""Who is who: two ids that are one person, and where they are expected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.merges import Merge
from keystep.aggregate.people import LessonRef
from keystep.aggregate.persons import Assigned, Claimed, Used
from keystep.domain.bundles import Claim
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind, Point
from keystep.errors import UsageError
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    at,
    completed,
    device,
    enrolled,
    taken_in,
    viewed,
)
from tests.unit.aggregate.dump import dump

ON = date(2027, 1, 20)
LATER = NOW.at + timedelta(hours=1)
DAY = timedelta(days=1)
CYCLE = Cycle(id="q1", title="Q1", start=MONDAY.date(), end=date(2027, 3, 31))
PATHS = {"customers/first-weeks": ("customers/greet", "customers/answer")}
ENGAGEMENT = KeyResult(id="e", title="E", kind=KrKind.ENGAGEMENT, target=80)
COMPLETION = KeyResult(
    id="c", title="C", kind=KrKind.COMPLETION, source="customers/first-weeks", target=90
)
KNOWLEDGE = KeyResult(
    id="k", title="K", kind=KrKind.KNOWLEDGE, source="customers/basics", target=50
)


@pytest.fixture
def twice(either: Aggregate) -> Aggregate:
    """Ana registered at two stations; she learnt a part of everything at each. Ben did nothing."""
    enrolled(either, "hall", "van")
    hall, van = Station("hall"), Station("van")
    hall.did("ana", assessed(Phase.PRE, 400), completed("greet"), when=MONDAY)
    van.did("anna", completed("answer"), assessed(Phase.POST, 800), when=MONDAY + 2 * DAY)
    hall.did("ben", viewed(), when=MONDAY)
    taken_in(
        either,
        hall.bundle(claims=[_claim("ana"), _claim("ben")], sealed=at(ON)),
        van.bundle(claims=[_claim("anna")], sealed=at(ON)),
    )
    either.states.refresh()
    return either


def _claim(who: str) -> Claim:
    return Claim(who, who.title(), "North")


def everything(ledger: Aggregate) -> list[Any]:
    """All that a merge moves."""
    ledger.states.refresh()
    slices = [ledger.states.slice_for(device(name), ON) for name in ("hall", "van")]
    return [dump(ledger), slices, ledger.roster.people()]


def last(ledger: Aggregate, key_result: KeyResult) -> Point:
    return ledger.points_for(key_result, CYCLE, ON, PATHS)[-1]


def test_everybody_is_told_with_where_they_learn(twice: Aggregate) -> None:
    ana, anna, ben = twice.roster.people()
    assert (ana.person, ana.name, ana.team, ana.also) == ("ana", "Ana", "North", ())
    assert ana.stations == (Used(device=device("hall"), name="hall", last_day=MONDAY.date()),)
    assert (ana.last_day, ana.events, anna.events, ben.events) == (MONDAY.date(), 2, 2, 1)


def test_a_merged_person_is_told_once_with_all_that_is_theirs(twice: Aggregate) -> None:
    twice.roster.merge("anna", "ana", NOW.at)
    ana, ben = twice.roster.people()
    assert (ana.person, ana.also, ana.events, ben.person) == ("ana", ("anna",), 4, "ben")
    assert [one.name for one in ana.stations] == ["van", "hall"]
    assert ana.last_day == MONDAY.date() + 2 * DAY


def test_figures_count_a_merged_person_once(twice: Aggregate) -> None:
    assert twice.points_for(KNOWLEDGE, CYCLE, ON) == ()
    first = twice.points_for(ENGAGEMENT, CYCLE, ON)[0]
    assert (first.n, round(first.value)) == (3, 67)
    assert (last(twice, COMPLETION).n, last(twice, COMPLETION).value) == (3, 0.0)

    twice.roster.merge("anna", "ana", NOW.at)
    first = twice.points_for(ENGAGEMENT, CYCLE, ON)[0]
    assert (first.n, first.value) == (2, 50.0)
    assert (last(twice, COMPLETION).n, last(twice, COMPLETION).value) == (2, 50.0)
    assert (last(twice, KNOWLEDGE).n, last(twice, KNOWLEDGE).value) == (1, pytest.approx(100.0))
    (greet,) = twice.lessons_behind([LessonRef("customers", "greet", "basics")], ON)
    assert (greet.finished, greet.of) == (1, 2)
    assert (greet.pairs, greet.gain) == (1, None)


def test_raw_events_of_a_person_are_those_of_every_id(twice: Aggregate) -> None:
    twice.roster.merge("anna", "ana", NOW.at)
    assert [event.learner for event in twice.events(learner="ana")] == ["anna"] * 2 + ["ana"] * 2
    assert len(twice.events(learner="anna")) == 2


def test_both_stations_hear_of_the_person_under_both_ids(twice: Aggregate) -> None:
    twice.roster.merge("anna", "ana", NOW.at)
    twice.states.refresh()
    at_hall = twice.states.slice_for(device("hall"), ON)
    (at_van,) = twice.states.slice_for(device("van"), ON)[0]
    assert (at_van.learner, at_van.also) == ("ana", ("anna",))
    assert at_van in at_hall[0]
    states = {one.learner: one for one in at_hall[2]}
    assert sorted(states) == ["ana", "ben"]
    assert {state.learner for state in states["ana"].each()} == {"ana"}
    assert {lesson.lesson for lesson in states["ana"].lessons} == {"greet", "answer"}


def test_unmerging_leaves_everything_as_it_was(twice: Aggregate) -> None:
    before = everything(twice)
    twice.roster.merge("anna", "ana", NOW.at)
    assert everything(twice) != before
    twice.roster.unmerge("anna", LATER)
    assert everything(twice) == before


def test_what_is_imported_after_a_merge_counts_for_the_person(twice: Aggregate) -> None:
    late = Station("tent").did("anna", completed("third"), when=MONDAY + 3 * DAY).bundle()
    twice.roster.merge("anna", "ana", NOW.at)
    taken_in(twice, late)
    merged = everything(twice)
    twice.rebuild()
    assert everything(twice) == merged
    twice.roster.unmerge("anna", LATER)
    apart = everything(twice)
    assert [row.events for row in twice.roster.people()] == [2, 3, 1]
    twice.roster.merge("anna", "ana", LATER)
    assert everything(twice) == merged
    twice.roster.unmerge("anna", LATER)
    assert everything(twice) == apart


def test_who_was_merged_goes_along_when_the_person_is_merged(twice: Aggregate) -> None:
    apart = everything(twice)
    twice.roster.merge("anna", "ana", NOW.at)
    once = everything(twice)
    twice.roster.merge("ana", "ben", LATER)
    (ben,) = twice.roster.people()
    assert (ben.person, ben.also, ben.events) == ("ben", ("ana", "anna"), 5)
    twice.roster.unmerge("ana", LATER)
    assert everything(twice) == once
    twice.roster.unmerge("anna", LATER)
    assert everything(twice) == apart


def test_the_history_of_merges_is_kept(twice: Aggregate) -> None:
    twice.roster.merge("anna", "ana", NOW.at)
    twice.roster.unmerge("anna", LATER)
    twice.roster.merge("ana", "anna", LATER)
    assert twice.roster.history() == (
        Merge(learner="ana", person="anna", merged_at=LATER, undone_at=None),
        Merge(learner="anna", person="ana", merged_at=NOW.at, undone_at=LATER),
    )


def test_a_merge_that_makes_no_sense_is_refused(twice: Aggregate) -> None:
    with pytest.raises(UsageError, match="keystep people"):
        twice.roster.merge("nobody", "ana", NOW.at)
    with pytest.raises(UsageError, match="keystep people"):
        twice.roster.merge("ana", "nobody", NOW.at)
    with pytest.raises(UsageError, match="not merged"):
        twice.roster.unmerge("ana", NOW.at)
    with pytest.raises(UsageError, match="goes by"):
        twice.roster.merge("ana", "ana", NOW.at)
    twice.roster.merge("anna", "ana", NOW.at)
    before = everything(twice)
    for learner, person in [("anna", "ben"), ("anna", "ana"), ("ana", "anna")]:
        with pytest.raises(UsageError, match="“anna” goes by “ana” already"):
            twice.roster.merge(learner, person, NOW.at)
    assert everything(twice) == before


def test_undoing_the_import_of_a_merged_person_takes_it_from_the_person(twice: Aggregate) -> None:
    twice.roster.merge("anna", "ana", NOW.at)
    before = everything(twice)
    taken_in(twice, Station("tent").did("anna", completed("third")).bundle())
    after = everything(twice)
    newest = twice.runs.listed()[0].id
    twice.runs.undo(newest, LATER)
    assert everything(twice)[0]["learner_day"] == before[0]["learner_day"]
    assert everything(twice)[1] == before[1]
    assert "third" not in {lesson.lesson for lesson in twice.roster.data_of("ana").states.lessons}
    twice.runs.redo(newest)
    assert everything(twice) == after


def test_undone_events_are_not_behind_any_figure(twice: Aggregate) -> None:
    before = twice.events()
    taken_in(twice, Station("tent").did("ana", completed("third")).bundle())
    twice.runs.undo(twice.runs.listed()[0].id, LATER)
    assert twice.events() == before
    assert [one["counted"] for one in twice.roster.data_of("ana").events].count(False) == 1


def test_a_new_laptop_is_told_of_everybody_at_the_lost_one(twice: Aggregate) -> None:
    enrolled(twice, "new")
    twice.roster.assign("anna", device("hall"), NOW.at)
    assert twice.roster.adopt(device("hall"), device("new"), NOW.at) == 3
    assert twice.roster.adopt(device("hall"), device("new"), LATER) == 3
    told = twice.states.slice_for(device("new"), ON)
    assert [person.learner for person in told[0]] == ["ana", "anna", "ben"]
    assert told[2] == tuple(
        state for name in ("ana", "anna", "ben") for state in [twice.roster.data_of(name).states]
    )
    ben = twice.roster.people()[-1]
    assert [(one.name, one.last_day) for one in ben.stations] == [
        ("hall", MONDAY.date()),
        ("new", None),
    ]


def test_nobody_is_expected_where_there_is_no_station(twice: Aggregate) -> None:
    with pytest.raises(UsageError, match="No station"):
        twice.roster.assign("ana", device("nowhere"), NOW.at)
    with pytest.raises(UsageError, match="keystep people"):
        twice.roster.assign("nobody", device("hall"), NOW.at)
    for one, other in [("hall", "nowhere"), ("nowhere", "hall")]:
        with pytest.raises(UsageError, match="No station"):
            twice.roster.adopt(device(one), device(other), NOW.at)


def test_a_person_is_told_everything_that_is_known_of_them(twice: Aggregate) -> None:
    twice.roster.assign("anna", device("hall"), NOW.at)
    twice.roster.merge("anna", "ana", NOW.at)
    for asked in ("ana", "anna"):
        data = twice.roster.data_of(asked)
        assert (data.person, data.also) == ("ana", ("anna",))
        assert data.names == (
            Claimed(learner="ana", name="Ana", team="North", at=at(ON)),
            Claimed(learner="anna", name="Anna", team="North", at=at(ON)),
        )
        assert [one.name for one in data.stations] == ["van", "hall"]
        assert data.assigned == (Assigned(learner="anna", device=device("hall"), at=NOW.at),)
        assert data.merges == twice.roster.history()
        assert sorted(one["kind"] for one in data.events) == [
            "assessment_completed",
            "assessment_completed",
            "lesson_completed",
            "lesson_completed",
        ]
        assert {one["learner"] for one in data.events} == {"ana", "anna"}
        assert {(one["device"], one["epoch"]) for one in data.events} == {
            (device("hall"), "e1"),
            (device("van"), "e1"),
        }
        assert all(one["body"] and len(one["h"]) == 64 for one in data.events)
        assert len(data.states.assessments) == 2
    with pytest.raises(UsageError, match="keystep people"):
        twice.roster.data_of("nobody")
