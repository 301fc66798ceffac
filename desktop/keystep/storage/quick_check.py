"""A look at a database file that is in use, without a turn at its one connection."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

MOST = 100
BUSY_SECONDS = 5.0


def faults_in(path: Path) -> int | None:
    """How many faults SQLite finds in the file, ``MOST`` at most; None where it cannot look now.

    It does not prove the chain of events, as :func:`keystep.storage.verification.verify` does. A
    commit waits until the look is over.
    """
    try:
        link = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS
        )
        with closing(link):
            told = [word for (word,) in link.execute(f"PRAGMA quick_check({MOST})")]
    except sqlite3.DatabaseError as fault:
        damaged = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        return 1 if damaged in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} else None
    return 0 if told == ["ok"] else len(told)
