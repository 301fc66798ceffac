"""Reading and writing single files where the drive, or another program, may interfere."""

from __future__ import annotations

import hashlib
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from keystep.domain.bundles import Reason
from keystep.errors import BundleRefused, ShareUnreachable
from keystep.sync.file_ops import FileOps
from keystep.sync.share_errors import FSYNC_UNSUPPORTED, LOCKED, is_away

TEMPORARY = ".keystep-tmp"
RETRIES = (0.05, 0.2, 0.5, 1.0)
CHUNK = 1 << 20
UNSETTLED = 8 << 20


def replace_durably(ops: FileOps, target: Path, parts: Iterable[bytes]) -> str:
    """Write a temporary file, read it back, move it into place; its SHA-256 in hexadecimal.

    Raises OSError, ShareUnreachable when it reads back otherwise, and whatever ``parts`` raises.
    """
    temporary = target.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        digest = _write(ops, temporary, parts)
        _require_kept(ops, temporary, digest)
        _move(ops, temporary, target)
    except BaseException:
        with suppress(OSError):
            ops.unlink(temporary)
        raise
    settle(ops, target.parent)
    return digest


def settle(ops: FileOps, folder: Path) -> None:
    """Make names durable where the file system knows how. Raises OSError."""
    try:
        with _closing(ops, ops.open_folder(folder)) as descriptor:
            ops.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in FSYNC_UNSUPPORTED:
            raise


def is_settled(ops: FileOps, path: Path, sha256: str) -> bool:
    """Whether a file with this content is in place, and now durably so.

    False where that is not certain: after an error a second fsync would tell nothing.
    """
    try:
        with _closing(ops, ops.open(path)) as descriptor:
            status = ops.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return False
            if _digest(_parts(ops, descriptor, status.st_size)) != sha256:
                return False
            ops.fsync(descriptor)
        settle(ops, path.parent)
    except OSError:
        return False
    return True


def read_stable(ops: FileOps, path: Path, most_bytes: int) -> Iterator[bytes]:
    """The content of a regular file that nobody is writing to, part by part.

    It counts once the last part has come. Raises OSError when the whole drive is away, and
    BundleRefused: NOT_A_FILE, TOO_LARGE, or UNSTABLE when it is to be tried again.
    """
    try:
        with _closing(ops, ops.open(path)) as descriptor:
            yield from _stable_content(ops, descriptor, most_bytes)
    except OSError as fault:
        if is_away(fault):
            raise
        raise _unstable(fault.strerror or str(fault)) from fault


def not_a_file() -> BundleRefused:
    return BundleRefused(
        Reason.NOT_A_FILE,
        "It is a folder, a link or a device, and was not opened. Remove it from the shared folder.",
    )


def too_large(size: int, most_bytes: int) -> BundleRefused:
    return BundleRefused(
        Reason.TOO_LARGE,
        "The file has {size} bytes, more than the {most} that are read. It was left alone; remove "
        "it from the shared folder.",
        size=size,
        most=most_bytes,
    )


def _write(ops: FileOps, path: Path, parts: Iterable[bytes]) -> str:
    """Made durable as it goes, so that a slow drive is never waited for long."""
    digest, unsettled = hashlib.sha256(), 0
    with _closing(ops, ops.create(path)) as descriptor:
        for piece in _pieces(parts):
            digest.update(piece)
            _write_whole(ops, descriptor, piece)
            unsettled += len(piece)
            if unsettled >= UNSETTLED:
                ops.fsync(descriptor)
                unsettled = 0
        ops.fsync(descriptor)
    return digest.hexdigest()


def _pieces(parts: Iterable[bytes]) -> Iterator[memoryview]:
    for part in parts:
        whole = memoryview(part)
        yield from (whole[start : start + CHUNK] for start in range(0, len(whole), CHUNK))


def _write_whole(ops: FileOps, descriptor: int, piece: memoryview) -> None:
    while piece:
        piece = piece[ops.write(descriptor, piece) :]


def _require_kept(ops: FileOps, path: Path, digest: str) -> None:
    with _closing(ops, ops.open(path)) as descriptor:
        size = ops.fstat(descriptor).st_size
        kept = _digest(_parts(ops, descriptor, size)) == digest
    if not kept:
        raise ShareUnreachable(
            "The folder {folder} did not keep what was written to it. Check the drive; "
            "everything is kept here for the next try.",
            folder=str(path.parent),
        )


def _move(ops: FileOps, source: Path, target: Path) -> None:
    """Virus scanners and sync clients hold files for a moment."""
    for seconds in RETRIES:
        try:
            return ops.replace(source, target)
        except OSError as fault:
            if fault.errno not in LOCKED:
                raise
        ops.pause(seconds)
    return ops.replace(source, target)


def _stable_content(ops: FileOps, descriptor: int, most_bytes: int) -> Iterator[bytes]:
    before, size = ops.fstat(descriptor), 0
    if not stat.S_ISREG(before.st_mode):
        raise not_a_file()
    if before.st_size > most_bytes:
        raise too_large(before.st_size, most_bytes)
    for part in _parts(ops, descriptor, before.st_size):
        size += len(part)
        yield part
    after = ops.fstat(descriptor)
    stayed = before.st_mtime_ns == after.st_mtime_ns and before.st_size == after.st_size == size
    if not (size and stayed):
        raise _unstable("it is empty or being written")


def _parts(ops: FileOps, descriptor: int, size: int) -> Iterator[bytes]:
    """At most ``size`` bytes; a file that is shorter ends sooner."""
    while size > 0 and (part := ops.read(descriptor, min(size, CHUNK))):
        yield part
        size -= len(part)


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


@contextmanager
def _closing(ops: FileOps, descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        ops.close(descriptor)


def _unstable(fault: str) -> BundleRefused:
    return BundleRefused(
        Reason.UNSTABLE,
        "The file cannot be read yet ({fault}). Wait: it is tried again next time.",
        fault=fault,
    )
