from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import Catalog, Reason
from keystep.errors import BundleRefused, ShareUnreachable, UsageError
from keystep.sync.bundle import open_bundle
from keystep.sync.documents import make_catalog, make_hello
from keystep.sync.envelope import only
from keystep.sync.inbox import read_catalogs, read_receipts
from keystep.sync.publisher import publish_hello
from keystep.sync.receiver import (
    read_hellos,
    scan_bundles,
    write_catalog,
    write_identity,
    write_receipt,
)
from keystep.sync.share import Share
from tests.unit.sync.samples import (
    EPOCH,
    NOW,
    SHARE_ID,
    admin,
    batch,
    founded,
    identity,
    receipt,
    recorded,
    sealed,
    station,
)

OFFICE, STATION = admin(), station()
BUNDLE = sealed(STATION, OFFICE, batch(STATION.device, recorded(STATION.device, 3)))


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return founded(tmp_path / "share", OFFICE)


def catalog(no: int) -> Catalog:
    return Catalog(no=no, share=SHARE_ID, issued=NOW.at, stations=(), key_results=())


def names(share: Share, folder: str) -> list[str]:
    return [found.name for found in share.scan(folder)]


def test_bundles_are_found_under_whatever_name_a_sync_client_gave_them(share: Share) -> None:
    copies = [
        BUNDLE.name,
        BUNDLE.name.upper(),
        BUNDLE.name.replace(".json", ".sync-conflict-20261120-093015-ABCDEFG.json"),
        BUNDLE.name.replace(".json", " (conflicted copy 2026-11-20).json"),
        BUNDLE.name.replace(".json", " (1).json"),
    ]
    for name in copies:
        share.publish(f"stations/{STATION.device.upper()}", name, BUNDLE.data)
    found = list(scan_bundles(share))
    assert sorted(f.name for f in found) == sorted(copies)
    for each in found:
        opened = open_bundle(share.read(each), only(STATION.public_key), OFFICE.unseal)
        assert opened.header.no == 1


def test_junk_is_passed_over_and_other_json_is_refused_by_content(share: Share) -> None:
    folder = f"stations/{STATION.device}"
    publish_hello(share, STATION, share_id=SHARE_ID, name="Van 12")
    for name in ("desktop.ini", ".DS_Store", "~lock", "x.json.tmp", "HELLO-1 (1).json"):
        share.publish(folder, name, b"junk")
    share.publish(folder, "package.json", b'{"name":"left-pad"}')
    share.publish("stations", "stray.json", BUNDLE.data)
    (found,) = scan_bundles(share)
    assert found.name == "package.json"
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(share.read(found), only(STATION.public_key), OFFICE.unseal)
    assert refusal.value.reason == Reason.BAD_ENVELOPE


def test_an_emptied_share_is_unreachable_and_not_without_bundles(share: Share) -> None:
    share.delete("", "keystep-1.json")
    for read in (lambda: list(scan_bundles(share)), lambda: read_hellos(share)):
        with pytest.raises(ShareUnreachable):
            read()


def test_each_station_is_heard_once_with_its_newest_word(share: Share) -> None:
    other = station()
    for no in range(1, 11):
        publish_hello(share, STATION, share_id=SHARE_ID, name=f"Van {no}")
    folder = f"stations/{STATION.device}"
    share.publish(folder, "hello-2 (1).json", make_hello(STATION, SHARE_ID, "Van 2"))
    share.publish(folder, "hello-12.json", make_hello(STATION, "another share", "Van 12"))
    share.publish(folder, "hello-11.json", b"junk")
    publish_hello(share, other, share_id=SHARE_ID, name="Kiosk")
    heard = {hello.device: hello.name for hello in read_hellos(share)}
    assert heard == {STATION.device: "Van 10", other.device: "Kiosk"}


def test_a_share_is_founded_once(share: Share) -> None:
    with pytest.raises(UsageError, match="already"):
        write_identity(Share(share.root), identity(admin()), admin())
    assert share.read_identity() == identity(OFFICE)


def test_stations_take_the_highest_catalog_they_can_open(share: Share) -> None:
    assert read_catalogs(share, STATION, OFFICE.public_text) is None
    for no in (9, 10):
        write_catalog(share, catalog(no), OFFICE, [STATION.recipient])
    assert names(share, "catalog") == ["catalog-10.json"]
    assert read_catalogs(share, STATION, OFFICE.public_text, above=9) == catalog(10)
    assert read_catalogs(share, STATION, OFFICE.public_text, above=10) is None
    assert read_catalogs(share, station(), OFFICE.public_text) is None


def test_a_late_lower_catalog_does_not_displace_a_higher_one(share: Share) -> None:
    for no in (10, 9):
        write_catalog(share, catalog(no), OFFICE, [STATION.recipient])
    assert names(share, "catalog") == ["catalog-10.json", "catalog-9.json"]
    assert read_catalogs(share, STATION, OFFICE.public_text) == catalog(10)


def test_a_catalog_that_somebody_else_signed_does_not_count(share: Share) -> None:
    write_catalog(share, catalog(10), OFFICE, [STATION.recipient])
    data = make_catalog(catalog(11), admin(), [STATION.recipient])
    share.publish("catalog", "catalog-11.json", data)
    assert read_catalogs(share, STATION, OFFICE.public_text) == catalog(10)


def test_a_newer_receipt_takes_the_place_of_older_ones_for_its_stream(share: Share) -> None:
    other_epoch = "f" * 16
    first = receipt(STATION.device, 1, 10)
    for given in (first, receipt(STATION.device, 2, 5, other_epoch), replace(first, no=3, last=20)):
        write_receipt(share, given, OFFICE)
    assert names(share, "receipts") == [f"{STATION.device}-{no}.json" for no in (2, 3)]
    for epoch, last in ((EPOCH, 20), (other_epoch, 5)):
        newest = read_receipts(share, STATION.device, epoch, OFFICE.public_text)
        assert newest is not None
        assert newest.last == last
