from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import Catalog, PackRef
from keystep.domain.down import ProgressDown
from keystep.errors import PackRefused, ShareUnreachable
from keystep.sync.documents import make_catalog, make_progress
from keystep.sync.inbox import fetch_pack, read_catalogs, read_progress_down, read_receipts
from keystep.sync.receiver import write_catalog, write_progress, write_receipt
from keystep.sync.share import Share
from tests.unit.sync.faulty import Faulty, names, raising
from tests.unit.sync.samples import (
    EPOCH,
    NOW,
    SHARE_ID,
    admin,
    founded,
    receipt,
    renewed,
    station,
)

OFFICE, STATION = admin(), station()
KEY = OFFICE.public_text
PACK = b"a zip" * 300_000
SHA = hashlib.sha256(PACK).hexdigest()
REF = PackRef(
    id="calls", version="1.0.0", file=f"calls-1.0.0-{SHA[:16]}.kpack", sha256=SHA, size=len(PACK)
)


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return founded(tmp_path / "share", OFFICE)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def catalog(no: int) -> Catalog:
    return Catalog(no=no, share=SHARE_ID, issued=NOW.at, stations=(), key_results=())


def progress(no: int) -> ProgressDown:
    return ProgressDown(
        no=no,
        share=SHARE_ID,
        device=STATION.device,
        issued=NOW.at,
        people=(),
        included=(),
        states=(),
    )


def test_stations_take_the_highest_catalog_they_can_open(share: Share) -> None:
    assert read_catalogs(share, STATION, KEY) is None
    for no in (9, 10):
        write_catalog(share, catalog(no), OFFICE, [STATION.recipient])
    assert read_catalogs(share, STATION, KEY, above=9) == catalog(10)
    assert read_catalogs(share, STATION, KEY, above=10) is None
    assert read_catalogs(share, station(), KEY) is None


def test_what_was_sealed_before_a_change_of_keys_still_opens(share: Share) -> None:
    write_catalog(share, catalog(9), OFFICE, [STATION.recipient])
    write_progress(share, progress(4), OFFICE, STATION.recipient)
    newer = renewed(STATION)
    assert read_catalogs(share, newer, KEY) == catalog(9)
    assert read_progress_down(share, newer, KEY) == progress(4)


def test_a_catalog_that_somebody_else_signed_does_not_count(share: Share) -> None:
    write_catalog(share, catalog(10), OFFICE, [STATION.recipient])
    share.publish(
        "catalog", "catalog-11.json", make_catalog(catalog(11), admin(), [STATION.recipient])
    )
    share.publish("catalog", "catalog-12.json", b"{")
    assert read_catalogs(share, STATION, KEY) == catalog(10)


def test_each_epoch_has_its_newest_receipt(share: Share) -> None:
    given = [
        receipt(STATION.device, 7, 20),
        receipt(STATION.device, 4, 5, "f" * 16),
        receipt(station().device, 9, 30),
    ]
    for one in given:
        write_receipt(share, one, OFFICE)
    write_receipt(share, receipt(STATION.device, 6, 10), OFFICE)
    taken = read_receipts(share, STATION.device, KEY)
    assert [(one.no, one.epoch, one.last) for one in taken] == [(4, "f" * 16, 5), (7, EPOCH, 20)]


def test_stations_take_the_highest_progress(share: Share) -> None:
    assert read_progress_down(share, STATION, KEY) is None
    write_progress(share, progress(5), OFFICE, STATION.recipient)
    folder, name = "progress", f"{STATION.device}-{{}}.json"
    late = make_progress(progress(4), OFFICE, STATION.recipient)
    share.publish(folder, name.format(8), late)
    foreign = make_progress(progress(9), admin(), STATION.recipient)
    share.publish(folder, name.format(9), foreign)
    other = make_progress(replace(progress(10), device=station().device), OFFICE, STATION.recipient)
    share.publish(folder, name.format(10), other)
    assert read_progress_down(share, STATION, KEY) == progress(5)
    assert read_progress_down(share, STATION, KEY, above=5) is None


@pytest.mark.parametrize("name", [REF.file, "renamed (1).kpack"])
def test_a_pack_is_fetched_whatever_it_is_called(share: Share, here: Path, name: str) -> None:
    share.publish("packs", name, PACK)
    fetched = fetch_pack(share, REF, here)
    assert fetched == here / REF.file
    assert fetched.read_bytes() == PACK
    assert names(here) == [REF.file]


def test_a_pack_is_believed_for_its_content_alone(share: Share, here: Path) -> None:
    share.publish("packs", REF.file, PACK[:-1] + b"X")
    with pytest.raises(PackRefused, match="publish it anew"):
        fetch_pack(share, REF, here)
    assert names(here) == []
    share.publish("packs", "a copy.kpack", PACK)
    assert fetch_pack(share, REF, here).read_bytes() == PACK


@pytest.mark.fault(20)
@pytest.mark.parametrize("length", [0, 1, len(PACK) - 1])
def test_a_pack_that_is_not_whole_is_fetched_later(share: Share, here: Path, length: int) -> None:
    share.publish("packs", REF.file, PACK[:length])
    with pytest.raises(PackRefused, match="looked for again"):
        fetch_pack(share, REF, here)


@pytest.mark.parametrize(
    "ref",
    [
        replace(REF, file=f"../{REF.file}"),
        replace(REF, file="/etc/passwd"),
        replace(REF, file=f"packs\\{REF.file}"),
        replace(REF, file=f".{REF.file}"),
        replace(REF, size=1 << 30),
        replace(REF, size=-1),
        replace(REF, size=0),
    ],
)
def test_what_cannot_be_a_pack_is_not_looked_for(share: Share, here: Path, ref: PackRef) -> None:
    with pytest.raises(PackRefused, match="cannot be a pack"):
        fetch_pack(share, ref, here)


@pytest.mark.fault(16)
def test_a_share_that_goes_away_while_a_pack_is_fetched(share: Share, here: Path) -> None:
    share.publish("packs", REF.file, PACK)
    away = Share(share.root, SHARE_ID, ops=Faulty("read", raising(errno.ENOTCONN)))
    with pytest.raises(ShareUnreachable):
        fetch_pack(away, REF, here)
    assert names(here) == []


def test_a_full_disk_here_is_not_a_full_share(share: Share, here: Path) -> None:
    share.publish("packs", REF.file, PACK)
    with pytest.raises(FileNotFoundError):
        fetch_pack(share, REF, here / "missing")
