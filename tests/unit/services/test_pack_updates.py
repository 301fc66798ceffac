"""Packs from the catalog: fetched, verified, installed, and shown."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from keystep import paths
from keystep.services import packs, publishing, stations
from keystep.services.importing import import_share
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.sync.file_ops import FileOps
from tests.conftest import World
from tests.unit.services.test_packs import SHIPPED, with_version

PACK = "answering-customers"
SCHEMAS = paths.resources() / "schemas"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack that ships, as a file of version 1.1.0."""
    root = tmp_path_factory.mktemp("newer")
    sources = with_version(paths.lessons(), root / "lessons", "1.1.0")
    return packs.build(sources / PACK, SCHEMAS, root)


@pytest.fixture
def van(world: World, newer: Path) -> Station:
    """A station whose office has published a newer pack."""
    station = world.add_station("Van 12")
    publishing.publish_pack(world.office, newer, SCHEMAS)
    stations.publish_catalog(world.office)
    return station


def version(station: Station) -> str:
    return station.shelf.pack(PACK).version


def on_the_share(world: World) -> Path:
    [file] = (world.share / "packs").iterdir()
    return file


def test_a_published_pack_is_installed_and_shown(world: World, van: Station) -> None:
    assert version(van) == "1.0.0"
    told = sync(van)
    assert (told.packs, told.refused) == ((f"{PACK} 1.1.0",), ())
    assert version(van) == "1.1.0"
    assert (van.home / "packs" / SHIPPED).is_dir(), "the version before stays"
    on_the_share(world).unlink()
    assert sync(van).packs == ()
    van.close()
    assert version(world.open_home(van.home)) == "1.1.0"


def test_the_catalogs_version_is_shown_even_if_a_higher_one_is_here(
    world: World, van: Station
) -> None:
    sync(van)
    office = world.office
    older = packs.build(paths.lessons() / PACK, SCHEMAS, world.root)
    publishing.publish_pack(office, older, SCHEMAS)
    stations.publish_catalog(office)
    told = sync(van)
    assert told.packs == ()
    assert version(van) == "1.0.0"


def test_a_pack_that_is_not_whole_yet_comes_with_a_later_sync(world: World, van: Station) -> None:
    file = on_the_share(world)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    told = sync(van)
    assert (told.packs, len(told.refused), version(van)) == ((), 1, "1.0.0")
    file.write_bytes(whole)
    assert sync(van).packs == (f"{PACK} 1.1.0",)


def test_a_pack_with_other_bytes_is_refused_and_leaves_nothing(world: World, van: Station) -> None:
    file = on_the_share(world)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    before = sorted((van.home / "packs").iterdir())
    assert len(sync(van).refused) == 1
    assert version(van) == "1.0.0"
    assert sorted((van.home / "packs").iterdir()) == before


def test_a_pack_that_was_overwritten_is_written_again_by_the_office(
    world: World, van: Station
) -> None:
    file = on_the_share(world)
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))
    os.utime(file, ns=(1, 1))  # whatever the drive's clock and its grain
    assert len(sync(van).refused) == 1
    import_share(world.office)
    assert file.read_bytes() == whole
    assert sync(van).packs == (f"{PACK} 1.1.0",)


def test_a_pack_is_read_again_only_once_it_has_changed(
    world: World, van: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as blind:
        blind.setattr(world.office, "ops", NoPacks())
        stations.publish_catalog(world.office)
    os.utime(on_the_share(world), ns=(1, 1))
    reading = Reading()
    monkeypatch.setattr(world.office, "ops", reading)
    stations.publish_catalog(world.office)
    stations.publish_catalog(world.office)
    assert reading.packs == 1


def test_a_pack_that_cannot_be_installed_is_fetched_only_once(
    world: World, van: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    van.schemas = world.root / "schemas"
    shutil.copytree(SCHEMAS, van.schemas)
    told = (van.schemas / "pack.schema.json").read_text("utf-8")
    assert '"title"' in told
    (van.schemas / "pack.schema.json").write_text('{"not": {}}', "utf-8")
    first = sync(van)
    assert (first.packs, len(first.refused)) == ((), 1)
    monkeypatch.setattr(van, "ops", NoPacks())
    again = sync(van)
    assert [str(fault) for fault in again.refused] == [str(fault) for fault in first.refused]


class Reading(FileOps):
    """Counts how often a pack is opened."""

    packs = 0

    def open(self, path: Path) -> int:
        self.packs += path.suffix == ".kpack"
        return super().open(path)


class NoPacks(FileOps):
    """No pack can be read."""

    def open(self, path: Path) -> int:
        if path.suffix == ".kpack":
            raise OSError(errno.EIO, "gone")
        return super().open(path)


def test_a_pack_that_cannot_be_read_holds_up_nothing_else(
    world: World, van: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(van, "ops", NoPacks())
        told = sync(van)
    assert (told.enrolled, told.packs, len(told.refused)) == (True, (), 1)
    assert sync(van).packs == (f"{PACK} 1.1.0",)
