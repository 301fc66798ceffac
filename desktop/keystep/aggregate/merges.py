"""Two ids that are one person, and the way back."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from keystep.aggregate import rollups, states
from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import learner, merge
from keystep.errors import UsageError


class Merge(Struct, frozen=True, kw_only=True):
    """``learner`` was found to be ``person``, until ``undone_at``."""

    learner: str
    person: str
    merged_at: datetime
    undone_at: datetime | None


def known_person(db: Connection, learner_id: str) -> str:
    """The person who goes by an id. Raises UsageError for an unknown one."""
    if db.scalar(select(learner.c.id).where(learner.c.id == learner_id)) is None:
        raise UsageError(
            "Nobody here has the id “{id}”. “keystep people” lists everybody.", id=learner_id
        )
    return aliases(db).get(learner_id, learner_id)


def merges(db: Connection) -> tuple[Merge, ...]:
    """Every merge that ever was, the latest first."""
    query = select(merge).order_by(merge.c.merged_at.desc(), merge.c.id.desc())
    return tuple(
        Merge(
            learner=row.learner,
            person=row.person,
            merged_at=row.merged_at,
            undone_at=row.undone_at,
        )
        for row in db.execute(query)
    )


def merge_into(db: Connection, learner_id: str, person: str, now: datetime) -> None:
    """``learner_id``, and whoever was merged into it, goes by ``person``.

    Raises UsageError where either is unknown, or they are one already.
    """
    goes_by, kept = known_person(db, learner_id), known_person(db, person)
    if goes_by != learner_id:
        raise _merged_already(learner_id, goes_by)
    if kept == learner_id:
        raise _merged_already(person, learner_id)
    db.execute(insert(merge).values(learner=learner_id, person=kept, merged_at=now))
    states.forget(db, [learner_id])
    _fold_anew(db, learner_id, kept)


def unmerge(db: Connection, learner_id: str, now: datetime) -> None:
    """``learner_id`` is somebody again. Raises UsageError where it goes by no other."""
    active = (merge.c.learner == learner_id, merge.c.undone_at.is_(None))
    person = db.scalar(select(merge.c.person).where(*active))
    if person is None:
        raise UsageError(
            "“{id}” was not merged into anybody. “keystep people” lists everybody.", id=learner_id
        )
    db.execute(update(merge).where(*active).values(undone_at=now))
    _fold_anew(db, learner_id, person)


def _merged_already(learner_id: str, person: str) -> UsageError:
    return UsageError(
        "“{id}” goes by “{person}” already. Undo that merge first.", id=learner_id, person=person
    )


def _fold_anew(db: Connection, *people: str) -> None:
    rollups.refold(db, people)
    states.mark(db, people)
