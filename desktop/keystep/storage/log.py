"""The ``event`` table: the next row, rows in order, and rows emptied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, cast, func, select, update

from keystep.domain.events import ERASED, Event, Recorded, decode_event, genesis
from keystep.storage.bare import bare
from keystep.storage.rows import UNIX_EPOCH, to_ms
from keystep.storage.schema import log
from keystep.storage.streams import Stream

PAGE = 1_000
LAST_SEQ = 2**63 - 1
# The casts keep a hand-edited file, where text stands for bytes, a matter of checking.
BYTES = (cast(log.c.data, LargeBinary), cast(log.c.h, LargeBinary))
ROWS = select(log.c.epoch, log.c.seq, log.c.learner, log.c.kind, log.c.at, *BYTES).order_by(
    log.c.epoch, log.c.seq
)


class Tip(NamedTuple):
    """Where a stream stands: the seq of its last event (0 before the first) and h there."""

    seq: int
    h: bytes


class LogRow(NamedTuple):
    """A row of the log as it is stored; ``epoch`` is the no of its stream, ``at`` milliseconds.

    Of an erased event only its place and ``h`` are left.
    """

    epoch: int
    seq: int
    learner: str
    kind: str
    at: int
    data: bytes
    h: bytes

    @property
    def erased(self) -> bool:
        return self.kind == ERASED and not self.data


class Span(NamedTuple):
    """Seqs of one stream, both ends included."""

    epoch: int
    first: int
    last: int


def tip(connection: Connection, stream: Stream) -> Tip:
    row = (
        bare(connection)
        .execute("SELECT seq, h FROM event WHERE epoch = ? ORDER BY seq DESC LIMIT 1", (stream.no,))
        .fetchone()
    )
    return Tip(*row) if row else Tip(0, genesis(stream.device, stream.epoch))


def h_at(connection: Connection, stream: Stream, seq: int) -> bytes | None:
    """h of the event ``seq``, for 0 that before the first; None where there is none."""
    if seq == 0:
        return genesis(stream.device, stream.epoch)
    here = (log.c.epoch == stream.no) & (log.c.seq == seq)
    found: bytes | None = connection.scalar(select(log.c.h).where(here))
    return found


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(log)) or 0


def count_besides(connection: Connection, streams: Select[tuple[int]]) -> int:
    """How many events are in no stream of ``streams``, given by their no."""
    others = select(func.count()).select_from(log).where(log.c.epoch.not_in(streams))
    return connection.scalar(others) or 0


def add(connection: Connection, stream: Stream, recorded: Recorded) -> None:
    event = recorded.event
    at = to_ms(event.at)
    bare(connection).execute(
        "INSERT INTO event (epoch, seq, learner, kind, at, data, h) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (stream.no, event.seq, event.learner, event.kind, at, recorded.data, recorded.h),
    )


def rows(connection: Connection, span: Span) -> Iterator[LogRow]:
    """In order of seq, read as they are asked for."""
    return _rows(connection, ROWS.where(_within(span)))


def of_streams(
    connection: Connection, numbers: Collection[int], learners: Collection[str] | None = None
) -> Iterator[LogRow]:
    """What ``learners`` did in the streams of these ``numbers``, or everybody where they are None.

    Stream by stream, each in order of seq.
    """
    chosen = ROWS.where(log.c.epoch.in_(numbers))
    if learners is not None:
        chosen = chosen.where(log.c.learner.in_(sorted(learners)))
    return _rows(connection, chosen)


def done_within(
    connection: Connection, spans: Iterable[Span], learners: Collection[str]
) -> Iterator[LogRow]:
    """What ``learners`` did in each of ``spans``."""
    theirs = ROWS.where(log.c.learner.in_(sorted(learners)))
    for span in spans:
        yield from _rows(connection, theirs.where(_within(span)))


def of_kinds(
    connection: Connection, span: Span, learners: Collection[str], kinds: Collection[str]
) -> list[Event]:
    """What ``learners`` did of these kinds in a span, in order of seq."""
    theirs = log.c.learner.in_(sorted(learners)) & log.c.kind.in_(sorted(kinds))
    chosen = select(BYTES[0]).where(_within(span), theirs).order_by(log.c.seq)
    return [decode_event(data) for data in connection.scalars(chosen).all()]


def learners(connection: Connection) -> frozenset[str]:
    return frozenset(connection.scalars(select(log.c.learner).distinct()))


def learners_from(connection: Connection, no: int, first: int) -> frozenset[str]:
    """Who did anything at ``first`` of stream ``no`` or later."""
    later = (log.c.epoch == no) & (log.c.seq >= first)
    return frozenset(connection.scalars(select(log.c.learner).where(later).distinct()))


def empty(connection: Connection, learners: Collection[str]) -> None:
    """Leave of their events nothing but (seq, h)."""
    nothing = {"learner": "", "kind": ERASED, "at": 0, "data": b""}
    connection.execute(update(log).where(log.c.learner.in_(sorted(learners))).values(nothing))


def event_of(row: LogRow) -> Event:
    """Raises DecodeError where the bytes of an event that was not erased cannot be read."""
    if not row.erased:
        return decode_event(row.data)
    return Event(
        seq=row.seq,
        learner="",
        kind=ERASED,
        v=1,
        at=UNIX_EPOCH,
        offset=0,
        boot="",
        clock=0,
        body={},
    )


def page(connection: Connection, span: Span) -> list[LogRow]:
    """At most PAGE of its rows."""
    return list(rows(connection, span._replace(last=min(span.last, span.first + PAGE - 1))))


def _within(span: Span) -> ColumnElement[bool]:
    return (log.c.epoch == span.epoch) & log.c.seq.between(span.first, span.last)


def _rows(connection: Connection, statement: Select[tuple[Any, ...]]) -> Iterator[LogRow]:
    return map(LogRow._make, connection.execute(statement))
