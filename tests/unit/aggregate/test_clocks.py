"""What is kept of the stations' clocks, whatever way the events came."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.facts import StationReported
from tests.unit.aggregate.builders import MONDAY, Station, device, taken_in, viewed
from tests.unit.aggregate.dump import dump

HOUR = timedelta(hours=1)


def reported(issued_hours: int) -> StationReported:
    return StationReported(program="1.0", catalog=3, issued=MONDAY + issued_hours * HOUR)


def moment(station: Station, seq: int) -> tuple[int, int, datetime]:
    event = station.events[seq - 1].event
    return event.seq, event.clock, event.at


@pytest.fixture
def hall() -> Station:
    station = Station().did("ana", viewed(), viewed(), boot="one")
    station.did("ben", viewed(), when=MONDAY + HOUR, boot="one")
    station.did("", reported(1), when=MONDAY + 2 * HOUR, boot="two")
    return station.did("ana", viewed(), when=MONDAY + 3 * HOUR, boot="two")


def test_a_boot_has_its_first_and_its_last_event(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.bundle(2, 4), hall.bundle(5, 5), hall.bundle(1, 1))
    of = (device("hall"), "e1")
    first, third, fourth, fifth = (moment(hall, seq) for seq in (1, 3, 4, 5))
    assert dump(ledger)["boot"] == [(*of, "one", *first, *third), (*of, "two", *fourth, *fifth)]


def test_a_catalog_taken_in_dates_what_follows(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.bundle(4, 5))
    assert dump(ledger)["sighting"] == [(device("hall"), "e1", 4, MONDAY + HOUR)]


def test_parted_histories_tell_the_same_in_any_order(ledger: Aggregate, hall: Station) -> None:
    twin = hall.copy(3).did("", reported(9), when=MONDAY + 9 * HOUR, boot="two")
    taken_in(ledger, twin.bundle(4), hall.bundle())
    told = dump(ledger)
    assert told["sighting"] == [(device("hall"), "e1", 4, MONDAY + HOUR)]
    assert told["boot"][1][3:] == (*moment(hall, 4), *moment(hall, 5))
    assert len(ledger.forks()) == 1


def test_what_was_erased_since_goes_on_telling_the_time(ledger: Aggregate, hall: Station) -> None:
    taken_in(ledger, hall.bundle())
    before = dump(ledger)["boot"]
    taken_in(ledger, hall.bundle(erased=["ana"]))
    assert dump(ledger)["boot"] == before
