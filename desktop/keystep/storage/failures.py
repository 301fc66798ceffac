"""What goes wrong with a database file, in the words of the one error tree."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from msgspec import DecodeError

from keystep.errors import DatabaseUnreadable, NotSaved, SurroundingsError

DAMAGED = (
    "{path} is damaged or is not a station's database ({detail}). Nothing was changed, and what "
    "the office has received is safe there. Copy the file to a safe place first; then put a backup "
    "in its place, or move it away to start anew."
)
NOT_READ = (
    "{path} could not be read ({detail}). Nothing was changed. Check that its folder is there, "
    "that you may write to it and that the disk is well, then start Keystep again."
)
NOT_SAVED = (
    "Not saved: {path} could not be written ({detail}). All that was saved before is safe. "
    "Check the disk, then try again."
)
DISK_FULL = (
    "Not saved: the disk that holds {path} is full. All that was saved before is safe. "
    "Free some space, then try again."
)
READ_ONLY = (
    "Not saved: {path} may only be read. All that was saved before is safe. "
    "Allow yourself to write to it and to its folder, then try again."
)
BUSY = (
    "Not saved: another program holds {path}. All that was saved before is safe. "
    "Close that program, then try again."
)

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_WRITE_TEMPLATES = {
    sqlite3.SQLITE_FULL: DISK_FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: NOT_SAVED,
    sqlite3.SQLITE_CANTOPEN: NOT_SAVED,
    sqlite3.SQLITE_NOMEM: NOT_SAVED,
    sqlite3.SQLITE_NOLFS: NOT_SAVED,
    sqlite3.SQLITE_PROTOCOL: NOT_SAVED,
}


def write_failure(path: Path, error: BaseException) -> SurroundingsError | None:
    """What to tell when a transaction that writes failed; None when the fault is our own."""
    code = _primary_code(error)
    if code in _DAMAGE:
        return DatabaseUnreadable(DAMAGED, path=path, detail=error)
    template = _WRITE_TEMPLATES.get(code)
    return NotSaved(template, path=path, detail=error) if template else None


def read_failure(path: Path, error: BaseException) -> SurroundingsError | None:
    """What to tell when reading failed; None when the fault is our own."""
    code = _primary_code(error)
    if code in _DAMAGE:
        return DatabaseUnreadable(DAMAGED, path=path, detail=error)
    return (
        DatabaseUnreadable(NOT_READ, path=path, detail=error) if code in _WRITE_TEMPLATES else None
    )


def _primary_code(error: BaseException) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's own.

    Stored JSON that does not decode counts as damage too.
    """
    if isinstance(error, DecodeError):
        return sqlite3.SQLITE_CORRUPT
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
