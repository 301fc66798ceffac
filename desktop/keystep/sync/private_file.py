"""Files that only their owner may read, written and replaced in one move."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


def write_private(path: Path, data: bytes) -> None:
    """After a power cut the file is there whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def move_private(source: Path, target: Path) -> None:
    """After a power cut ``target`` is the old file or the new one. Raises OSError."""
    source.replace(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Windows has no descriptors for folders, and moves files durably without."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
