"""Figures of key results that were counted before, kept until anything changes.

Counting them takes the longer the more people learn; what was counted is as quickly read from ten
million events as from ten thousand. Each import says, in its transaction, that something changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from keystep.aggregate.asked import Paths
from keystep.aggregate.changes import last_change
from keystep.aggregate.engagement import week_ends
from keystep.aggregate.points import OF_NOBODY, points_for
from keystep.aggregate.schema import REVISION, figure, learner_day
from keystep.aggregate.store import upsert
from keystep.domain.events import canonical
from keystep.domain.okr import Cycle, KeyResult, KrKind, Point
from keystep.domain.scope import EVERYBODY, Scope


class Kept(Struct, frozen=True, kw_only=True):
    """The points as they were on ``day``."""

    day: date
    points: tuple[Point, ...]

    def on(self, day: date, cycle: Cycle, newest: date | None) -> tuple[Point, ...] | None:
        """The points of a later ``day``; None where they have to be counted.

        Nothing was done since, the ``newest`` day on which anybody learned tells, and no week has
        ended: then what was today's point is today's again.
        """
        if day == self.day:
            return self.points
        over = any(self.day <= end < day for end in week_ends(cycle, day))
        if day < self.day or over or (newest is not None and newest > self.day):
            return None
        return tuple(replace(p, day=day) if p.day == self.day else p for p in self.points)


class Figures:
    """The points of key results over everybody, as they were kept or else counted now."""

    def __init__(self, db: Connection) -> None:
        self._db, self._change = db, last_change(db)
        self._counted = dict[str, Kept]()
        here = select(figure.c.key, figure.c.document).where(figure.c.change == self._change)
        self._kept = dict(map(tuple, db.execute(here)))

    def points(
        self,
        key_result: KeyResult,
        cycle: Cycle,
        on: date,
        paths: Paths,
        *,
        scope: Scope = EVERYBODY,
    ) -> tuple[Point, ...]:
        """As :func:`keystep.aggregate.points.points_for`."""
        if key_result.kind in OF_NOBODY or scope != EVERYBODY:
            return points_for(self._db, key_result, cycle, on, paths, scope=scope)
        key, day = _key(key_result, cycle, paths.get(key_result.source, ())), min(on, cycle.end)
        points = self._find(key, key_result, day, cycle)
        if points is None:
            points = points_for(self._db, key_result, cycle, on, paths)
            self._counted[key] = Kept(day=day, points=points)
        return points

    @property
    def counted(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self._counted)

    def keep(self, db: Connection) -> None:
        """Keep in ``db``, a later transaction, what was counted."""
        rows = [
            {"key": key, "change": self._change, "document": msgspec.json.encode(kept)}
            for key, kept in self._counted.items()
        ]
        query = upsert(db, figure)
        new = {name: query.excluded[name] for name in ("change", "document")}
        db.execute(query.on_conflict_do_update(index_elements=["key"], set_=new), rows)

    def _find(
        self, key: str, key_result: KeyResult, day: date, cycle: Cycle
    ) -> tuple[Point, ...] | None:
        document = self._kept.get(key)
        if document is None:
            return None
        kept = msgspec.json.decode(document, type=Kept)
        if key_result.kind is KrKind.RETENTION and day != kept.day:
            return None  # what counts are the last weeks, which move on by themselves
        newest = self._db.scalar(select(func.max(learner_day.c.day)))
        return kept.on(day, cycle, newest)


def _key(key_result: KeyResult, cycle: Cycle, lessons: Sequence[str]) -> str:
    """Another target makes another key, which does no harm; another source or schema has to."""
    said = (REVISION, key_result, cycle.start, cycle.end, tuple(lessons))
    return hashlib.sha256(canonical(said)).hexdigest()
