"""Ids that were found to be one person."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from keystep.aggregate.schema import merge

_MERGES = select(merge.c.learner, merge.c.person).where(merge.c.undone_at.is_(None))


def aliases(db: Connection) -> dict[str, str]:
    """The person that each merged id goes by; an id that is not in it goes by itself.

    Whoever was merged into somebody who was merged later goes by the last.
    """
    into = {row.learner: row.person for row in db.execute(_MERGES)}
    return {learner: _last(into, person) for learner, person in into.items()}


def ids_by_person(db: Connection) -> dict[str, tuple[str, ...]]:
    """The other ids, in order, of each person that some were merged into."""
    also = defaultdict[str, list[str]](list)
    for alias, person in sorted(aliases(db).items()):
        also[person].append(alias)
    return {person: tuple(ids) for person, ids in also.items()}


def _last(into: dict[str, str], person: str) -> str:
    while person in into:
        person = into[person]
    return person
