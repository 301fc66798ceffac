"""Forgetting a person.

Of their events only the places (stream, seq, h) stay, so that the chain still holds and what comes
again is known; the ids stay as well, so that a late bundle cannot bring anything back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, or_, select, update

from keystep.aggregate import papers
from keystep.aggregate.aliases import aliases, ids_by_person
from keystep.aggregate.arrivals import EMPTIED
from keystep.aggregate.changes import note_change
from keystep.aggregate.schema import (
    assignment,
    certificate,
    erasure,
    event,
    learner,
    learner_day,
    learner_state,
    lesson_day,
    merge,
    quarantine,
    skill_day,
    test_result,
)
from keystep.aggregate.store import Store, upsert
from keystep.errors import SurroundingsError

BY_LEARNER = (
    learner_day,
    lesson_day,
    test_result,
    learner_state,
    skill_day,
    assignment,
    certificate,
)


def erase(db: Connection, person: str, now: datetime) -> tuple[str, ...]:
    """Forget the person who goes by an id; returns every id of theirs.

    An id that nobody here goes by is remembered all the same. Doing it again changes nothing.
    """
    person = aliases(db).get(person, person)
    ids = (person, *ids_by_person(db).get(person, ()))
    known = upsert(db, erasure)
    rows = [{"learner": one, "erased_at": now} for one in ids]
    db.execute(known.on_conflict_do_nothing(), rows)
    for table in BY_LEARNER:
        db.execute(delete(table).where(table.c.learner.in_(ids)))
    papers.forget(db, ids)
    note_change(db)
    db.execute(delete(learner).where(learner.c.id.in_(ids)))
    db.execute(delete(merge).where(or_(merge.c.learner.in_(ids), merge.c.person.in_(ids))))
    db.execute(update(event).where(event.c.learner.in_(ids)).values(EMPTIED))
    return ids


def erased(db: Connection) -> tuple[str, ...]:
    """Every id that was forgotten, in order."""
    return tuple(db.scalars(select(erasure.c.learner).order_by(erasure.c.learner)))


def with_bytes(db: Connection) -> tuple[str, ...]:
    """The SHA-256 of every file that is set aside with its bytes."""
    query = select(quarantine.c.sha).where(quarantine.c.data.is_not(None))
    return tuple(db.scalars(query.order_by(quarantine.c.sha)))


def forget_bytes(db: Connection, shas: Collection[str]) -> None:
    """Keep of these files only their names and reasons."""
    db.execute(update(quarantine).where(quarantine.c.sha.in_(list(shas))).values(data=None))


def forget_copies(store: Store) -> None:
    """Delete the copies that upgrades left beside an SQLite file. Raises SurroundingsError."""
    if store.url.get_backend_name() != "sqlite":
        return
    file = Path(store.url.database or "")
    for copy in file.parent.glob(f"{file.name}.before-*"):
        try:
            copy.unlink()
        except OSError as error:
            raise SurroundingsError(
                "The person was forgotten, but an old copy of the database is still there: {file} "
                "({detail}). Delete it.",
                file=str(copy),
                detail=error.strerror or error,
            ) from error
