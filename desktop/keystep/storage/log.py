"""The ``event`` table: the next row, and rows in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from keystep.domain.events import Recorded, genesis
from keystep.storage.rows import to_ms

PAGE = 1_000
LAST_SEQ = 2**63 - 1


class Stream(NamedTuple):
    """The one stream that this database holds."""

    device: str
    epoch: str


class Tip(NamedTuple):
    """Where a stream stands: the seq of its last event (0 before the first) and h there."""

    seq: int
    h: bytes


class LogRow(NamedTuple):
    """A row of the log as it is stored; ``at`` in milliseconds."""

    seq: int
    learner: str
    kind: str
    at: int
    data: bytes
    h: bytes


def tip(connection: Connection, stream: Stream) -> Tip:
    row = connection.exec_driver_sql(
        "SELECT seq, h FROM event ORDER BY seq DESC LIMIT 1"
    ).one_or_none()
    return Tip(row.seq, row.h) if row else Tip(0, genesis(*stream))


def count(connection: Connection) -> int:
    number: int = connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()
    return number


def h_at(connection: Connection, stream: Stream, seq: int) -> bytes:
    """h of the event ``seq``, which exists; for 0 that before the first."""
    if seq == 0:
        return genesis(*stream)
    h: bytes = connection.exec_driver_sql("SELECT h FROM event WHERE seq = ?", (seq,)).scalar_one()
    return h


def add(connection: Connection, recorded: Recorded) -> None:
    event = recorded.event
    connection.exec_driver_sql(
        "INSERT INTO event (seq, learner, kind, at, data, h) VALUES (?, ?, ?, ?, ?, ?)",
        (event.seq, event.learner, event.kind, to_ms(event.at), recorded.data, recorded.h),
    )


def rows(connection: Connection, first: int = 1, last: int = LAST_SEQ) -> Iterator[LogRow]:
    """Rows in order of seq, both ends included, read as they are asked for.

    The casts keep a hand-edited file, where text stands for bytes, a matter of checking.
    """
    result = connection.exec_driver_sql(
        "SELECT seq, learner, kind, at, CAST(data AS BLOB), CAST(h AS BLOB) FROM event "
        "WHERE seq BETWEEN ? AND ? ORDER BY seq",
        (first, last),
    )
    return map(LogRow._make, result)


def page(connection: Connection, first: int, last: int) -> list[LogRow]:
    """At most PAGE rows from ``first`` on."""
    return list(rows(connection, first, min(last, first + PAGE - 1)))
