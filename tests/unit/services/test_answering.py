"""What the office says, everywhere under the same numbers and never under a lower one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keystep.services import people, stations
from keystep.services.importing import import_share
from keystep.services.publishing import packs, publish_pack
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import publish_catalog, publish_progress
from keystep.services.syncing import known_catalog, sync
from tests.conftest import World


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def names_in(root: Path, folder: str) -> set[str]:
    return {path.name for path in (root / folder).glob("*")}


def test_every_copy_has_the_same_word(world: World, van: Station) -> None:
    register(van, "Amara Osei", "Desk North")
    sync(van)
    copies = world.root / "copies"
    for name in ("one", "two"):
        shutil.copytree(world.share, copies / name)
    assert import_share(world.office, root=copies).unanswered is None
    for folder in ("catalog", "receipts", "progress"):
        assert names_in(copies / "one", folder) == names_in(copies / "two", folder) != set()


def test_numbers_are_above_any_on_any_copy(world: World, van: Station) -> None:
    register(van, "Amara Osei", "Desk North")
    sync(van)
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    for folder, name in (
        ("catalog", "catalog-70.json"),
        ("receipts", f"{van.keys.device}-80.json"),
        ("progress", f"{van.keys.device}-90.json"),
    ):
        (stick / folder).mkdir(exist_ok=True)
        (stick / folder / name).write_bytes(b"{}")
    import_share(world.office, root=stick)
    assert "catalog-71.json" in names_in(stick, "catalog")
    assert f"{van.keys.device}-81.json" in names_in(stick, "receipts")
    assert f"{van.keys.device}-91.json" in names_in(stick, "progress")


def test_a_forged_number_does_not_use_up_all_numbers(world: World, van: Station) -> None:
    (world.share / "catalog").mkdir(exist_ok=True)
    forged = world.share / "catalog" / "catalog-9999999999999999.json"
    forged.write_bytes(b"{}")
    first = publish_catalog(world.office)
    assert first.no < 1 << 50
    second = publish_catalog(world.office)
    assert second.no > first.no
    sync(van)
    assert known_catalog(van) == second


def test_progress_is_told_when_it_changed_and_where_it_is_missing(
    world: World, van: Station
) -> None:
    amara = register(van, "Amara Osei", "Desk North").id
    sync(van)
    import_share(world.office)
    before = names_in(world.share, "progress")
    assert publish_progress(world.office) == 0
    assert names_in(world.share, "progress") == before
    hall = world.add_station("Hall 7")
    people.assign(world.office, amara, hall.keys.device)
    assert publish_progress(world.office) == 1
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    shutil.rmtree(stick / "progress")
    import_share(world.office, root=stick)
    assert len(names_in(stick, "progress")) == 2
    assert publish_progress(world.office) == 2, "the share is behind the stick now"


def test_a_pack_goes_wherever_the_catalog_goes(
    world: World, van: Station, small_pack: Path, schemas: Path
) -> None:
    ref = publish_pack(world.office, small_pack, schemas).ref
    assert packs(world.office) == (ref,)
    assert world.office.shelf.pack(ref.id).version == ref.version
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    import_share(world.office, root=stick)
    assert names_in(stick, "packs") == {ref.file}
    import_share(world.office)
    assert f"{ref.id} {ref.version}" in sync(van).packs
    (world.office.home / "published" / ref.file).unlink()
    (stick / "packs" / ref.file).unlink()
    import_share(world.office, root=stick)
    assert names_in(stick, "packs") == {ref.file}, "fetched back from the share"


def test_a_pack_that_is_lost_everywhere_is_told_and_all_else_goes_out(
    world: World, van: Station, small_pack: Path, schemas: Path
) -> None:
    ref = publish_pack(world.office, small_pack, schemas).ref
    (world.office.home / "published" / ref.file).write_bytes(b"x" * ref.size)
    report = import_share(world.office)
    assert "knots 1.0.0" in str(report.unanswered)
    sync(van)
    assert known_catalog(van) is not None


def test_a_stick_learns_of_the_newest_key(world: World) -> None:
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    (world.share / "keystep-7.json").write_bytes(
        (world.share / "keystep-1.json").read_bytes() + b" "
    )
    import_share(world.office, root=stick)
    assert {p.name for p in stick.glob("keystep-*")} == {"keystep-1.json", "keystep-2.json"}


def test_the_catalog_names_who_is_trusted_and_who_is_not(world: World, van: Station) -> None:
    hall = world.add_station("Hall 7")
    stations.revoke(world.office, hall.keys.device)
    catalog = publish_catalog(world.office)
    assert [one.device for one in catalog.stations] == [van.keys.device]
    assert [one.device for one in catalog.revoked] == [hall.keys.device]


def test_what_a_revoked_station_was_told_of_people_goes(world: World, van: Station) -> None:
    register(van, "Amara Osei", "Desk North")
    sync(van)
    import_share(world.office)
    assert names_in(world.share, "progress")
    stations.revoke(world.office, van.keys.device)
    publish_catalog(world.office)
    assert names_in(world.share, "progress") == set()


def test_a_receipt_can_be_read_whatever_lies_in_the_stations_folder(
    world: World, van: Station
) -> None:
    sync(van)
    for no in range(150):
        name = f"{no}{'junk' * 50}.json"
        (world.share / "stations" / van.keys.device / name).write_bytes(b"{%d}" % no)
    import_share(world.office)
    [receipt] = names_in(world.share, "receipts")
    assert (world.share / "receipts" / receipt).stat().st_size < 64 << 10


def test_a_forged_number_does_no_harm(world: World, van: Station) -> None:
    names = ("catalog-9007199254740993", f"{van.keys.device}-9999999999999999")
    for folder in ("catalog", "receipts", "progress"):
        (world.share / folder).mkdir(exist_ok=True)
        for name in names:
            (world.share / folder / f"{name}.json").write_bytes(b"{}")
    register(van, "Amara Osei", "Desk North")
    sync(van)
    for _ in range(2):
        world.clock.move(days=1)
        assert import_share(world.office).unanswered is None
        sync(van)
    catalog = known_catalog(van)
    assert catalog is not None
    assert van.store.heard().progress
    assert [row.events for row in people.people(world.office)] == [1]
