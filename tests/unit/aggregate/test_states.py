"""Where people stand: one order of events over all stations, whatever way the bundles came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim, OpenBundle
from keystep.domain.down import Included, LearnerStates, Person
from keystep.domain.events import Recorded, canonical, chain
from keystep.domain.facts import Fact, StationReported
from keystep.domain.lesson import Phase
from keystep.domain.progress import AssessmentProgress
from keystep.domain.replaying import replay
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    at,
    completed,
    device,
    enrolled,
    reviewed,
    started,
    taken_in,
    viewed,
)
from tests.unit.aggregate.dump import emptied

ON = date(2027, 2, 1)
HOUR, DAY, YEARS = timedelta(hours=1), timedelta(days=1), timedelta(days=3650)
CLAIMS = [Claim(who, who.title(), "North") for who in ("ana", "ben", "eva")]
LEARNERS = ("ana", "ben", "eva", "")
NAMES = ("hall", "van")


def came(ledger: Aggregate, *stations: Station) -> None:
    taken_in(ledger, *(station.bundle(claims=CLAIMS) for station in stations))


def stands(ledger: Aggregate, name: str = "hall") -> dict[str, LearnerStates]:
    """What a station hears of its people after a refresh."""
    ledger.states.refresh()
    _, _, states = ledger.states.slice_for(device(name), ON)
    return {one.learner: one for one in states}


def steps(states: LearnerStates) -> list[tuple[str, ...]]:
    return [lesson.seen for lesson in states.lessons]


def test_what_one_station_says_is_folded_as_the_station_folds_it(either: Aggregate) -> None:
    hall = Station().did("ana", started(), viewed("a"), reviewed(), assessed(Phase.PRE, 500))
    came(either, hall)
    replayed = replay(one.event for one in hall.events)
    told = {type(state) for state in stands(either)["ana"].each()}
    assert told == {kind for kind, rows in replayed.items() if rows}
    assert set(stands(either)["ana"].each()) == {
        state for rows in replayed.values() for state in rows.values()
    }


def test_the_later_event_stands_at_whichever_station(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"), when=MONDAY).did("ana", viewed("c"), when=MONDAY + DAY)
    van = Station("van").did("ana", viewed("b"), when=MONDAY + HOUR)
    came(either, van, hall)
    (seen,) = steps(stands(either)["ana"])
    assert seen == ("a", "b", "c")
    assert stands(either, "van") == stands(either)


@pytest.mark.fault(34)
def test_a_clock_years_behind_does_not_change_the_order(either: Aggregate) -> None:
    issued = MONDAY + DAY
    told = StationReported(program="1", catalog=1, issued=issued)
    hall = Station().did("ana", viewed("a"), when=MONDAY)
    van = Station("van")
    van.did("", told, when=MONDAY - YEARS / 20, truly=issued)
    van.did("ana", viewed("b"), when=MONDAY - YEARS / 20 + HOUR, truly=issued + HOUR)
    came(either, van, hall)
    (seen,) = steps(stands(either)["ana"])
    assert seen == ("a", "b")


@pytest.mark.fault(34)
def test_seqs_keep_their_order_when_a_clock_is_set_back(either: Aggregate) -> None:
    hall = Station().did("ana", assessed(Phase.PRE, 100), when=MONDAY + DAY, boot="one")
    hall.did("ana", assessed(Phase.PRE, 900), when=MONDAY, boot="two")
    came(either, hall)
    (result,) = stands(either)["ana"].assessments
    assert isinstance(result, AssessmentProgress)
    assert result.score == 900


def test_what_this_program_cannot_read_is_passed_over(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"))
    last = hall.events[-1]
    for seq, kind in enumerate(("moon_landed", "step_viewed"), start=2):
        event = msgspec.structs.replace(last.event, seq=seq, kind=kind, body={"pack": 5})
        data = canonical(event)
        hall.events.append(Recorded(event, data, chain(hall.events[-1].h, data)))
    hall.did("ana", viewed("b"))
    came(either, hall)
    assert steps(stands(either)["ana"]) == [("a", "b")]


def test_a_card_due_beyond_the_calendar_stops_nobody(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"), reviewed(), when=at(date(9999, 12, 31), 23))
    came(either, hall.did("ben", viewed("a")))
    assert steps(stands(either)["ana"]) == steps(stands(either)["ben"]) == [("a",)]


def test_only_who_changed_is_folded_anew(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a")).did("ben", viewed("a"))
    came(either, hall)
    assert either.states.refresh() == 2
    assert either.states.refresh() == 0
    hall.did("ben", viewed("b"))
    taken_in(either, hall.bundle(3))
    assert either.states.refresh() == 1


def test_a_cancelled_refresh_goes_on_the_next_time(either: Aggregate) -> None:
    hall = Station()
    for number in range(40):
        hall.did(f"learner-{number}", viewed())
    came(either, hall)
    asked = iter([False, True])
    assert 0 < either.states.refresh(lambda: next(asked)) < 40
    assert either.states.refresh() > 0
    assert either.states.refresh() == 0


@pytest.mark.fault(58)
def test_an_undone_import_leaves_no_trace_until_it_is_redone(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"), viewed("b"))
    taken_in(either, hall.bundle(1, 1, claims=CLAIMS))
    before = stands(either)
    taken_in(either, hall.bundle(2, 2, claims=CLAIMS))
    after = stands(either)
    newest = either.runs.listed()[0]
    either.runs.undo(newest.id, NOW.at)
    assert stands(either) == before
    assert included(either) == (Included(epoch="e1", ranges=((1, 1),)),)
    either.runs.redo(newest.id)
    assert stands(either) == after != before


@pytest.mark.fault(34)
def test_a_clock_found_out_later_moves_others_at_that_station_too(either: Aggregate) -> None:
    """The boot seemed a day ahead of the other station's; the next boot says that it was."""
    hall = Station().did("ana", viewed("late"), when=MONDAY + 2 * DAY, boot="one")
    van = Station("van").did("ana", viewed("early"), when=MONDAY + DAY)
    came(either, hall, van)
    assert steps(stands(either)["ana"]) == [("early", "late")]
    hall.did("ben", viewed(), when=MONDAY, boot="two")
    taken_in(either, hall.bundle(2, claims=CLAIMS))
    assert steps(stands(either)["ana"]) == [("late", "early")]


