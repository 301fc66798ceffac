"""A copy of the database that is there whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keystep.disk import whole_file
from keystep.errors import NotSaved

NOT_MADE = (
    "No copy of the database was made at {place} ({detail}). Nothing was changed. Check the disk, "
    "its room and your right to write there, or choose another place."
)


@contextmanager
def whole_copy(path: Path) -> Iterator[Path]:
    """An empty file to fill; at the end it becomes ``path`` in one move. Raises NotSaved."""
    try:
        with whole_file(path) as partial:
            yield partial
    except (OSError, sqlite3.OperationalError) as fault:
        raise NotSaved(NOT_MADE, place=str(path), detail=str(fault)) from fault
