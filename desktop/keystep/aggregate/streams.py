"""What has come from which stream: bundles, gaps and forks.

A bundle holds every event from ``first`` to ``last``, so the ranges of the imported ones tell what
is here without looking at a single event. A heartbeat (``first == last + 1``) tells how far the
station has come. Of two different events at one seq, the one that came later lies in the next
branch, so branch 0 holds every seq that is here, and branch 1 every seq that is here twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import PurePosixPath

from msgspec import Struct
from sqlalchemy import Connection, func, insert, select

from keystep.aggregate.schema import bundle, event, quarantine, stream
from keystep.domain.bundles import Verdict

Range = tuple[int, int]


class Standing(Struct, frozen=True, kw_only=True):
    """What is here of one epoch of a station: up to ``last``, except the ``missing`` ranges.

    ``refused`` names the station's files that were refused, whatever epoch they are from.
    """

    device: str
    epoch: str
    last: int
    missing: tuple[Range, ...]
    refused: tuple[str, ...] = ()


class Fork(Struct, frozen=True, kw_only=True):
    """Two histories under one name: a copied or restored disk. ``first`` is where they part."""

    device: str
    epoch: str
    first: int
    seqs: int


def branches(db: Connection, device: str, epoch: str) -> list[int]:
    """The internal numbers of a stream's branches, in the order of branches; made if need be."""
    query = (
        select(stream.c.id)
        .where(stream.c.device == device, stream.c.epoch == epoch)
        .order_by(stream.c.branch)
    )
    return list(db.scalars(query)) or [add_branch(db, device, epoch, 0)]


def add_branch(db: Connection, device: str, epoch: str, branch: int) -> int:
    row = insert(stream).values(device=device, epoch=epoch, branch=branch)
    return int(db.execute(row.returning(stream.c.id)).scalar_one())


def has_bundle(db: Connection, sha: str) -> bool:
    return db.scalar(select(bundle.c.sha).where(bundle.c.sha == sha)) is not None


def standings(db: Connection, device: str | None = None) -> tuple[Standing, ...]:
    """One standing for each epoch of each station (or of ``device``) that sent a bundle."""
    query = select(stream.c.device, stream.c.epoch, bundle.c.first, bundle.c.last)
    query = query.join(stream, stream.c.id == bundle.c.stream)
    if device is not None:
        query = query.where(stream.c.device == device)
    rows = db.execute(query.order_by(stream.c.device, stream.c.epoch, bundle.c.first)).all()
    refused = list(_refused(db))
    return tuple(
        Standing(
            device=of,
            epoch=epoch,
            last=max(row.last for row in ranges),
            missing=_missing([(row.first, row.last) for row in ranges]),
            refused=tuple(sorted(name.name for name in refused if name.parent.name == of)),
        )
        for (of, epoch), grouped in groupby(rows, itemgetter(0, 1))
        if (ranges := list(grouped))
    )


def gaps(db: Connection) -> tuple[Standing, ...]:
    """The standings with something missing."""
    return tuple(standing for standing in standings(db) if standing.missing)


def forks(db: Connection) -> tuple[Fork, ...]:
    query = (
        select(stream.c.device, stream.c.epoch, func.min(event.c.seq), func.count())
        .join(event, event.c.stream == stream.c.id)
        .where(stream.c.branch == 1)
        .group_by(stream.c.device, stream.c.epoch)
        .order_by(stream.c.device, stream.c.epoch)
    )
    return tuple(
        Fork(device=device, epoch=epoch, first=first, seqs=seqs)
        for device, epoch, first, seqs in db.execute(query)
    )


def _missing(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """What lies between ``ranges``, which are ordered by their first seq; seqs start at 1."""
    missing, reached = list[Range](), 0
    for first, last in ranges:
        if first > reached + 1:
            missing.append((reached + 1, first - 1))
        reached = max(reached, last)
    return tuple(missing)


def _refused(db: Connection) -> Iterable[PurePosixPath]:
    query = select(quarantine.c.name).where(quarantine.c.verdict == Verdict.REFUSED.value)
    return map(PurePosixPath, db.scalars(query))
