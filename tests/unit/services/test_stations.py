"""Stations at the office: met, named, invited, trusted or not."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from keystep.domain.trust import Asks
from keystep.errors import UsageError
from keystep.services import joining, stations
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World


def kiosk_file(world: World, places: int = 2, **valid: int) -> Path:
    path = world.root / f"invitation-{places}.toml"
    path.write_text(stations.invite(world.office, places, timedelta(**valid)), encoding="utf-8")
    return path


def kiosk(world: World, name: str, file: Path) -> Station:
    station = world.open_home(world.root / name)
    joining.join_by_file(station, file, name)
    sync(station)
    return station


def enrolled(world: World) -> list[str]:
    stations.greet_stations(world.office)
    return [one.name for one in world.office.ledger.members.enrolled()]


def test_both_screens_show_the_same_eight_words(world: World) -> None:
    van = world.add_station("Van 12", enrolled=False)
    [asking] = stations.greet_stations(world.office)
    assert asking.asks is Asks.ENROL
    words = stations.words_of(world.office, asking.device)
    assert len(words) == 8
    assert words == joining.words(van)
    with pytest.raises(UsageError):
        stations.words_of(world.office, "0" * 32)


def test_an_invitation_enrols_by_itself_as_many_as_it_has_places(world: World) -> None:
    file = kiosk_file(world, places=2, days=7)
    for name in ("Hall 1", "Hall 2", "Hall 3"):
        kiosk(world, name, file)
    assert len(enrolled(world)) == 2
    assert len(stations.greet_stations(world.office)) == 1
    [invitation] = stations.invitations(world.office)
    assert (invitation.used, invitation.places) == (2, 2)


def test_an_invitation_that_is_over_or_withdrawn_enrols_nobody(world: World) -> None:
    over, withdrawn = kiosk_file(world, places=1, days=1), kiosk_file(world, places=2, days=9)
    first, second = (kiosk(world, n, f) for n, f in (("Hall 1", over), ("Hall 2", withdrawn)))
    told = tomllib.loads(withdrawn.read_text(encoding="utf-8"))
    stations.withdraw(world.office, told["invitation"])
    world.clock.move(days=2)
    assert enrolled(world) == []
    waiting = {asking.device for asking in stations.greet_stations(world.office)}
    assert waiting == {first.keys.device, second.keys.device}


@pytest.mark.parametrize(
    ("places", "valid"),
    [(0, {"days": 1}), (1_001, {"days": 1}), (1, {"days": 0}), (1, {"days": 91})],
)
def test_an_invitation_has_bounds(world: World, places: int, valid: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        stations.invite(world.office, places, timedelta(**valid))
    assert stations.invitations(world.office) == ()


def test_names_can_be_read_only_with_the_key(world: World) -> None:
    world.add_station("Van 12", enrolled=False)
    keys, world.office.keys = world.office.keys, None
    assert [asking.name for asking in stations.greet_stations(world.office)] == [""]
    world.office.keys = keys
    assert [asking.name for asking in stations.greet_stations(world.office)] == ["Van 12"]


def test_the_admins_name_for_a_station_stays(world: World) -> None:
    van = world.add_station("Van 12")
    stations.rename(world.office, van.keys.device, "Van 12, north")
    joining.join_share(van, world.share, "Another name")
    assert enrolled(world) == ["Van 12, north"]
    with pytest.raises(UsageError):
        stations.rename(world.office, van.keys.device, "  ")


@pytest.mark.parametrize("name", ["Hall 7\n", " Hall  7 "])
def test_a_stations_name_is_one_line(world: World, name: str) -> None:
    device = world.add_station("west").keys.device
    stations.greet_stations(world.office)
    stations.rename(world.office, device, name)
    assert [row.name for row in world.office.ledger.members.overview()] == ["Hall 7"]


@pytest.mark.parametrize("name", ["east", "x" * 81, "Hall\x007", " "])
def test_a_name_that_says_nothing_or_is_taken_is_refused(world: World, name: str) -> None:
    west = world.add_station("west")
    world.add_station("east")
    stations.greet_stations(world.office)
    with pytest.raises(UsageError):
        stations.rename(world.office, west.keys.device, name)
    assert {row.name for row in world.office.ledger.members.overview()} == {"west", "east"}
