"""What people sign in with at this station: verifiers, never the secrets, and wrong tries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

from keystep.domain.events import Instant
from keystep.domain.kiosk.secrets import Way
from keystep.domain.kiosk.trying import Tries, failed, seen, wait_ms
from keystep.errors import UsageError
from keystep.storage import base
from keystep.storage.engine import Database
from keystep.storage.schema import attempt, credential, erased, meta, roster

BADGE_KEY = "badge_key"
CARE = ""
"""Whoever looks after the kiosk, who is on no roster."""
NOBODY = (
    "Nothing was kept: this name is not on the roster of this station any more. Choose another "
    "name, or ask the office."
)
TAKEN = (
    "This badge belongs to somebody else here. Ask whoever looks after this kiosk to take it from "
    "them."
)


class SqliteCredentials:
    """``Credentials`` over one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, learner: str) -> dict[Way, tuple[bytes, ...]]:
        with self._database.read() as connection:
            mine = _theirs(connection, credential, learner)
            rows = connection.execute(
                select(credential).where(mine).order_by(credential.c.learner)
            ).all()
        found = defaultdict[Way, tuple[bytes, ...]](tuple)
        for row in rows:
            found[Way(row.way)] += (row.verifier,)
        return dict(found)

    def holder(self, way: Way, verifier: bytes) -> str | None:
        with self._database.read() as connection:
            return _holder(connection, way, verifier)

    def keep(self, learner: str, way: Way, verifier: bytes, *, alone: bool = False) -> None:
        with self._database.write() as connection:
            person = base.person(connection, learner)
            if person != CARE and not _is_known(connection, person):
                raise UsageError(NOBODY)
            if alone:
                if _holder(connection, way, verifier) not in {None, person}:
                    raise UsageError(TAKEN)
                others = credential.c.way == way.value, credential.c.verifier == verifier
                connection.execute(credential.delete().where(*others))
            _drop(connection, learner, way)
            row = {"learner": person, "way": way.value, "verifier": verifier}
            connection.execute(credential.insert().values(row))
            _clear(connection, learner)

    def drop(self, learner: str, way: Way) -> None:
        with self._database.write() as connection:
            _drop(connection, learner, way)

    def tries(self, learner: str) -> Tries | None:
        with self._database.read() as connection:
            return _tries(connection, learner)

    def look(self, learner: str, now: Instant) -> Tries | None:
        before = self.tries(learner)
        if before is None or seen(before, now) == before:
            return before
        with self._database.write() as connection:
            before = _tries(connection, learner)  # another one may have been counted meanwhile
            if before is None:
                return None
            _put(connection, learner, after := seen(before, now))
            return after

    def begin(self, learner: str, now: Instant) -> bool:
        with self._database.write() as connection:
            before = _tries(connection, learner)
            waits = seen(before, now) if before is not None else None
            taken = not wait_ms(waits, now)
            after = failed(waits, now) if taken else waits
            if after is not None and after != before:
                _put(connection, learner, after)
            return taken

    def clear(self, learner: str) -> None:
        with self._database.write() as connection:
            _clear(connection, learner)

    def tried(self) -> frozenset[str]:
        with self._database.read() as connection:
            ids = connection.scalars(select(attempt.c.learner)).all()
            return frozenset(base.person(connection, one) for one in ids)

    def badge_key(self, new: bytes) -> bytes:
        kept = select(meta.c.value).where(meta.c.key == BADGE_KEY)
        with self._database.read() as connection:
            found = connection.scalar(kept)
        if found is None:
            with self._database.write() as connection:
                row = {"key": BADGE_KEY, "value": new.hex()}
                connection.execute(insert(meta).values(row).on_conflict_do_nothing())
                found = connection.execute(kept).scalar_one()
        return bytes.fromhex(found)


def forget(connection: Connection, learners: Collection[str]) -> None:
    for table in (credential, attempt):
        connection.execute(table.delete().where(table.c.learner.in_(learners)))


def _theirs(connection: Connection, table: Table, learner: str) -> ColumnElement[bool]:
    return table.c.learner.in_(base.ids(connection, learner))


def _is_known(connection: Connection, person: str) -> bool:
    return connection.scalar(select(roster.c.id).where(roster.c.id == person)) is not None


def _holder(connection: Connection, way: Way, verifier: bytes) -> str | None:
    """Of those who are on the roster still."""
    same = credential.c.way == way.value, credential.c.verifier == verifier
    ids = connection.scalars(select(credential.c.learner).where(*same)).all()
    people = (base.person(connection, one) for one in ids)
    return next((one for one in people if _is_known(connection, one)), None)


def _drop(connection: Connection, learner: str, way: Way) -> None:
    mine = _theirs(connection, credential, learner)
    connection.execute(credential.delete().where(mine, credential.c.way == way.value))


def _tries(connection: Connection, learner: str) -> Tries | None:
    """Of ids that turned out to be one person the one that failed most often."""
    rows = connection.execute(select(attempt).where(_theirs(connection, attempt, learner)))
    return max(map(_read, rows), key=lambda tries: tries.failures, default=None)


def _put(connection: Connection, learner: str, tries: Tries) -> None:
    """In the place of those of every id of theirs; of whoever was erased nothing is kept."""
    _clear(connection, learner)
    person = base.person(connection, learner)
    if connection.scalar(select(erased.c.learner).where(erased.c.learner == person)) is None:
        row = {
            "learner": person,
            "failures": tries.failures,
            "boot": tries.boot,
            "clock": tries.clock,
        }
        connection.execute(attempt.insert().values(row))


def _clear(connection: Connection, learner: str) -> None:
    connection.execute(attempt.delete().where(_theirs(connection, attempt, learner)))


def _read(row: Any) -> Tries:
    return Tries(row.failures, row.boot, row.clock)
