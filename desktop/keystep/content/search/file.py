"""The file that the index lies in: a cache, thrown away rather than mended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from keystep.domain.library import HitKind

VERSION = 2
"""Of the tables and of the rules by which text becomes terms."""
CACHE_KIB = 16_000

_TABLES = (
    "CREATE TABLE pack(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL)",
    """CREATE TABLE entry(no INTEGER PRIMARY KEY, pack INTEGER NOT NULL, kind TEXT NOT NULL,
    head BLOB NOT NULL, body TEXT NOT NULL, other TEXT NOT NULL)""",
    "CREATE INDEX entry_of_pack ON entry(pack)",
    """CREATE TABLE word(word TEXT PRIMARY KEY, shown TEXT NOT NULL, n INTEGER NOT NULL)
    WITHOUT ROWID""",
)
_TERMS = """CREATE VIRTUAL TABLE TERMS USING fts5(title, body, facets, other,
content='', tokenize='ascii', prefix='1 2 3')"""
"""Text is cut into terms before it comes here; of those the tokenizer only sees the spaces."""


def of_kind(statement: str, kind: HitKind) -> str:
    """A statement on the table TERMS, said of the one with the terms of a kind.

    Each kind has its own, so that the short is weighed against the short.
    """
    return statement.replace("TERMS", kind)


def connect(path: Path) -> sqlite3.Connection:
    """Open the index at ``path``, a new one where there is none of this version.

    Any thread may use the connection, one at a time. Raises sqlite3.Error.
    """
    index = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        index.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        index.execute("PRAGMA journal_mode = WAL")
        index.execute("PRAGMA synchronous = NORMAL")
        _make(index)
    except BaseException:
        index.close()
        raise
    return index


def discard(path: Path) -> None:
    """Delete the index and what SQLite keeps beside it. Raises OSError."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _make(index: sqlite3.Connection) -> None:
    version = index.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version:
        raise sqlite3.DatabaseError(f"the index is of version {version}")
    index.execute("BEGIN IMMEDIATE")
    if not index.execute("PRAGMA user_version").fetchone()[0]:
        for table in _TABLES:
            index.execute(table)
        for kind in HitKind:
            index.execute(of_kind(_TERMS, kind))
        index.execute(f"PRAGMA user_version = {VERSION}")
    index.execute("COMMIT")
