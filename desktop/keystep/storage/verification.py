"""Proving a station's database, and making its projections anew from base and log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import DecodeError, Struct
from sqlalchemy import Connection

from keystep.domain.events import Event, chain, fact_of, genesis
from keystep.domain.replaying import Key
from keystep.errors import DatabaseUnreadable
from keystep.storage import base, log, sealing
from keystep.storage.base import Base, Word
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.log import LAST_SEQ, LogRow, Span, Tip
from keystep.storage.projections import Row, refill
from keystep.storage.rows import to_ms
from keystep.storage.streams import Stream


class FaultKind(StrEnum):
    FILE = "file"
    GAP = "gap"
    CHAIN = "chain"
    EVENT = "event"
    STATE = "state"


class Fault(Struct, frozen=True):
    """Something that ought not to be so; ``place`` is an epoch and seq, a table and key, or the
    file."""

    kind: FaultKind
    place: str
    detail: str


def rebuild(store: SqliteEventStore) -> int:
    """Make every projection anew, in one transaction; how many events the log holds.

    Raises NotSaved and DatabaseUnreadable; the projections are then as they were.
    """
    with store.database.write() as connection:
        return refill(connection, store.tables)


def verify(store: SqliteEventStore) -> tuple[Fault, ...]:
    """Check the file, every hash chain from its first event on, and every projection row for row.

    Of an erased event nothing but its place can be proved.
    """
    try:
        with store.database.read() as connection:
            return tuple(_faults(connection, store))
    except DatabaseUnreadable as error:
        return (Fault(FaultKind.FILE, str(store.database.path), str(error)),)


def _faults(connection: Connection, store: SqliteEventStore) -> Iterator[Fault]:
    for word in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if word != "ok":
            yield Fault(FaultKind.FILE, str(store.database.path), word)
    newest = base.read(connection)
    log_faults: list[Fault] = []
    states = newest.folded(lambda word: _sound_events(connection, newest, word, log_faults))
    yield from log_faults
    yield from _alias_faults(newest.aliases, base.stored_aliases(connection))
    for state, table in store.tables.items():
        expected = {key: table.rows.row(value) for key, value in states[state].items()}
        yield from _state_faults(table.name, expected, table.stored(connection))


def _sound_events(
    connection: Connection, newest: Base, word: Word, faults: list[Fault]
) -> Iterator[Event]:
    """The events on top of ``word`` that can be read; ``faults`` grows on the way."""
    for stream in word.streams:
        place = f"{stream.epoch} "
        span = Span(stream.no, 1, LAST_SEQ)
        for row in _chained(log.rows(connection, span), stream, faults):
            try:
                event = _event_of(row)
            except (DecodeError, ValueError) as error:
                faults.append(Fault(FaultKind.EVENT, f"{place}{row.seq}", str(error)))
            else:
                if word.lacks(row):
                    yield newest.filed(event)
        faults.extend(_tail_faults(connection, stream))


def _chained(rows: Iterable[LogRow], stream: Stream, faults: list[Fault]) -> Iterator[LogRow]:
    """All rows, as they come, of which each is proved to follow from the one before.

    A bad row is told once: the chain goes on from the h that the row itself holds, as it does where
    an event was erased.
    """
    before = Tip(0, genesis(stream.device, stream.epoch))
    for row in rows:
        if row.seq != before.seq + 1:
            detail = f"events {before.seq + 1} to {row.seq - 1} are missing"
            faults.append(Fault(FaultKind.GAP, f"{stream.epoch} {row.seq}", detail))
        elif not row.erased and row.h != chain(before.h, row.data):
            detail = "its hash does not follow from its bytes"
            faults.append(Fault(FaultKind.CHAIN, f"{stream.epoch} {row.seq}", detail))
        before = Tip(row.seq, row.h)
        yield row


def _event_of(row: LogRow) -> Event:
    """Raises DecodeError, or ValueError where the columns say something else than the bytes."""
    event = log.event_of(row)
    fact_of(event)
    if (event.seq, event.learner, event.kind, to_ms(event.at)) != row[1:5]:
        raise ValueError("its columns differ from its bytes")
    return event


def _tail_faults(connection: Connection, stream: Stream) -> Iterator[Fault]:
    last, sealed = log.tip(connection, stream).seq, sealing.last_seq(connection, stream)
    if sealed > last:
        detail = f"the log ends here, but events up to {sealed} were sealed"
        yield Fault(FaultKind.GAP, f"{stream.epoch} {last}", detail)


def _alias_faults(expected: dict[str, str], stored: dict[str, str]) -> Iterator[Fault]:
    for one in sorted(expected.keys() | stored.keys()):
        if expected.get(one) != stored.get(one):
            yield Fault(FaultKind.STATE, f"alias {one}", "it is not what the office said")


def _state_faults(table: str, expected: dict[Key, Row], stored: dict[Key, Row]) -> Iterator[Fault]:
    for key in sorted(expected.keys() | stored.keys()):
        if expected.get(key) != stored.get(key):
            place = f"{table} {', '.join(key)}"
            yield Fault(FaultKind.STATE, place, "it is not what base and log lead to")
