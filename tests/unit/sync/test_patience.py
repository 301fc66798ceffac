from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keystep.errors import ShareUnreachable
from keystep.sync.file_ops import Entry, FileOps
from keystep.sync.patience import PatientOps
from keystep.sync.share import Share
from tests.unit.sync.faulty import Faulty, Hanging, raising
from tests.unit.sync.samples import SHARE_ID, admin, founded

SOON, LATE = 0.02, 60.0


class Noting(Hanging):
    """Tells when a descriptor was closed."""

    def __init__(self, call: str) -> None:
        super().__init__(call)
        self.closed = threading.Event()

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self.closed.set()


def once_answered(act: Callable[[], object]) -> object:
    while True:
        try:
            return act()
        except TimeoutError:
            continue


def test_every_call_does_what_the_real_one_does(tmp_path: Path) -> None:
    ops, path = PatientOps(), tmp_path / "folder" / "x"
    ops.mkdir(path.parent)
    descriptor = ops.create(path)
    assert ops.write(descriptor, memoryview(b"12345")) == 5
    ops.fsync(descriptor)
    ops.close(descriptor)
    ops.replace(path, path.with_name("y"))
    descriptor = ops.open(path.with_name("y"))
    assert ops.read(descriptor, 3) == b"123"
    assert ops.fstat(descriptor).st_size == 5
    ops.close(descriptor)
    status = ops.lstat(path.with_name("y"))
    ((entry,),) = ops.entries(path.parent)
    assert entry == Entry("y", status.st_mode, 5, status.st_mtime_ns)
    folder = ops.open_folder(path.parent)
    ops.fsync(folder)
    ops.close(folder)
    ops.unlink(path.with_name("y"))
    assert list(ops.entries(path.parent)) == []


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EIO, errno.ETIMEDOUT])
def test_what_the_system_says_comes_through(tmp_path: Path, number: int) -> None:
    ops = PatientOps(Faulty("lstat", raising(number), times=1))
    with pytest.raises(OSError, match=os.strerror(number)) as fault:
        ops.lstat(tmp_path)
    assert fault.value.errno == number
    assert ops.lstat(tmp_path) == tmp_path.lstat()


@pytest.mark.fault(17)
def test_a_call_that_hangs_is_left_and_no_other_is_made_meanwhile(tmp_path: Path) -> None:
    hanging = Hanging("lstat")
    ops = PatientOps(hanging, SOON)
    with pytest.raises(TimeoutError) as fault:
        ops.lstat(tmp_path)
    assert fault.value.errno == errno.ETIMEDOUT
    with pytest.raises(TimeoutError):
        ops.mkdir(tmp_path / "never")
    hanging.release()
    once_answered(lambda: ops.mkdir(tmp_path / "later"))
    assert [path.name for path in tmp_path.iterdir()] == ["later"]


@pytest.mark.fault(17)
def test_a_listing_that_hangs_means_unreachable(tmp_path: Path) -> None:
    founded(tmp_path / "share", admin())
    hanging = Hanging("entries")
    share = Share(tmp_path / "share", SHARE_ID, ops=PatientOps(hanging, SOON))
    for _ in range(2):
        with pytest.raises(ShareUnreachable, match="does not answer"):
            share.scan("")
    hanging.release()
    once_answered(lambda: share.ops.lstat(share.root))
    assert len(share.scan("")) == 1


@pytest.mark.fault(17)
def test_a_listing_may_hang_halfway(tmp_path: Path) -> None:
    released = threading.Event()

    class Halfway(FileOps):
        def entries(self, folder: Path) -> Iterator[list[Entry]]:
            yield [Entry("a", 0, 0, 0)]
            released.wait()

    lots = PatientOps(Halfway(), SOON).entries(tmp_path)
    assert next(lots)[0].name == "a"
    with pytest.raises(TimeoutError):
        next(lots)
    released.set()


@pytest.mark.fault(17)
def test_a_hanging_read_means_unreachable_and_not_a_bad_file(tmp_path: Path) -> None:
    founded(tmp_path / "share", admin())
    hanging = Hanging("read")
    share = Share(tmp_path / "share", SHARE_ID, ops=PatientOps(hanging, SOON))
    (found,) = share.scan("")
    with pytest.raises(ShareUnreachable, match="does not answer"):
        share.read(found)
    hanging.release()


def test_a_file_that_opens_too_late_is_closed(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    noting = Noting("open")
    with pytest.raises(TimeoutError):
        PatientOps(noting, SOON).open(tmp_path / "x")
    assert not noting.closed.is_set()
    noting.release()
    assert noting.closed.wait(LATE)


def test_an_open_file_is_closed_after_what_hangs(tmp_path: Path) -> None:
    noting = Noting("write")
    ops = PatientOps(noting, SOON)
    descriptor = ops.create(tmp_path / "x")
    with pytest.raises(TimeoutError):
        ops.write(descriptor, memoryview(b"x"))
    ops.close(descriptor)
    assert not noting.closed.is_set()
    noting.release()
    assert noting.closed.wait(LATE)
    assert (tmp_path / "x").read_bytes() == b"x"


def test_its_thread_ends_with_it(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    ops = PatientOps(Faulty("lstat", raising(errno.ENOENT), times=1))
    with pytest.raises(FileNotFoundError):
        ops.lstat(tmp_path)
    ops.lstat(tmp_path)
    (thread,) = set(threading.enumerate()) - before
    del ops
    thread.join(LATE)
    assert not thread.is_alive()


HANGS_FOR_EVER = """
import threading
from pathlib import Path
from keystep.errors import ShareUnreachable
from keystep.sync.file_ops import FileOps
from keystep.sync.patience import PatientOps
from keystep.sync.share import Share

class Gone(FileOps):
    def lstat(self, path):
        threading.Event().wait()

try:
    Share(Path("/gone"), ops=PatientOps(Gone(), 0.01)).read_identity()
except ShareUnreachable:
    print("unreachable")
"""


@pytest.mark.fault(17)
def test_a_call_that_never_comes_back_does_not_keep_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HANGS_FOR_EVER],
        capture_output=True,
        text=True,
        timeout=LATE,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == ("unreachable\n", "")


def test_a_share_is_patient_unless_told_otherwise(tmp_path: Path) -> None:
    assert isinstance(Share(tmp_path).ops, PatientOps)
