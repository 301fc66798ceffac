from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from keystep.domain.bundles import Reason
from keystep.errors import BundleRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.sync.documents import make_identity
from keystep.sync.file_ops import FileOps
from keystep.sync.share import FileKind, Share
from tests.unit.sync.samples import NOW, SHARE_ID, admin, founded, identity

OFFICE = admin()
DATA = b'{"some":"bytes"}' * 1000


class Faulty(FileOps):
    """The real calls, except that ``call`` runs ``fault`` first, on its first ``times`` calls."""

    def __init__(self, call: str, fault: Callable[..., Any], times: int = 1 << 30) -> None:
        self.pauses = 0
        real = getattr(self, call)
        left = [times]

        def faulty(*args: Any) -> Any:
            left[0] -= 1
            replaced = fault(*args) if left[0] >= 0 else None
            return real(*args) if replaced is None else replaced

        setattr(self, call, faulty)

    def pause(self, seconds: float) -> None:
        self.pauses += 1


def raising(number: int) -> Callable[..., None]:
    def fault(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    return fault


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "share"


def names(root: Path) -> list[str]:
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def published(root: Path, ops: FileOps) -> list[str]:
    """Publish one file through ``ops``, whatever comes of it; what is there but the identity."""
    share = founded(root, OFFICE, ops)
    share.publish("stations/a", "x.json", DATA)
    return [name for name in names(root) if name != "keystep-1.json"]


def refusal_of(share: Share, name: str) -> str:
    (found,) = [f for f in share.scan("stations") if f.name == name]
    with pytest.raises(BundleRefused) as refusal:
        share.read(found, 100)
    assert str(refusal.value)
    return refusal.value.reason


def test_a_published_file_is_there_whole_and_alone(root: Path) -> None:
    assert published(root, FileOps()) == ["stations/a/x.json"]
    assert (root / "stations/a/x.json").read_bytes() == DATA


def test_publishing_again_changes_nothing(root: Path) -> None:
    share = founded(root, OFFICE)
    for _ in range(2):
        share.publish("stations/a", "x.json", DATA)
    assert names(root) == ["keystep-1.json", "stations/a/x.json"]


def test_short_writes_are_continued(root: Path) -> None:
    short = Faulty("write", lambda fd, data: os.write(fd, data[:100]))
    assert published(root, short) == ["stations/a/x.json"]
    assert (root / "stations/a/x.json").read_bytes() == DATA


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_locked_file_is_tried_again(root: Path, number: int) -> None:
    ops = Faulty("replace", raising(number), times=3)
    assert published(root, ops) == ["stations/a/x.json"]
    assert ops.pauses == 3


def test_a_file_locked_for_ever_is_left_for_the_next_time(root: Path) -> None:
    ops = Faulty("replace", raising(errno.EACCES))
    with pytest.raises(ShareFull, match="locked"):
        published(root, ops)
    assert names(root) == ["keystep-1.json"]


@pytest.mark.parametrize(
    ("call", "number", "error"),
    [
        ("create", errno.EROFS, ShareFull),
        ("create", errno.EACCES, ShareFull),
        ("create", errno.ENOSPC, ShareFull),
        ("mkdir", errno.ENOSPC, ShareFull),
        ("write", errno.ENOSPC, ShareFull),
        ("write", errno.EDQUOT, ShareFull),
        ("write", errno.EFBIG, ShareFull),
        ("write", errno.ENOTCONN, ShareUnreachable),
        ("fsync", errno.EIO, ShareUnreachable),
        ("fsync", errno.ENOSPC, ShareFull),
        ("open", errno.ESTALE, ShareUnreachable),
        ("replace", errno.EIO, ShareUnreachable),
        ("replace", errno.ENOENT, ShareUnreachable),
    ],
)
def test_a_fault_while_publishing_leaves_no_file(
    root: Path, call: str, number: int, error: type[SurroundingsError]
) -> None:
    with pytest.raises(error, match="share"):
        published(root, Faulty(call, raising(number)))
    assert names(root) == ["keystep-1.json"]


def test_full_and_forbidden_are_told_apart(root: Path) -> None:
    with pytest.raises(ShareFull, match="is full"):
        published(root, Faulty("write", raising(errno.ENOSPC)))
    share = Share(root, SHARE_ID, Faulty("create", raising(errno.EROFS)))
    with pytest.raises(ShareFull, match="right"):
        share.publish("stations", "x.json", DATA)


def test_a_drive_that_does_not_keep_what_is_written_is_noticed(root: Path) -> None:
    ops = Faulty("read", lambda fd, most: b"\0" * most, times=1)
    with pytest.raises(ShareUnreachable, match="did not keep"):
        published(root, ops)
    assert names(root) == ["keystep-1.json"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EISDIR])
