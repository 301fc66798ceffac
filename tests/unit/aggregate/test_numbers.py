from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.aggregate.numbers import HIGHEST_BELIEVED
from keystep.domain.bundles import Heard
from tests.unit.aggregate.builders import (
    HEALTH,
    MONDAY,
    Station,
    device,
    enrolled,
    taken_in,
    viewed,
)

VAN = device("van")
HEARD = replace(HEALTH, heard=Heard(catalog=70, receipt=80, progress=90))


def test_numbers_rise_above_those_seen_on_the_share(either: Aggregate) -> None:
    assert [either.next_number("catalog", floor) for floor in (0, 0, 40, 7)] == [1, 2, 41, 42]
    assert either.next_number(f"receipt:{VAN}", 5) == 6
    assert [either.last_number(kind) for kind in ("catalog", "progress:x")] == [42, 0]


@pytest.mark.fault(55)
def test_numbers_rise_above_those_that_stations_heard(either: Aggregate) -> None:
    enrolled(either, "van", "hall")
    van, hall = (Station(name).did("ana", viewed()) for name in ("van", "hall"))
    taken_in(either, van.bundle(health=HEARD), hall.bundle())
    assert either.next_number("catalog") == 71
    assert either.next_number(f"receipt:{VAN}") == 81
    assert either.next_number(f"progress:{VAN}") == 91
    assert either.next_number(f"progress:{device('hall')}") == 1


def test_a_station_that_lies_does_not_use_up_the_numbers(either: Aggregate) -> None:
    enrolled(either, "van")
    lie = replace(HEALTH, heard=Heard(catalog=(1 << 53) - 1))
    taken_in(either, Station("van").did("ana", viewed()).bundle(health=lie))
    assert either.next_number("catalog") == HIGHEST_BELIEVED + 1
    assert either.next_number("catalog") == HIGHEST_BELIEVED + 2


def test_a_receipt_for_each_epoch_gets_a_number_of_its_own(either: Aggregate) -> None:
    enrolled(either, "van", "hall")
    for name, epoch in (("van", "e1"), ("van", "e2"), ("hall", "e1"), ("dock", "e1")):
        taken_in(either, Station(name, epoch).did("ana", viewed()).bundle())
    receipts = either.receipts(MONDAY, {f"receipt:{VAN}": 20})
    assert {(one.device, one.epoch): one.no for one in receipts} == {
        (VAN, "e1"): 21,
        (VAN, "e2"): 22,
        (device("hall"), "e1"): 1,
    }
    assert {(one.last, one.missing, one.issued) for one in receipts} == {(1, (), MONDAY)}


@pytest.mark.fault(56)
def test_writers_at_once_get_distinct_numbers(either: Aggregate) -> None:
    enrolled(either, "van")
    taken_in(either, Station("van").did("ana", viewed()).bundle())

    def number(_: int) -> list[int]:
        return [either.next_number("catalog"), *(one.no for one in either.receipts(MONDAY, {}))]

    with ThreadPoolExecutor(4) as pool:
        catalogs, receipts = zip(*pool.map(number, range(12)), strict=True)
    assert sorted(catalogs) == sorted(receipts) == list(range(1, 13))


@pytest.mark.fault(55)
def test_an_office_from_yesterday_goes_on_above_its_own_numbers(
    either: Aggregate, tmp_path: Path
) -> None:
    enrolled(either, "van")
    van = Station("van").did("ana", *[viewed()] * 6)
    taken_in(either, van.bundle(1, 2))
    either.next_number("catalog")
    either.backups.copy_to(tmp_path / "yesterday.sqlite")
    today = [either.next_number("catalog") for _ in range(9)]
    taken_in(either, van.bundle(3, 4))
    (given,) = either.receipts(MONDAY, {})

    either.backups.restore_from(tmp_path / "yesterday.sqlite")

    assert either.next_number("catalog", floor=today[-1]) > today[-1]
    taken_in(either, van.bundle(5, 6, sealed=MONDAY + timedelta(days=1)))
    (again,) = either.receipts(MONDAY, {f"receipt:{VAN}": given.no})
    assert again.no > given.no
    assert again.missing == ((3, 4),)
