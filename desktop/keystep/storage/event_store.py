"""The station's log and its projections behind the port ``EventStore``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from keystep.domain.bundles import Batch, Receipt, SealedBundle
from keystep.domain.events import (
    Event,
    Fact,
    Instant,
    LearnerRegistered,
    Recorded,
    decode_event,
    record,
)
from keystep.domain.ports import Learner, OutboxState
from keystep.errors import UsageError
from keystep.storage import log, outbox
from keystep.storage.engine import Database, Journal, safe_journal
from keystep.storage.log import LAST_SEQ, LogRow, Stream
from keystep.storage.opening import open_stream
from keystep.storage.projections import StoredStates, Tables, fold, state_tables
from keystep.storage.rows import from_ms
from keystep.storage.schema import roster

S = TypeVar("S", bound=Struct)


def open_store(
    path: Path, device: str, new_epoch: Callable[[], str], journal: Journal | None = None
) -> SqliteEventStore:
    """Open the database of station ``device``, made where there is none, upgraded where it is old.

    The caller holds the home (see ``lock``). ``journal`` defaults to the fastest one that is sound
    in the SQLite at hand. Raises DatabaseUnreadable, DatabaseTooNew and NotSaved; the file is then
    as it was.
    """
    database = Database(path)
    tables = state_tables()
    try:
        stream = open_stream(database, tables, device, new_epoch)
        database.keep_journal(journal or safe_journal(sqlite3.sqlite_version_info))
    except BaseException:
        database.close()
        raise
    return SqliteEventStore(database, tables, stream)


class SqliteEventStore:
    """``EventStore`` over one SQLite file. Any thread may call it; calls take turns."""

    def __init__(self, database: Database, tables: Tables, stream: Stream) -> None:
        self.database = database
        self.tables = tables
        self.stream = stream
        self.device, self.epoch = stream

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        if not facts:
            return ()
        with self.database.write() as connection:
            return self._append(connection, learner, facts, now)

    def find(self, state: type[S], *key: str) -> S | None:
        with self.database.read() as connection:
            return cast("S | None", self.tables[state].find(connection, key))

    def select(self, state: type[S], **where: str) -> list[S]:
        with self.database.read() as connection:
            return self.tables[state].select(connection, where)

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """Read a page at a time, so that a slow reader never holds up a commit."""
        end = LAST_SEQ if last is None else last
        while first <= end:
            with self.database.read() as connection:
                page = [_recorded(row) for row in log.page(connection, first, end)]
            if not page:
                return
            yield from page
            first = page[-1].event.seq + 1

    def register(self, learner: Learner, now: Instant) -> None:
        """Raises UsageError where the roster has this id already."""
        row = {"id": learner.id, "name": learner.name, "team": learner.team}
        try:
            with self.database.write() as connection:
                connection.execute(roster.insert().values(row))
                self._append(connection, learner.id, (LearnerRegistered(),), now)
        except IntegrityError as error:
            raise UsageError(
                "{name} is on the roster already. Sign in instead.", name=learner.name
            ) from error

    def learners(self) -> list[Learner]:
        with self.database.read() as connection:
            rows = connection.execute(select(roster).order_by(roster.c.name, roster.c.id))
            return [Learner(row.id, row.name, row.team) for row in rows]

    def seal(
        self, make: Callable[[Batch], SealedBundle], now: Instant, *, even_empty: bool
    ) -> SealedBundle | None:
        with self.database.write() as connection:
            batch = outbox.next_batch(connection, self.stream)
            if not batch.events and not even_empty:
                return None
            bundle = make(batch)
            outbox.keep(connection, batch.header, bundle, now)
            return bundle

    def unpublished(self) -> list[SealedBundle]:
        with self.database.read() as connection:
            return outbox.unpublished(connection)

    def mark_published(self, no: int, now: Instant) -> None:
        with self.database.write() as connection:
            outbox.publish(connection, no, now)

    def mark_received(self, receipt: Receipt, now: Instant) -> list[str]:
        """A receipt for another stream, or older than one already noted, changes nothing."""
        if (receipt.device, receipt.epoch) != self.stream:
            return []
        with self.database.write() as connection:
            return outbox.receive(connection, receipt, now)

    def outbox(self) -> OutboxState:
        with self.database.read() as connection:
            return outbox.state(connection, self.stream)

    def last_sealed(self) -> datetime | None:
        with self.database.read() as connection:
            at = outbox.newest(connection).at
        return None if at is None else from_ms(at)

    def close(self) -> None:
        self.database.close()

    def _append(
        self, connection: Connection, learner: str, facts: Sequence[Fact], now: Instant
    ) -> tuple[Event, ...]:
        states = StoredStates(self.tables, connection)
        seq, h = log.tip(connection, self.stream)
        events = []
        for fact in facts:
            recorded = record(seq + 1, learner, fact, now, h)
            log.add(connection, recorded)
            fold(states, recorded.event, fact)
            events.append(recorded.event)
            seq, h = recorded.event.seq, recorded.h
        return tuple(events)


def _recorded(row: LogRow) -> Recorded:
    return Recorded(decode_event(row.data), row.data, row.h)