def test_folders_that_cannot_be_fsynced_are_tolerated(root: Path, number: int) -> None:
    ops = Faulty("open_folder", raising(number))
    assert published(root, ops) == ["stations/a/x.json"]


def test_eio_on_a_folder_is_not_tolerated(root: Path) -> None:
    with pytest.raises(ShareUnreachable):
        published(root, Faulty("open_folder", raising(errno.EIO)))


def test_content_and_folder_are_made_durable_in_this_order(root: Path) -> None:
    done: list[str] = []

    class Noting(FileOps):
        def fsync(self, descriptor: int) -> None:
            kind = os.fstat(descriptor)
            done.append("fsync folder" if stat.S_ISDIR(kind.st_mode) else "fsync file")
            super().fsync(descriptor)

        def replace(self, source: Path, target: Path) -> None:
            done.append("move")
            super().replace(source, target)

    published(root, Noting())
    assert done[-3:] == ["fsync file", "move", "fsync folder"]


def test_an_unmounted_drive_is_not_made(root: Path) -> None:
    with pytest.raises(ShareUnreachable, match="Connect"):
        Share(root).publish("stations/a", "x.json", DATA)
    assert not root.exists()


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


def test_a_missing_folder_holds_nothing_but_a_missing_share_is_unreachable(root: Path) -> None:
    assert founded(root, OFFICE).scan("receipts") == []
    with pytest.raises(ShareUnreachable):
        Share(root / "gone").scan("receipts")


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


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_is_not_entered(root: Path, tmp_path: Path) -> None:
    share = founded(root, OFFICE)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.json").write_bytes(b"{}")
    (root / "stations").symlink_to(tmp_path / "outside")
    assert share.scan("stations") == []
    assert share.folders("stations") == []


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


def test_sizes_are_bounded_and_empty_files_tried_again(root: Path) -> None:
    share = founded(root, OFFICE)
    (root / "stations").mkdir()
    (root / "stations" / "large.json").write_bytes(b"x" * 101)
    (root / "stations" / "empty.json").touch()
    assert refusal_of(share, "large.json") == Reason.TOO_LARGE
    assert refusal_of(share, "empty.json") == Reason.UNSTABLE


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
    assert refusal_of(Share(root, SHARE_ID, Faulty(call, fault)), "x.json") == Reason.UNSTABLE


def test_a_file_that_grows_while_it_is_read_is_tried_again(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", b"{}")

    def grow(_fd: int, _most: int) -> None:
        with (root / "stations" / "x.json").open("ab") as file:
            file.write(b" ")

    share = Share(root, SHARE_ID, Faulty("read", grow, times=1))
    assert refusal_of(share, "x.json") == Reason.UNSTABLE


def test_a_large_file_is_not_even_opened(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", DATA)
    ops = Faulty("open", raising(errno.EIO))
    assert refusal_of(Share(root, SHARE_ID, ops), "x.json") == Reason.TOO_LARGE


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


def test_deleting_says_whether_there_was_anything(root: Path) -> None:
    share = founded(root, OFFICE)
    share.publish("stations/a", "x.json", DATA)
    assert share.delete("stations/a", "x.json")
    assert not share.delete("stations/a", "x.json")
    assert not share.delete("stations/b", "x.json")


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
