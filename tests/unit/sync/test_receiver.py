from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import Catalog, PackRef
from keystep.domain.down import ProgressDown
from keystep.errors import PackRefused, ShareUnreachable, UsageError
from keystep.sync.hello import make_hello
from keystep.sync.inbox import read_catalogs, read_progress_down
from keystep.sync.keys import StationKeys
from keystep.sync.publisher import publish_hello
from keystep.sync.receiver import (
    delete_progress,
    find_pack,
    is_pack,
    numbers_seen,
    read_hellos,
    refuse_if_share,
    scan_bundles,
    write_catalog,
    write_identity,
    write_pack,
    write_progress,
    write_receipt,
)
from keystep.sync.share import Share
from tests.unit.sync.faulty import Counting, Faulty
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
    renewed,
    sealed,
    station,
)

OFFICE, STATION = admin(), station()
BUNDLE = sealed(STATION, OFFICE, batch(STATION.device, recorded(STATION.device, 3)))


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return founded(tmp_path / "share", OFFICE)


PACK = b"a zip" * 300_000


def catalog(no: int, *packs: PackRef) -> Catalog:
    return Catalog(no=no, share=SHARE_ID, issued=NOW.at, stations=(), key_results=(), packs=packs)


def progress(no: int, device: str = STATION.device) -> ProgressDown:
    return ProgressDown(
        no=no, share=SHARE_ID, device=device, issued=NOW.at, people=(), included=(), states=()
    )


def pack(version: str, data: bytes = PACK) -> PackRef:
    sha = hashlib.sha256(data).hexdigest()
    file = f"calls-{version}-{sha[:16]}.kpack"
    return PackRef(id="calls", version=version, file=file, sha256=sha, size=len(data))


def names(share: Share, folder: str) -> list[str]:
    where = share.root / folder
    return sorted(path.name for path in where.iterdir()) if where.exists() else []


def hello_from(share: Share, keys: StationKeys, name: str) -> None:
    publish_hello(share, keys, identity(OFFICE), epoch=EPOCH, name=name)


@pytest.mark.fault(21, 22)
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


@pytest.mark.fault(25)
def test_junk_is_passed_over_and_other_json_is_looked_at(share: Share) -> None:
    folder = f"stations/{STATION.device}"
    hello_from(share, STATION, "Van 12")
    for name in ("desktop.ini", ".DS_Store", "~lock", "x.json.tmp", "HELLO-1 (1).json"):
        share.publish(folder, name, b"junk")
    share.publish(folder, "package.json", b'{"name":"left-pad"}')
    share.publish("stations", "stray.json", BUNDLE.data)
    assert [found.name for found in scan_bundles(share)] == ["package.json"]


@pytest.mark.fault(18)
def test_an_emptied_share_is_unreachable_and_not_without_bundles(share: Share) -> None:
    share.delete("", "keystep-1.json")
    for read in (lambda: list(scan_bundles(share)), lambda: read_hellos(share, None)):
        with pytest.raises(ShareUnreachable):
            read()


def test_each_station_is_heard_once_with_its_newest_word(share: Share) -> None:
    other = station()
    for no in range(1, 11):
        hello_from(share, STATION, f"Van {no}")
    folder = f"stations/{STATION.device}"
    late = make_hello(STATION, identity(OFFICE), EPOCH, "Van 2")
    share.publish(folder, "hello-2 (1).json", late)
    foreign = make_hello(STATION, identity(OFFICE, "another share"), EPOCH, "Van 12")
    share.publish(folder, "hello-12.json", foreign)
    share.publish(folder, "hello-11.json", b"junk")
    hello_from(share, other, "Kiosk")
    heard = {hello.device: hello.name for hello in read_hellos(share, OFFICE.unseal)}
    assert heard == {STATION.device: "Van 10", other.device: "Kiosk"}
    assert {hello.name for hello in read_hellos(share, None)} == {""}


def test_a_share_is_founded_once(share: Share) -> None:
    with pytest.raises(UsageError, match="already"):
        refuse_if_share(Share(share.root))
    write_identity(share, identity(OFFICE), OFFICE)
    assert names(share, "") == ["keystep-1.json"]


def test_a_new_key_is_added_to_those_before(share: Share) -> None:
    new = admin()
    (share.root / "keystep-999999999.json").write_bytes(b"somebody else's")
    for _ in range(2):
        write_identity(share, identity(new), new, OFFICE)
    assert names(share, "") == ["keystep-1.json", "keystep-2.json", "keystep-999999999.json"]
    assert share.read_identity() == identity(new)


def test_older_catalogs_go(share: Share) -> None:
    for no in (9, 10):
        write_catalog(share, catalog(no), OFFICE, [STATION.recipient])
    assert names(share, "catalog") == ["catalog-10.json"]


def test_a_late_lower_catalog_does_not_displace_a_higher_one(share: Share, tmp_path: Path) -> None:
    source, ref = tmp_path / "source", pack("1.0.0")
    source.write_bytes(PACK)
    write_pack(share, ref, source)
    for no, packs in ((10, (ref,)), (9, ())):
        write_catalog(share, catalog(no, *packs), OFFICE, [STATION.recipient])
    assert names(share, "catalog") == ["catalog-10.json", "catalog-9.json"]
    assert read_catalogs(share, STATION, OFFICE.public_text) == catalog(10, ref)
    assert names(share, "packs") == [ref.file]


@pytest.mark.fault(16)
def test_a_catalog_that_is_not_listed_yet_displaces_nothing(share: Share) -> None:
    write_catalog(share, catalog(9), OFFICE, [STATION.recipient])
    none = Faulty("entries", lambda way: iter(()) if way.name == "catalog" else None)
    write_catalog(Share(share.root, SHARE_ID, ops=none), catalog(10), OFFICE, [STATION.recipient])
    assert names(share, "catalog") == ["catalog-10.json", "catalog-9.json"]


