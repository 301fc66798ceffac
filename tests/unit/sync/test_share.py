from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from keystep.domain.bundles import Reason
from keystep.errors import BundleRefused, ShareUnreachable
from keystep.sync.file_ops import LOT, FileOps
from keystep.sync.found import FileKind
from keystep.sync.identity import make_identity
from keystep.sync.share import Share
from tests.unit.sync.faulty import Faulty, raising
from tests.unit.sync.samples import NOW, SHARE_ID, admin, founded, identity

OFFICE = admin()
DATA = b'{"some":"bytes"}' * 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "share"


def refusal_of(share: Share, name: str) -> str:
    (found,) = [f for f in share.scan("stations") if f.name == name]
    with pytest.raises(BundleRefused) as refusal:
        share.read(found, 100)
    assert str(refusal.value)
    return refusal.value.reason


@pytest.mark.fault(22)
def test_scanning_finds_json_files_whatever_their_case(root: Path) -> None:
    share = founded(root, OFFICE)
    folder = root / "stations"
    folder.mkdir()
    for name in ("b.json", "A.JSON", "desktop.ini", ".DS_Store", ".x.keystep-tmp", "c (1).json"):
        (folder / name).write_bytes(b"{}")
    found = share.scan("stations")
    assert [f.name for f in found] == ["A.JSON", "b.json", "c (1).json"]
    assert {(f.size, f.kind) for f in found} == {(2, FileKind.FILE)}
    assert share.read(found[0]) == b"{}"


def test_more_than_one_lot_is_listed_by_name(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "stations").mkdir()
    expected = [f"{number:05}.json" for number in range(LOT + 5)]
    for name in reversed(expected):
        (root / "stations" / name).touch()
    found = share.scan("stations")
    assert [one.name for one in found] == expected
    assert found[7].place == "stations/00007.json"
    assert found[7].mtime_ns == (root / "stations" / "00007.json").stat().st_mtime_ns


def test_what_goes_while_it_is_listed_is_left_out(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "stations").mkdir()
    for name in ("a.json", "b.json"):
        (root / "stations" / name).touch()
    real_scandir = os.scandir
    with pytest.MonkeyPatch.context() as patch:

        def scandir(folder: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
            listed = list(real_scandir(folder))
            (root / "stations" / "a.json").unlink()
            return nullcontext(iter(listed))

        patch.setattr(os, "scandir", scandir)
        assert [one.name for one in share.scan("stations")] == ["b.json"]


@pytest.mark.fault(16, 18)
def test_a_missing_folder_holds_nothing_but_a_missing_share_is_unreachable(root: Path) -> None:
    assert founded(root, OFFICE).scan("receipts") == []
    with pytest.raises(ShareUnreachable):
        Share(root / "gone").scan("receipts")


@pytest.mark.fault(24)
@pytest.mark.skipif(os.name == "nt", reason="FIFOs are POSIX's")
def test_only_regular_files_are_opened(root: Path, tmp_path: Path) -> None:
    share = founded(root, OFFICE)
    folder = root / "stations"
    folder.mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    os.mkfifo(folder / "fifo.json")
    (folder / "folder.json").mkdir()
    (folder / "link.json").symlink_to(secret)
    (folder / "loop.json").symlink_to("loop.json")
    for name in ("fifo.json", "folder.json", "link.json", "loop.json"):
        assert refusal_of(share, name) == Reason.NOT_A_FILE
    assert share.folders("stations") == ["stations/folder.json"]


@pytest.mark.fault(24)
@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_is_not_entered(root: Path, tmp_path: Path) -> None:
    share = founded(root, OFFICE)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.json").write_bytes(b"{}")
    (root / "stations").symlink_to(tmp_path / "outside")
    assert share.scan("stations") == []
    assert share.folders("stations") == []


@pytest.mark.fault(24)
@pytest.mark.skipif(os.name == "nt", reason="FIFOs are POSIX's")
@pytest.mark.parametrize("swap", ["fifo", "link"])
def test_a_file_that_was_swapped_after_the_scan_is_not_followed(root: Path, swap: str) -> None:
    share = founded(root, OFFICE)
    path = root / "x.json"
    path.write_bytes(b"{}")
    (found,) = [f for f in share.scan("") if f.name == "x.json"]
    path.unlink()
    if swap == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(root / "keystep-1.json")
    with pytest.raises(BundleRefused) as refusal:
        share.read(found)
    assert refusal.value.reason == (Reason.NOT_A_FILE if swap == "fifo" else Reason.UNSTABLE)


@pytest.mark.fault(23)
def test_sizes_are_bounded_and_empty_files_tried_again(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "stations").mkdir()
    (root / "stations" / "large.json").write_bytes(b"x" * 101)
    (root / "stations" / "empty.json").touch()
    assert refusal_of(share, "large.json") == Reason.TOO_LARGE
    assert refusal_of(share, "empty.json") == Reason.UNSTABLE


@pytest.mark.fault(12, 14)
@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("open", raising(errno.EACCES)),
        ("open", raising(errno.ENOENT)),
        ("read", raising(errno.EIO)),
        ("read", lambda fd, most: b""),
    ],
)
def test_a_file_that_cannot_be_read_now_is_tried_again(
    root: Path, call: str, fault: Callable[..., Any]
) -> None:
    founded(root, OFFICE).publish("stations", "x.json", b"{}")
    assert refusal_of(Share(root, SHARE_ID, ops=Faulty(call, fault)), "x.json") == Reason.UNSTABLE


