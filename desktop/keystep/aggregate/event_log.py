"""The raw events, page by page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import Connection, select

from keystep.aggregate.aliases import ids_by_person
from keystep.aggregate.people import people_in
from keystep.aggregate.schema import event, stream
from keystep.domain.events import ERASED
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.scope import EVERYBODY, Scope


class LoggedEvent(Struct, frozen=True, kw_only=True):
    """An event as it was imported; ``data`` is its canonical JSON."""

    device: str
    epoch: str
    seq: int
    learner: str
    kind: str
    at: datetime
    data: bytes


def events(
    db: Connection,
    *,
    learner: str | None,
    kinds: Collection[str],
    limit: int,
    offset: int,
    scope: Scope = EVERYBODY,
) -> tuple[LoggedEvent, ...]:
    """The raw events that count of a person (None: all) and of some kinds (none: of all), newest
    first; ``offset`` are skipped. Of those that were erased there is nothing to show. Of ``scope``
    its days and its station count, and without a person its people."""
    query = select(
        stream.c.device,
        stream.c.epoch,
        event.c.seq,
        event.c.learner,
        event.c.kind,
        event.c.at,
        event.c.data,
    ).join(stream, stream.c.id == event.c.stream)
    query = query.where(event.c.counted, event.c.kind != ERASED)
    if learner is not None:
        query = query.where(event.c.learner.in_((learner, *ids_by_person(db).get(learner, ()))))
    elif scope.of_some:
        query = query.where(event.c.learner.in_(_ids_in(db, scope)))
    if kinds:
        query = query.where(event.c.kind.in_(kinds))
    if scope.device:
        query = query.where(stream.c.device == scope.device)
    if scope.first:
        query = query.where(event.c.day >= scope.first)
    if scope.last:
        query = query.where(event.c.day <= scope.last)
    order = (
        event.c.at.desc(),
        stream.c.device,
        stream.c.epoch,
        event.c.seq.desc(),
        event.c.h,
    )
    page = query.order_by(*order).limit(limit).offset(offset)
    return tuple(LoggedEvent(**row) for row in db.execute(page).mappings())


def _ids_in(db: Connection, scope: Scope) -> list[str]:
    """Fewer than five people are not shown singly."""
    people = people_in(db, scope, scope.first or date.min, scope.last or date.max)
    if len(people) < FEWEST_SHOWN:
        return []
    also = ids_by_person(db)
    return [one for who in people for one in (who, *also.get(who, ()))]
