"""The packs that a station starts with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keystep import paths
from keystep.services.packs import PACKS, install_shipped, open_shelf
from tests.homes import put_anew

SCHEMAS = paths.resources() / "schemas"
PACK = "answering-customers"
SHIPPED = f"{PACK}-1.0.0"
ALL = {told.parent.name for told in paths.lessons().glob("*/pack.toml")}


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """The sources of one of the packs that ship."""
    return with_version(paths.lessons(), tmp_path / "one", "1.0.0")


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    """A home with the packs that ship."""
    shutil.copytree(shipped, tmp_path / "home")
    return tmp_path / "home"


def with_version(source: Path, target: Path, version: str) -> Path:
    """A copy of the sources of one shipped pack under another version."""
    shutil.copytree(source / PACK, target / PACK)
    told = target / PACK / "pack.toml"
    text = told.read_text(encoding="utf-8")
    told.write_text(text.replace('version = "1.0.0"', f'version = "{version}"'), encoding="utf-8")
    return target


def test_every_pack_that_ships_is_on_the_shelf_under_its_own_name(home: Path) -> None:
    shelf = open_shelf(home)
    assert (list(shelf.packs), shelf.faults) == (sorted(ALL), ())


def test_packs_arrive_after_an_installation_that_was_cut_short(
    tmp_path: Path, lessons: Path
) -> None:
    (tmp_path / PACKS / ".installing").mkdir(parents=True)
    install_shipped(tmp_path, lessons, SCHEMAS)
    assert PACK in open_shelf(tmp_path).packs


def test_a_damaged_pack_is_told_of_and_the_others_stay(home: Path) -> None:
    other = home / PACKS / "other-1.0.0"
    other.mkdir()
    (other / "pack.json").write_bytes(b"{")
    shelf = open_shelf(home)
    assert set(shelf.packs) == ALL
    assert [str(other) in str(fault) for fault in shelf.faults] == [True]


def test_a_damaged_shipped_pack_is_installed_again(home: Path, lessons: Path) -> None:
    put_anew(home / PACKS / SHIPPED / "pack.json", b"{")
    assert set(open_shelf(home).packs) == ALL - {PACK}
    install_shipped(home, lessons, SCHEMAS)
    shelf = open_shelf(home)
    assert (list(shelf.packs), shelf.faults) == (sorted(ALL), ())


@pytest.mark.parametrize("version", ["1.0.1", "10.0.0"])
def test_a_newer_shipped_version_comes_beside_the_old(
    home: Path, tmp_path: Path, version: str
) -> None:
    newer = with_version(paths.lessons(), tmp_path / "lessons", version)
    install_shipped(home, newer, SCHEMAS)
    shelf = open_shelf(home)
    assert shelf.pack(PACK).version == version
    assert (home / PACKS / SHIPPED).is_dir()


def test_a_whole_pack_is_left_alone(home: Path, lessons: Path) -> None:
    before = (home / PACKS / SHIPPED / "pack.json").stat().st_mtime_ns
    install_shipped(home, lessons, SCHEMAS)
    assert (home / PACKS / SHIPPED / "pack.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("manifest", ["id = ", 'title = "Half"\n'], ids=["no TOML", "half"])
def test_a_faulty_shipped_pack_keeps_no_other_away(
    tmp_path: Path, lessons: Path, manifest: str
) -> None:
    (lessons / "a-half").mkdir()
    (lessons / "a-half" / "pack.toml").write_text(manifest)
    missing = install_shipped(tmp_path, lessons, SCHEMAS)
    shelf = open_shelf(tmp_path, missing=missing)
    assert PACK in shelf.packs
    assert ["a-half" in str(fault) for fault in shelf.faults] == [True]
