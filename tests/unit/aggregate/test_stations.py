from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.stations import Membership
from keystep.errors import UsageError
from tests.unit.aggregate.builders import MONDAY, Station, device, enrolled, hello, taken_in, viewed


def test_a_station_waits_until_it_is_enrolled(ledger: Aggregate) -> None:
    hello(ledger, "hall")
    assert [station.name for station in ledger.waiting()] == ["hall"]
    assert ledger.key_of(device("hall")) is None
    ledger.enrol(device("hall"), MONDAY)
    assert ledger.waiting() == ()
    assert ledger.key_of(device("hall")) == b"k" * 32
    assert [station.recipient for station in ledger.stations()] == ["age1x"]


def test_an_enrolled_station_keeps_its_key(ledger: Aggregate) -> None:
    enrolled(ledger, "hall")
    hello(ledger, "hall", key=b"x" * 32)
    assert ledger.key_of(device("hall")) == b"k" * 32
    assert ledger.waiting() == ()


def test_a_waiting_station_may_say_hello_anew(ledger: Aggregate) -> None:
    hello(ledger, "hall", key=b"x" * 32)
    hello(ledger, "hall")
    assert [station.public_key for station in ledger.waiting()] == [b"k" * 32]


def test_only_a_station_that_said_hello_can_be_enrolled(ledger: Aggregate) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        ledger.enrol("nowhere", MONDAY)


def test_enrolling_again_keeps_the_first_day(ledger: Aggregate) -> None:
    enrolled(ledger, "hall")
    ledger.enrol(device("hall"), MONDAY + timedelta(days=3))
    assert [row.enrolled_at for row in ledger.station_overview()] == [MONDAY]


def test_the_overview_tells_what_is_here_and_what_is_missing(ledger: Aggregate) -> None:
    enrolled(ledger, "van", "hall")
    hello(ledger, "dock")
    van = Station("van").did("ana", *[viewed()] * 6)
    taken_in(ledger, van.bundle(3, 4), van.bundle(4, 5))
    dock, hall, other = ledger.station_overview()
    assert (dock.membership, dock.health, dock.imported_at) == (Membership.WAITING, None, None)
    assert (hall.events, hall.missing, hall.sealed_at) == (0, (), None)
    assert (other.events, other.missing, other.forked) == (3, ((1, 2),), False)
    assert other.membership is Membership.ENROLLED
