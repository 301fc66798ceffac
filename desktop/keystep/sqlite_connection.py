"""SQLite as the databases of stations and offices use it."""

from __future__ import annotations

import sqlite3
from typing import Any
from weakref import WeakSet


class EndingConnection(sqlite3.Connection):
    """A connection whose :meth:`rollback` closes every cursor that came from :meth:`cursor`.

    SQLite keeps its lock as long as a cursor is in the midst of its rows, and an error keeps one
    alive that failed there, in its traceback: nobody could write until that is collected.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._cursors = WeakSet[sqlite3.Cursor]()

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        cursor = super().cursor(factory)
        self._cursors.add(cursor)
        return cursor

    def rollback(self) -> None:
        for cursor in list(self._cursors):
            cursor.close()
        self._cursors.clear()
        super().rollback()
