"""How well FSRS foretells recall: calibration, which is not how much people remember."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from keystep.aggregate.aliases import ids_by_person
from keystep.aggregate.schema import event
from keystep.domain.events import decode_event, known_fact
from keystep.domain.facts import Kind
from keystep.domain.measures import FEWEST_LEARNERS, FEWEST_SHOWN, Estimate, ratio_of
from keystep.domain.statistics.calibration import Calibration, Foretold, calibrated
from keystep.domain.statistics.reviews import Told, foretold, standing_reviews

PEOPLE_AT_MOST = 200
KINDS = (Kind.CARD_REVIEWED.value, Kind.CARD_REVIEW_UNDONE.value)


class Recall(Struct, frozen=True, kw_only=True):
    """Of ``people`` with a foretold review: ``known`` is the share that they knew.

    They are all clusters of its interval. ``drawn`` where not everybody was asked for.
    """

    people: int
    known: Estimate
    calibration: Calibration
    drawn: bool


def recall(db: Connection, people: Collection[str], first: date, last: date) -> Recall | None:
    """Over the reviews of ``people`` from ``first`` to ``last``; None below five with any.

    Of more than 200 people 200 are drawn by a hash of their ids, the same each time.
    """
    drawn = sorted(people, key=_by_chance)[:PEOPLE_AT_MOST]
    also = ids_by_person(db)
    reviews = [_foretold(db, (one, *also.get(one, ())), first, last) for one in drawn]
    told = [own for own in reviews if own]
    calibration = calibrated([pair for own in told for pair in own])
    if len(told) < FEWEST_SHOWN or calibration is None:
        return None
    known = [float(sum(right for _, right in own)) for own in told]
    return Recall(
        people=len(told),
        known=ratio_of(known, [float(len(own)) for own in told], FEWEST_LEARNERS),
        calibration=calibration,
        drawn=len(people) > PEOPLE_AT_MOST,
    )


def _by_chance(person: str) -> bytes:
    return hashlib.sha256(person.encode()).digest()


def _foretold(db: Connection, ids: Collection[str], first: date, last: date) -> list[Foretold]:
    return foretold(standing_reviews(_told(db, ids, first, last)))


def _told(db: Connection, ids: Collection[str], first: date, last: date) -> Iterator[Told]:
    query = select(event.c.data).where(
        event.c.learner.in_(ids),
        event.c.counted,
        event.c.kind.in_(KINDS),
        event.c.day.between(first, last),
    )
    for data in db.scalars(query.order_by(event.c.at, event.c.seq)):
        happened = decode_event(data)
        if (fact := known_fact(happened)) is not None:
            yield Told(happened.at, fact)
