"""What was reported, read as one story over all stations.

Only what counts is told: nothing of an import that was undone, nobody who was erased.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import event, stream
from keystep.aggregate.timelines import Happened, Timelines
from keystep.domain.events import decode_event, known_fact
from keystep.domain.facts import Fact


class Told(NamedTuple):
    """What a person did, and when by their station's clock."""

    person: str
    at: datetime
    fact: Fact


def in_order(db: Connection, kinds: Collection[str]) -> Iterator[Told]:
    """The facts of these kinds that this program knows, in the one order of events."""
    person = aliases(db)
    query = (
        select(stream.c.device, stream.c.epoch, event.c.h, event.c.data)
        .join(stream, stream.c.id == event.c.stream)
        .where(event.c.counted, event.c.kind.in_(kinds))
    )
    decoded = ((place, h, decode_event(data)) for *place, h, data in db.execute(query))
    happened = (
        Happened((device, epoch), h, one, Told(person.get(one.learner, one.learner), one.at, fact))
        for (device, epoch), h, one in decoded
        if (fact := known_fact(one)) is not None
    )
    return Timelines(db).in_order(happened)