def included(ledger: Aggregate, name: str = "hall") -> tuple[Included, ...]:
    return ledger.states.slice_for(device(name), ON)[1]


def people(ledger: Aggregate, name: str = "hall", on: date = ON) -> list[str]:
    return [person.learner for person in ledger.states.slice_for(device(name), on)[0]]


def test_a_station_hears_of_those_who_use_it(either: Aggregate) -> None:
    came(either, Station().did("ana", viewed()).did("ben", viewed()), Station("van"))
    assert either.states.slice_for(device("hall"), ON)[0] == (
        Person(learner="ana", name="Ana", team="North"),
        Person(learner="ben", name="Ben", team="North"),
    )
    assert either.states.slice_for(device("van"), ON)[0] == ()


def test_after_400_days_a_station_is_told_no_more(either: Aggregate) -> None:
    came(either, Station().did("ana", viewed(), when=MONDAY))
    last = MONDAY.date() + timedelta(days=399)
    assert people(either, on=last) == ["ana"]
    assert people(either, on=last + DAY) == []


def test_a_dead_battery_is_no_reason_to_forget_anybody(either: Aggregate) -> None:
    came(either, Station().did("ana", viewed(), when=at(date(1970, 1, 1))))
    assert people(either) == ["ana"]


def test_somebody_expected_is_told_of_before_they_come(either: Aggregate) -> None:
    enrolled(either, "van")
    came(either, Station().did("ana", viewed("a")))
    either.roster.assign("ana", device("van"), NOW.at)
    assert people(either, "van") == ["ana"]
    assert stands(either, "van") == stands(either)
    assert included(either, "van") == ()


def test_who_has_no_name_is_not_told_of(either: Aggregate) -> None:
    taken_in(either, Station().did("stranger", viewed()).bundle())
    assert either.states.slice_for(device("hall"), ON)[::2] == ((), ())


