"""A station that goes from one organisation to another, and back: nobody's progress is lost."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest

from keystep.bootstrap import STATION_DATABASE, open_office
from keystep.domain.progress import LessonProgress, SkillProgress
from keystep.domain.projections import PROJECTIONS
from keystep.errors import ShareUnreachable
from keystep.services import people, stations
from keystep.services.folder import folder_state, waiting_lessons
from keystep.services.importing import import_share
from keystep.services.joining import Left, confirm, join_by_file, join_share, leave_share
from keystep.services.office import found_organisation
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.services.upkeep import rebuild, verify
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeIds
from tests.homes import stock
from tests.takers import take_lesson

FIRST, SECOND = "before-you-start", "three-sentences"


@pytest.fixture
def other(world: World, shipped: Path, held: ExitStack) -> World:
    """Another organisation, with a folder of its own."""
    root = world.root / "elsewhere"
    home = root / "office"
    stock(home, shipped)
    new_id = FakeIds("other")
    found_organisation(
        home, root / "share", "Vogel Logistics", PASSPHRASE, new_id=new_id, argon=QUICK
    )
    office = open_office(home, PASSPHRASE, world.clock)
    held.callback(office.close)
    return World(root, world.clock, office, world.open_home, world.shipped)


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def join(station: Station, world: World) -> None:
    """Join and trust each other; both have compared the words."""
    join_share(station, world.share, "Van 12")
    for asking in stations.greet_stations(world.office):
        stations.enrol(world.office, asking.device)
    confirm(station)


def exchange(station: Station, world: World) -> list[str | None]:
    """Send, import, hear; why anything was held or refused."""
    sync(station)
    report = import_share(world.office)
    sync(station)
    return [file.reason for file in report.files]


def sent(world: World) -> list[Path]:
    return [path for path in (world.share / "stations").rglob("*.json") if "hello" not in path.name]


def counted(world: World) -> dict[str, int]:
    return {row.name: row.events for row in people.people(world.office)}


def evidence(station: Station, learner: str) -> int:
    return sum(skill.evidence for skill in station.store.select(SkillProgress, learner=learner))


def completed(station: Station, learner: str) -> set[str]:
    lessons = station.store.select(LessonProgress, learner=learner)
    return {one.lesson for one in lessons if one.completed}


def states(station: Station) -> list[object]:
    return [station.store.select(projection.state) for projection in PROJECTIONS]


def assert_sound(station: Station) -> None:
    """Nothing is wrong, and making everything anew makes the same."""
    before = states(station)
    assert verify(station) == ()
    rebuild(station)
    assert states(station) == before


def test_another_office_gets_nothing_of_what_was_learnt_before(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, FIRST)
    sync(van)  # lies in the old folder, not confirmed
    world.share.rename(world.root / "away")
    jonas = register(van, "Jonas Weber", "Desk North")
    with pytest.raises(ShareUnreachable):
        sync(van)  # lies sealed in the outbox
    take_lesson(van, jonas.id, FIRST)
    before = states(van)
    leave_share(van)
    join(van, other)
    assert states(van) == before, "progress is the learners', and stays"
    assert folder_state(van).waiting == 0
    assert exchange(van, other) == [None]
    assert (counted(other), stations.greet_stations(other.office)) == ({}, ())
    assert {path.name[:16] for path in sent(other)} <= {van.store.epoch}
    assert waiting_lessons(van, jonas.id) == frozenset(), "nobody waits for an office that was left"
    assert van.store.elsewhere() > 0
    assert_sound(van)


def test_what_is_learnt_from_joining_on_goes_to_the_new_office(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, FIRST)
    exchange(van, world)
    leave_share(van)
    join(van, other)
    take_lesson(van, amara.id, SECOND)
    before = evidence(van, amara.id)
    assert exchange(van, other) == [None]
    assert set(counted(other)) == {"Amara Osei"}
    assert van.store.heard().progress == 1, "the numbers of the first office are not the second's"
    assert completed(van, amara.id) == {FIRST, SECOND}
    assert evidence(van, amara.id) == before, "the new office's word is added, it takes nothing"
    assert_sound(van)


def test_a_station_that_left_by_mistake_goes_on_where_it_was(world: World, van: Station) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    exchange(van, world)
    take_lesson(van, amara.id, FIRST)
    sync(van)
    leave_share(van)
    take_lesson(van, amara.id, SECOND)
    epoch, before = van.store.epoch, states(van)
    join(van, world)
    assert van.store.epoch == epoch
    exchange(van, world)
    exchange(van, world)
    assert states(van) == before
    assert stations.greet_stations(world.office) == ()
    [row] = people.people(world.office)
    learnt = [one for one in van.store.events() if one.event.learner]
    assert row.events == len(learnt)
    assert van.store.outbox().unreceipted == 0
    assert_sound(van)


def test_back_at_the_first_office_nothing_is_lost_or_counted_twice(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, FIRST)
    away = world.share.rename(world.root / "away")
    epoch = van.store.epoch
    leave_share(van)
    join(van, other)
    take_lesson(van, amara.id, SECOND)
    assert exchange(van, other) == [None]
    at_other = counted(other)
    leave_share(van)
    away.rename(world.share)
    join(van, world)
    assert van.store.epoch == epoch
    before = evidence(van, amara.id)
    exchange(van, world)
    assert (completed(van, amara.id), evidence(van, amara.id)) == ({FIRST, SECOND}, before)
    exchange(van, world)
    assert counted(other) == at_other
    learnt = [one for one in van.store.events() if one.event.learner]
    assert counted(world) == {"Amara Osei": len(learnt)}
    assert sync(van).published == 0
    assert_sound(van)


def test_bundles_of_one_office_never_lie_in_the_folder_of_another(
    world: World, other: World, van: Station
) -> None:
    register(van, "Amara Osei", "Desk North")
    sync(van)
    first = {path.name for path in sent(world)}
    for path in sent(world):
        path.unlink()
    leave_share(van)
    join(van, other)
    exchange(van, other)
    assert first
    assert not first & {path.name for path in sent(other)}
    leave_share(van)
    join(van, world)
    sync(van)
    assert first <= {path.name for path in sent(world)}, "what was never confirmed is sent again"


def test_leaving_tells_what_the_office_never_received(world: World, van: Station) -> None:
    register(van, "Amara Osei", "Desk North")
    sync(van)
    assert leave_share(van) == Left("Hartmann Tableware", kept=0, there=1)
    join(van, world)
    exchange(van, world)
    world.clock.move(minutes=1)
    assert leave_share(van) == Left("Hartmann Tableware", kept=0, there=0)
    join(van, world)
    register(van, "Jonas Weber", "Desk North")
    assert leave_share(van) == Left("Hartmann Tableware", kept=1, there=0)


def test_a_folder_that_is_not_trusted_yet_takes_nothing_over(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    exchange(van, world)
    leave_share(van)
    join_share(van, other.share, "Van 12")
    take_lesson(van, amara.id, FIRST)
    sync(van)
    state = folder_state(van)
    assert (sent(other), state.waiting, state.received) == ([], 0, None)
    assert leave_share(van) == Left("Vogel Logistics")
    join(van, world)
    assert exchange(van, world)[0] is None
    assert completed(van, amara.id) == {FIRST}
    learnt = [one for one in van.store.events() if one.event.learner]
    assert counted(world) == {"Amara Osei": len(learnt)}


def test_a_station_from_before_shares_were_noted_knows_whom_it_leaves(
    world: World, other: World, van: Station
) -> None:
    register(van, "Amara Osei", "Desk North")
    van.close()
    with closing(sqlite3.connect(van.home / STATION_DATABASE)) as db, db:
        db.execute("UPDATE stream SET share = ''")
        db.execute("UPDATE meta SET value = '' WHERE key = 'share'")
    van = world.open_home(van.home)
    assert leave_share(van).kept == 1
    join(van, other)
    assert exchange(van, other) == [None]
    assert counted(other) == {}


def test_a_kiosk_file_of_another_office_begins_an_epoch_too(
    world: World, other: World, van: Station
) -> None:
    register(van, "Amara Osei", "Desk North")
    exchange(van, world)
    leave_share(van)
    file = world.root / "keystep-kiosk.toml"
    file.write_text(stations.invite(other.office, 1, timedelta(days=1)), "utf-8")
    join_by_file(van, file)
    jonas = register(van, "Jonas Weber", "Desk North")
    assert exchange(van, other) == [None]
    assert set(counted(other)) == {"Jonas Weber"}
    assert completed(van, jonas.id) == set()


def test_a_person_forgotten_by_one_office_is_forgotten_here(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, FIRST)
    exchange(van, world)
    leave_share(van)
    join(van, other)
    take_lesson(van, amara.id, SECOND)
    exchange(van, other)
    people.erase(other.office, amara.id)
    sync(van)
    assert (completed(van, amara.id), van.store.learners()) == (set(), [])
    assert_sound(van)
    leave_share(van)
    join(van, world)
    exchange(van, world)
    assert completed(van, amara.id) == set(), "the first office's word brings nobody back"


def test_two_ids_that_one_office_found_to_be_one_person_stay_one(
    world: World, other: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North")
    again = register(van, "Amara O.", "Desk North")
    take_lesson(van, again.id, FIRST)
    exchange(van, world)
    people.merge(world.office, again.id, amara.id)
    exchange(van, world)
    leave_share(van)
    join(van, other)
    take_lesson(van, again.id, SECOND)
    exchange(van, other)
    assert completed(van, amara.id) == completed(van, again.id) == {FIRST, SECOND}
    assert [one.id for one in van.store.learners()] == [amara.id]
    assert_sound(van)
