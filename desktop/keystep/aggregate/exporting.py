"""The raw events for whoever reads them elsewhere, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import event, stream
from keystep.aggregate.store import Store
from keystep.domain.events import ERASED, Counted, decode_event

CHUNK = 2_000


class Exporting:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def events(self, first: date, last: date) -> Iterator[Iterator[Counted]]:
        """Those of the learners' days ``first`` to ``last``, by stream and seq.

        They are read while they are taken, in one transaction: of a million a few are in memory.
        """
        table = event.c
        query = (
            select(stream.c.device, stream.c.epoch, table.h, table.learner, table.data)
            .join(stream, stream.c.id == table.stream)
            .where(table.counted, table.kind != ERASED, table.day.between(first, last))
            .order_by(stream.c.device, stream.c.epoch, table.seq, table.h)
            .execution_options(yield_per=CHUNK)
        )
        with self._store.read() as db:
            person = aliases(db)
            with db.execute(query) as rows:
                yield (
                    Counted(device, epoch, h, person.get(who, who), decode_event(data))
                    for device, epoch, h, who, data in rows
                )
