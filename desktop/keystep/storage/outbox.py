"""The ``outbox`` table: what was sealed, what is published, what the office has."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from keystep.domain.bundles import (
    MAX_EVENT_BYTES,
    MAX_EVENTS,
    Batch,
    Claim,
    Header,
    Receipt,
    SealedBundle,
)
from keystep.domain.events import Instant
from keystep.domain.ports import OutboxState
from keystep.storage import log
from keystep.storage.log import LogRow, Stream
from keystep.storage.rows import from_ms, to_ms
from keystep.storage.schema import meta, outbox, roster

RECEIPT_KEY = "receipt"
BUNDLE = (outbox.c.no, outbox.c.name, outbox.c.data)


class Sealed(NamedTuple):
    """The newest bundle: its number, its last seq, when it was sealed in milliseconds."""

    no: int
    last: int
    at: int | None


def newest(connection: Connection) -> Sealed:
    """Numbers 0 and no time before the first bundle."""
    row = connection.exec_driver_sql(
        "SELECT no, last, sealed_at FROM outbox ORDER BY no DESC LIMIT 1"
    ).one_or_none()
    return Sealed(*row) if row else Sealed(0, 0, None)


def next_batch(connection: Connection, stream: Stream) -> Batch:
    """The unsealed events that go into one bundle; none of them makes a heartbeat."""
    sealed = newest(connection)
    rows = _next_rows(connection, sealed.last + 1)
    last = rows[-1].seq if rows else sealed.last
    before = log.h_at(connection, stream, sealed.last)
    header = Header(
        device=stream.device,
        epoch=stream.epoch,
        no=sealed.no + 1,
        first=sealed.last + 1,
        last=last,
        before=before.hex(),
        after=(rows[-1].h if rows else before).hex(),
    )
    return Batch(
        header=header,
        events=tuple(row.data for row in rows),
        claims=_claims(connection, {row.learner for row in rows}),
        waiting=log.tip(connection, stream).seq - last,
    )


def keep(connection: Connection, header: Header, bundle: SealedBundle, now: Instant) -> None:
    connection.execute(
        outbox.insert().values(
            no=header.no,
            name=bundle.name,
            first=header.first,
            last=header.last,
            data=bundle.data,
            sealed_at=to_ms(now.at),
        )
    )


def unpublished(connection: Connection) -> list[SealedBundle]:
    waiting = outbox.c.published_at.is_(None) & outbox.c.received_at.is_(None)
    rows = connection.execute(select(*BUNDLE).where(waiting).order_by(outbox.c.no))
    return [SealedBundle(*row) for row in rows]


def publish(connection: Connection, no: int, now: Instant) -> None:
    connection.execute(update(outbox).where(outbox.c.no == no).values(published_at=to_ms(now.at)))


def receive(connection: Connection, receipt: Receipt, now: Instant) -> list[str]:
    """Note a receipt of this stream; the names of all bundles that it covers.

    Only a higher number than any before changes anything: then what the receipt covers is received,
    and what it asks for, or no longer has, is to be published once more. The last one known may be
    read again, so that a deletion that was interrupted can go on.
    """
    known = int(connection.scalar(select(meta.c.value).where(meta.c.key == RECEIPT_KEY)) or 0)
    if receipt.no < known:
        return []
    if receipt.no > known:
        _note(connection, receipt, now)
    has_it = outbox.c.received_at.is_not(None) & (outbox.c.last <= receipt.last)
    return list(connection.scalars(select(outbox.c.name).where(has_it).order_by(outbox.c.no)))


def state(connection: Connection, stream: Stream) -> OutboxState:
    out, back = outbox.c.published_at.is_not(None), outbox.c.received_at.is_not(None)
    counts = select(
        func.count().filter(~out & ~back),
        func.count().filter(out & ~back),
        func.max(outbox.c.received_at),
    )
    waiting, unreceipted, received = connection.execute(counts).one()
    return OutboxState(
        unsealed=log.tip(connection, stream).seq - newest(connection).last,
        waiting=waiting,
        unreceipted=unreceipted,
        received=None if received is None else from_ms(received),
    )


def _next_rows(connection: Connection, first: int) -> list[LogRow]:
    """At most MAX_EVENTS rows and MAX_EVENT_BYTES of events, but never none while there are any."""
    taken: list[LogRow] = []
    size = 0
    for row in log.rows(connection, first, first + MAX_EVENTS - 1):
        size += len(row.data)
        if taken and size > MAX_EVENT_BYTES:
            break
        taken.append(row)
    return taken


def _claims(connection: Connection, learners: set[str]) -> tuple[Claim, ...]:
    known = select(roster).where(roster.c.id.in_(learners)).order_by(roster.c.id)
    return tuple(Claim(row.id, row.name, row.team) for row in connection.execute(known))


def _note(connection: Connection, receipt: Receipt, now: Instant) -> None:
    o = outbox.c
    issued = to_ms(receipt.issued)
    asked = or_(
        False, *(and_(o.first <= b, o.last >= a, o.first <= o.last) for a, b in receipt.missing)
    )
    # A heartbeat holds no seq that a receipt could name: being older than the receipt must do.
    heartbeat_seen = (o.first <= o.last) | (o.published_at <= issued)
    covered = (o.last <= receipt.last) & ~asked & heartbeat_seen
    gone = o.received_at.is_not(None) & (o.last > receipt.last)
    connection.execute(
        update(outbox).where(asked | gone).values(published_at=None, received_at=None)
    )
    unreceived = covered & o.received_at.is_(None)
    connection.execute(update(outbox).where(unreceived).values(received_at=to_ms(now.at)))
    number = insert(meta).values(key=RECEIPT_KEY, value=str(receipt.no))
    connection.execute(
        number.on_conflict_do_update(index_elements=["key"], set_={"value": str(receipt.no)})
    )
