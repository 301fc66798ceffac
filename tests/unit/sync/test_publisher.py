from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from keystep.domain.bundles import SealedBundle
from keystep.errors import ShareFull, ShareUnreachable
from keystep.sync.documents import make_receipt
from keystep.sync.file_ops import FileOps
from keystep.sync.publisher import Outcome, publish_hello, publish_outbox
from keystep.sync.receiver import read_hellos, write_receipt
from keystep.sync.share import Share
from tests.unit.sync.samples import (
    NOW,
    SHARE_ID,
    Outbox,
    admin,
    founded,
    receipt,
    station,
)

OFFICE, STATION = admin(), station()
BUNDLES = [SealedBundle(no, f"{no}.json", b"bundle %d" % no) for no in (1, 2, 3)]


class Full(FileOps):
    """No room for anything new."""

    def create(self, path: Path) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


class Vanishing(FileOps):
    """The drive goes away right after a bundle was put in place, leaving an empty mount point."""

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        shutil.rmtree(target.parents[2])
        target.parent.mkdir(parents=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    founded(tmp_path / "share", OFFICE)
    return tmp_path / "share"


def publish(share: Share, store: Outbox) -> Outcome:
    return publish_outbox(share, store, STATION, OFFICE.public_text, NOW)


def there(root: Path) -> list[str]:
    return sorted(p.name for p in (root / "stations" / STATION.device).glob("*"))


def test_everything_sealed_is_published_once(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    assert publish(share, store) == Outcome(published=3, waiting=0, received=0)
    assert there(root) == ["1.json", "2.json", "3.json"]
    assert (root / "stations" / STATION.device / "2.json").read_bytes() == b"bundle 2"
    assert publish(share, store) == Outcome(published=0, waiting=0, received=0)
    assert store.published == [1, 2, 3]


def test_a_receipt_lets_imported_bundles_go(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    publish(share, store)
    write_receipt(share, receipt(STATION.device, 1, last=2), OFFICE)
    assert publish(share, store).received == 2
    assert there(root) == ["3.json"]
    assert publish(share, store).received == 0


def test_a_deletion_that_was_interrupted_goes_on(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    publish(share, store)
    share.delete(f"stations/{STATION.device}", "1.json")
    write_receipt(share, receipt(STATION.device, 1, last=3), OFFICE)
    assert publish(share, store).received == 2


def test_only_the_highest_receipt_for_this_stream_counts(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    other = station()
    for name, data in (
        (f"{STATION.device}-7.json", make_receipt(receipt(STATION.device, 7, 1), OFFICE)),
        (f"{STATION.device}-6.json", make_receipt(receipt(STATION.device, 9, 2), OFFICE)),
        (f"{STATION.device}-11.json", make_receipt(receipt(STATION.device, 11, 3), admin())),
        (f"{STATION.device}-12.json", make_receipt(receipt(other.device, 12, 3), OFFICE)),
        (
            f"{STATION.device}-13.json",
            make_receipt(receipt(STATION.device, 13, 3, "f" * 16), OFFICE),
        ),
        (f"{STATION.device}-14.json", b"{"),
    ):
        share.publish("receipts", name, data)
    publish(share, store)
    assert store.receipts == [9]


def test_a_full_folder_is_emptied_all_the_same(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES[:2])
    publish(share, store)
    write_receipt(share, receipt(STATION.device, 1, last=2), OFFICE)
    store.bundles.append(BUNDLES[2])
    with pytest.raises(ShareFull, match="is full"):
        publish(Share(root, SHARE_ID, Full()), store)
    assert there(root) == []
    assert [b.no for b in store.unpublished()] == [3]


def test_into_another_or_an_emptied_share_nothing_is_published(root: Path) -> None:
    store = Outbox(list(BUNDLES))
    with pytest.raises(ShareUnreachable):
        publish(Share(root, "another"), store)
    shutil.rmtree(root)
    root.mkdir()
    with pytest.raises(ShareUnreachable):
        publish(Share(root, SHARE_ID), store)
    assert store.published == []
    assert list(root.iterdir()) == []


def test_a_bundle_counts_only_if_the_share_is_still_there_afterwards(root: Path) -> None:
    store = Outbox(list(BUNDLES))
    with pytest.raises(ShareUnreachable):
        publish(Share(root, SHARE_ID, Vanishing()), store)
    assert store.published == []


def test_asking_twice_is_asking_once(root: Path) -> None:
    share = Share(root, SHARE_ID)
    for _ in range(2):
        publish_hello(share, STATION, share_id=SHARE_ID, name="Van 12")
    assert there(root) == ["hello-1.json"]
    publish_hello(share, STATION, share_id=SHARE_ID, name="Van 13")
    assert there(root) == ["hello-1.json", "hello-2.json"]
    assert [hello.name for hello in read_hellos(share)] == ["Van 13"]
