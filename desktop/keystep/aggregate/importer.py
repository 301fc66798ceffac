"""Taking a bundle in: the state is the set of events, whatever way they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, delete, insert, or_, select, tuple_, update

from keystep.aggregate import rollups
from keystep.aggregate.schema import bundle, event, learner, millis, quarantine, station
from keystep.aggregate.store import upsert
from keystep.aggregate.streams import add_branch, branches, has_bundle
from keystep.domain.bundles import Claim, Header, OpenBundle, Verdict
from keystep.domain.events import Recorded

MARK = {"sqlite": "?", "postgresql": "%s"}


class Placed(Struct, frozen=True):
    """An event that is new here, with the stream that takes it; working out its day is dear."""

    stream: int
    day: date
    recorded: Recorded


def import_bundle(
    db: Connection, sha: str, name: str, opened: OpenBundle, now: datetime
) -> tuple[Verdict, int]:
    """Add what ``opened`` holds and is not here yet; returns the number of new events.

    ``sha`` is the file's SHA-256 in hexadecimal. DUPLICATE when the file, or its every event, is
    here already. What waited in quarantine under the same hash is let go.
    """
    if has_bundle(db, sha):
        return Verdict.DUPLICATE, 0
    header = opened.header
    numbers = branches(db, header.device, header.epoch)
    owner = numbers[0]
    placed = _place(db, header, numbers, opened.events)
    _insert_events(db, placed)
    places = (rollups.Place(p.stream, header.device, p.day, p.recorded.event) for p in placed)
    rollups.store(db, rollups.fold(places))
    db.execute(
        insert(bundle).values(
            sha=sha,
            stream=owner,
            no=header.no,
            first=header.first,
            last=header.last,
            name=name,
            sealed_at=opened.sealed_at,
            imported_at=now,
            events=len(placed),
        )
    )
    _note_station(db, opened, now)
    _note_claims(db, opened.claims, opened.sealed_at)
    db.execute(delete(quarantine).where(quarantine.c.sha == sha))
    known_already = opened.events and not placed
    return (Verdict.DUPLICATE if known_already else Verdict.NEW), len(placed)


def _place(
    db: Connection, header: Header, numbers: list[int], events: Sequence[Recorded]
) -> list[Placed]:
    """The events that are not here yet, each in the lowest branch that is free at its seq."""
    here = _hashes(db, header, numbers)
    placed = []
    for recorded in events:
        twins = here.setdefault(recorded.event.seq, [])
        if recorded.h in twins:
            continue
        if len(twins) == len(numbers):
            numbers.append(add_branch(db, header.device, header.epoch, len(twins)))
        placed.append(Placed(numbers[len(twins)], recorded.event.day, recorded))
        twins.append(recorded.h)
    return placed


def _hashes(db: Connection, header: Header, numbers: Sequence[int]) -> dict[int, list[bytes]]:
    """h of what is here already in the bundle's range, by seq."""
    query = select(event.c.seq, event.c.h).where(
        event.c.stream.in_(numbers), event.c.seq.between(header.first, header.last)
    )
    here: dict[int, list[bytes]] = {}
    for seq, h in db.execute(query):
        here.setdefault(seq, []).append(h)
    return here


def _insert_events(db: Connection, placed: Sequence[Placed]) -> None:
    """Straight to the driver: through Core it takes twice as long."""
    if not placed:
        return
    names = [column.name for column in event.columns]
    marks = ", ".join([MARK[db.dialect.name]] * len(names))
    words = f"INSERT INTO event ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  fixed names
    db.exec_driver_sql(words, [_row(p) for p in placed])


def _row(placed: Placed) -> tuple[object, ...]:
    """In the order of the table's columns."""
    happened = placed.recorded.event
    return (
        placed.stream,
        happened.seq,
        placed.recorded.h,
        happened.learner,
        happened.kind,
        millis(happened.at),
        placed.day.isoformat(),
        placed.recorded.data,
    )


def _note_station(db: Connection, opened: OpenBundle, now: datetime) -> None:
    """The newest seal brings the health; of two at the same instant, the greater bytes."""
    sealed, health = opened.sealed_at, msgspec.json.encode(opened.health)
    this = station.c.device == opened.header.device
    older = or_(
        station.c.sealed_at.is_(None),
        station.c.sealed_at < sealed,
        and_(station.c.sealed_at == sealed, station.c.health < health),
    )
    db.execute(update(station).where(this, older).values(sealed_at=sealed, health=health))
    db.execute(update(station).where(this).values(imported_at=now))


def _note_claims(db: Connection, claims: Sequence[Claim], sealed: datetime) -> None:
    """The newest claim names a learner; of two at the same instant, the later in the alphabet."""
    if not claims:
        return
    query = upsert(db, learner)
    new = query.excluded
    newer = or_(
        new.claimed_at > learner.c.claimed_at,
        and_(
            new.claimed_at == learner.c.claimed_at,
            tuple_(new.name, new.team) > tuple_(learner.c.name, learner.c.team),
        ),
    )
    rows = [
        {"id": claim.learner, "name": claim.name, "team": claim.team, "claimed_at": sealed}
        for claim in sorted(claims, key=lambda claim: claim.learner)
    ]
    changed = {"name": new.name, "team": new.team, "claimed_at": new.claimed_at}
    db.execute(query.on_conflict_do_update(index_elements=["id"], set_=changed, where=newer), rows)
