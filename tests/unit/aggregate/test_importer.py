from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.schema import EPOCH
from keystep.domain.bundles import Claim, Health, Verdict
from keystep.domain.events import ERASED, Event, Instant, Recorded, canonical, chain, record
from keystep.domain.lesson import Phase
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    completed,
    enrolled,
    sha_of,
    taken_in,
    viewed,
)
from tests.unit.aggregate.dump import dump


@pytest.fixture
def hall() -> Station:
    return Station().did("ana", viewed("a"), viewed("b"), completed(), viewed("c"), viewed("d"))


def foreign(station: Station, kind: str, body: dict[str, object]) -> Station:
    """An event from a program that knows other kinds and shapes than this one."""
    last = station.events[-1]
    event = msgspec.structs.replace(last.event, seq=last.event.seq + 1, kind=kind, body=body)
    data = canonical(event)
    station.events.append(Recorded(event, data, chain(last.h, data)))
    return station


def test_a_bundle_is_taken_in_once(ledger: Aggregate, hall: Station) -> None:
    bundle = hall.bundle()
    assert taken_in(ledger, bundle, bundle) == [(Verdict.NEW, 5), (Verdict.DUPLICATE, 0)]
    assert ledger.imported() == {sha_of(bundle)}


def test_of_an_overlapping_bundle_only_the_rest_is_new(ledger: Aggregate, hall: Station) -> None:
    assert taken_in(ledger, hall.bundle(1, 3), hall.bundle(2, 5)) == [
        (Verdict.NEW, 3),
        (Verdict.NEW, 2),
    ]
    assert len(ledger.events()) == 5


def test_a_bundle_without_a_new_event_is_a_duplicate(ledger: Aggregate, hall: Station) -> None:
    assert taken_in(ledger, hall.bundle(), hall.bundle(2, 4))[1] == (Verdict.DUPLICATE, 0)


def test_a_heartbeat_is_new_and_brings_health(ledger: Aggregate, hall: Station) -> None:
    enrolled(ledger, "hall")
    poorly = Health(program="0.1.0", waiting=7, free_mib=3)
    later = MONDAY + timedelta(days=1)
    outcome = taken_in(ledger, hall.bundle(6, 5, sealed=later, health=poorly), hall.bundle())
    assert outcome == [(Verdict.NEW, 0), (Verdict.NEW, 5)]
    (row,) = ledger.members.overview()
    assert (row.health, row.sealed_at, row.events) == (poorly, later, 5)


@pytest.mark.fault(29)
def test_events_after_a_gap_count_at_once(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.bundle(3, 5))
    assert [event.seq for event in ledger.events()] == [5, 4, 3]
    assert [(s.last, s.missing) for s in ledger.gaps()] == [(5, ((1, 2),))]
    taken_in(ledger, hall.bundle(1, 2))
    assert ledger.gaps() == ()


@pytest.mark.fault(30, 32)
def test_a_copied_disk_is_told_and_nothing_counts_twice(ledger: Aggregate, hall: Station) -> None:
    twin = hall.copy(3).did("ben", completed("other"), viewed("x"))
    enrolled(ledger, "hall")
    assert taken_in(ledger, hall.bundle(), twin.bundle()) == [(Verdict.NEW, 5), (Verdict.NEW, 2)]
    assert [(f.first, f.seqs) for f in ledger.forks()] == [(4, 2)]
    assert [row.forked for row in ledger.members.overview()] == [True]
    done = [event for event in ledger.events() if event.kind == "lesson_completed"]
    assert sorted(event.learner for event in done) == ["ana", "ben"]


@pytest.mark.fault(32)
def test_three_histories_under_one_name_are_all_kept(ledger: Aggregate, hall: Station) -> None:
    twins = [hall.copy(4).did("ana", viewed(step)) for step in ("x", "y")]
    taken_in(ledger, hall.bundle(), *(twin.bundle() for twin in twins))
    assert len(ledger.events()) == 7
    assert [(f.first, f.seqs) for f in ledger.forks()] == [(5, 1)]


def test_the_newest_claim_names_a_learner(ledger: Aggregate, hall: Station) -> None:
    new = hall.bundle(1, 2, sealed=NOW.at, claims=[Claim("ana", "Ana Roth", "North")])
    old = hall.bundle(3, 5, sealed=MONDAY, claims=[Claim("ana", "Ana Vogel", "South")])
    taken_in(ledger, new, old)
    assert [row[:3] for row in dump(ledger)["learner"]] == [("ana", "Ana Roth", "North")]


@pytest.mark.fault(45)
@pytest.mark.parametrize(
    ("kind", "body"),
    [("topic_suggested", {"text": "Returns"}), ("lesson_completed", {"lesson": 5})],
    ids=["unknown kind", "unreadable body"],
)
def test_what_cannot_be_read_is_kept_and_not_counted(
    ledger: Aggregate, hall: Station, kind: str, body: dict[str, object]
) -> None:
    taken_in(ledger, foreign(hall, kind, body).bundle())
    newest = ledger.events()[0]
    assert newest.kind == kind
    assert msgspec.json.decode(newest.data, type=Event).body == body
    assert [row[3] for row in dump(ledger)["learner_day"]] == [1]


