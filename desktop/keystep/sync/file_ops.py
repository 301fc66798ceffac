"""Every call to the operating system that the shared folder needs, so that faults can be wrapped
around them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

LOT = 1_000

_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


class Entry(Struct, frozen=True, gc=False):
    """What lies in a folder under ``name``; ``size`` in bytes, a link not being followed."""

    name: str
    mode: int
    size: int
    mtime_ns: int


class FileOps:
    """The real calls; each raises OSError as the operating system does."""

    def create(self, path: Path) -> int:
        """Open a new file for writing; it must not exist."""
        return os.open(path, _CREATE, 0o666)

    def open(self, path: Path) -> int:
        """Open for reading; never follows a link and never waits for a FIFO's writer."""
        return os.open(path, _READ)

    def open_folder(self, folder: Path) -> int:
        """Open to fsync it; some systems cannot."""
        return os.open(folder, os.O_RDONLY)

    def read(self, descriptor: int, most: int) -> bytes:
        return os.read(descriptor, most)

    def write(self, descriptor: int, data: memoryview) -> int:
        """May write less than all of ``data``."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def fstat(self, descriptor: int) -> os.stat_result:
        return os.fstat(descriptor)

    def lstat(self, path: Path) -> os.stat_result:
        return path.lstat()

    def entries(self, folder: Path) -> Iterator[list[Entry]]:
        """What lies in ``folder``, in lots of at most 1,000, so that slow is not taken for hanging.

        What goes while it is being listed is left out.
        """
        with os.scandir(folder) as listing:
            while taken := list(islice(listing, LOT)):
                yield list(_entries(taken))

    def mkdir(self, folder: Path) -> None:
        folder.mkdir()

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def unlink(self, path: Path) -> None:
        path.unlink()

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)


def _entries(listed: list[os.DirEntry[str]]) -> Iterator[Entry]:
    for one in listed:
        try:
            status = one.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        yield Entry(one.name, status.st_mode, status.st_size, status.st_mtime_ns)
