"""Several reads and appends as one: in one transaction of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from keystep.domain.events import Event, Instant, record
from keystep.domain.facts import Fact
from keystep.domain.replaying import fold
from keystep.storage import base, cards, log, streams
from keystep.storage.projections import StoredStates, Tables

S = TypeVar("S", bound=Struct)


class Transaction:
    """``Work`` within a transaction that is under way. Any id of a person finds their states."""

    def __init__(self, tables: Tables, connection: Connection) -> None:
        self._connection = connection
        self._states = StoredStates(tables, connection)
        self._person = cache(partial(base.person, connection))

    def find(self, state: type[S], *key: str) -> S | None:
        learner, *rest = key
        return self._states.find(state, (self._person(learner), *rest))

    def card_loads(self, learner: str, first: datetime, days: int, most: int) -> list[int]:
        return cards.loads(self._connection, self._person(learner), first, days, most)

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        """The log keeps the id that was used; the states are kept under that of the person."""
        stream = streams.current(self._connection)
        person = self._person(learner)
        seq, h = log.tip(self._connection, stream)
        events = []
        for fact in facts:
            recorded = record(seq + 1, learner, fact, now, h)
            log.add(self._connection, stream, recorded)
            fold(self._states, replace(recorded.event, learner=person), fact)
            events.append(recorded.event)
            seq, h = recorded.event.seq, recorded.h
        return tuple(events)
