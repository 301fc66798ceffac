"""The office in one file, and back: nothing goes backwards, nobody comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from keystep import settings
from keystep.bootstrap import open_office
from keystep.domain.bundles import Verdict
from keystep.errors import HomeInUse, NotSaved, PassphraseRefused, UsageError
from keystep.services import people, stations
from keystep.services.backups import back_up, restore
from keystep.services.importing import import_share
from keystep.services.office import Office, found_organisation
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from keystep.storage.lock import HomeLock
from keystep.sync.keys import admin_path
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeIds
from tests.takers import take_lesson
from tests.unit.aggregate.dump import dump


def learn(station: Station, name: str, lesson: str = "before-you-start") -> str:
    learner = register(station, name, "Desk North")
    take_lesson(station, learner.id, lesson)
    return learner.id


def exchange(world: World, *there: Station) -> None:
    world.clock.move(minutes=1)
    for station in there:
        sync(station)
    import_share(world.office)
    for station in there:
        sync(station)


@contextmanager
def restored(world: World, file: Path, home: str = "new office") -> Iterator[World]:
    """The world with the office put back from ``file`` on another machine."""
    place = world.new_home(home)
    restore(place, file, PASSPHRASE, now=world.clock.now().at)
    with closing(open_office(place, PASSPHRASE, world.clock)) as office:
        yield replace(world, office=office)


def known(office: Office) -> dict[str, object]:
    """Everything but when and by which run it came."""
    office.ledger.states.refresh()
    return dump(office.ledger)


@pytest.mark.fault(55)
def test_yesterdays_office_becomes_todays(world: World) -> None:
    van, hall = world.add_station("Van 12"), world.add_station("Hall 7")
    learn(van, "Amara Osei")
    exchange(world, van, hall)
    file = back_up(world.office, world.root / "yesterday.backup")
    learn(van, "Jonas Weber")
    learn(hall, "Mei Tanaka")
    exchange(world, van, hall)
    world.clock.move(days=1)
    exchange(world, van, hall)
    today, heard = known(world.office), known_catalog(van)
    assert heard is not None

    with restored(world, file) as again:
        assert [row.name for row in people.people(again.office)] == ["Amara Osei"]
        for _ in range(3):
            world.clock.move(days=1)
            exchange(again, van, hall)
        later = known(again.office)
        for same in ("learner", "learner_day", "lesson_day", "test_result", "learner_state"):
            assert later[same] == today[same], same
        names = {row.name: row.missing for row in again.office.ledger.members.overview()}
        assert names == {"Van 12": (), "Hall 7": ()}
    newest = known_catalog(van)
    assert newest is not None
    assert newest.no > heard.no
    assert newest.issued == world.clock.now().at


@pytest.mark.fault(54, 55)
def test_who_was_forgotten_since_the_backup_stays_forgotten(world: World) -> None:
    van = world.add_station("Van 12")
    amara = learn(van, "Amara Osei")
    learn(van, "Jonas Weber")
    exchange(world, van)
    copy = world.root / "on a stick.backup"
    shutil.copyfile(back_up(world.office, world.root / "yesterday.backup"), copy)
    assert people.erase(world.office, amara).untold is None

    with restored(world, copy) as again:
        assert [row.name for row in people.people(again.office)] == ["Jonas Weber"]
        assert again.office.ledger.roster.erased() == (amara,)


def test_a_station_that_was_revoked_since_the_backup_stays_revoked(world: World) -> None:
    van, lost = world.add_station("Van 12"), world.add_station("Hall 7")
    file = back_up(world.office, world.root / "yesterday.backup")
    learn(lost, "Amara Osei")
    sync(lost)
    import_share(world.office)
    pins = stations.revoke(world.office, lost.keys.device).pins
    stations.publish_catalog(world.office)
    sync(van)

    with restored(world, file) as again:
        [revoked] = again.office.ledger.members.revoked()
        assert (revoked.device, revoked.pins) == (lost.keys.device, pins)
        assert import_share(again.office).count(Verdict.NEW) == 2
        learn(lost, "Jonas Weber")
        sync(lost)
        import_share(again.office)
        assert [row.name for row in people.people(again.office)] == ["Amara Osei"]


def test_a_station_that_was_enrolled_since_the_backup_is_enrolled(world: World) -> None:
    file = back_up(world.office, world.root / "yesterday.backup")
    van = world.add_station("Van 12")
    learn(van, "Amara Osei")
    exchange(world, van)
    with restored(world, file) as again:
        import_share(again.office)
        assert [one.name for one in again.office.ledger.members.enrolled()] == ["Van 12"]
        assert again.office.ledger.members.waiting() == ()


def test_invitations_are_closed_by_going_back(world: World) -> None:
    stations.invite(world.office, 5, timedelta(days=7))
    file = back_up(world.office, world.root / "yesterday.backup")
    with restored(world, file) as again:
        [invitation] = stations.invitations(again.office)
        assert not invitation.is_open(world.clock.now().at)


def test_a_backup_tells_nobody_anything(world: World) -> None:
    van = world.add_station("Sentinel Van")
    learn(van, "Sentinel Person")
    exchange(world, van)
    file = back_up(world.office, world.root)
    assert file.name == f"keystep-{world.clock.at.date()}.backup"
    assert b"Sentinel" not in file.read_bytes()
    assert [entry.name for entry in world.office.home.glob(".backup*")] == []


def test_a_backup_opens_with_its_passphrase_only(world: World) -> None:
    file = back_up(world.office, world.root / "a.backup")
    home = world.root / "new office"
    with pytest.raises(PassphraseRefused):
        restore(home, file, "wrong", now=world.clock.now().at)
    assert not admin_path(home).exists()
    assert settings.load(home).share is None


@pytest.mark.parametrize("cut", [0, 100, -200])
def test_a_damaged_backup_changes_nothing(world: World, cut: int) -> None:
    van = world.add_station("Van 12")
    learn(van, "Amara Osei")
    exchange(world, van)
    file = back_up(world.office, world.root / "a.backup")
    data = file.read_bytes()
    file.write_bytes(data[:cut] if cut else b"")
    with pytest.raises(UsageError, match="not a whole backup"):
        restore(world.office.home, file, PASSPHRASE, now=world.clock.now().at)
    assert [row.name for row in people.people(world.office)] == ["Amara Osei"]


def test_a_backup_with_one_changed_byte_changes_nothing(world: World) -> None:
    file = back_up(world.office, world.root / "a.backup")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(UsageError, match="not a whole backup"):
        restore(world.root / "new office", file, PASSPHRASE, now=world.clock.now().at)
    assert settings.load(world.root / "new office").share is None


def test_another_organisations_home_is_left_alone(world: World) -> None:
    file = back_up(world.office, world.root / "a.backup")
    other = world.root / "other"
    found_organisation(
        other,
        world.root / "other share",
        "Others",
        PASSPHRASE,
        new_id=FakeIds("others"),
        argon=QUICK,
    )
    with pytest.raises(UsageError, match="Others"):
        restore(other, file, PASSPHRASE, now=world.clock.now().at)


def test_the_same_home_goes_back(world: World) -> None:
    van = world.add_station("Van 12")
    learn(van, "Amara Osei")
    exchange(world, van)
    file = back_up(world.office, world.root / "a.backup")
    learn(van, "Jonas Weber")
    exchange(world, van)
    world.office.close()
    restore(world.office.home, file, PASSPHRASE, now=world.clock.now().at)
    with closing(open_office(world.office.home, None, world.clock)) as again:
        assert [row.name for row in people.people(again)] == ["Amara Osei"]


def test_an_office_that_somebody_has_open_is_not_put_back(world: World) -> None:
    """A window, or an import that goes on by itself: each holds the home as an office does."""
    van = world.add_station("Van 12")
    file = back_up(world.office, world.root / "a.backup")
    learn(van, "Amara Osei")
    exchange(world, van)
    home = world.office.home
    with (
        closing(open_office(home, None, world.clock)),
        pytest.raises(HomeInUse, match=r"Close the administrator's window.*import --watch"),
    ):
        restore(home, file, PASSPHRASE, now=world.clock.now().at)
    assert [row.name for row in people.people(world.office)] == ["Amara Osei"]


def test_an_office_that_is_being_put_back_is_not_opened(world: World) -> None:
    home = world.new_home("new office")
    with HomeLock(home), pytest.raises(HomeInUse, match="being put back"):
        open_office(home, None, world.clock)
    open_office(home, None, world.clock).close()


def test_what_is_no_backup_is_not_overwritten(world: World) -> None:
    letter = world.root / "letter.txt"
    letter.write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="not a whole backup"):
        back_up(world.office, letter)
    assert letter.read_text(encoding="utf-8") == "dear"
    with pytest.raises(NotSaved, match="earlier one"):
        back_up(world.office, world.root / "nowhere" / "a.backup")


def test_a_share_that_is_away_is_asked_by_the_next_import(world: World) -> None:
    van = world.add_station("Van 12")
    amara = learn(van, "Amara Osei")
    exchange(world, van)
    copy = world.root / "copy.backup"
    shutil.copyfile(back_up(world.office, world.root / "a.backup"), copy)
    people.erase(world.office, amara)
    away = world.share.rename(world.root / "away")
    home = world.new_home("new office")
    assert restore(home, copy, PASSPHRASE, now=world.clock.now().at).unheard is not None
    away.rename(world.share)
    with closing(open_office(home, PASSPHRASE, world.clock)) as office:
        import_share(office)
        assert people.people(office) == ()
