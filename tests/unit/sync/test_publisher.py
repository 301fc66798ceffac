from __future__ import annotations

import errno
import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from keystep.domain.bundles import SealedBundle
from keystep.errors import ShareFull, ShareUnreachable, UsageError
from keystep.sync import publisher
from keystep.sync.documents import make_receipt
from keystep.sync.file_ops import FileOps
from keystep.sync.identity import make_identity
from keystep.sync.publisher import (
    Outcome,
    copy_outbox,
    founded_copy,
    is_copied,
    publish_hello,
    publish_outbox,
    take_receipts,
)
from keystep.sync.receiver import read_hellos, write_receipt
from keystep.sync.share import Share
from tests.unit.sync.faulty import Counting, Faulty, names, raising
from tests.unit.sync.samples import (
    EPOCH,
    NOW,
    SHARE_ID,
    Outbox,
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


@pytest.mark.fault(22)
def test_what_was_imported_goes_in_upper_case_too(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES[:2])
    publish(share, store)
    folder = root / "stations" / STATION.device
    (folder / "1.json").rename(folder / "1.JSON")
    write_receipt(share, receipt(STATION.device, 1, last=2), OFFICE)
    assert publish(share, store).received == 2
    assert there(root) == []


def test_a_deletion_that_was_interrupted_goes_on(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    publish(share, store)
    share.delete(f"stations/{STATION.device}", "1.json")
    write_receipt(share, receipt(STATION.device, 1, last=3), OFFICE)
    assert publish(share, store).received == 2


def test_only_the_highest_receipt_of_the_office_for_this_station_counts(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    other = station()
    for name, data in (
        (f"{STATION.device}-7.json", make_receipt(receipt(STATION.device, 7, 1), OFFICE)),
        (f"{STATION.device}-6.json", make_receipt(receipt(STATION.device, 9, 2), OFFICE)),
        (f"{STATION.device}-11.json", make_receipt(receipt(STATION.device, 11, 3), admin())),
        (f"{STATION.device}-12.json", make_receipt(receipt(other.device, 12, 3), OFFICE)),
        (f"{STATION.device}-14.json", b"{"),
    ):
        share.publish("receipts", name, data)
    publish(share, store)
    assert store.receipts == [9]


def test_each_epoch_has_its_receipt(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES)
    for no, epoch in ((3, EPOCH), (5, "e" * 16), (4, "f" * 16)):
        write_receipt(share, receipt(STATION.device, no, 1, epoch), OFFICE)
    publish(share, store)
    assert store.receipts == [3, 4, 5]


@pytest.mark.fault(9)
def test_a_full_folder_is_emptied_all_the_same(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox(BUNDLES[:2])
    publish(share, store)
    write_receipt(share, receipt(STATION.device, 1, last=2), OFFICE)
    store.bundles.append(BUNDLES[2])
    with pytest.raises(ShareFull, match="is full"):
        publish(Share(root, SHARE_ID, ops=Full()), store)
    assert there(root) == []
    assert [b.no for b in store.unpublished()] == [3]


@pytest.mark.fault(18)
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


@pytest.mark.fault(16, 18)
def test_a_bundle_counts_only_if_the_share_is_still_there_afterwards(root: Path) -> None:
    store = Outbox(list(BUNDLES))
    with pytest.raises(ShareUnreachable):
        publish(Share(root, SHARE_ID, ops=Vanishing()), store)
    assert store.published == []


def test_carrying_marks_nothing_and_leaves_what_is_there(root: Path, tmp_path: Path) -> None:
    store = Outbox(list(BUNDLES))
    stick = founded_copy(stick_at(tmp_path), Share(root).identity_files(), OFFICE.public_text)
    assert copy_outbox(stick, store, STATION) == 3
    assert there(stick.root) == ["1.json", "2.json", "3.json"]
    assert store.published == []
    counting = Counting()
    again = Share(stick.root, SHARE_ID, ops=counting)
    assert copy_outbox(again, store, STATION) == 3
    assert "write" not in counting.calls


def test_what_was_confirmed_meanwhile_leaves_the_stick(root: Path, tmp_path: Path) -> None:
    store = Outbox(list(BUNDLES))
    stick = founded_copy(stick_at(tmp_path), Share(root).identity_files(), OFFICE.public_text)
    copy_outbox(stick, store, STATION)
    stick.publish(f"stations/{STATION.device}", "somebody else's.json", b"{}")
    store.mark_received(receipt(STATION.device, 1, last=2), NOW)
    assert copy_outbox(stick, store, STATION) == 1
    assert there(stick.root) == ["3.json", "somebody else's.json"]


def test_receipts_on_a_stick_count(root: Path, tmp_path: Path) -> None:
    store = Outbox(list(BUNDLES))
    stick = founded_copy(stick_at(tmp_path), Share(root).identity_files(), OFFICE.public_text)
    copy_outbox(stick, store, STATION)
    write_receipt(stick, receipt(STATION.device, 1, last=2), OFFICE)
    assert take_receipts(stick, store, STATION, OFFICE.public_text, NOW) == 2
    assert there(stick.root) == ["3.json"]


def test_a_pulled_stick_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(ShareUnreachable):
        copy_outbox(Share(tmp_path / "gone", SHARE_ID), Outbox(BUNDLES), STATION)
    with pytest.raises(ShareUnreachable):
        founded_copy(
            tmp_path / "gone", [make_identity(identity(OFFICE), OFFICE)], OFFICE.public_text
        )


def test_an_empty_folder_becomes_a_copy(root: Path, tmp_path: Path) -> None:
    share, new = Share(root), admin()
    share.publish("", "keystep-2.json", make_identity(identity(new), new, OFFICE))
    stick = stick_at(tmp_path)
    (stick / "holiday.jpg").touch()
    for _ in range(2):
        copy = founded_copy(stick, share.identity_files(), OFFICE.public_text)
        assert pinning(copy, OFFICE.public_text).read_identity() == identity(new)
    assert names(stick) == ["holiday.jpg", "keystep-1.json", "keystep-2.json"]


def test_an_older_copy_is_brought_up_to_date(root: Path, tmp_path: Path) -> None:
    share, new, stick = Share(root), admin(), stick_at(tmp_path)
    founded_copy(stick, share.identity_files(), OFFICE.public_text)
    share.publish("", "keystep-2.json", make_identity(identity(new), new, OFFICE))
    copy = founded_copy(stick, share.identity_files(), OFFICE.public_text)
    assert pinning(copy, new.public_text).read_identity() == identity(new)


def test_another_share_stays_what_it_is(root: Path, tmp_path: Path) -> None:
    stick, other = stick_at(tmp_path), admin()
    data = make_identity(identity(other, "another share"), other)
    (stick / "keystep-1.json").write_bytes(data)
    with pytest.raises(ShareUnreachable, match="is not the share"):
        founded_copy(stick, Share(root).identity_files(), OFFICE.public_text)
    assert names(stick) == ["keystep-1.json"]
    with pytest.raises(UsageError, match="has not met"):
        founded_copy(stick, [], OFFICE.public_text)


@pytest.mark.fault(16)
def test_another_share_that_cannot_be_read_just_now_stays_what_it_is(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, other = stick_at(tmp_path), admin()
    data = make_identity(identity(other, "another share"), other)
    (stick / "keystep-1.json").write_bytes(data)
    ours = Share(root).identity_files()
    failing = Faulty("read", raising(errno.EIO), times=1)
    monkeypatch.setattr(publisher, "Share", partial(Share, ops=failing))
    with pytest.raises(ShareUnreachable, match="cannot be read"):
        founded_copy(stick, ours, OFFICE.public_text)
    assert names(stick) == ["keystep-1.json"]


def test_asking_twice_is_asking_once(root: Path) -> None:
    ask(root, name="Van 12")
    ask(root, name="Van 12")
    assert there(root) == ["hello-1.json"]
    ask(root, name="Van 13")
    assert there(root) == ["hello-1.json", "hello-2.json"]
    assert [hello.name for hello in read_hellos(Share(root), OFFICE.unseal)] == ["Van 13"]


def test_whatever_changes_is_asked_anew(root: Path) -> None:
    ask(root)
    ask(root, epoch="f" * 16)
    ask(root, epoch="f" * 16, invitation=("i1", b"secret"))
    newer = renewed(STATION)
    publish_hello(Share(root), newer, identity(OFFICE), epoch=EPOCH, name="Van 12")
    assert len(there(root)) == 4
    *_, newest = read_hellos(Share(root), OFFICE.unseal)
    assert (newest.device, newest.public_key) == (STATION.device, newer.public_text)


def test_a_damaged_hello_is_said_again(root: Path) -> None:
    ask(root)
    (root / "stations" / STATION.device / "hello-1.json").write_bytes(b"{")
    ask(root)
    assert len(read_hellos(Share(root), None)) == 1


OWN = sealed(STATION, OFFICE, batch(STATION.device, recorded(STATION.device, 3)))
TWIN = sealed(STATION, OFFICE, batch(STATION.device, recorded(STATION.device, 3, "place"), no=2))


def test_own_bundles_are_known_whatever_a_sync_client_calls_them(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox([OWN])
    publish(share, store)
    folder = f"stations/{STATION.device}"
    for name in (OWN.name.replace(".json", " (1).json"), OWN.name.upper()):
        share.publish(folder, name, OWN.data)
    share.publish(folder, f"{EPOCH}-9-damaged.json", OWN.data[:100])
    assert not is_copied(share, store, STATION)


def test_a_bundle_of_a_twin_gives_a_copied_database_away(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox([OWN])
    share.publish(f"stations/{STATION.device}", TWIN.name, TWIN.data)
    assert is_copied(share, store, STATION)
    assert is_copied(share, store, renewed(STATION))


def test_others_cannot_make_a_database_look_copied(root: Path) -> None:
    share, store, other = Share(root, SHARE_ID), Outbox([OWN]), station()
    forged = sealed(other, OFFICE, batch(STATION.device, recorded(STATION.device, 3)))
    share.publish(f"stations/{STATION.device}", forged.name, forged.data)
    write_receipt(share, receipt(STATION.device, 1, last=1000), admin())
    write_receipt(share, receipt(other.device, 2, last=1000), OFFICE)
    assert not is_copied(share, store, STATION)


def test_an_earlier_epoch_tells_nothing(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox([])
    store.epoch = "f" * 16
    share.publish(f"stations/{STATION.device}", TWIN.name, TWIN.data)
    write_receipt(share, receipt(STATION.device, 1, last=1000), OFFICE)
    assert not is_copied(share, store, STATION)


@pytest.mark.parametrize(("last", "copied"), [(3, False), (4, True)])
def test_a_receipt_for_more_than_is_here_gives_a_restored_one_away(
    root: Path, last: int, *, copied: bool
) -> None:
    share, store = Share(root, SHARE_ID), Outbox(list(BUNDLES))
    write_receipt(share, receipt(STATION.device, 1, last), OFFICE)
    assert is_copied(share, store, STATION) is copied


def ask(
    root: Path,
    name: str = "Van 12",
    epoch: str = EPOCH,
    invitation: tuple[str, bytes] | None = None,
) -> None:
    asked = identity(OFFICE)
    publish_hello(Share(root), STATION, asked, epoch=epoch, name=name, invitation=invitation)


def stick_at(folder: Path) -> Path:
    (folder / "stick").mkdir()
    return folder / "stick"


def pinning(share: Share, key: str) -> Share:
    return Share(share.root, share.share, key)


def test_a_bundle_that_somebody_spelled_anew_gives_nothing_away(root: Path) -> None:
    share, store = Share(root, SHARE_ID), Outbox([OWN])
    signed = json.loads(OWN.data)
    signed["signatures"].insert(0, {"keyid": "0" * 32, "sig": "AAAA"})
    for no, data in enumerate((OWN.data + b" ", json.dumps(signed).encode())):
        share.publish(f"stations/{STATION.device}", f"{EPOCH}-9-{no}.json", data)
    assert not is_copied(share, store, STATION)


def test_a_stick_is_ours_whoever_else_left_files_on_the_share(root: Path, tmp_path: Path) -> None:
    stranger, stick = admin(), stick_at(tmp_path)
    ours = make_identity(identity(OFFICE), OFFICE)
    foreign = make_identity(identity(stranger, "another share"), stranger)
    (stick / "keystep-1.json").write_bytes(ours)
    copy = founded_copy(stick, [foreign, ours], OFFICE.public_text)
    assert pinning(copy, OFFICE.public_text).read_identity() == identity(OFFICE)
