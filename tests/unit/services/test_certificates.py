"""Certificates: from the last lesson of a path to a code that proves itself."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from keystep import paths
from keystep.bootstrap import open_office
from keystep.domain.certificates import Issued
from keystep.domain.ports import Learner
from keystep.errors import CertificateRefused, ShareUnreachable
from keystep.services import office as offices
from keystep.services import people
from keystep.services.backups import back_up, restore
from keystep.services.certificates import certificates_of
from keystep.services.importing import import_share, redo_import, undo_import
from keystep.services.issuing import every_certificate, verify_certificate
from keystep.services.publishing import publish_pack
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeIds
from tests.takers import take_lesson


def exchange(world: World, *stations: Station) -> None:
    world.clock.move(minutes=1)
    for station in stations:
        sync(station)
    import_share(world.office)
    for station in stations:
        sync(station)


@pytest.fixture
def van(world: World, small_pack: Path, schemas: Path) -> Station:
    """A station with the pack of one lesson, which is a whole path."""
    station = world.add_station("Van 12")
    publish_pack(world.office, small_pack, schemas)
    exchange(world, station)
    return station


@pytest.fixture
def amara(world: World, van: Station) -> Learner:
    """Who went the path to its end."""
    learner = register(van, "Amara Osei", "Desk North")
    take_lesson(van, learner.id, "bowline", pack="knots")
    exchange(world, van)
    return learner


def test_whoever_goes_a_path_to_its_end_holds_its_certificate(
    world: World, van: Station, amara: Learner, tmp_path: Path
) -> None:
    (held,) = certificates_of(van, amara.id)
    stated = held.stated
    assert (stated.name, stated.title, stated.lessons) == ("Amara Osei", "First knots", 1)
    assert stated.organisation == world.office.pinned.organisation
    assert verify_certificate(van.home, held.grouped.lower()) == stated
    assert verify_certificate(tmp_path / "nobody", held.code, world.share) == stated


def test_it_is_issued_once(world: World, van: Station, amara: Learner) -> None:
    before = certificates_of(van, amara.id)
    take_lesson(van, amara.id, "bowline", pack="knots")
    world.clock.move(days=3)
    exchange(world, van)
    assert certificates_of(van, amara.id) == before
    assert [held.code for held in every_certificate(world.office)] == [before[0].code]


def test_who_is_not_through_holds_none(world: World, van: Station) -> None:
    ben = register(van, "Ben Adeyemi", "Desk North")
    take_lesson(van, ben.id, "before-you-start")
    exchange(world, van)
    assert certificates_of(van, ben.id) == ()


def test_a_home_without_an_organisation_says_what_is_lacking(
    van: Station, amara: Learner, tmp_path: Path
) -> None:
    (held,) = certificates_of(van, amara.id)
    with pytest.raises(ShareUnreachable, match="--share"):
        verify_certificate(tmp_path / "nobody", held.code)


def test_it_holds_after_the_admin_has_changed_keys(
    world: World, van: Station, amara: Learner
) -> None:
    (held,) = certificates_of(van, amara.id)
    with closing(offices.rotate(world.office, "another passphrase", QUICK)):
        assert verify_certificate(van.home, held.code) == held.stated
        sync(van)
        assert verify_certificate(van.home, held.code) == held.stated


def test_another_organisation_cannot_vouch_for_it(
    world: World, van: Station, amara: Learner, tmp_path: Path
) -> None:
    (held,) = certificates_of(van, amara.id)
    home, share = tmp_path / "vogel", tmp_path / "vogel-share"
    offices.found_organisation(
        home, share, "Vogel Logistics", PASSPHRASE, new_id=FakeIds("other"), argon=QUICK
    )
    for asked in ({"home": home}, {"home": van.home, "root": share}):
        with pytest.raises(CertificateRefused, match="not known here"):
            verify_certificate(code=held.code, **asked)


def test_an_undone_import_takes_no_certificate_back(
    world: World, van: Station, amara: Learner
) -> None:
    (before,) = certificates_of(van, amara.id)
    runs = [run.id for run in world.office.ledger.runs.listed()]
    for run in runs:
        undo_import(world.office, run)
    world.clock.move(days=1)
    exchange(world, van)
    assert [held.code for held in every_certificate(world.office)] == [before.code]
    for run in runs:
        redo_import(world.office, run)
    exchange(world, van)
    assert certificates_of(van, amara.id) == (before,)


def test_an_office_that_was_put_back_certifies_again(
    world: World, van: Station, small_pack: Path, schemas: Path
) -> None:
    learner = register(van, "Amara Osei", "Desk North")
    exchange(world, van)
    file = back_up(world.office, world.root / "yesterday.backup")
    take_lesson(van, learner.id, "bowline", pack="knots")
    exchange(world, van)
    (first,) = certificates_of(van, learner.id)
    home = world.new_home("new office")
    restore(home, file, PASSPHRASE, now=world.clock.now().at)
    with closing(open_office(home, PASSPHRASE, world.clock)) as office:
        publish_pack(office, small_pack, schemas)
        for _ in range(2):
            exchange(replace(world, office=office), van)
        (again,) = certificates_of(van, learner.id)
        assert [held.code for held in every_certificate(office)] == [again.code]
    for held in (first, again):
        assert verify_certificate(van.home, held.code).name == "Amara Osei"


def test_two_ids_of_one_person_hold_what_either_earned(
    world: World, van: Station, amara: Learner
) -> None:
    (held,) = certificates_of(van, amara.id)
    twin = register(van, "A. Osei", "Desk North")
    exchange(world, van)
    people.merge(world.office, amara.id, twin.id)
    exchange(world, van)
    assert certificates_of(van, twin.id) == certificates_of(van, amara.id) == (held,)


def test_the_day_of_a_clock_that_was_never_set_stands_on_none(world: World, van: Station) -> None:
    today = world.clock.now().day
    learner = register(van, "Amara Osei", "Desk North")
    world.clock.move(days=-20_000)
    take_lesson(van, learner.id, "bowline", pack="knots")
    world.clock.move(days=20_000)
    exchange(world, van)
    (held,) = certificates_of(van, learner.id)
    assert (held.stated.completed, held.stated.issued) == (today, today)


def test_what_a_newer_office_wrote_hides_nothing_else(
    world: World, van: Station, amara: Learner
) -> None:
    before = certificates_of(van, amara.id)
    newer = Issued(learner=amara.id, pack="knots", path="later", code="AJQXA" * 50)
    world.office.ledger.certificates.issue([newer], world.clock.now())
    exchange(world, van)
    assert len(van.store.certificates(amara.id)) == 2
    assert certificates_of(van, amara.id) == before


def test_whoever_asks_what_is_known_of_them_reads_it_too(
    world: World, van: Station, amara: Learner
) -> None:
    (held,) = certificates_of(van, amara.id)
    told = json.loads(people.person_json(world.office, amara.id))
    assert told["certificates"] == [held.code]
    page = people.person_html(world.office, amara.id, paths.resources())
    assert held.grouped in page
    assert "First knots" in page


def test_who_is_forgotten_has_no_certificate(world: World, van: Station, amara: Learner) -> None:
    people.erase(world.office, amara.id)
    exchange(world, van)
    assert every_certificate(world.office) == ()
    assert van.store.certificates(amara.id) == ()