def test_a_stations_own_events_count_for_nobody(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.did("", viewed()).bundle())
    assert {row[1] for row in dump(ledger)["learner_day"]} == {"ana"}


@pytest.mark.fault(46)
def test_words_with_a_meaning_in_sql_are_kept_as_written(ledger: Aggregate) -> None:
    nasty = "'; DROP TABLE event; --"
    taken_in(ledger, Station().did(nasty, completed(nasty)).bundle())
    assert [event.learner for event in ledger.events(learner=nasty)] == [nasty]


@pytest.mark.fault(33)
def test_rebuilding_changes_nothing(ledger: Aggregate, hall: Station) -> None:
    twin = hall.copy(2).did("ben", completed())
    taken_in(ledger, hall.bundle(), twin.bundle(), Station("van").did("ana", completed()).bundle())
    before = dump(ledger)
    ledger.rebuild()
    assert dump(ledger) == before
    assert before["lesson_day"]


def test_an_erased_event_keeps_its_place_alone(ledger: Aggregate, hall: Station) -> None:
    hall.did("ben", viewed("e"))
    assert taken_in(ledger, hall.bundle(erased=["ana"])) == [(Verdict.NEW, 6)]
    *erased, kept = dump(ledger)["event"]
    assert [row[2:4] for row in erased] == [(n, hall.events[n - 1].h) for n in range(1, 6)]
    assert {row[4:9] for row in erased} == {("", ERASED, EPOCH, EPOCH.date(), b"")}
    assert kept[4] == "ben"
    assert [row[1] for row in dump(ledger)["learner_day"]] == ["ben"]
    assert ledger.gaps() == ()


@pytest.mark.parametrize("late", [True, False], ids=["late", "early"])
def test_what_a_station_erased_is_erased_here(ledger: Aggregate, hall: Station, late: bool) -> None:
    hall.did("ben", completed(), assessed(Phase.PRE, 500))
    ways = [hall.bundle(), hall.bundle(erased=["ana"])]
    taken_in(ledger, *(reversed(ways) if late else ways))
    told = dump(ledger)
    assert {row[4] for row in told["event"]} == {"", "ben"}
    assert {row[1] for row in told["learner_day"]} == {"ben"}
    assert {row[3] for row in told["lesson_day"]} == {"ben"}
    assert ledger.forks() == ()


def test_somebody_who_was_erased_does_not_come_back(ledger: Aggregate, hall: Station) -> None:
    hall.did("ben", viewed())
    claims = [Claim("ana", "Ana Roth", "North"), Claim("ben", "Ben", "North")]
    taken_in(ledger, hall.bundle(1, 2, claims=claims))
    ledger.roster.erase("ana", NOW.at)
    assert taken_in(ledger, hall.bundle(2, 6, claims=claims)) == [(Verdict.NEW, 4)]
    told = dump(ledger)
    assert {row[4] for row in told["event"]} == {"", "ben"}
    assert b"ana" not in b"".join(row[8] for row in told["event"])
    for table, column in (("learner_day", 1), ("learner", 0), ("learner_state", 0)):
        assert {row[column] for row in told[table]} == {"ben"}


def test_the_events_of_merged_ids_are_one_persons(ledger: Aggregate, hall: Station) -> None:
    claims = [Claim(who, who.title(), "North") for who in ("ana", "ben")]
    taken_in(ledger, hall.bundle(1, 3, claims=claims))
    ledger.roster.merge("ana", "ben", NOW.at)
    van = Station("van").did("ben", completed()).did("ana", completed("answer"))
    taken_in(ledger, hall.bundle(4, 5), van.bundle())
    told = dump(ledger)
    assert {row[1] for row in told["learner_day"]} == {"ben"}
    assert {row[0] for row in told["learner_state"]} == {"ben"}
    assert {event.learner for event in ledger.events()} == {"ana", "ben"}
    ledger.rebuild()
    assert dump(ledger) == told


def test_everybody_in_a_bundle_is_to_be_folded_anew(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.bundle())
    ledger.states.refresh()
    (folded,) = dump(ledger)["learner_state"]
    taken_in(ledger, hall.did("ana", viewed("e")).did("", viewed()).bundle(6))
    assert folded[1] is not None
    assert dump(ledger)["learner_state"] == [("ana", None)]


def test_the_day_of_an_event_is_its_learners(ledger: Aggregate) -> None:
    station = Station()
    noon = MONDAY.replace(hour=12)
    times = [MONDAY.replace(hour=3, minute=59, second=59, microsecond=999_000)]
    times += [MONDAY.replace(hour=4), noon.replace(year=2), noon.replace(year=9998)]
    for moment in times:
        for offset in (-1440, -61, 0, 1, 720, 1440):
            before = station.events[-1].h if station.events else b""
            now = Instant(moment, offset, "boot", 0)
            seq = len(station.events) + 1
            station.events.append(record(seq, "ana", viewed(), now, before))
    taken_in(ledger, station.bundle())
    days = {row[2]: row[7] for row in dump(ledger)["event"]}
    assert days == {one.event.seq: one.event.day for one in station.events}
