"""A station finds its office: words, trust, kiosk files, leaving."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from keystep import settings
from keystep.domain.bundles import ShareIdentity
from keystep.errors import ShareUnreachable, UsageError
from keystep.services import joining, stations
from keystep.services.importing import import_share
from keystep.services.joining import (
    confirm,
    join_by_file,
    join_share,
    leave_share,
    renew_keys,
    words,
)
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import Synced, known_catalog, sync
from keystep.sync.identity import make_identity
from keystep.sync.key_pair import new_pair
from tests.conftest import World


@pytest.fixture
def newcomer(world: World) -> Station:
    """A station that has joined and trusts nothing yet."""
    opened = world.open_home(world.root / "Van 12")
    join_share(opened, world.share, "Van 12")
    return opened


def files_of(world: World, station: Station) -> list[str]:
    return sorted(p.name for p in (world.share / "stations" / station.keys.device).iterdir())


def test_both_screens_show_the_same_eight_words(world: World, newcomer: Station) -> None:
    [asking] = stations.greet_stations(world.office)
    assert asking.name == "Van 12"
    assert words(newcomer) == stations.words_of(world.office, asking.device)
    assert len(words(newcomer)) == 8


def test_before_the_words_are_confirmed_only_the_hello_leaves(
    world: World, newcomer: Station
) -> None:
    register(newcomer, "Amara Osei", "Desk North")
    stations.enrol(world.office, stations.greet_stations(world.office)[0].device)
    stations.publish_catalog(world.office)
    assert sync(newcomer) == sync(newcomer) == Synced()
    assert files_of(world, newcomer) == ["hello-1.json"]
    assert known_catalog(newcomer) is None
    confirm(newcomer)
    told = sync(newcomer)
    assert (told.published, told.enrolled) == (1, True)


@pytest.mark.fault(57)
def test_a_swapped_identity_shows_in_the_words(world: World) -> None:
    pair = new_pair()
    false = ShareIdentity(
        share=world.office.pinned.share,
        organisation=world.office.pinned.organisation,
        public_key=pair.public_text,
        recovery=pair.public_text,
        recipients=(pair.recipient,),
    )
    (world.share / "keystep-1.json").write_bytes(make_identity(false, pair))
    station = world.open_home(world.root / "Van 12")
    join_share(station, world.share, "Van 12")
    identity = world.office.pinned
    keys = station.keys
    theirs = joining.eight_words(identity, keys.device, keys.public_text, keys.recipient)
    assert words(station) != theirs


@pytest.mark.fault(57)
def test_a_swapped_identity_is_not_followed(world: World, newcomer: Station) -> None:
    before = words(newcomer)
    pair = new_pair()
    stolen = ShareIdentity(
        share=world.office.pinned.share,
        organisation="Hartmann Tableware",
        public_key=pair.public_text,
        recovery=pair.public_text,
        recipients=(pair.recipient,),
    )
    (world.share / "keystep-2.json").write_bytes(make_identity(stolen, pair))
    sync(newcomer)
    assert words(newcomer) == before
    (world.share / "keystep-1.json").unlink()
    with pytest.raises(ShareUnreachable):
        sync(newcomer)
    assert words(newcomer) == before


def test_a_share_that_moved_is_joined_again_without_new_words(world: World) -> None:
    van = world.add_station("Van 12")
    moved = world.share.rename(world.root / "elsewhere")
    pinned = join_share(van, moved, "")
    assert (pinned.confirmed, pinned.root) == (True, str(moved))
    assert settings.load(van.home).station == "Van 12"
    assert sync(van).published == 1


def test_another_share_is_joined_only_after_leaving(world: World, tmp_path: Path) -> None:
    van = world.add_station("Van 12")
    stations.publish_catalog(world.office)
    sync(van)
    other = tmp_path / "other"
    other.mkdir()
    pair = new_pair()
    identity = ShareIdentity(
        share="another",
        organisation="Somebody Else",
        public_key=pair.public_text,
        recovery=pair.public_text,
        recipients=(pair.recipient,),
    )
    (other / "keystep-1.json").write_bytes(make_identity(identity, pair))
    with pytest.raises(ShareUnreachable, match="not the share"):
        join_share(van, other, "Van 12")
    leave_share(van)
    assert known_catalog(van) is None
    with pytest.raises(ShareUnreachable, match="No folder is chosen"):
        sync(van)
    assert join_share(van, other, "Van 12").organisation == "Somebody Else"


def test_a_station_is_called_by_one_line(world: World) -> None:
    van = world.open_home(world.root / "Van 12")
    join_share(van, world.share, " Van\n 12 ")
    assert [one.name for one in stations.greet_stations(world.office)] == ["Van 12"]
    for name in ("\x1b[2J", "x" * 81):
        with pytest.raises(UsageError, match="one line"):
            join_share(van, world.share, name)
    assert settings.load(van.home).station == "Van 12"


def test_nothing_is_confirmed_before_a_share_is_joined(station: Station) -> None:
    for act in (words, confirm, leave_share):
        with pytest.raises(ShareUnreachable, match="No folder is chosen"):
            act(station)


@pytest.mark.fault(41)
def test_new_keys_keep_the_station_and_what_it_sends(world: World) -> None:
    van = world.add_station("Van 12")
    stations.publish_catalog(world.office)
    sync(van)
    device, before = van.keys.device, van.keys.public_text
    renew_keys(van)
    assert (van.keys.device, van.keys.public_text != before) == (device, True)
    register(van, "Amara Osei", "Desk North")
    assert sync(van).published == 1
    assert [file.reason for file in import_share(world.office).files] == [None, None]
    register(van, "Jonas Weber", "Desk North")
    assert sync(van).received == 2


def kiosk_file(world: World, places: int = 2, days: int = 7) -> Path:
    path = world.root / "keystep-kiosk.toml"
    path.write_text(stations.invite(world.office, places, timedelta(days=days)), "utf-8")
    return path


def test_a_kiosk_file_enrols_with_nobody_at_either_screen(world: World) -> None:
    kiosk = world.open_home(world.root / "kiosk")
    pinned = join_by_file(kiosk, kiosk_file(world), "Hall 7")
    assert pinned.confirmed
    kept = settings.load(kiosk.home)
    assert (kept.kiosk, kept.rated_by) == (True, 2)
    register(kiosk, "Amara Osei", "Desk North")
    sync(kiosk)
    report = import_share(world.office)
    assert [file.station for file in report.files] == ["Hall 7"]
    assert sync(kiosk).enrolled
    assert not (kiosk.home / "keystep-kiosk.toml").exists(), "the secret is not left lying about"
    world.clock.move(days=1)
    sync(kiosk)
    assert [file.reason for file in import_share(world.office).files if file.reason] == []


def test_a_kiosk_file_is_enough_while_the_share_is_away(world: World) -> None:
    file = kiosk_file(world)
    away = world.share.rename(world.root / "away")
    kiosk = world.open_home(world.root / "kiosk")
    join_by_file(kiosk, file)
    with pytest.raises(ShareUnreachable):
        sync(kiosk)
    away.rename(world.share)
    assert sync(kiosk).published == 1
    assert stations.greet_stations(world.office) == ()


def test_a_kiosk_file_that_is_over_is_refused(world: World) -> None:
    file = kiosk_file(world, days=1)
    kiosk = world.open_home(world.root / "kiosk")
    world.clock.move(days=1)
    with pytest.raises(UsageError, match="ended on"):
        join_by_file(kiosk, file)
    assert settings.load(kiosk.home).share is None


def test_a_kiosk_file_does_not_take_a_station_from_its_office(world: World) -> None:
    van = world.add_station("Van 12")
    file = kiosk_file(world)
    text = file.read_text("utf-8")
    file.write_text(text.replace(world.office.pinned.share, "another-share"), "utf-8")
    with pytest.raises(UsageError, match="Let it leave"):
        join_by_file(van, file)


def test_a_kiosk_file_older_than_the_keys_known_changes_none(world: World) -> None:
    van = world.add_station("Van 12")
    file = kiosk_file(world)
    old = new_pair().public_text
    text = file.read_text("utf-8").replace(world.office.pinned.public_key, old)
    file.write_text(text, "utf-8")
    assert base64.b64decode(join_by_file(van, file).public_key) == base64.b64decode(
        world.office.pinned.public_key
    )


def test_a_kiosk_file_that_comes_again_leaves_the_station_its_name(world: World) -> None:
    kiosk, file = world.open_home(world.root / "kiosk"), kiosk_file(world)
    join_by_file(kiosk, file, "Hall 7")
    join_by_file(kiosk, file)
    assert settings.load(kiosk.home).station == "Hall 7"
