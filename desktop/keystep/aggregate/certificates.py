"""Certificates that were issued, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, func, select, tuple_

from keystep.aggregate.aliases import aliases, ids_by_person
from keystep.aggregate.schema import certificate, learner, lesson_day
from keystep.aggregate.store import Store, upsert
from keystep.domain.certificates import Issued
from keystep.domain.events import Instant
from keystep.domain.facts import Kind

Lessons = Sequence[tuple[str, str]]
Earned = tuple[str, str, date]
"""An id, the name that goes with it, and the day on which the last lesson was done."""


class Certificates:
    """Who has earned what, and what they were given. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def earned(self, pack: str, path: str, lessons: Lessons) -> tuple[Earned, ...]:
        """The people with a name who did all ``lessons`` and have no certificate of the path."""
        every = frozenset(lessons)
        done = (
            select(lesson_day.c.learner, func.max(lesson_day.c.day).label("day"))
            .where(lesson_day.c.kind == Kind.LESSON_COMPLETED.value)
            .where(tuple_(lesson_day.c.pack, lesson_day.c.lesson).in_(sorted(every)))
            .group_by(lesson_day.c.learner)
            .having(func.count() == len(every))
            .subquery()
        )
        query = (
            select(learner.c.id, learner.c.name, done.c.day)
            .join(done, done.c.learner == learner.c.id)
            .order_by(learner.c.id)
        )
        with self._store.read() as db:
            has = _holders(db, pack, path)
            rows = [row for row in db.execute(query) if row.id not in has]
        return tuple((row.id, row.name, row.day) for row in rows)

    def issue(self, issued: Iterable[Issued], now: Instant) -> None:
        """Keep certificates; where the same was issued meanwhile, that one stands."""
        rows = [
            {
                "learner": one.learner,
                "pack": one.pack,
                "path": one.path,
                "code": one.code,
                "issued_at": now.at,
            }
            for one in issued
        ]
        if rows:
            with self._store.write() as db:
                db.execute(upsert(db, certificate).on_conflict_do_nothing(), rows)

    def every(self) -> tuple[Issued, ...]:
        """All that were issued, the latest first."""
        order = certificate.c.issued_at.desc(), certificate.c.learner, certificate.c.path
        with self._store.read() as db:
            rows = db.execute(select(certificate).order_by(*order))
            return tuple(
                Issued(learner=row.learner, pack=row.pack, path=row.path, code=row.code)
                for row in rows
            )


def codes(db: Connection, people: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By person the codes of their certificates, those of their other ids too; the first first."""
    also, found = ids_by_person(db), defaultdict[str, list[str]](list)
    person = {one: who for who in people for one in (who, *also.get(who, ()))}
    query = select(certificate).where(certificate.c.learner.in_(person))
    for row in db.execute(query.order_by(certificate.c.issued_at, certificate.c.code)):
        found[person[row.learner]].append(row.code)
    return {who: tuple(codes) for who, codes in found.items()}


def _holders(db: Connection, pack: str, path: str) -> frozenset[str]:
    person = aliases(db)
    query = select(certificate.c.learner).where(
        certificate.c.pack == pack, certificate.c.path == path
    )
    return frozenset(person.get(one, one) for one in db.scalars(query))
