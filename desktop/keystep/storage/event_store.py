"""The station's log and its projections behind the port ``EventStore``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from sqlalchemy.exc import IntegrityError

from keystep.domain.bundles import Batch, Heard, Receipt, SealedBundle
from keystep.domain.down import ProgressDown
from keystep.domain.events import Event, Instant, Recorded
from keystep.domain.facts import Fact, LearnerRegistered
from keystep.domain.matters import OfficeAnswer
from keystep.domain.ports import Learner, OutboxState
from keystep.domain.progress import CardProgress
from keystep.errors import UsageError
from keystep.storage import base, cards, coverage, log, notes, outbox, people, sealing, streams
from keystep.storage.backups import delete_backups
from keystep.storage.credentials import SqliteCredentials
from keystep.storage.engine import Database, Journal, safe_journal
from keystep.storage.log import LAST_SEQ, PAGE, LogRow, Span
from keystep.storage.opening import open_log
from keystep.storage.projections import Tables, refill, state_tables
from keystep.storage.schema import roster
from keystep.storage.transaction import Transaction

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
        open_log(database, tables, device, new_epoch)
        database.keep_journal(journal or safe_journal(sqlite3.sqlite_version_info))
    except BaseException:
        database.close()
        raise
    return SqliteEventStore(database, tables, device)


class SqliteEventStore:
    """``EventStore`` over one SQLite file. Any thread may call it; calls take turns."""

    def __init__(self, database: Database, tables: Tables, device: str) -> None:
        self.database = database
        self.tables = tables
        self.device = device

    @property
    def credentials(self) -> SqliteCredentials:
        return SqliteCredentials(self.database)

    @property
    def epoch(self) -> str:
        with self.database.read() as connection:
            return streams.current(connection).epoch

    @property
    def share(self) -> str:
        with self.database.read() as connection:
            return streams.share(connection)

    def start_epoch(self, epoch: str) -> None:
        with self.database.write() as connection:
            streams.start(connection, epoch, streams.share(connection))

    def epoch_in(self, share: str, new_epoch: Callable[[], str]) -> str:
        with self.database.read() as connection:
            begun = streams.newest_in(connection, share)
        if begun is not None:
            return begun
        with self.database.write() as connection:
            streams.start(connection, epoch := new_epoch(), share)
        return epoch

    def belong(self, share: str, new_epoch: Callable[[], str]) -> None:
        if share == self.share:
            return
        with self.database.write() as connection:
            if streams.belong(connection, share, new_epoch):
                refill(connection, self.tables)

    def elsewhere(self) -> int:
        with self.database.read() as connection:
            return log.count_besides(connection, streams.PRESENT)

    def tip(self, epoch: str) -> int:
        with self.database.read() as connection:
            stream = streams.find(connection, epoch)
            return log.tip(connection, stream).seq if stream else 0

    def h_at(self, epoch: str, seq: int) -> bytes | None:
        with self.database.read() as connection:
            stream = streams.find(connection, epoch)
            return log.h_at(connection, stream, seq) if stream else None

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        if not facts:
            return ()
        with self.work() as work:
            return work.append(learner, facts, now)

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        with self.database.read() as connection:
            yield Transaction(self.tables, connection)

    @contextmanager
    def work(self) -> Iterator[Transaction]:
        with self.database.write() as connection:
            yield Transaction(self.tables, connection)

    def find(self, state: type[S], *key: str) -> S | None:
        """Any id of a person finds their state."""
        with self.snapshot() as seen:
            return seen.find(state, *key)

    def select(self, state: type[S], **where: str) -> list[S]:
        """Any id of a person finds their states."""
        with self.database.read() as connection:
            if "learner" in where:
                where["learner"] = base.person(connection, where["learner"])
            return self.tables[state].select(connection, where)

    def due_cards(
        self, learner: str, before: datetime, packs: Collection[str]
    ) -> list[CardProgress]:
        with self.database.read() as connection:
            person = base.person(connection, learner)
            return cards.due(connection, self.tables[CardProgress], person, before, packs)

    def cards(self, learner: str, pack: str, ids: Sequence[str]) -> list[CardProgress]:
        with self.database.read() as connection:
            person = base.person(connection, learner)
            return cards.these(connection, self.tables[CardProgress], person, pack, ids)

    def met_cards(self, learner: str, pack: str) -> frozenset[str]:
        with self.database.read() as connection:
            return cards.met(connection, base.person(connection, learner), pack)

    def card_loads(self, learner: str, first: datetime, days: int, most: int) -> list[int]:
        with self.snapshot() as seen:
            return seen.card_loads(learner, first, days, most)

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """Read a page at a time, so that a slow reader never holds up a commit."""
        end = LAST_SEQ if last is None else last
        with self.database.read() as connection:
            no = streams.current(connection).no
        while first <= end:
            with self.database.read() as connection:
                page = [_recorded(row) for row in log.page(connection, Span(no, first, end))]
            if not page:
                return
            yield from page
            first = page[-1].event.seq + 1

    def history(self, learner: str, kinds: Collection[str]) -> Iterator[Event]:
        """Read a page at a time, as ``events`` does; any id of a person finds all they did."""
        with self.database.read() as connection:
            ids = base.ids(connection, learner)
            tips = [(s.no, log.tip(connection, s).seq) for s in streams.every(connection)]
        for no, tip in tips:
            for first in range(1, tip + 1, PAGE):
                span = Span(no, first, first + PAGE - 1)
                with self.database.read() as connection:
                    page = log.of_kinds(connection, span, ids, kinds)
                yield from page

    def unarrived(self, learner: str) -> list[Event]:
        with self.database.read() as connection:
            ids = base.ids(connection, learner)
            rows = log.done_within(connection, coverage.unreceived(connection), ids)
            return [log.event_of(row) for row in rows]

    def note(self, learner: str, kind: str, key: str, value: bytes | None) -> None:
        with self.database.write() as connection:
            notes.put(connection, learner, kind, key, value)

    def notes(self, learner: str, kind: str) -> dict[str, bytes]:
        with self.database.read() as connection:
            return notes.of(connection, learner, kind)

    def register(self, learner: Learner, now: Instant) -> None:
        """Raises UsageError where the roster has this id already."""
        row = {"id": learner.id, "name": learner.name, "team": learner.team}
        try:
            with self.database.write() as connection:
                connection.execute(roster.insert().values(row))
                work = Transaction(self.tables, connection)
                work.append(learner.id, (LearnerRegistered(),), now)
        except IntegrityError as error:
            raise UsageError(
                "{name} is on the roster already. Sign in instead.", name=learner.name
            ) from error

    def learners(self) -> list[Learner]:
        with self.database.read() as connection:
            return people.learners(connection)

    def person(self, learner: str) -> str:
        with self.database.read() as connection:
            return base.person(connection, learner)

    def certificates(self, learner: str) -> tuple[str, ...]:
        with self.database.read() as connection:
            return base.certificates(connection, learner)

    def answers(self, learner: str) -> tuple[OfficeAnswer, ...]:
        with self.database.read() as connection:
            return base.answers(connection, learner)

    def take_progress(self, down: ProgressDown) -> bool:
        with self.database.write() as connection:
            return people.take(connection, self.tables, down)

    def heard(self) -> Heard:
        with self.database.read() as connection:
            return Heard(
                receipt=outbox.newest_receipt(connection), progress=base.number(connection)
            )

    def erase(self, learners: Collection[str], now: Instant) -> list[str]:
        """The names are those of every bundle that ever held what was erased."""
        with self.database.write() as connection:
            people.erase(connection, self.tables, learners, now)
            names = outbox.given_up(connection)
        self.database.forget()
        delete_backups(self.database.path)
        return names

    def seal(
        self, make: Callable[[Batch], SealedBundle], now: Instant, *, even_empty: bool
    ) -> SealedBundle | None:
        with self.database.write() as connection:
            batch = sealing.next_batch(connection)
            if batch.header.first > batch.header.last and not even_empty:
                return None
            bundle = make(batch)
            sealing.keep(connection, batch, bundle, now)
            return bundle

    def unpublished(self) -> list[SealedBundle]:
        with self.database.read() as connection:
            return outbox.unpublished(connection)

    def unreceived(self) -> list[SealedBundle]:
        with self.database.read() as connection:
            return outbox.unreceived(connection)

    def has_sealed(self, name: str) -> bool:
        with self.database.read() as connection:
            return outbox.has_sealed(connection, name)

    def mark_published(self, no: int, now: Instant) -> None:
        with self.database.write() as connection:
            outbox.publish(connection, no, now)

    def note_lost(self, there: Collection[str]) -> None:
        with self.database.write() as connection:
            outbox.note_lost(connection, there)

    def mark_received(self, receipt: Receipt, now: Instant) -> list[str]:
        """A receipt for no stream of the present share, or older than one noted for it, changes
        nothing."""
        with self.database.write() as connection:
            to = streams.find(connection, receipt.epoch)
            if to is None or (receipt.device, streams.share(connection)) != (self.device, to.share):
                return []
            return outbox.receive(connection, to, receipt, now)

    def outbox(self) -> OutboxState:
        with self.database.read() as connection:
            return outbox.state(connection)

    def last_sealed(self) -> datetime | None:
        with self.database.read() as connection:
            return sealing.last_sealed(connection)

    def close(self) -> None:
        self.database.close()


def _recorded(row: LogRow) -> Recorded:
    return Recorded(log.event_of(row), row.data, row.h)
