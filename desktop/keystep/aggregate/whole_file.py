"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keystep.errors import NotSaved

OWNER_ONLY = 0o600
NOT_MADE = (
    "No copy of the database was made at {place} ({detail}). Nothing was changed. Check the disk, "
    "its room and your right to write there, or choose another place."
)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """An empty file to fill, for its owner only; at the end it becomes ``path`` in one move.

    Raises NotSaved.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        try:
            yield partial
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        _settle(path.parent)
    except (OSError, sqlite3.OperationalError) as fault:
        raise NotSaved(NOT_MADE, place=str(path), detail=str(fault)) from fault


def _settle(folder: Path) -> None:
    """Windows has no descriptors for folders, and moves files durably without."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
