"""What network drives, sync clients and people do to a share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from keystep.domain.bundles import OpenBundle, Reason
from keystep.domain.trust import KnownKey
from keystep.errors import BundleRefused
from keystep.sync.bundle import open_bundle
from keystep.sync.found import Found
from keystep.sync.layout import station_folder
from keystep.sync.receiver import scan_bundles
from keystep.sync.share import Share
from tests.unit.sync.faulty import Counting
from tests.unit.sync.samples import SHARE_ID, admin, batch, founded, recorded, sealed, station

OFFICE, STATION = admin(), station()
BUNDLE = sealed(STATION, OFFICE, batch(STATION.device, recorded(STATION.device, 3)))
OWNER = KnownKey(device=STATION.device, public_key=STATION.public_key)
JUNK = ("desktop.ini", ".DS_Store", "Thumbs.db", "~$x.json.tmp", ".x.keystep-tmp", "photo.jpg")


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return founded(tmp_path / "share", OFFICE)


@pytest.fixture
def folder(share: Share) -> Path:
    folder = share.root / station_folder(STATION.device)
    folder.mkdir(parents=True)
    return folder


def opened(share: Share, found: Found) -> OpenBundle:
    return open_bundle(share.read(found), {STATION.key_id: OWNER}.get, OFFICE.unseal)


def why_not(share: Share) -> str:
    """Why the only file in the station's folder is not taken."""
    (found,) = share.scan(station_folder(STATION.device))
    with pytest.raises(BundleRefused) as refusal:
        opened(share, found)
    return refusal.value.reason


@pytest.mark.fault(20)
def test_a_file_that_is_cut_short_anywhere_is_not_whole_yet(share: Share, folder: Path) -> None:
    (folder / BUNDLE.name).write_bytes(BUNDLE.data)
    for length in reversed(range(len(BUNDLE.data))):
        os.truncate(folder / BUNDLE.name, length)
        assert why_not(share) == Reason.UNSTABLE
    (folder / BUNDLE.name).write_bytes(BUNDLE.data)
    (found,) = scan_bundles(share)
    assert len(opened(share, found).events) == 3


@pytest.mark.fault(23)
@pytest.mark.parametrize("there", [0.0, 0.5, 0.99])
def test_a_placeholder_of_zeros_is_not_whole_yet(share: Share, folder: Path, there: float) -> None:
    data = BUNDLE.data[: int(len(BUNDLE.data) * there)]
    (folder / BUNDLE.name).write_bytes(data.ljust(len(BUNDLE.data), b"\0"))
    assert why_not(share) == Reason.UNSTABLE


@pytest.mark.fault(21, 22)
@pytest.mark.parametrize(
    "name",
    [
        "{stem}.sync-conflict-20261120-093015-ABCDEFG.json",
        "{stem} (conflicted copy 2026-11-20).json",
        "{stem} (1).json",
        "{stem}.JSON",
        "renamed by somebody.json",
    ],
)
def test_the_name_decides_nothing(share: Share, folder: Path, name: str) -> None:
    (folder / name.format(stem=Path(BUNDLE.name).stem.upper())).write_bytes(BUNDLE.data)
    (found,) = scan_bundles(share)
    assert opened(share, found).header.device == STATION.device


@pytest.mark.fault(25)
def test_ten_thousand_files_that_do_not_belong_cost_one_listing(share: Share, folder: Path) -> None:
    (folder / BUNDLE.name).write_bytes(BUNDLE.data)
    source = folder / JUNK[0]
    source.touch()
    for number in range(10_000):
        os.link(source, folder / f"{number}{JUNK[number % len(JUNK)]}")
    counting = Counting()
    found = list(scan_bundles(Share(share.root, SHARE_ID, ops=counting)))
    assert [one.name for one in found] == [BUNDLE.name]
    assert counting.calls["entries"] == 3  # of the root, of stations, and of the station's folder
    assert counting.calls["open"] == 1  # of the share's identity
    assert counting.calls["lstat"] < 20
