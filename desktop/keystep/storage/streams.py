"""The ``stream`` table: the epochs of this database, each for one share.

The station belongs to one share at a time. Before the first its epochs are for "", and that first
one takes them over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from keystep.storage.bare import bare
from keystep.storage.schema import base, meta, stream

DEVICE_KEY = "device"
SHARE_KEY = "share"
# Those of the share that the station belongs to, by their no.
PRESENT = select(stream.c.no).where(
    stream.c.share == select(meta.c.value).where(meta.c.key == SHARE_KEY).scalar_subquery()
)


CURRENT = (
    "SELECT no, device.value, epoch, share FROM stream "
    "JOIN meta AS present ON present.key = 'share' AND present.value = share "
    "JOIN meta AS device ON device.key = 'device' ORDER BY no DESC LIMIT 1"
)


class Stream(NamedTuple):
    """One epoch of the log, known to the other tables by its ``no``; ``share`` is an id or ""."""

    no: int
    device: str
    epoch: str
    share: str


def device(connection: Connection) -> str | None:
    """The station that this database belongs to; None where it does not say."""
    return _said(connection, DEVICE_KEY)


def share(connection: Connection) -> str:
    """The share that the station belongs to, or last belonged to; "" before the first."""
    return _said(connection, SHARE_KEY) or ""


def every(connection: Connection) -> tuple[Stream, ...]:
    """In the order in which they began."""
    owner = device(connection) or ""
    rows = connection.execute(select(stream).order_by(stream.c.no))
    return tuple(Stream(row.no, owner, row.epoch, row.share) for row in rows)


def current(connection: Connection) -> Stream:
    """The one that events are written to now."""
    return Stream._make(bare(connection).execute(CURRENT).fetchone())


def find(connection: Connection, epoch: str) -> Stream | None:
    return next((one for one in every(connection) if one.epoch == epoch), None)


def found(connection: Connection, device: str, epoch: str) -> None:
    """Fill a fresh database of ``device``."""
    connection.execute(meta.insert().values(key=DEVICE_KEY, value=device))
    connection.execute(meta.insert().values(key=SHARE_KEY, value=""))
    start(connection, epoch, "")


def start(connection: Connection, epoch: str, to: str) -> None:
    """Begin an epoch of the share ``to``.

    Raises IntegrityError where ``epoch`` was begun before.
    """
    newest = connection.scalar(select(func.max(stream.c.no))) or 0
    row = {"no": newest + 1, "epoch": epoch, "receipt": 0, "share": to}
    connection.execute(stream.insert().values(row))


def newest_in(connection: Connection, to: str) -> str | None:
    """The epoch that would be written to if the station belonged to the share ``to``, if any."""
    wanted = to if share(connection) else ""
    own = select(stream.c.epoch).where(stream.c.share == wanted).order_by(stream.c.no.desc())
    epoch: str | None = connection.scalar(own.limit(1))
    return epoch


def belong(connection: Connection, to: str, new_epoch: Callable[[], str]) -> bool:
    """Belong to the share ``to``; whether that was another one before."""
    before = share(connection)
    if before == to:
        return False
    if newest_in(connection, to) is None:
        start(connection, new_epoch(), to)
    if not before:
        for table in (stream, base):
            connection.execute(update(table).where(table.c.share == "").values(share=to))
    connection.execute(update(meta).where(meta.c.key == SHARE_KEY).values(value=to))
    return before != ""


def _said(connection: Connection, key: str) -> str | None:
    value: str | None = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return value
