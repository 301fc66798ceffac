from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Reason, Verdict
from keystep.errors import BundleRefused
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    device,
    enrolled,
    taken_in,
    viewed,
)


def refused(ledger: Aggregate, name: str) -> None:
    refusal = BundleRefused(Reason.BAD_SIGNATURE, "The signature of {file} does not fit.", file=1)
    ledger.set_aside(
        name=name, data=name.encode(), verdict=Verdict.REFUSED, refusal=refusal, now=NOW.at
    )


@pytest.mark.fault(29)
def test_every_gap_is_told_with_both_ends(ledger: Aggregate) -> None:
    hall = Station().did("ana", *[viewed()] * 9)
    taken_in(ledger, hall.bundle(8, 9), hall.bundle(3, 4), hall.bundle(2, 5))
    (standing,) = ledger.standings()
    assert (standing.last, standing.missing) == (9, ((1, 1), (6, 7)))


def test_a_heartbeat_tells_what_should_have_come(ledger: Aggregate) -> None:
    hall = Station().did("ana", *[viewed()] * 4)
    taken_in(ledger, hall.bundle(1, 2), hall.bundle(5, 4))
    (standing,) = ledger.standings()
    assert (standing.last, standing.missing) == (4, ((3, 4),))


def test_a_heartbeat_of_an_empty_log_misses_nothing(ledger: Aggregate) -> None:
    taken_in(ledger, Station().bundle(1, 0))
    (standing,) = ledger.standings()
    assert (standing.last, standing.missing) == (0, ())


@pytest.mark.fault(31)
def test_each_epoch_stands_for_itself(ledger: Aggregate) -> None:
    for epoch in ("e2", "e1"):
        taken_in(ledger, Station("hall", epoch).did("ana", viewed(epoch)).bundle())
    taken_in(ledger, Station("van").did("ana", viewed()).bundle())
    standings = ledger.standings(device("hall"))
    assert [(s.epoch, s.last) for s in standings] == [("e1", 1), ("e2", 1)]
    assert len(ledger.standings()) == 3
    assert ledger.forks() == ()


def test_receipts_go_to_enrolled_stations_with_a_number_each(ledger: Aggregate) -> None:
    for name in ("hall", "van"):
        taken_in(ledger, Station(name).did("ana", viewed()).bundle())
    enrolled(ledger, "hall")
    said = [ledger.receipts(NOW.at, {})[0] for _ in range(2)]
    assert [(r.no, r.device, r.last, r.issued) for r in said] == [
        (1, device("hall"), 1, NOW.at),
        (2, device("hall"), 1, NOW.at),
    ]


def test_a_receipt_names_the_stations_own_refused_files(ledger: Aggregate) -> None:
    taken_in(ledger, Station().did("ana", viewed()).bundle())
    refused(ledger, f"stations/{device('hall')}/e1-2-ab.json")
    refused(ledger, f"stations/{device('van')}/e1-1-cd.json")
    refused(ledger, "photo.json")
    assert [standing.refused for standing in ledger.standings()] == [("e1-2-ab.json",)]


def test_a_gap_is_known_since_something_later_was_sealed(ledger: Aggregate) -> None:
    hall = Station().did("ana", *[viewed()] * 9)
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    taken_in(ledger, hall.bundle(1, 2, sealed=days[0]))
    assert ledger.standings()[0].missing_since is None
    taken_in(ledger, hall.bundle(8, 9, sealed=days[3]), hall.bundle(4, 5, sealed=days[2]))
    assert ledger.standings()[0].missing_since == days[2]
    taken_in(ledger, hall.bundle(3, 3, sealed=days[1]))
    assert ledger.standings()[0].missing_since == days[3]


def test_what_is_here_around_a_bundle(ledger: Aggregate) -> None:
    hall = Station().did("ana", *[viewed(str(n)) for n in range(6)])
    taken_in(ledger, hall.bundle(3, 4), hall.copy(2).did("ana", viewed("x")).bundle(3, 3))
    here = ledger.around(hall.bundle(1, 3))
    assert sorted(here) == [3, 4]
    assert [len(known) for known in here.values()] == [2, 1]
    assert here[4] == {hall.events[3].h: hall.events[3].data}
    assert ledger.around(Station("hall", "e2").did("ana", viewed()).bundle()) == {}
    ledger.roster.erase("ana", MONDAY)
    assert ledger.around(hall.bundle(4, 4)) == {4: {hall.events[3].h: b""}}
