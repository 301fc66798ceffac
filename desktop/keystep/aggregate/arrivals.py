"""What a bundle changes in the table ``event``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, update

from keystep.aggregate.placing import Here, Placing
from keystep.aggregate.rollups import Place
from keystep.aggregate.schema import EPOCH, millis
from keystep.aggregate.schema import event as events
from keystep.domain.bundles import OpenBundle
from keystep.domain.events import DAY_STARTS, ERASED

EMPTIED = {"learner": "", "kind": ERASED, "at": EPOCH, "day": EPOCH.date(), "data": b""}
"""What is left of an event that was erased, beside its place and its h."""
MINUTE_MS = 60_000
DAY_MS = 86_400_000
DAY_STARTS_MS = DAY_STARTS.seconds * 1_000

Row = tuple[Any, ...]


class Arrivals(Struct, frozen=True):
    """New events as rows of the table ``event`` (all but ``counted``), and those to be folded."""

    rows: list[Row]
    places: list[Place]


def arrivals(
    placing: Placing,
    opened: OpenBundle,
    forgotten: Collection[str],
    known_as: Mapping[str, str],
) -> Arrivals:
    """What is not here yet; of those of ``forgotten`` learners and of erased events the place."""
    here, streams, device, days = placing.here, placing.streams, opened.header.device, _Days()
    rows, places = list[Row](), list[Place]()
    for recorded in opened.events:
        event = recorded.event
        seq, who = event.seq, event.learner
        if seq in here or who in forgotten:
            continue
        stream, at = streams[seq], millis(event.at)
        day, text = days[(at + event.offset * MINUTE_MS - DAY_STARTS_MS) // DAY_MS]
        rows.append((stream, seq, recorded.h, who, event.kind, at, text, recorded.data))
        if who:
            places.append((stream, device, known_as.get(who, who), day, event))
    rows += [
        (streams[seq], seq, h, "", ERASED, 0, str(EPOCH.date()), b"")
        for seq, h in _erased(opened, forgotten)
        if seq not in here
    ]
    return Arrivals(rows, places)


def empty(
    db: Connection, placing: Placing, opened: OpenBundle, forgotten: Collection[str]
) -> set[str]:
    """Erase what is here and was erased since at the station; returns whose it was."""
    seqs = (seq for seq, _ in _erased(opened, forgotten) if seq in placing.here)
    full = {seq: placing.here[seq] for seq in seqs if placing.here[seq].kind != ERASED}
    return _update(db, full, EMPTIED)


def revive(db: Connection, placing: Placing) -> set[str]:
    """Let what is here and does not count do so; returns whose it is."""
    idle = {seq: here for seq, here in placing.here.items() if not here.counted}
    return _update(db, idle, {"counted": True})


def _update(db: Connection, places: Mapping[int, Here], values: Mapping[str, Any]) -> set[str]:
    if places:
        at = (events.c.stream == bindparam("in_stream"), events.c.seq == bindparam("at_seq"))
        rows = [{"in_stream": here.stream, "at_seq": seq} for seq, here in places.items()]
        db.execute(update(events).where(*at).values(values), rows)
    return {here.learner for here in places.values()}


def _erased(opened: OpenBundle, forgotten: Collection[str]) -> Iterator[tuple[int, bytes]]:
    """Seq and h of what the station erased, or was late to hear that it should."""
    for one in opened.erased:
        yield one.seq, bytes.fromhex(one.h)
    if forgotten:
        for recorded in opened.events:
            if recorded.event.learner in forgotten:
                yield recorded.event.seq, recorded.h


class _Days(dict[int, tuple[date, str]]):
    """Days by their number since 1970, as such and as text: a bundle has few."""

    def __missing__(self, number: int) -> tuple[date, str]:
        day = date.fromordinal(EPOCH.toordinal() + number)
        self[number] = day, str(day)
        return self[number]
