"""Files on this machine's own disk: there whole or not at all, also after a power cut.

What is written to the shared folder goes through :mod:`keystep.sync.file_ops` instead.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keystep.errors import NotSaved

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700
FOR_ALL = 0o666

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_PARTIAL = re.compile(r"\..+\.[0-9a-f]{16}\.partial")


@contextmanager
def whole_file(path: Path, mode: int = OWNER_ONLY) -> Iterator[Path]:
    """An empty file to fill; at the end it becomes ``path`` in one move.

    ``mode`` are its rights, less what the process never gives. Raises OSError, and whatever the
    block raises: then what was at ``path`` is as it was.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}.partial")
    try:
        os.close(os.open(partial, _NEW, mode))
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    settle(path.parent)


@contextmanager
def chosen_file(path: Path, mode: int = FOR_ALL) -> Iterator[Path]:
    """As :func:`whole_file`, where a person chose the ``path``. Raises NotSaved."""
    try:
        with whole_file(path, mode) as partial:
            yield partial
    except OSError as fault:
        raise NotSaved(
            "{path} could not be written ({fault}). What was there is as it was; choose another "
            "folder.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data``, for its owner only, in place of what was at ``path``; its folder is made where
    it is missing. Raises OSError."""
    make_folder(path.parent, OWNER_ONLY_FOLDER)
    with whole_file(path) as partial:
        partial.write_bytes(data)


def is_partial(name: str) -> bool:
    """Whether a file of this name was to become another, and is left over if nobody writes it."""
    return _PARTIAL.fullmatch(name) is not None


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make ``folder`` and those above it where they are missing. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for made in missing:
        settle(made.parent)


def move(source: Path, target: Path) -> None:
    """``target`` is the old file or the new one, whatever happens. Raises OSError."""
    source.replace(target)
    settle(target.parent)


def settle(folder: Path) -> None:
    """Make the names in ``folder`` outlive a power cut, where the system knows how.

    Windows has no descriptors for folders, and moves files durably without. Raises OSError where
    the disk fails.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as fault:
        if fault.errno == errno.EIO:
            raise
