"""Finding what there is to join, whatever the drives do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest

from keystep.errors import KeystepError
from keystep.services import stations
from keystep.services.kiosk import searching
from keystep.services.kiosk.searching import Place, mounts, place_at, search
from keystep.services.meeting import KIOSK_FILE
from tests.conftest import World

WHOSE = "Hartmann Tableware"


@pytest.fixture
def drive(world: World) -> Path:
    """A drive with a share two folders deep."""
    copytree(world.share, world.root / "drive" / "Company" / "keystep")
    return world.root / "drive"


@pytest.fixture
def stick(world: World) -> Path:
    (world.root / "stick").mkdir()
    text = stations.invite(world.office, 1, timedelta(days=1))
    (world.root / "stick" / KIOSK_FILE).write_text(text, "utf-8")
    return world.root / "stick"


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A drive that answers nobody until the test is over."""
    answers, usual, away = Event(), searching._listed, tmp_path / "away"

    def listed(folder: Path) -> tuple[set[str], list[Path]]:
        if folder == away:
            answers.wait()
        return usual(folder)

    monkeypatch.setattr(searching, "_listed", listed)
    yield away
    answers.set()


def test_shares_and_files_are_found_with_whose_they_are(drive: Path, stick: Path) -> None:
    assert search([drive, stick, drive]) == [
        Place(stick / KIOSK_FILE, WHOSE, by_file=True),
        Place(drive / "Company" / "keystep", WHOSE),
    ]


def test_a_drive_that_hangs_does_not_stop_the_others(drive: Path, hanging: Path) -> None:
    assert [one.organisation for one in search([hanging, drive], 0.5)] == [WHOSE]


def test_what_lies_deeper_or_hidden_or_behind_a_link_is_not_looked_at(
    world: World, drive: Path
) -> None:
    copytree(world.share, world.root / "deep" / "a" / "b" / "keystep")
    copytree(world.share, world.root / "deep" / ".trash")
    (world.root / "deep" / "link").symlink_to(drive / "Company", target_is_directory=True)
    assert search([world.root / "deep"]) == []
    assert search([drive], depth=0) == []


def test_what_only_looks_like_a_share_is_none(tmp_path: Path) -> None:
    (tmp_path / "keystep-1.json").write_text("{}", "utf-8")
    assert search([tmp_path]) == []


def test_a_file_that_cannot_be_read_is_shown_without_a_name(stick: Path) -> None:
    (stick / KIOSK_FILE).write_text("root = 7", "utf-8")
    assert search([stick]) == [Place(stick / KIOSK_FILE, "", by_file=True)]


def test_what_is_typed_is_a_share_or_a_file(drive: Path, stick: Path) -> None:
    assert place_at(drive / "Company" / "keystep").organisation == WHOSE
    assert place_at(stick / KIOSK_FILE).by_file
    for nothing in (drive, drive / "nowhere", stick / "other.toml"):
        with pytest.raises(KeystepError):
            place_at(nothing)


def test_mounts_are_read_with_their_spaces(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n"
        "/dev/sdb1 /media/My\\040Stick vfat rw 0 0\n//server/hall /srv/hall cifs rw 0 0\nodd\n"
    )
    assert list(mounts(table)) == [Path("/media/My Stick"), Path("/srv/hall")]
    assert list(mounts(tmp_path / "missing")) == []
