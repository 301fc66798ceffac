"""The packs that a station starts with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keystep import paths
from keystep.services.packs import PACKS, install_shipped, open_shelf

SCHEMAS = paths.resources() / "schemas"
SHIPPED = "answering-customers-1.0.0"


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    """A home with the packs that ship."""
    shutil.copytree(shipped, tmp_path / "home")
    return tmp_path / "home"


def with_version(source: Path, target: Path, version: str) -> Path:
    """A copy of the shipped sources under another version."""
    shutil.copytree(source, target)
    told = target / "answering-customers" / "pack.toml"
    text = told.read_text(encoding="utf-8")
    told.write_text(text.replace('version = "1.0.0"', f'version = "{version}"'), encoding="utf-8")
    return target


def test_packs_arrive_after_an_installation_that_was_cut_short(tmp_path: Path) -> None:
    (tmp_path / PACKS / ".installing").mkdir(parents=True)
    install_shipped(tmp_path, paths.lessons(), SCHEMAS)
    assert "answering-customers" in open_shelf(tmp_path).packs


def test_a_damaged_pack_is_told_of_and_the_others_stay(home: Path) -> None:
    other = home / PACKS / "other-1.0.0"
    other.mkdir()
    (other / "pack.json").write_bytes(b"{")
    shelf = open_shelf(home)
    assert list(shelf.packs) == ["answering-customers"]
    assert [str(other) in str(fault) for fault in shelf.faults] == [True]


def test_a_damaged_shipped_pack_is_installed_again(home: Path) -> None:
    (home / PACKS / SHIPPED / "pack.json").write_bytes(b"{")
    assert open_shelf(home).packs == {}
    install_shipped(home, paths.lessons(), SCHEMAS)
    shelf = open_shelf(home)
    assert (list(shelf.packs), shelf.faults) == (["answering-customers"], ())


@pytest.mark.parametrize("version", ["1.0.1", "10.0.0"])
def test_a_newer_shipped_version_comes_beside_the_old(
    home: Path, tmp_path: Path, version: str
) -> None:
    newer = with_version(paths.lessons(), tmp_path / "lessons", version)
    install_shipped(home, newer, SCHEMAS)
    shelf = open_shelf(home)
    assert shelf.pack("answering-customers").version == version
    assert (home / PACKS / SHIPPED).is_dir()


def test_a_whole_pack_is_left_alone(home: Path) -> None:
    before = (home / PACKS / SHIPPED / "pack.json").stat().st_mtime_ns
    install_shipped(home, paths.lessons(), SCHEMAS)
    assert (home / PACKS / SHIPPED / "pack.json").stat().st_mtime_ns == before
