"""What the events tell of their stations' clocks: the tables ``boot`` and ``sighting``.

They hold what every event that ever came says, whichever of its branches it lies in, whether it
counts or was erased since: so they do not depend on the order of imports. Both are kept under the
first branch of a (device, epoch).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from keystep.aggregate.schema import boot, millis, sighting
from keystep.aggregate.store import put_rows, upsert
from keystep.domain.events import Event, known_fact
from keystep.domain.facts import Kind, StationReported

REPORTED = Kind.STATION_REPORTED.value
KEEP_LEAST = (
    "ON CONFLICT (stream, boot) DO UPDATE SET first_seq = excluded.first_seq, "
    "first_clock = excluded.first_clock, first_at = excluded.first_at "
    "WHERE (excluded.first_seq, excluded.first_clock, excluded.first_at) "
    "< (boot.first_seq, boot.first_clock, boot.first_at)"
)
KEEP_MOST = KEEP_LEAST.replace("first", "last").replace("<", ">")

Moment = tuple[int, int, int]
"""Seq, clock and time (milliseconds) of an event; a boot's first is the least of them."""


def note(db: Connection, stream: int, events: Sequence[Event]) -> None:
    """Take in what ``events``, in order of seq, say; ``stream`` is the first branch of theirs."""
    rows = [(stream, name, *first, *last) for name, first, last in sorted(_boots(events))]
    put_rows(db, boot, rows, KEEP_LEAST)
    put_rows(db, boot, rows, KEEP_MOST)
    for seq, issued in _sighted(events):
        _note_sighting(db, stream, seq, issued)


def _boots(events: Iterable[Event]) -> Iterator[tuple[str, Moment, Moment]]:
    """The name of each boot, its first and its last event."""
    firsts, lasts = dict[str, Event](), dict[str, Event]()
    for event in events:
        firsts.setdefault(event.boot, event)
        lasts[event.boot] = event
    return ((name, _moment(first), _moment(lasts[name])) for name, first in firsts.items())


def _moment(event: Event) -> Moment:
    return event.seq, event.clock, millis(event.at)


def _sighted(events: Iterable[Event]) -> Iterable[tuple[int, datetime]]:
    for event in events:
        if event.kind == REPORTED:
            fact = known_fact(event)
            if isinstance(fact, StationReported):
                yield event.seq, fact.issued


def _note_sighting(db: Connection, stream: int, seq: int, issued: datetime) -> None:
    """Of two at one seq, where histories parted, the earlier: it claims less."""
    query = upsert(db, sighting).values(stream=stream, seq=seq, issued=issued)
    earlier = query.on_conflict_do_update(
        index_elements=["stream", "seq"],
        set_={"issued": query.excluded.issued},
        where=query.excluded.issued < sighting.c.issued,
    )
    db.execute(earlier)