def test_what_is_included_is_told_by_epoch_and_range(either: Aggregate) -> None:
    hall = Station().did("ana", *(viewed(step) for step in "abcdef"))
    later = Station(epoch="e2").did("ana", viewed("g"))
    taken_in(either, hall.bundle(1, 2), hall.bundle(4, 5), hall.bundle(5, 6), later.bundle())
    taken_in(either, later.bundle(2, 1))
    assert included(either) == (
        Included(epoch="e1", ranges=((1, 2), (4, 6))),
        Included(epoch="e2", ranges=((1, 1),)),
    )


def test_a_slice_is_never_behind_what_it_says_is_included(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"))
    came(either, hall)
    either.states.refresh()
    hall.did("ana", viewed("b"))
    taken_in(either, hall.bundle(2))
    _, ranges, (ana,) = either.states.slice_for(device("hall"), ON)
    assert ranges[0].holds(2)
    assert steps(ana) == [("a", "b")]


@pytest.mark.fault(30)
def test_both_sides_of_a_fork_are_folded(either: Aggregate) -> None:
    hall = Station().did("ana", viewed("a"))
    twin = hall.copy(1).did("ana", viewed("y"), when=MONDAY + HOUR)
    hall.did("ana", viewed("x"), when=MONDAY + 2 * HOUR)
    both = [hall.bundle(claims=CLAIMS), twin.bundle(claims=CLAIMS)]
    taken_in(either, *both)
    seen = steps(stands(either)["ana"])
    assert sorted(seen[0]) == ["a", "x", "y"]
    taken_in(emptied(either), *reversed(both))
    assert steps(stands(either)["ana"]) == seen


FACTS: tuple[Callable[[datetime], Fact], ...] = (
    lambda _: viewed("a"),
    lambda _: viewed("b"),
    lambda _: started(),
    lambda _: completed(),
    lambda _: reviewed(),
    lambda _: assessed(Phase.PRE, 400),
    lambda _: assessed(Phase.PRE, 800),
    lambda now: StationReported(program="1", catalog=1, issued=now - HOUR),
)
happenings = st.lists(
    st.tuples(
        st.sampled_from(LEARNERS),
        st.sampled_from(FACTS),
        st.integers(0, 60).map(lambda hours: hours * HOUR),
        st.sampled_from([None, None, timedelta(0), -YEARS, YEARS, -DAY, DAY]),
    ),
    min_size=1,
    max_size=10,
)


def lived(station: Station, happened: Sequence[tuple[Any, ...]]) -> Station:
    """Each happening some time after the one before; some after a boot that sets the clock off."""
    now, off, boots = MONDAY, timedelta(0), 0
    for who, fact, passed, set_off in happened:
        now += passed
        if set_off is not None:
            off, boots = set_off, boots + 1
        station.did(who, fact(now), when=now + off, boot=f"boot-{boots}", truly=now)
    return station


@st.composite
def two_ways(draw: st.DrawFn) -> tuple[list[OpenBundle], list[OpenBundle]]:
    """The bundles of two stations, one of which was copied, and the same in another order."""
    hall, van = (lived(Station(name), draw(happenings)) for name in NAMES)
    twin = lived(hall.copy(draw(st.integers(0, len(hall.events)))), draw(happenings))
    bundles = []
    for station in (hall, van, twin):
        cut = draw(st.integers(1, len(station.events)))
        bundles += [station.bundle(1, cut, claims=CLAIMS), station.bundle(cut + 1, claims=CLAIMS)]
    return bundles, draw(st.permutations(bundles))


def slices(ledger: Aggregate) -> list[Any]:
    return [ledger.states.slice_for(device(name), ON)[::2] for name in NAMES]


@pytest.mark.fault(26)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(two_ways())
def test_states_do_not_depend_on_the_order_of_imports(
    either: Aggregate, ways: tuple[list[OpenBundle], list[OpenBundle]]
) -> None:
    """Nor on whether they are kept up to date at every import, or made at once."""
    one_way, another = ways
    taken_in(emptied(either), *one_way)
    either.states.refresh()
    at_once = slices(either)
    emptied(either)
    for bundle in another:
        taken_in(either, bundle)
        either.states.refresh()
    assert slices(either) == at_once
    either.rebuild()
    either.states.refresh()
    assert slices(either) == at_once
