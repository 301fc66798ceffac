"""The ``outbox`` table: what was sealed, what is published, what the office has.

Another office than the present one is told nothing, and its bundles wait for the station's return.

Its bundles hold every sealed event exactly once. One that holds what was erased gives up its bytes;
where they are needed still it is withdrawn, and its events are sealed anew.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
    update,
)

from keystep.domain.bundles import Receipt, SealedBundle
from keystep.domain.events import Instant
from keystep.domain.ports import OutboxState
from keystep.storage import coverage
from keystep.storage.rows import from_ms, to_ms
from keystep.storage.schema import log, outbox, stream, withdrawn
from keystep.storage.streams import PRESENT, Stream

o = outbox.c
SIZE = func.length(o.data)
HERE = o.epoch.in_(PRESENT)


def unpublished(connection: Connection) -> list[SealedBundle]:
    return _bundles(connection, HERE & o.published_at.is_(None) & o.received_at.is_(None))


def unreceived(connection: Connection) -> list[SealedBundle]:
    return _bundles(connection, HERE & o.received_at.is_(None))


def has_sealed(connection: Connection, name: str) -> bool:
    named = (select(table.c.no).where(table.c.name == name) for table in (outbox, withdrawn))
    return connection.execute(union(*named)).first() is not None


def publish(connection: Connection, no: int, now: Instant) -> None:
    connection.execute(update(outbox).where(o.no == no).values(published_at=to_ms(now.at)))


def note_lost(connection: Connection, there: Collection[str]) -> None:
    """What is published, not confirmed and not ``there`` is to be published again."""
    out = HERE & o.published_at.is_not(None) & o.received_at.is_(None)
    rows = connection.execute(select(o.no, o.name).where(out)).all()
    lost = [{"lost": row.no} for row in rows if row.name not in there]
    if lost:
        again = update(outbox).where(o.no == bindparam("lost")).values(published_at=None)
        connection.execute(again, lost)


def receive(connection: Connection, to: Stream, receipt: Receipt, now: Instant) -> list[str]:
    """Note a receipt for the stream ``to``; the names of all its bundles that may go.

    Only a higher number than any before changes anything: then what the receipt names is received,
    and what it asks for, or no longer has, is to be published once more. The last one known may be
    read again, so that a deletion that was interrupted can go on.
    """
    known = connection.scalar(select(stream.c.receipt).where(stream.c.no == to.no)) or 0
    if receipt.no < known:
        return []
    if receipt.no > known:
        _note(connection, to, receipt, now)
        connection.execute(update(stream).where(stream.c.no == to.no).values(receipt=receipt.no))
    has_it = (o.epoch == to.no) & o.received_at.is_not(None) & (o.last <= receipt.last)
    return _names(connection, has_it, withdrawn.c.epoch == to.no)


def newest_receipt(connection: Connection) -> int:
    """The highest number of any that the present office wrote; 0 before the first."""
    highest = select(func.max(stream.c.receipt)).where(stream.c.no.in_(PRESENT))
    return connection.scalar(highest) or 0


def state(connection: Connection) -> OutboxState:
    out, back = o.published_at.is_not(None), o.received_at.is_not(None)
    counts = select(
        func.count().filter(~out & ~back),
        func.count().filter(out & ~back),
        func.max(o.received_at),
        func.coalesce(func.sum(SIZE).filter(~back), 0),
        func.min(o.sealed_at).filter(~out & ~back),
    ).where(HERE)
    waiting, unreceipted, received, size, since = connection.execute(counts).one()
    return OutboxState(
        unsealed=coverage.count(coverage.unsealed(connection)),
        waiting=waiting,
        unreceipted=unreceipted,
        received=None if received is None else from_ms(received),
        bytes_out=size,
        waiting_since=None if since is None else from_ms(since),
    )


def give_up(connection: Connection, learners: Collection[str]) -> None:
    """Drop the bytes of every bundle that holds an event of ``learners``, while it still does."""
    theirs = exists().where(
        log.c.epoch == o.epoch, log.c.seq.between(o.first, o.last), log.c.learner.in_(learners)
    )
    connection.execute(update(outbox).where(theirs).values(data=b""))
    _withdraw(connection)


def given_up(connection: Connection) -> list[str]:
    """The names of all bundles that hold what was erased."""
    return _names(connection, SIZE == 0, withdrawn.c.no > 0)


def _bundles(connection: Connection, where: ColumnElement[bool]) -> list[SealedBundle]:
    chosen = select(o.no, o.name, o.data).where(where).order_by(o.no)
    return [SealedBundle(*row) for row in connection.execute(chosen)]


def _names(
    connection: Connection, sealed: ColumnElement[bool], taken_back: ColumnElement[bool]
) -> list[str]:
    names = union(
        select(o.no, o.name).where(sealed),
        select(withdrawn.c.no, withdrawn.c.name).where(taken_back),
    )
    return [row.name for row in connection.execute(names.order_by("no"))]


def _note(connection: Connection, to: Stream, receipt: Receipt, now: Instant) -> None:
    """What the office asks for or no longer has is not received; what it names is."""
    asked = or_(
        False, *(and_(o.first <= b, o.last >= a, o.first <= o.last) for a, b in receipt.missing)
    )
    gone = o.received_at.is_not(None) & (o.last > receipt.last)
    again = or_((o.epoch == to.no) & (asked | gone), o.epoch.in_(_forgotten(receipt)))
    connection.execute(update(outbox).where(again).values(published_at=None, received_at=None))
    _withdraw(connection)
    named = (o.name == bindparam("file")) & o.received_at.is_(None)
    confirmed = update(outbox).where(named).values(received_at=to_ms(now.at))
    if receipt.files:
        connection.execute(confirmed, [{"file": file} for file in receipt.files])


def _forgotten(receipt: Receipt) -> Select[tuple[int]]:
    """The streams of which the office had something before it was put back, and now has nothing."""
    known = stream.c.epoch.in_(receipt.epochs)
    once = stream.c.receipt.between(1, receipt.no - 1)
    return PRESENT.where(~known, once)


def _withdraw(connection: Connection) -> None:
    """Take back what is needed still but has no bytes: its events count as unsealed again."""
    chosen = o.received_at.is_(None) & (SIZE == 0)
    rows = select(o.no, o.epoch, o.name).where(chosen)
    connection.execute(withdrawn.insert().from_select(["no", "epoch", "name"], rows))
    connection.execute(outbox.delete().where(chosen))