def test_a_newer_receipt_takes_the_place_of_older_ones_for_its_stream(share: Share) -> None:
    other_epoch = "f" * 16
    first = receipt(STATION.device, 1, 10)
    for given in (first, receipt(STATION.device, 2, 5, other_epoch), replace(first, no=3, last=20)):
        write_receipt(share, given, OFFICE)
    assert names(share, "receipts") == [f"{STATION.device}-{no}.json" for no in (2, 3)]


def test_newer_progress_takes_the_place_of_older_for_its_station_alone(share: Share) -> None:
    other = station()
    write_progress(share, progress(7, other.device), OFFICE, other.recipient)
    for no in (8, 9):
        write_progress(share, progress(no), OFFICE, STATION.recipient)
    expected = [f"{STATION.device}-9.json", f"{other.device}-7.json"]
    assert names(share, "progress") == sorted(expected)
    assert read_progress_down(share, other, OFFICE.public_text) == progress(7, other.device)


@pytest.mark.fault(19)
def test_what_a_crash_left_is_swept_after_a_day(share: Share) -> None:
    stale = (NOW.at - timedelta(hours=25)).timestamp()
    for folder in ("catalog", "receipts", "progress", "packs"):
        (share.root / folder).mkdir()
        (share.root / folder / ".x.keystep-tmp").touch()
        os.utime(share.root / folder / ".x.keystep-tmp", (stale, stale))
    write_catalog(share, catalog(1), OFFICE, [])
    write_receipt(share, receipt(STATION.device, 1, 10), OFFICE)
    write_progress(share, progress(1), OFFICE, STATION.recipient)
    assert list(share.root.rglob("*.keystep-tmp")) == []


def test_numbers_are_seen_without_reading_anything_but_the_identity(share: Share) -> None:
    device = STATION.device
    for place in (
        "catalog/catalog-9.json",
        "catalog/catalog-12.json",
        "catalog/catalog-13 (1).json",
        f"receipts/{device}-3.json",
        f"receipts/{device}-0.json",
        f"progress/{device}-5.json",
        f"progress/{device}-99999999999999999.json",
    ):
        folder, name = place.split("/")
        share.publish(folder, name, b"junk")
    counting = Counting()
    seen = numbers_seen(Share(share.root, SHARE_ID, ops=counting))
    assert seen == {"catalog": 12, f"receipt:{device}": 3, f"progress:{device}": 5}
    assert counting.calls["open"] == 1
    with pytest.raises(ShareUnreachable):
        numbers_seen(Share(share.root, "another share"))


def test_a_pack_that_lies_there_is_told_from_another_of_its_size(
    share: Share, tmp_path: Path
) -> None:
    source, ref = tmp_path / "source", pack("1.0.0")
    source.write_bytes(PACK)
    assert find_pack(share, ref) is None
    write_pack(share, ref, source)
    found = find_pack(share, ref)
    assert found is not None
    assert is_pack(share, found, ref)
    lying = share.root / "packs" / ref.file
    lying.write_bytes(PACK[:-1] + b"X")
    assert not is_pack(share, found, ref)
    lying.write_bytes(PACK[:-1])
    assert find_pack(share, ref) is None
    write_pack(share, ref, source)
    assert lying.read_bytes() == PACK


@pytest.mark.parametrize(
    "content",
    [None, b"", PACK[:-1], PACK + b" ", PACK[:-1] + b"X"],
    ids=["missing", "empty", "short", "long", "other"],
)
def test_a_pack_that_is_not_what_was_published_stays_here(
    share: Share, tmp_path: Path, content: bytes | None
) -> None:
    source, ref = tmp_path / "source", pack("1.0.0")
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(PackRefused, match="ublish calls again"):
        write_pack(share, ref, source)
    assert names(share, "packs") == []


def test_packs_that_the_catalog_no_longer_names_go(share: Share, tmp_path: Path) -> None:
    source, old, new = tmp_path / "source", pack("1.0.0"), pack("1.1.0", PACK + b"new")
    source.write_bytes(PACK)
    write_pack(share, old, source)
    write_catalog(share, catalog(1, old), OFFICE, [])
    (share.root / "packs" / "somebody else's.kpack").touch()
    source.write_bytes(PACK + b"new")
    write_pack(share, new, source)
    write_catalog(share, catalog(2, new), OFFICE, [])
    assert names(share, "packs") == [new.file, "somebody else's.kpack"]


def test_an_old_hello_that_somebody_copied_does_not_hide_the_newest(share: Share) -> None:
    new, folder = renewed(STATION), f"stations/{STATION.device}"
    old = make_hello(STATION, identity(OFFICE), EPOCH, "Van 12")
    share.publish(folder, "hello-1.json", old)
    share.publish(folder, "hello-2.json", make_hello(new, identity(OFFICE), EPOCH, "Van 12"))
    share.publish(folder, "hello-9999999999999999.json", old)
    share.publish("stations/zzz", "hello-1.json", old)
    heard = [hello.public_key for hello in read_hellos(share, None)]
    assert sorted(heard) == sorted([STATION.public_text, new.public_text])


def test_what_was_told_to_others_goes(share: Share) -> None:
    other = station()
    for no, keys in enumerate((STATION, other), 1):
        write_progress(share, progress(no, keys.device), OFFICE, keys.recipient)
    share.publish("progress", "note-1.json", b"{}")
    delete_progress(share, {other.device})
    assert names(share, "progress") == sorted([f"{other.device}-2.json", "note-1.json"])
