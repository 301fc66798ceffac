"""Two admins at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from keystep.bootstrap import open_office
from keystep.services.catalogs import kept_catalog
from keystep.services.importing import import_share
from keystep.services.office import Office
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import publish_catalog
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, World
from tests.faults.plugin import Depth
from tests.faults.tally import Tally


@pytest.fixture
def van(world: World) -> Station:
    station = world.add_station("Van 12")
    register(station, "Amara Osei", "Desk North")
    sync(station)
    return station


def at_once(world: World, times: int, act: Callable[[Office], int]) -> list[int]:
    """What two admins are told who both do ``act`` so many times."""
    with closing(open_office(world.office.home, PASSPHRASE, world.clock)) as second:

        def again(office: Office) -> list[int]:
            return [act(office) for _ in range(times)]

        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(again, (world.office, second))
    return one + other


@pytest.mark.fault(56)
def test_catalogs_that_are_published_at_once_have_numbers_of_their_own(
    world: World, van: Station, depth: Depth, tally: Tally
) -> None:
    """The highest is what a station takes, whoever was the last to write."""
    import_share(world.office)
    numbers = at_once(world, depth.many(100, 5), lambda office: publish_catalog(office).no)
    tally.fault(len(numbers))
    assert len(set(numbers)) == len(numbers)
    sync(van)
    known = kept_catalog(van.home)
    assert known is not None
    assert known.no == max(numbers) == world.office.ledger.last_number("catalog")


@pytest.mark.fault(56)
def test_imports_at_once_are_answered_with_numbers_of_their_own(
    world: World, van: Station, depth: Depth, tally: Tally
) -> None:
    times = depth.many(20, 2)
    events = at_once(world, times, lambda office: import_share(office).events)
    tally.fault(2 * times)
    assert sum(events) == len(world.office.ledger.events(limit=100)) > 0
    told = sync(van)
    assert told.received == 1
    for kind, heard in (
        ("catalog", getattr(kept_catalog(van.home), "no", 0)),
        (f"progress:{van.keys.device}", van.store.heard().progress),
        (f"receipt:{van.keys.device}", van.store.heard().receipt),
    ):
        assert heard == world.office.ledger.last_number(kind), kind
