"""Proving a station's database, and making its projections anew from the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from msgspec import DecodeError, Struct
from sqlalchemy import Connection

from keystep.domain.events import Event, chain, decode_event, fact_of, genesis
from keystep.errors import DatabaseUnreadable
from keystep.storage import log, outbox
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.log import LogRow, Stream, Tip
from keystep.storage.projections import Key, Row, StateTable, refill, replay
from keystep.storage.rows import to_ms


class FaultKind(StrEnum):
    FILE = "file"
    GAP = "gap"
    CHAIN = "chain"
    EVENT = "event"
    STATE = "state"


class Fault(Struct, frozen=True):
    """Something that ought not to be so; ``place`` is a seq, a table and key, or the file."""

    kind: FaultKind
    place: str
    detail: str


def rebuild(store: SqliteEventStore) -> int:
    """Make every projection anew from the log, in one transaction; how many events that took.

    Raises NotSaved and DatabaseUnreadable; the projections are then as they were.
    """
    with store.database.write() as connection:
        return refill(connection, store.tables)


def verify(store: SqliteEventStore) -> tuple[Fault, ...]:
    """Check the file, the hash chain from its first event on, and every projection row for row."""
    try:
        with store.database.read() as connection:
            return tuple(_faults(connection, store))
    except DatabaseUnreadable as error:
        return (Fault(FaultKind.FILE, str(store.database.path), str(error)),)


def _faults(connection: Connection, store: SqliteEventStore) -> Iterator[Fault]:
    for word in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if word != "ok":
            yield Fault(FaultKind.FILE, str(store.database.path), word)
    log_faults: list[Fault] = []
    states = replay(_sound_events(log.rows(connection), store.stream, log_faults))
    yield from log_faults
    yield from _tail_faults(connection, store.stream)
    for state, table in store.tables.items():
        expected = {key: table.rows.row(value) for key, value in states[state].items()}
        yield from _state_faults(table, expected, table.stored(connection))


def _sound_events(rows: Iterable[LogRow], stream: Stream, faults: list[Fault]) -> Iterator[Event]:
    """The events that can be read, as they come; ``faults`` grows by what is wrong on the way.

    A bad row is told once: the chain goes on from the h that the row itself holds.
    """
    before = Tip(0, genesis(*stream))
    for row in rows:
        if row.seq != before.seq + 1:
            detail = f"events {before.seq + 1} to {row.seq - 1} are missing"
            faults.append(Fault(FaultKind.GAP, str(row.seq), detail))
        elif row.h != chain(before.h, row.data):
            detail = "its hash does not follow from its bytes"
            faults.append(Fault(FaultKind.CHAIN, str(row.seq), detail))
        before = Tip(row.seq, row.h)
        try:
            event = _event_of(row)
        except (DecodeError, ValueError) as error:
            faults.append(Fault(FaultKind.EVENT, str(row.seq), str(error)))
        else:
            yield event


def _event_of(row: LogRow) -> Event:
    """Raises DecodeError, or ValueError where the columns say something else than the bytes."""
    event = decode_event(row.data)
    fact_of(event)
    if (event.seq, event.learner, event.kind, to_ms(event.at)) != row[:4]:
        raise ValueError("its columns differ from its bytes")
    return event


def _tail_faults(connection: Connection, stream: Stream) -> Iterator[Fault]:
    last, sealed = log.tip(connection, stream).seq, outbox.newest(connection).last
    if sealed > last:
        detail = f"the log ends here, but events up to {sealed} were sealed"
        yield Fault(FaultKind.GAP, str(last), detail)


def _state_faults(
    table: StateTable[Any], expected: dict[Key, Row], stored: dict[Key, Row]
) -> Iterator[Fault]:
    for key in sorted(expected.keys() | stored.keys()):
        if expected.get(key) != stored.get(key):
            place = f"{table.name} {', '.join(key)}"
            yield Fault(FaultKind.STATE, place, "it is not what the log leads to")
