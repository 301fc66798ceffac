"""A sync: whom it follows, what it takes, what it notices, and how it goes on after a mishap."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from keystep.bootstrap import STATION_DATABASE
from keystep.domain.facts import Kind
from keystep.errors import ShareFull, ShareUnreachable
from keystep.services import office as offices
from keystep.services import people, stations
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from keystep.settings import load
from keystep.sync.file_ops import FileOps
from tests.conftest import PASSPHRASE, World
from tests.takers import take_lesson

LESSON = "before-you-start"


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def learn(station: Station, name: str = "Amara Osei") -> str:
    learner = register(station, name, "Desk North")
    take_lesson(station, learner.id, LESSON)
    return learner.id


def bundles(world: World, station: Station) -> list[Path]:
    files = (world.share / "stations" / station.keys.device).iterdir()
    return [file for file in files if not file.name.startswith("hello")]


def put_back(world: World, station: Station, saved: Path) -> Station:
    """The station as it was when its home was saved."""
    station.close()
    shutil.rmtree(station.home)
    saved.rename(station.home)
    return world.open_home(station.home)


def test_a_new_admin_key_is_followed_and_pinned(world: World, van: Station) -> None:
    sync(van)
    before = load(van.home).share
    world.office = offices.rotate(world.office, PASSPHRASE)
    learn(van)
    assert sync(van).published == 1
    after = load(van.home).share
    assert before is not None
    assert after is not None
    assert after.public_key == world.office.unlocked.public_text != before.public_key
    assert after.confirmed
    report = import_share(world.office)
    assert [file.reason for file in report.files] == [None, None]
    assert sync(van).received == 2


def test_a_share_that_forgot_the_newest_key_is_not_believed(world: World, van: Station) -> None:
    sync(van)
    world.office = offices.rotate(world.office, PASSPHRASE)
    sync(van)
    (world.share / "keystep-2.json").unlink()
    with pytest.raises(ShareUnreachable):
        sync(van)


@pytest.mark.fault(40)
def test_an_older_catalog_is_not_taken_again(world: World, van: Station) -> None:
    stations.publish_catalog(world.office)
    sync(van)
    [old] = (world.share / "catalog").iterdir()
    bytes_of_old = old.read_bytes()
    stations.publish_catalog(world.office)
    sync(van)
    newest = known_catalog(van)
    for file in (world.share / "catalog").iterdir():
        file.unlink()
    old.write_bytes(bytes_of_old)
    sync(van)
    assert known_catalog(van) == newest


def test_a_catalog_that_came_is_recorded(world: World, van: Station) -> None:
    world.clock.move(hours=1)
    catalog = stations.publish_catalog(world.office)
    sync(van)
    sync(van)
    told = [one.event for one in van.store.events() if one.event.kind == Kind.STATION_REPORTED]
    assert [event.body["catalog"] for event in told] == [catalog.no]
    assert told[0].learner == ""


def test_whether_the_folder_was_there_is_known(world: World, van: Station) -> None:
    assert van.reachable is None
    away = world.share.rename(world.root / "away")
    with pytest.raises(ShareUnreachable):
        sync(van)
    assert van.reachable is False
    away.rename(world.share)
    sync(van)
    assert van.reachable is True


@pytest.mark.fault(31)
def test_a_database_that_was_put_back_starts_an_epoch(world: World, van: Station) -> None:
    learn(van)
    sync(van)
    saved = world.root / "saved"
    shutil.copytree(van.home, saved)
    learn(van, "Jonas Weber")
    sync(van)
    import_share(world.office)
    before = van.store.epoch
    van = put_back(world, van, saved)
    learn(van, "Mei Tanaka")
    told = sync(van)
    assert told.copied
    assert van.store.epoch != before
    [asking] = stations.greet_stations(world.office)
    assert asking.epoch == van.store.epoch
    learn(van, "Luis Ortega")
    assert not sync(van).copied
    held = [file for file in import_share(world.office).files if file.reason]
    assert [file.reason for file in held] == ["new_epoch"]
    stations.enrol(world.office, asking.device)
    assert import_share(world.office).events > 0
    names = {row.name for row in people.people(world.office)}
    assert names == {"Amara Osei", "Jonas Weber", "Mei Tanaka", "Luis Ortega"}


@pytest.mark.fault(31)
def test_a_receipt_for_more_than_is_here_shows_a_copy_too(world: World, van: Station) -> None:
    learn(van)
    sync(van)
    saved = world.root / "saved"
    shutil.copytree(van.home, saved)
    learn(van, "Jonas Weber")
    sync(van)
    import_share(world.office)
    sync(van)
    assert bundles(world, van) == []
    van = put_back(world, van, saved)
    assert sync(van).copied


def copied(world: World, station: Station) -> tuple[Station, Station]:
    """The station, opened anew, and a second machine with its disk."""
    station.close()
    twin = station.home.with_name("twin")
    shutil.copytree(station.home, twin)
    return world.open_home(station.home), world.open_home(twin)


@pytest.mark.fault(30)
def test_two_copies_that_did_as_much_lose_nothing(world: World, van: Station) -> None:
    """The office has as many events of the one as the other has, and they are not the same."""
    amara = learn(van)
    sync(van)
    van, twin = copied(world, van)
    for station in (van, twin):
        world.clock.move(minutes=1)
        take_lesson(station, amara, LESSON)
        sync(station)
        import_share(world.office)
        sync(station)
    assert twin.store.outbox().unreceipted == 0
    first, second = (one.store.tip(one.store.epoch) for one in (van, twin))
    ours = {one.h for station in (van, twin) for one in station.store.events()}
    kept = world.office.ledger.roster.data_of(amara).events
    assert {bytes.fromhex(event["h"]) for event in kept} <= ours
    assert len(kept) > max(first, second)


@pytest.mark.fault(30)
def test_two_copies_come_to_rest_and_both_are_approved(world: World, van: Station) -> None:
    learn(van)
    sync(van)
    van, twin = copied(world, van)
    for station in (van, twin, van, twin):
        learn(station, f"{station.home.name} {station.store.outbox().unsealed}")
        sync(station)
    hellos = set(world.share.rglob("hello-*.json"))
    while asking := stations.greet_stations(world.office):
        stations.enrol(world.office, asking[0].device)
        import_share(world.office)
    for station in (van, twin):
        sync(station)
        assert station.store.outbox().unreceipted == 0
    assert set(world.share.rglob("hello-*.json")) == hellos


def test_what_somebody_deletes_in_the_folder_is_published_again(world: World, van: Station) -> None:
    learn(van)
    sync(van)
    van.store.start_epoch(van.new_epoch())
    for file in bundles(world, van):
        file.unlink()
    sync(van)
    assert import_share(world.office).events > 0
    assert not sync(van).published
    assert bundles(world, van) == []


def test_erasure_reaches_the_station_and_its_folder(world: World, van: Station) -> None:
    gone, stays = learn(van), learn(van, "Jonas Weber")
    sync(van)
    import_share(world.office)
    sync(van)
    take_lesson(van, gone, LESSON)
    sync(van)
    people.erase(world.office, gone)
    sync(van)
    assert gone not in [learner.id for learner in van.store.learners()]
    assert stays in [learner.id for learner in van.store.learners()]
    with_them = [one for one in van.store.events() if gone.encode() in one.data]
    assert with_them == []
    files = (file for file in van.home.rglob("*") if file.is_file())
    assert [file for file in files if b"Amara Osei" in file.read_bytes()] == []


@pytest.mark.fault(54)
def test_erasure_is_ordered_again_after_an_old_database_was_put_back(
    world: World, van: Station
) -> None:
    gone = learn(van)
    sync(van)
    saved = world.root / "saved"
    shutil.copy(van.home / STATION_DATABASE, saved)
    import_share(world.office)
    people.erase(world.office, gone)
    sync(van)
    learn(van, "Jonas Weber")
    sync(van)
    van.close()
    for file in van.home.glob(f"{STATION_DATABASE}*"):
        file.unlink()
    saved.rename(van.home / STATION_DATABASE)
    van = world.open_home(van.home)
    assert gone in [learner.id for learner in van.store.learners()]
    assert sync(van).copied
    assert gone not in [learner.id for learner in van.store.learners()]


class Full(FileOps):
    """Takes nothing."""

    def write(self, descriptor: int, data: memoryview) -> int:
        raise OSError(errno.ENOSPC, "no room")


@pytest.mark.fault(9)
def test_a_full_folder_is_told_of_and_still_heard(
    world: World, van: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(van)
    catalog = stations.publish_catalog(world.office)
    with monkeypatch.context() as narrow:
        narrow.setattr(van, "ops", Full())
        with pytest.raises(ShareFull, match="full"):
            sync(van)
    assert known_catalog(van) == catalog
    assert van.store.outbox().waiting == 1
    assert sync(van).published == 1
