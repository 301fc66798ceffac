from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import OpenBundle, Verdict
from keystep.domain.lesson import Phase
from keystep.errors import UsageError
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    completed,
    sha_of,
    started,
    taken_in,
    viewed,
)
from tests.unit.aggregate.dump import dump

LATER = NOW.at + timedelta(hours=1)


@pytest.fixture
def hall() -> Station:
    return Station().did(
        "ana", started(), viewed(), completed(), assessed(Phase.PRE, 400), viewed("b")
    )


def run_of(ledger: Aggregate, *bundles: OpenBundle) -> int:
    taken_in(ledger, *bundles)
    return ledger.runs.listed()[0].id


def counted(ledger: Aggregate) -> list[int]:
    return sorted(row[2] for row in dump(ledger)["event"] if row[-1])


def test_a_run_tells_what_it_brought(ledger: Aggregate, hall: Station) -> None:
    run = ledger.runs.begin("/media/stick", MONDAY)
    for bundle in (hall.bundle(1, 3), hall.bundle(2, 5)):
        ledger.import_bundle(sha_of(bundle), "b.json", bundle, NOW.at, run)
    (listed,) = ledger.runs.listed()
    assert (listed.id, listed.source, listed.started_at) == (run, "/media/stick", MONDAY)
    assert (listed.bundles, listed.events, listed.undone_at) == (2, 5, None)


def test_looking_in_vain_leaves_no_trace(ledger: Aggregate, hall: Station) -> None:
    numbers = [ledger.runs.begin("share", MONDAY + timedelta(minutes=n)) for n in range(3)]
    assert len(set(numbers)) == 1
    assert ledger.runs.listed() == ()
    taken_in(ledger, hall.bundle())
    assert ledger.runs.begin("share", LATER) != numbers[0]


def test_an_empty_run_is_used_again_for_the_same_source_alone(ledger: Aggregate) -> None:
    assert ledger.runs.begin("share", MONDAY) != ledger.runs.begin("stick", MONDAY)


def test_the_newest_runs_are_listed_first(ledger: Aggregate) -> None:
    numbers = [
        run_of(ledger, Station(name).did("ana", viewed()).bundle()) for name in ("a", "b", "c")
    ]
    assert [run.id for run in ledger.runs.listed(limit=2)] == numbers[:0:-1]


@pytest.mark.fault(58)
def test_what_was_undone_does_not_count_until_redone(ledger: Aggregate, hall: Station) -> None:
    van = Station("van").did("ana", completed(), when=MONDAY + timedelta(days=1))
    taken_in(ledger, van.bundle())
    without = dump(ledger)
    run = run_of(ledger, hall.bundle())
    whole = dump(ledger)

    ledger.runs.undo(run, LATER)

    assert counted(ledger) == [1]
    now = dump(ledger)
    for table in ("learner_day", "lesson_day", "test_result"):
        assert now[table] == without[table] != whole[table]
    assert now["standings"] == whole["standings"]
    assert [one.undone_at for one in ledger.runs.listed()] == [LATER, None]
    ledger.runs.redo(run)
    assert dump(ledger) == whole
    assert [one.undone_at for one in ledger.runs.listed()] == [None, None]


def test_undone_twice_is_undone_once(ledger: Aggregate, hall: Station) -> None:
    run = run_of(ledger, hall.bundle())
    ledger.runs.undo(run, NOW.at)
    ledger.runs.undo(run, LATER)
    assert [one.undone_at for one in ledger.runs.listed()] == [NOW.at]
    ledger.runs.redo(run)
    ledger.runs.redo(run)
    assert counted(ledger) == [1, 2, 3, 4, 5]


@pytest.mark.fault(39, 58)
def test_the_same_file_found_again_stays_excluded(ledger: Aggregate, hall: Station) -> None:
    ledger.runs.undo(run_of(ledger, hall.bundle()), LATER)
    assert taken_in(ledger, hall.bundle()) == [(Verdict.DUPLICATE, 0)]
    assert counted(ledger) == []


def test_what_another_bundle_brought_too_goes_on_counting(ledger: Aggregate, hall: Station) -> None:
    first = run_of(ledger, hall.bundle(1, 4))
    second = run_of(ledger, hall.bundle(3, 5))
    ledger.runs.undo(first, LATER)
    assert counted(ledger) == [3, 4, 5]
    ledger.runs.undo(second, LATER)
    assert counted(ledger) == []
    ledger.runs.redo(first)
    assert counted(ledger) == [1, 2, 3, 4]


def test_another_bundle_lets_what_was_undone_count(ledger: Aggregate, hall: Station) -> None:
    ledger.runs.undo(run_of(ledger, hall.bundle(1, 4)), LATER)
    assert taken_in(ledger, hall.bundle(2, 3)) == [(Verdict.DUPLICATE, 0)]
    assert counted(ledger) == [2, 3]
    before = dump(ledger)
    ledger.rebuild()
    assert dump(ledger) == before


def test_what_comes_into_an_undone_run_waits_for_the_redo(ledger: Aggregate, hall: Station) -> None:
    run = run_of(ledger, hall.bundle(1, 2))
    ledger.runs.undo(run, LATER)
    late = hall.bundle(3, 5)
    ledger.import_bundle(sha_of(late), "late.json", late, LATER, run)
    assert counted(ledger) == []
    ledger.runs.redo(run)
    assert counted(ledger) == [1, 2, 3, 4, 5]


@pytest.mark.fault(58)
def test_of_parted_histories_only_the_undone_one_stops_counting(
    ledger: Aggregate, hall: Station
) -> None:
    twin = hall.copy(3).did("ben", completed("other"), viewed("x"))
    taken_in(ledger, hall.bundle())
    run = run_of(ledger, twin.bundle(3))
    ledger.runs.undo(run, LATER)
    events = dump(ledger)["event"]
    assert {row[4] for row in events if not row[-1]} == {"ben"}
    assert counted(ledger) == [1, 2, 3, 4, 5]
    assert [fork.first for fork in ledger.forks()] == [4]


@pytest.mark.parametrize("act", ["undo", "redo", "import"])
def test_a_run_that_never_was_is_told(ledger: Aggregate, hall: Station, act: str) -> None:
    bundle = hall.bundle()
    acts = {
        "undo": lambda: ledger.runs.undo(7, LATER),
        "redo": lambda: ledger.runs.redo(7),
        "import": lambda: ledger.import_bundle(sha_of(bundle), "b.json", bundle, NOW.at, 7),
    }
    with pytest.raises(UsageError, match="no import number 7"):
        acts[act]()
    assert ledger.events() == ()
