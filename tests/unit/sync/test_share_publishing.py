from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.errors import PackRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.sync.file_ops import FileOps
from keystep.sync.share import Share
from tests.unit.sync.faulty import Counting, Faulty, names, raising
from tests.unit.sync.samples import SHARE_ID, admin, founded

OFFICE = admin()
DATA = b'{"some":"bytes"}' * 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "share"


def published(root: Path, ops: FileOps) -> list[str]:
    """Publish one file through ``ops``, whatever comes of it; what is there but the identity."""
    share = founded(root, OFFICE, ops)
    share.publish("stations/a", "x.json", DATA)
    return [name for name in names(root) if name != "keystep-1.json"]


def test_a_published_file_is_there_whole_and_alone(root: Path) -> None:
    assert published(root, FileOps()) == ["stations/a/x.json"]
    assert (root / "stations/a/x.json").read_bytes() == DATA


def test_publishing_again_changes_nothing(root: Path) -> None:
    share = founded(root, OFFICE)
    for _ in range(2):
        share.publish("stations/a", "x.json", DATA)
    assert names(root) == ["keystep-1.json", "stations/a/x.json"]


@pytest.mark.fault(11)
def test_short_writes_are_continued(root: Path) -> None:
    short = Faulty("write", lambda fd, data: os.write(fd, data[:100]))
    assert published(root, short) == ["stations/a/x.json"]
    assert (root / "stations/a/x.json").read_bytes() == DATA


@pytest.mark.fault(14)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_locked_file_is_tried_again(root: Path, number: int) -> None:
    ops = Faulty("replace", raising(number), times=3)
    assert published(root, ops) == ["stations/a/x.json"]
    assert ops.pauses == 3


@pytest.mark.fault(14)
def test_a_file_locked_for_ever_is_left_for_the_next_time(root: Path) -> None:
    ops = Faulty("replace", raising(errno.EACCES))
    with pytest.raises(ShareFull, match="locked"):
        published(root, ops)
    assert names(root) == ["keystep-1.json"]


@pytest.mark.fault(9, 11, 12, 13, 16)
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


@pytest.mark.fault(9, 13)
def test_full_and_forbidden_are_told_apart(root: Path) -> None:
    with pytest.raises(ShareFull, match="is full"):
        published(root, Faulty("write", raising(errno.ENOSPC)))
    share = Share(root, SHARE_ID, ops=Faulty("create", raising(errno.EROFS)))
    with pytest.raises(ShareFull, match="right"):
        share.publish("stations", "x.json", DATA)


def test_a_drive_that_does_not_keep_what_is_written_is_noticed(root: Path) -> None:
    ops = Faulty("read", lambda fd, most: b"\0" * most, times=1)
    with pytest.raises(ShareUnreachable, match="did not keep"):
        published(root, ops)
    assert names(root) == ["keystep-1.json"]


@pytest.mark.fault(15)
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EISDIR])
def test_folders_that_cannot_be_fsynced_are_tolerated(root: Path, number: int) -> None:
    ops = Faulty("open_folder", raising(number))
    assert published(root, ops) == ["stations/a/x.json"]


@pytest.mark.fault(12, 15)
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


@pytest.mark.fault(9, 12, 16)
@pytest.mark.parametrize(
    ("call", "number"), [("write", errno.ENOTCONN), ("fsync", errno.EIO), ("replace", errno.ENOSPC)]
)
def test_what_failed_is_written_anew(root: Path, call: str, number: int) -> None:
    share = founded(root, OFFICE, Faulty(call, raising(number), times=1))
    with pytest.raises(SurroundingsError):
        share.publish("stations", "x.json", DATA)
    counting = Counting()
    Share(root, SHARE_ID, ops=counting).publish("stations", "x.json", DATA)
    assert (root / "stations/x.json").read_bytes() == DATA
    assert counting.calls["write"] == 1


def test_a_large_file_is_made_durable_as_it_goes(root: Path) -> None:
    counting = Counting()
    share = founded(root, OFFICE, counting)
    share.publish("", "x.json", b"x" * (17 << 20))
    assert (root / "x.json").stat().st_size == 17 << 20
    assert counting.calls["write"] == 17
    assert counting.calls["fsync"] == 2 + 1 + 1  # every 8 MiB, the end, the folder


def test_where_the_source_fails_nothing_is_put_in_place(root: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield DATA
        raise PackRefused("It changed.")

    share = founded(root, OFFICE)
    with pytest.raises(PackRefused):
        share.publish_parts("packs", "x.kpack", parts())
    assert names(root) == ["keystep-1.json"]


def test_what_is_there_already_is_not_written_again(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", DATA)
    counting = Counting()
    share = Share(root, SHARE_ID, ops=counting)
    share.ensure("stations", "x.json", DATA)
    assert "write" not in counting.calls
    assert counting.calls["fsync"] == 2


@pytest.mark.parametrize("there", [b"", b"other", DATA + b" "], ids=["empty", "other", "longer"])
def test_other_content_is_replaced(root: Path, there: bytes) -> None:
    share = founded(root, OFFICE)
    (root / "x.json").write_bytes(there)
    share.ensure("", "x.json", DATA)
    assert (root / "x.json").read_bytes() == DATA
    share.ensure("", "y.json", DATA)
    assert (root / "y.json").read_bytes() == DATA


def test_what_may_lie_in_a_cache_alone_is_written_again(root: Path) -> None:
    founded(root, OFFICE).publish("stations", "x.json", DATA)
    before = (root / "stations/x.json").stat().st_ino
    share = Share(root, SHARE_ID, ops=Faulty("fsync", raising(errno.EIO), times=1))
    share.ensure("stations", "x.json", DATA)
    assert (root / "stations/x.json").stat().st_ino != before


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_is_not_written_to(root: Path, tmp_path: Path) -> None:
    share = founded(root, OFFICE)
    outside = tmp_path / "outside"
    (outside / "a").mkdir(parents=True)
    (outside / "a" / "y.json").touch()
    (root / "stations").symlink_to(outside)
    with pytest.raises(ShareUnreachable, match="no folder"):
        share.publish("stations/a", "x.json", DATA)
    with pytest.raises(ShareUnreachable, match="no folder"):
        share.publish("stations/b", "x.json", DATA)
    assert not share.delete("stations/a", "y.json")
    assert names(outside) == ["a/y.json"]


def test_the_folder_itself_is_made_only_on_request(tmp_path: Path) -> None:
    share = Share(tmp_path / "office" / "share", ops=FileOps())
    for _ in range(2):
        share.make()
    assert share.root.is_dir()
    blocked = Share(tmp_path / "other", ops=Faulty("mkdir", raising(errno.EROFS)))
    with pytest.raises(ShareUnreachable, match="choose another folder"):
        blocked.make()
