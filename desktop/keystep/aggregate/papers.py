"""What the admin writes by hand, and the log of what was done, from which it can be taken back.

A paper is a value of some :class:`Register` under a key: a cycle, a check-in, an announcement. What
is written in one act stands or falls together; the activity keeps what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from keystep.aggregate.schema import activity, paper, paper_change
from keystep.aggregate.store import Store, upsert
from keystep.domain.words import Words
from keystep.errors import UsageError

P = TypeVar("P", bound=Struct)
LAST = "\U0010ffff"
"""No key goes on with anything after this."""


@dataclass(frozen=True)
class Change:
    """What a paper is to say from now on; None: there is none any more.

    ``learner`` is whom it is about, "" nobody: when they are forgotten, so is the paper.
    """

    register: str
    key: str
    document: bytes | None
    learner: str = ""


@dataclass(frozen=True)
class Register(Generic[P]):
    """All papers of one kind; ``name`` is part of the database."""

    name: str
    of: type[P]

    def put(self, key: str, value: P, *, learner: str = "") -> Change:
        return Change(self.name, key, msgspec.json.encode(value), learner)

    def drop(self, key: str, *, learner: str = "") -> Change:
        return Change(self.name, key, None, learner)


class Activity(Struct, frozen=True, kw_only=True):
    """One act of the admin's. ``registers`` are those whose papers it changed.

    ``undoable``: it changed papers, was not undone, and nothing was changed on top.
    """

    id: int
    at: datetime
    by: str
    said: Words
    registers: tuple[str, ...]
    undone_at: datetime | None
    undoable: bool


@dataclass(frozen=True)
class Edit(Generic[P]):
    """One change to a paper: what it said ``before`` and ``after``, None where there was none."""

    id: int
    at: datetime
    by: str
    said: Words
    before: P | None
    after: P | None


class Papers:
    """Each method is one transaction."""

    def __init__(self, store: Store, follow_undo: Callable[[Connection, int], object]) -> None:
        """``follow_undo`` brings what else an act changed in line once it is undone."""
        self._store, self._follow_undo = store, follow_undo

    def get(self, register: Register[P], key: str) -> P | None:
        with self._store.read() as db:
            return one(db, register, key)

    def all(self, register: Register[P], begins: str = "") -> dict[str, P]:
        """Every paper of the register whose key ``begins`` so, by key in the order of keys."""
        with self._store.read() as db:
            return every(db, register, begins)

    def past(self, register: Register[P], key: str) -> tuple[Edit[P], ...]:
        """Every change to a paper that holds, the newest first."""
        with self._store.read() as db:
            return past(db, register, key)

    def write(self, said: Words, by: str, at: datetime, changes: Sequence[Change] = ()) -> int:
        """Write papers and log it, with ``said`` as what was done; returns the activity's id.

        Without ``changes`` it is logged only.
        """
        with self._store.write() as db:
            return write(db, said, by, at, changes)

    def undo(self, entry: int, at: datetime) -> None:
        """Put back what the papers said before. Raises UsageError where it cannot be undone."""
        with self._store.write() as db:
            undo(db, entry, at)
            self._follow_undo(db, entry)

    def activity(self, limit: int, offset: int = 0) -> tuple[Activity, ...]:
        """What was done, the newest first."""
        with self._store.read() as db:
            return entries(db, limit, offset)


def one(db: Connection, register: Register[P], key: str) -> P | None:
    where = (paper.c.register == register.name, paper.c.key == key)
    document = db.scalar(select(paper.c.document).where(*where))
    return None if document is None else msgspec.json.decode(document, type=register.of)


def every(db: Connection, register: Register[P], begins: str = "") -> dict[str, P]:
    query = select(paper.c.key, paper.c.document).where(
        paper.c.register == register.name,
        paper.c.key >= begins,
        paper.c.key <= begins + LAST,
    )
    rows = db.execute(query.order_by(paper.c.key))
    return {key: msgspec.json.decode(document, type=register.of) for key, document in rows}


def past(db: Connection, register: Register[P], key: str) -> tuple[Edit[P], ...]:
    """As :meth:`Papers.past`, within a transaction."""
    query = (
        select(paper_change.c.before, activity)
        .join(activity, activity.c.id == paper_change.c.activity)
        .where(paper_change.c.register == register.name, paper_change.c.key == key)
        .where(activity.c.undone_at.is_(None))
    )
    edits, after = list[Edit[P]](), one(db, register, key)
    for row in db.execute(query.order_by(activity.c.id.desc())):
        before = None if row.before is None else msgspec.json.decode(row.before, type=register.of)
        words = msgspec.json.decode(row.said, type=Words)
        edits.append(Edit(row.id, row.at, row.by, words, before, after))
        after = before
    return tuple(edits)


def write(
    db: Connection, said: Words, by: str, at: datetime, changes: Sequence[Change] = ()
) -> int:
    """As :meth:`Papers.write`, within a transaction."""
    values = {"at": at, "by": by, "said": msgspec.json.encode(said)}
    number: int = db.execute(insert(activity).values(values).returning(activity.c.id)).scalar_one()
    for change in changes:
        _note(db, number, change)
        _put(db, change, at)
    return number


def undo(db: Connection, entry: int, at: datetime) -> None:
    """As :meth:`Papers.undo`, within a transaction."""
    changed = db.execute(select(paper_change).where(paper_change.c.activity == entry)).all()
    undone = db.scalar(select(activity.c.undone_at).where(activity.c.id == entry))
    if not changed or undone is not None:
        raise UsageError(
            "There is nothing to undo in this entry of the log; it may have been undone already. "
            "See: keystep activity"
        )
    if entry in _covered(db, [entry]):
        raise UsageError("Something was changed on top of this entry of the log. Undo that first.")
    for row in changed:
        _put(db, Change(row.register, row.key, row.before, row.learner), at)
    db.execute(update(activity).where(activity.c.id == entry).values(undone_at=at))


def entries(db: Connection, limit: int, offset: int) -> tuple[Activity, ...]:
    """As :meth:`Papers.activity`, within a transaction."""
    rows = db.execute(
        select(activity).order_by(activity.c.id.desc()).limit(limit).offset(offset)
    ).all()
    numbers = [row.id for row in rows]
    registers: dict[int, set[str]] = {number: set() for number in numbers}
    of_them = paper_change.c.activity.in_(numbers)
    pairs = select(paper_change.c.activity, paper_change.c.register).where(of_them).distinct()
    for number, register in db.execute(pairs):
        registers[number].add(register)
    covered = _covered(db, numbers)
    return tuple(_entry(row, registers[row.id], row.id in covered) for row in rows)


def forget(db: Connection, learners: Sequence[str]) -> None:
    """Drop the papers about these people, and what the log keeps of them."""
    for table in (paper, paper_change):
        db.execute(delete(table).where(table.c.learner.in_(learners)))


def _entry(row: Any, registers: set[str], covered: bool) -> Activity:
    return Activity(
        id=row.id,
        at=row.at,
        by=row.by,
        said=msgspec.json.decode(row.said, type=Words),
        registers=tuple(sorted(registers)),
        undone_at=row.undone_at,
        undoable=bool(registers) and row.undone_at is None and not covered,
    )


def _note(db: Connection, number: int, change: Change) -> None:
    """Whom a paper was about goes with what it said: both come back, or are forgotten."""
    where = (paper.c.register == change.register, paper.c.key == change.key)
    query = select(paper.c.document, paper.c.learner).where(*where)
    before, learner = db.execute(query).one_or_none() or (None, change.learner)
    place = {"register": change.register, "key": change.key, "learner": learner}
    db.execute(insert(paper_change).values(activity=number, before=before, **place))


def _put(db: Connection, change: Change, at: datetime) -> None:
    if change.document is None:
        where = (paper.c.register == change.register, paper.c.key == change.key)
        db.execute(delete(paper).where(*where))
        return
    query = upsert(db, paper).values(
        register=change.register,
        key=change.key,
        document=change.document,
        learner=change.learner,
        stored_at=at,
    )
    new = {name: query.excluded[name] for name in ("document", "learner", "stored_at")}
    db.execute(query.on_conflict_do_update(index_elements=["register", "key"], set_=new))


def _covered(db: Connection, numbers: Sequence[int]) -> set[int]:
    """Those with a paper that was changed again later and is still so."""
    own, later = paper_change.alias(), paper_change.alias()
    same = (own.c.register == later.c.register) & (own.c.key == later.c.key)
    query = (
        select(own.c.activity)
        .join(later, same & (later.c.activity > own.c.activity))
        .join(activity, activity.c.id == later.c.activity)
        .where(own.c.activity.in_(numbers), activity.c.undone_at.is_(None))
    )
    return set(db.scalars(query))