def test_a_file_that_grows_while_it_is_read_is_tried_again(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", b"{}")

    def grow(_fd: int, _most: int) -> None:
        with (root / "stations" / "x.json").open("ab") as file:
            file.write(b" ")

    share = Share(root, SHARE_ID, ops=Faulty("read", grow, times=1))
    assert refusal_of(share, "x.json") == Reason.UNSTABLE


@pytest.mark.fault(16)
@pytest.mark.parametrize("call", ["open", "read", "fstat"])
def test_a_drive_that_goes_away_is_not_taken_for_a_bad_file(root: Path, call: str) -> None:
    founded(root, OFFICE).publish("stations", "x.json", b"{}")
    share = Share(root, SHARE_ID, ops=Faulty(call, raising(errno.ENOTCONN)))
    (found,) = share.scan("stations")
    with pytest.raises(ShareUnreachable):
        share.read(found)


def test_a_large_file_is_not_even_opened(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", DATA)
    ops = Faulty("open", raising(errno.EIO))
    assert refusal_of(Share(root, SHARE_ID, ops=ops), "x.json") == Reason.TOO_LARGE


def test_names_that_are_not_text_can_be_shown(root: Path) -> None:
    share = founded(root, OFFICE)
    try:
        (root / os.fsdecode(b"\xff.json")).write_bytes(b"{}")
    except OSError:
        pytest.skip("this file system takes text only")
    found = next(f for f in share.scan("") if f.name != "keystep-1.json")
    assert found.name == "?.json"
    assert share.read(found) == b"{}"


def test_the_identity_tells_whose_share_it_is(root: Path) -> None:
    assert founded(root, OFFICE).read_identity() == identity(OFFICE)
    assert Share(root).read_identity() == identity(OFFICE)


def test_only_what_follows_from_the_pinned_key_is_believed(root: Path) -> None:
    first, second, stranger = admin(), admin(), admin()
    share = founded(root, first)
    share.publish("", "keystep-2.json", make_identity(identity(second), second, first))
    for office in (first, second):
        follower = Share(root, SHARE_ID, office.public_text, FileOps())
        assert follower.read_identity() == identity(second)
    with pytest.raises(ShareUnreachable, match="is not the share"):
        Share(root, SHARE_ID, stranger.public_text, FileOps()).read_identity()


@pytest.mark.fault(57)
def test_a_swapped_identity_does_not_follow(root: Path) -> None:
    share, stranger = founded(root, OFFICE), admin()
    share.publish("", "keystep-1.json", make_identity(identity(stranger), stranger))
    with pytest.raises(ShareUnreachable, match="is not the share"):
        Share(root, SHARE_ID, OFFICE.public_text, FileOps()).read_identity()


def test_identity_files_come_in_the_order_of_their_numbers(root: Path) -> None:
    share = founded(root, OFFICE)
    first = (root / "keystep-1.json").read_bytes()
    for no in (10, 2):
        share.publish("", f"keystep-{no}.json", b"%d" % no)
    (root / "keystep-3 (1).json").write_bytes(b"a copy")
    assert share.identity_files() == [first, b"2", b"10"]


def test_the_highest_endorsed_identity_holds(root: Path) -> None:
    share, new = founded(root, OFFICE), admin()
    for no in (2, 10):
        share.publish("", f"keystep-{no}.json", make_identity(identity(new), new, OFFICE))
    assert share.read_identity() == identity(new)
    stranger = admin()
    share.publish("", "keystep-11.json", make_identity(identity(stranger), stranger))
    assert share.read_identity() == identity(new)


@pytest.mark.parametrize("content", [b"", b"{}", b"\0" * 500, b"x" * 100_000])
def test_a_damaged_identity_means_unreachable(root: Path, content: bytes) -> None:
    share = founded(root, OFFICE)
    (root / "keystep-1.json").write_bytes(content)
    with pytest.raises(ShareUnreachable, match="Nothing was deleted"):
        share.read_identity()


@pytest.mark.fault(18)
def test_missing_empty_foreign_and_other_folders_are_told_apart(root: Path, tmp_path: Path) -> None:
    founded(root, OFFICE)
    (tmp_path / "empty").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter.txt").touch()
    cases = [
        (Share(tmp_path / "gone", SHARE_ID), "cannot be reached"),
        (Share(tmp_path / "empty", SHARE_ID), "is empty"),
        (Share(tmp_path / "foreign"), "is not a Keystep share"),
        (Share(tmp_path / "foreign", SHARE_ID), "is not the share"),
        (Share(root, "another id"), "is not the share"),
    ]
    for share, words in cases:
        with pytest.raises(ShareUnreachable, match=words) as error:
            share.read_identity()
        assert str(share.root) in str(error.value)


@pytest.mark.fault(13, 16)
@pytest.mark.parametrize(
    ("call", "number"),
    [("open", errno.EACCES), ("open", errno.EBUSY), ("fstat", errno.ESTALE), ("read", errno.EIO)],
)
def test_an_identity_that_cannot_be_read_is_not_taken_for_a_wrong_folder(
    root: Path, call: str, number: int
) -> None:
    founded(root, OFFICE)
    share = Share(root, SHARE_ID, OFFICE.public_text, Faulty(call, raising(number)))
    for look in (share.read_identity, share.identity_files):
        with pytest.raises(ShareUnreachable, match=r"keystep-1\.json there") as told:
            look()
        assert os.strerror(number) in str(told.value)
        assert "Nothing was deleted" in str(told.value)


def test_an_empty_identity_says_nothing(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "keystep-2.json").touch()
    assert share.read_identity() == identity(OFFICE)
    assert share.identity_files() == [(root / "keystep-1.json").read_bytes()]


def test_deleting_says_whether_there_was_anything(root: Path) -> None:
    share = founded(root, OFFICE)
    share.publish("stations/a", "x.json", DATA)
    assert share.delete("stations/a", "x.json")
    assert not share.delete("stations/a", "x.json")
    assert not share.delete("stations/b", "x.json")


@pytest.mark.fault(24)
def test_what_is_no_file_is_not_deleted(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "catalog" / "catalog-1.json").mkdir(parents=True)
    assert not share.delete("catalog", "catalog-1.json")
    assert (root / "catalog" / "catalog-1.json").is_dir()


@pytest.mark.fault(19)
def test_sweeping_takes_only_stale_temporary_files(root: Path) -> None:
    share = founded(root, OFFICE)
    folder = root / "stations" / "a"
    folder.mkdir(parents=True)
    for name, age in (("old.keystep-tmp", 25), ("new.keystep-tmp", 23), ("old.json", 99)):
        (folder / name).touch()
        written = (NOW.at - timedelta(hours=age)).timestamp()
        os.utime(folder / name, (written, written))
    share.sweep("stations/a", NOW.at)
    share.sweep("stations/b", NOW.at)
    assert sorted(p.name for p in folder.iterdir()) == ["new.keystep-tmp", "old.json"]
