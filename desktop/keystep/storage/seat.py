"""A store as one learner has it who sits at a kiosk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NoReturn

from sqlalchemy import Connection

from keystep.domain.events import Event, Instant
from keystep.domain.facts import CardReviewed, Fact, ItemAnswered
from keystep.domain.ports import Learner
from keystep.errors import KeystepError, SittingOver, UsageError
from keystep.storage import base, notes
from keystep.storage.bare import bare
from keystep.storage.engine import Database
from keystep.storage.event_store import SqliteEventStore, open_store
from keystep.storage.projections import Tables
from keystep.storage.transaction import Transaction

NOBODY = ""
ANSWERS = (ItemAnswered, CardReviewed)
IN_MEMORY = Path(":memory:")
ERASED = "SELECT 1 FROM erased WHERE learner = ?"
OVER = (
    "Not saved: whoever this was for does not sit at this station any more. All that was saved "
    "before is safe. Sign in again to go on."
)
NOT_AT_A_SEAT = (
    "Nothing was changed: that is for whoever looks after this station, not for whoever learns at "
    "it. Sign out, then ask them."
)


class SeatedStore(SqliteEventStore):
    """``store`` for the ``learner`` who sits there: read as ever, written to for them alone.

    That is until ``end``, or until they are erased: what comes later, from whoever still holds it
    and whichever thread, or is somebody else's, raises SittingOver. It is decided within the
    transaction that writes: one that began before the end is there whole, and before it. Any id
    that the learner goes by will do. There may be notes of nobody's. What is not for learners to
    write raises UsageError.

    With ``passing`` all of it goes with the end, and cannot be read any more then either.
    """

    def __init__(self, store: SqliteEventStore, learner: str, *, passing: bool = False) -> None:
        super().__init__(
            _LookedAt(store.database, self._refusal, self._check_there), store.tables, store.device
        )
        self._whole = store
        self._learner = learner
        self._passing = passing
        self._counting = Lock()
        self._over = False
        self._given = 0

    @property
    def learner(self) -> str:
        """The id under which they sat down."""
        return self._learner

    @property
    def given(self) -> int:
        """How many answers and card ratings were saved since the learner sat down."""
        return self._given

    @property
    def is_over(self) -> bool:
        return self._over

    @contextmanager
    def work(self) -> Iterator[Transaction]:
        with self._whole.database.write() as connection:
            self._check(connection)
            work = _OwnWork(self.tables, connection, self._learner)
            yield work
        with self._counting:
            self._given += work.given

    def note(self, learner: str, kind: str, key: str, value: bytes | None) -> None:
        with self._whole.database.write() as connection:
            self._check(connection)
            if learner != NOBODY:
                _check_own(base.person(connection, learner), base.person(connection, self._learner))
            notes.put(connection, learner, kind, key, value)

    def end(self, last: Sequence[Fact], now: Instant) -> None:
        """Record ``last``, and nothing ever after; of somebody who was erased not even that.

        Ending twice changes nothing. Raises NotSaved, and it is over all the same.
        """
        with self._counting:
            ended_before, self._over = self._over, True
        if ended_before:
            return
        with self._whole.database.write() as connection:
            if not self._is_erased(connection):
                Transaction(self.tables, connection).append(self._learner, last, now)
        if self._passing:
            self._whole.close()

    def _check(self, connection: Connection) -> None:
        if self._over or self._is_erased(connection):
            raise SittingOver(OVER)

    def _check_there(self) -> None:
        if self._over and self._passing:
            raise SittingOver(OVER)

    def _is_erased(self, connection: Connection) -> bool:
        return bare(connection).execute(ERASED, (self._learner,)).fetchone() is not None

    def _refusal(self) -> KeystepError:
        return SittingOver(OVER) if self._over else UsageError(NOT_AT_A_SEAT)


class _OwnWork(Transaction):
    """Records what the ``learner`` did, and counts the answers in it."""

    def __init__(self, tables: Tables, connection: Connection, learner: str) -> None:
        super().__init__(tables, connection)
        self._learner = learner
        self.given = 0

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        _check_own(self._person(learner), self._person(self._learner))
        self.given += sum(isinstance(fact, ANSWERS) for fact in facts)
        return super().append(learner, facts, now)


class _LookedAt(Database):
    """``behind``, for whoever may only look at it: so nothing is forgotten that would change it."""

    def __init__(
        self, behind: Database, refusal: Callable[[], KeystepError], check: Callable[[], None]
    ) -> None:
        self.path = behind.path
        self._behind = behind
        self._refusal = refusal
        self._check = check

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._behind.read() as connection:
            self._check()
            yield connection

    def write(self) -> NoReturn:
        raise self._refusal()

    def _outside(self) -> NoReturn:
        raise self._refusal()

    def close(self) -> None:
        """It is not the learner's to close."""


def open_passing(
    device: str, new_epoch: Callable[[], str], learner: Learner, now: Instant
) -> SeatedStore:
    """A store in memory alone, for a learner of whom nothing is to stay."""
    store = open_store(IN_MEMORY, device, new_epoch)
    store.register(learner, now)
    return SeatedStore(store, learner.id, passing=True)


def _check_own(person: str, seated: str) -> None:
    if person != seated:
        raise SittingOver(OVER)
