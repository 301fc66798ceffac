"""SQLite itself, under SQLAlchemy."""

from __future__ import annotations

import sqlite3
from typing import cast

from sqlalchemy import Connection


def bare(connection: Connection) -> sqlite3.Connection:
    """The connection of SQLite's driver, within the transaction that is under way.

    For what runs at every answer: to pass a statement on takes SQLAlchemy several times as long as
    SQLite needs to run it.
    """
    return cast("sqlite3.Connection", connection.connection.driver_connection)
