"""Receipts: the office's word on what it has of each station."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from keystep.aggregate.membership import enrolled
from keystep.aggregate.numbers import next_number
from keystep.aggregate.schema import bundle, seen_file, stream
from keystep.aggregate.streams import standings
from keystep.domain.bundles import Receipt, bundle_name

MOST_FILES = 10_000
MOST_REFUSED = 100  # a receipt must stay small enough to be read, whatever others put there


def receipts(db: Connection, now: datetime, floors: Mapping[str, int]) -> tuple[Receipt, ...]:
    """One for each epoch of each enrolled station, with a new number each.

    ``floors`` are the highest numbers seen on the share, by kind, see ``next_number``.
    """
    known = {station.device for station in enrolled(db)}
    here = [standing for standing in standings(db) if standing.device in known]
    epochs = defaultdict[str, list[str]](list)
    for standing in here:
        epochs[standing.device].append(standing.epoch)
    files = _files(db)
    return tuple(
        Receipt(
            no=next_number(db, kind, floors.get(kind, 0)),
            device=standing.device,
            epoch=standing.epoch,
            last=standing.last,
            missing=standing.missing,
            refused=standing.refused[:MOST_REFUSED],
            issued=now,
            files=tuple(files.get((standing.device, standing.epoch), ())[:MOST_FILES]),
            epochs=tuple(epochs[standing.device]),
        )
        for standing in here
        for kind in (f"receipt:{standing.device}",)
    )


def _files(db: Connection) -> Mapping[tuple[str, str], list[str]]:
    """The imported bundles that lay somewhere when last looked for, by device and epoch.

    A station deletes what is confirmed, so they stay few; the oldest come first.
    """
    query = (
        select(stream.c.device, stream.c.epoch, bundle.c.no, bundle.c.sha)
        .join(stream, stream.c.id == bundle.c.stream)
        .where(bundle.c.sha.in_(select(seen_file.c.sha)))
        .order_by(bundle.c.no, bundle.c.sha)
    )
    found = defaultdict[tuple[str, str], list[str]](list)
    for device, epoch, no, sha in db.execute(query):
        found[device, epoch].append(bundle_name(epoch, no, sha))
    return found
