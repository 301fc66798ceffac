"""When a bundle is made, and when not."""

from __future__ import annotations

import pytest

from keystep.domain.bundles import Health
from keystep.services import sealing, stations
from keystep.services.bundles import open_file
from keystep.services.folder import folder_state
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from keystep.storage import event_store
from tests.conftest import World


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def learn(station: Station, count: int = 1) -> None:
    for _ in range(count):
        register(station, "Amara Osei", "Desk North")


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for one small bundle beside the largest that there can be."""
    most = sealing.Family.BUNDLE.most_bytes + 1
    monkeypatch.setattr(sealing, "MOST_UNCONFIRMED", most)


def test_too_much_unconfirmed_pauses_sealing_until_receipts_come(
    world: World, van: Station, narrow: None
) -> None:
    learn(van)
    first = sync(van)
    assert (first.published, first.paused) == (1, False)
    learn(van)
    paused = sync(van)
    assert (paused.sealed, paused.published, paused.paused) == (0, 0, True)
    assert van.store.outbox().unsealed == 1
    assert "wait for the office" in " ".join(map(str, folder_state(van).words))
    import_share(world.office)
    resumed = sync(van)
    assert (resumed.received, resumed.sealed, resumed.published) == (1, 1, 1)
    assert not resumed.paused
    assert import_share(world.office).events > 0


def test_a_clock_that_was_years_ahead_does_not_silence_a_station(
    world: World, van: Station
) -> None:
    world.clock.move(days=3650)
    assert sync(van).sealed == 1
    world.clock.move(days=-3650)
    assert sync(van).sealed == 1
    assert sync(van).sealed == 0


def test_that_a_catalog_came_is_told_with_the_next_bundle(world: World, van: Station) -> None:
    sync(van)
    for _ in range(3):
        world.clock.move(minutes=1)
        import_share(world.office)
        assert sync(van).sealed == 0, "or office and station would answer each other for ever"
    assert van.store.outbox().unsealed == 3
    assert folder_state(van).waiting == 0
    world.clock.move(days=1)
    assert sync(van).sealed == 1
    assert import_share(world.office).events == 3


def test_the_first_event_tells_that_there_is_news(
    van: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(van, 30)
    read, recorded = list[object](), event_store._recorded
    monkeypatch.setattr(event_store, "_recorded", lambda row: read.append(row) or recorded(row))
    assert folder_state(van).waiting == 1
    assert len(read) == 1


def test_a_bundle_says_what_its_station_has_heard(world: World, van: Station) -> None:
    learn(van)
    sync(van)
    import_share(world.office)
    sync(van)
    learn(van)
    sync(van)
    folder = world.share / "stations" / van.keys.device
    newest = max(folder.glob(f"{van.store.epoch}-*"), key=lambda path: int(path.name.split("-")[1]))
    health: Health = open_file(world.office, newest).health
    catalog = known_catalog(van)
    assert catalog is not None
    assert health.heard.catalog == catalog.no > 0
    assert health.heard.receipt > 0
    assert health.heard.progress > 0


def test_every_epoch_is_sealed_to_its_end(world: World, van: Station) -> None:
    learn(van, 2)
    van.store.start_epoch(van.new_epoch())
    learn(van, 3)
    assert sync(van).sealed == 2
    [asking] = stations.greet_stations(world.office)
    stations.enrol(world.office, asking.device)
    assert import_share(world.office).events == 5
