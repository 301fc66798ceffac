"""The ``stream`` table: the epochs of this database, in the order in which they began."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from keystep.storage.schema import meta, stream

DEVICE_KEY = "device"


class Stream(NamedTuple):
    """One epoch of the log, known to the other tables by its ``no``."""

    no: int
    device: str
    epoch: str


def device(connection: Connection) -> str | None:
    """The station that this database belongs to; None where it does not say."""
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.key == DEVICE_KEY))
    return found


def every(connection: Connection) -> tuple[Stream, ...]:
    """In the order in which they began."""
    owner = device(connection) or ""
    rows = connection.execute(select(stream.c.no, stream.c.epoch).order_by(stream.c.no))
    return tuple(Stream(row.no, owner, row.epoch) for row in rows)


def current(connection: Connection) -> Stream:
    """The one that events are written to now."""
    row = connection.exec_driver_sql(
        "SELECT no, meta.value, epoch FROM stream JOIN meta ON meta.key = 'device' "
        "ORDER BY no DESC LIMIT 1"
    ).one()
    return Stream._make(row)


def find(connection: Connection, epoch: str) -> Stream | None:
    return next((one for one in every(connection) if one.epoch == epoch), None)


def start(connection: Connection, epoch: str) -> None:
    """Raises IntegrityError where ``epoch`` was begun before."""
    newest = max((one.no for one in every(connection)), default=0)
    connection.execute(stream.insert().values(no=newest + 1, epoch=epoch, receipt=0))
