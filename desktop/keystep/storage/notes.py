"""Small things that stay at this station: places in lessons, bookmarks."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from keystep.storage import base
from keystep.storage.schema import note


def put(connection: Connection, learner: str, kind: str, key: str, value: bytes | None) -> None:
    """Keep ``value`` in the place of the one before; None lets go of it."""
    forgotten = note.c.learner.in_(base.ids(connection, learner)), note.c.kind == kind
    connection.execute(note.delete().where(*forgotten, note.c.key == key))
    if value is not None:
        no = (connection.scalar(select(func.max(note.c.no))) or 0) + 1
        person = base.person(connection, learner)
        row = {"learner": person, "kind": kind, "key": key, "no": no, "value": value}
        connection.execute(insert(note).values(row))


def of(connection: Connection, learner: str, kind: str) -> dict[str, bytes]:
    """By key, the last noted first; of ids that are one person together."""
    mine = note.c.learner.in_(base.ids(connection, learner)), note.c.kind == kind
    newest_first = select(note.c.key, note.c.value).where(*mine).order_by(note.c.no.desc())
    found: dict[str, bytes] = {}
    for key, value in connection.execute(newest_first):
        found.setdefault(key, value)
    return found


def forget(connection: Connection, learners: Collection[str]) -> None:
    connection.execute(note.delete().where(note.c.learner.in_(learners)))
