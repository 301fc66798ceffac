"""Reading and writing single files where the drive, or another program, may interfere."""

from __future__ import annotations

import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from keystep.domain.bundles import Reason
from keystep.errors import BundleRefused, ShareUnreachable
from keystep.sync.file_ops import FileOps
from keystep.sync.share_errors import FOLDER_FSYNC_UNSUPPORTED, LOCKED

TEMPORARY = ".keystep-tmp"
RETRIES = (0.05, 0.2, 0.5, 1.0)
CHUNK = 1 << 20


def replace_durably(ops: FileOps, target: Path, data: bytes) -> None:
    """Write a temporary file, read it back, move it into place.

    Raises OSError, and ShareUnreachable when it reads back otherwise.
    """
    temporary = target.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        _write(ops, temporary, data)
        _require_same(ops, temporary, data)
        _move(ops, temporary, target)
    except BaseException:
        with suppress(OSError):
            ops.unlink(temporary)
        raise
    settle(ops, target.parent)


def settle(ops: FileOps, folder: Path) -> None:
    """Make names durable where the file system knows how. Raises OSError."""
    try:
        with _closing(ops, ops.open_folder(folder)) as descriptor:
            ops.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in FOLDER_FSYNC_UNSUPPORTED:
            raise


def read_stable(ops: FileOps, path: Path, most_bytes: int) -> bytes:
    """The whole content of a regular file that nobody is writing to.

    Raises BundleRefused: NOT_A_FILE, TOO_LARGE, or UNSTABLE when it is to be tried again.
    """
    try:
        with _closing(ops, ops.open(path)) as descriptor:
            return _stable_content(ops, descriptor, most_bytes)
    except OSError as fault:
        raise _unstable(fault.strerror or str(fault)) from fault


def not_a_file() -> BundleRefused:
    return BundleRefused(
        Reason.NOT_A_FILE,
        "It is not a regular file and was not opened. Remove it from the shared folder.",
    )


def too_large(size: int, most_bytes: int) -> BundleRefused:
    return BundleRefused(
        Reason.TOO_LARGE,
        "The file has {size} bytes, more than the {most} that are read. It was left alone; remove "
        "it from the shared folder.",
        size=size,
        most=most_bytes,
    )


def _write(ops: FileOps, path: Path, data: bytes) -> None:
    with _closing(ops, ops.create(path)) as descriptor:
        rest = memoryview(data)
        while rest:
            rest = rest[ops.write(descriptor, rest) :]
        ops.fsync(descriptor)


def _require_same(ops: FileOps, path: Path, data: bytes) -> None:
    with _closing(ops, ops.open(path)) as descriptor:
        same = _content(ops, descriptor, len(data) + 1) == data
    if not same:
        raise ShareUnreachable(
            "The shared folder {folder} did not keep what was written to it. Check the drive; "
            "Keystep tries again by itself.",
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


def _stable_content(ops: FileOps, descriptor: int, most_bytes: int) -> bytes:
    before = ops.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        raise not_a_file()
    data = _content(ops, descriptor, most_bytes + 1)
    after = ops.fstat(descriptor)
    if len(data) > most_bytes:
        raise too_large(after.st_size, most_bytes)
    if not data or (before.st_size, before.st_mtime_ns) != (len(data), after.st_mtime_ns):
        raise _unstable("it is empty or being written")
    return data


def _content(ops: FileOps, descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := ops.read(descriptor, min(most, CHUNK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


@contextmanager
def _closing(ops: FileOps, descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        ops.close(descriptor)


def _unstable(fault: str) -> BundleRefused:
    return BundleRefused(
        Reason.UNSTABLE,
        "The file cannot be read yet ({fault}). It is tried again next time.",
        fault=fault,
    )
