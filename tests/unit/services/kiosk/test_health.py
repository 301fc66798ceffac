"""How a kiosk says that it is unwell: to whoever stands before it, and to its office."""

from __future__ import annotations

import os
from collections import namedtuple
from pathlib import Path

import pytest

from keystep.domain.bundles import Troubles
from keystep.errors import NotSaved, ShareUnreachable
from keystep.services.importing import import_share
from keystep.services.kiosk import health as looking_after
from keystep.services.kiosk import restarts, troubles
from keystep.services.kiosk.health import State, check, health, is_check_due
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World

Usage = namedtuple("Usage", "total used free")


def reported(world: World) -> Troubles | None:
    """What the office was told last."""
    import_share(world.office)
    [row] = world.office.ledger.members.overview()
    assert row.health is not None
    return row.health.troubles


def damage(file: Path) -> None:
    """Overwrites all but the first page."""
    with file.open("r+b") as data:
        size = os.fstat(data.fileno()).st_size
        data.seek(4096)
        data.write(b"\xa5" * (size - 4096))


def said(station: Station) -> str:
    return " | ".join(f"{sign.told}. {sign.then}" for sign in health(station).signs)


def test_a_station_that_is_well_says_nothing(world: World) -> None:
    sync(world.add_station("Kiosk"))
    assert reported(world) is None


def test_the_office_hears_of_restarts_within_the_last_day(world: World) -> None:
    kiosk, now = world.add_station("Kiosk"), world.clock.now().at
    for why in (restarts.Why.DIED, restarts.Why.FROZEN, restarts.Why.FROZEN):
        restarts.note(kiosk.home, why, now)
    sync(kiosk)
    assert reported(world) == Troubles(restarts=3, frozen=2)
    world.clock.move(days=1)
    sync(kiosk)
    assert reported(world) is None


def test_the_office_hears_how_long_an_update_waited(world: World) -> None:
    kiosk = world.add_station("Kiosk")
    sync(kiosk)
    away = world.root / "away"
    world.share.rename(away)
    for _ in range(4):
        world.clock.move(days=1, minutes=1)
        with pytest.raises(ShareUnreachable):
            sync(kiosk)
    assert "Days that an update has waited for the folder: 3" in said(kiosk)
    away.rename(world.share)
    world.clock.move(hours=1)
    register(kiosk, "Amara Osei", "Desk")
    sync(kiosk)
    assert reported(world) == Troubles(away_days=3)
    world.clock.move(days=1)
    sync(kiosk)
    assert reported(world) is None


def test_a_damaged_database_is_found_while_it_is_open(world: World) -> None:
    kiosk = world.add_station("Kiosk")
    assert is_check_due(kiosk)
    assert check(kiosk) == 0
    assert not is_check_due(kiosk)
    sync(kiosk)
    world.clock.move(days=1)
    assert is_check_due(kiosk)
    troubles.keep_checked(kiosk.home, troubles.Checked(world.clock.now().at, 3))
    sync(kiosk)
    assert reported(world) == Troubles(faults=3)
    assert health(kiosk).signs[0].state is State.BAD


def test_damage_is_counted_and_what_is_not_there_is_not(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.sqlite"
    station.store.database.back_up(copy)
    assert looking_after.faults_in(copy) == 0
    damage(copy)
    assert (looking_after.faults_in(copy) or 0) > 0
    copy.write_bytes(b"not a database" * 99)
    assert looking_after.faults_in(copy) == 1
    assert looking_after.faults_in(tmp_path / "missing") is None
    monkeypatch.setattr(looking_after, "faults_in", lambda _path: None)
    assert check(station) is None
    assert health(station).checked is None


def test_a_look_that_cannot_be_noted_says_so(station: Station) -> None:
    (station.home / troubles.FILE).mkdir()
    with pytest.raises(NotSaved, match="look at the database"):
        check(station)
    assert troubles.last_checked(station.home) is None


def test_whoever_looks_after_it_reads_what_is_wrong_and_what_to_do(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = world.add_station("Kiosk")
    assert said(kiosk) == "All is well here. None"
    sync(kiosk)
    import_share(world.office)
    sync(kiosk)
    world.clock.move(minutes=-90)
    restarts.note(kiosk.home, restarts.Why.DIED, world.clock.now().at)
    monkeypatch.setattr(looking_after.shutil, "disk_usage", lambda _home: Usage(1, 1, 9 << 20))
    signs = health(kiosk).signs
    assert [sign.state for sign in signs] == [State.BAD, State.CAREFUL, State.CAREFUL]
    assert "Only 9 MB are free on the disk" in str(signs[0].told)
    assert "Begun again within a day: 1, of which because it stood still: 0" in str(signs[1].told)
    assert "that the clock is behind: 90" in str(signs[2].told)
    assert all(sign.then for sign in signs)
