"""What goes into the next bundle."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from keystep.domain.bundles import (
    MAX_EVENT_BYTES,
    MAX_EVENTS,
    Batch,
    Claim,
    Erased,
    Header,
    SealedBundle,
)
from keystep.domain.events import Instant
from keystep.storage import coverage, log, streams
from keystep.storage.log import LogRow, Span
from keystep.storage.rows import from_ms, to_ms
from keystep.storage.schema import outbox, roster, withdrawn
from keystep.storage.streams import Stream


def next_batch(connection: Connection) -> Batch:
    """The first unsealed events that go into one bundle; none of them makes a heartbeat."""
    unsealed = coverage.unsealed(connection)
    span = unsealed[0] if unsealed else _heartbeat(connection)
    stream = next(one for one in streams.every(connection) if one.no == span.epoch)
    rows = _next_rows(connection, span)
    return Batch(
        header=_header(connection, stream, span.first, rows),
        events=tuple(row.data for row in rows if not row.erased),
        erased=tuple(Erased(row.seq, row.h.hex()) for row in rows if row.erased),
        claims=_claims(connection, {row.learner for row in rows}),
        waiting=coverage.count(unsealed) - len(rows),
    )


def keep(connection: Connection, batch: Batch, bundle: SealedBundle, now: Instant) -> None:
    header = batch.header
    connection.execute(
        outbox.insert().values(
            no=header.no,
            epoch=next(one.no for one in streams.every(connection) if one.epoch == header.epoch),
            name=bundle.name,
            first=header.first,
            last=header.last,
            sealed_at=to_ms(now.at),
            data=bundle.data,
        )
    )


def last_sealed(connection: Connection) -> datetime | None:
    """When the newest bundle for the present share was made."""
    here = select(outbox.c.sealed_at).where(outbox.c.epoch.in_(streams.PRESENT))
    at = connection.scalar(here.order_by(outbox.c.no.desc()).limit(1))
    return None if at is None else from_ms(at)


def last_seq(connection: Connection, stream: Stream) -> int:
    """The last that is in a bundle; 0 before the first."""
    newest = select(func.max(outbox.c.last)).where(outbox.c.epoch == stream.no)
    return connection.scalar(newest) or 0


def _heartbeat(connection: Connection) -> Span:
    current = streams.current(connection)
    seq = log.tip(connection, current).seq
    return Span(current.no, seq + 1, seq)


def _next_rows(connection: Connection, span: Span) -> list[LogRow]:
    """At most MAX_EVENTS rows and MAX_EVENT_BYTES of events, but never none while there are any."""
    taken: list[LogRow] = []
    size = 0
    for row in log.rows(
        connection, span._replace(last=min(span.last, span.first + MAX_EVENTS - 1))
    ):
        size += len(row.data)
        if taken and size > MAX_EVENT_BYTES:
            break
        taken.append(row)
    return taken


def _header(connection: Connection, stream: Stream, first: int, rows: list[LogRow]) -> Header:
    before = log.h_at(connection, stream, first - 1)
    if before is None:
        raise LookupError(f"event {first - 1} of {stream.epoch} is gone")
    return Header(
        device=stream.device,
        epoch=stream.epoch,
        no=_newest_no(connection) + 1,
        first=first,
        last=rows[-1].seq if rows else first - 1,
        before=before.hex(),
        after=(rows[-1].h if rows else before).hex(),
    )


def _newest_no(connection: Connection) -> int:
    return max(
        connection.scalar(select(func.max(table.c.no))) or 0 for table in (outbox, withdrawn)
    )


def _claims(connection: Connection, learners: set[str]) -> tuple[Claim, ...]:
    known = select(roster).where(roster.c.id.in_(learners)).order_by(roster.c.id)
    return tuple(Claim(row.id, row.name, row.team) for row in connection.execute(known))
