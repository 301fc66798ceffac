"""What has come from which stream: bundles, gaps and forks.

A bundle holds every event from ``first`` to ``last``, so the ranges of the imported ones tell what
is here without looking at a single event. A heartbeat (``first == last + 1``) tells how far the
station has come. Of two different events at one seq, the one that came later lies in the next
branch, so branch 0 holds every seq that is here, and branch 1 every seq that is here twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, insert, select

from keystep.aggregate.ranges import Range, without
from keystep.aggregate.schema import bundle, event, quarantine, stream
from keystep.domain.bundles import OpenBundle, Verdict
from keystep.domain.trust import Around

# Asked of every bundle: a statement that is at hand takes a quarter of the time of one made anew.
_BUNDLE = select(bundle.c.sha).where(bundle.c.sha == bindparam("sha"))
_BRANCHES = (
    select(stream.c.id)
    .where(stream.c.device == bindparam("of"), stream.c.epoch == bindparam("in"))
    .order_by(stream.c.branch)
)


class Standing(Struct, frozen=True, kw_only=True):
    """What is here of one epoch of a station: up to ``last``, except the ``missing`` ranges.

    ``missing_since`` is when something later than the first of them was sealed. ``refused`` names
    the station's files that were refused, whatever epoch they are from.
    """

    device: str
    epoch: str
    last: int
    missing: tuple[Range, ...]
    missing_since: datetime | None = None
    refused: tuple[str, ...] = ()


class Fork(Struct, frozen=True, kw_only=True):
    """Two histories under one name: a copied or restored disk. ``first`` is where they part."""

    device: str
    epoch: str
    first: int
    seqs: int


def branches(db: Connection, device: str, epoch: str) -> list[int]:
    """The internal numbers of a stream's branches, in the order of branches; made if need be."""
    numbers = db.scalars(_BRANCHES, {"of": device, "in": epoch})
    return list(numbers) or [add_branch(db, device, epoch, 0)]


def add_branch(db: Connection, device: str, epoch: str, branch: int) -> int:
    row = insert(stream).values(device=device, epoch=epoch, branch=branch)
    return int(db.execute(row.returning(stream.c.id)).scalar_one())


def has_bundle(db: Connection, sha: str) -> bool:
    return db.scalar(_BUNDLE, {"sha": sha}) is not None


def imported(db: Connection) -> set[str]:
    """The SHA-256 (hexadecimal) of every file that was imported."""
    return set(db.scalars(select(bundle.c.sha)))


def standings(db: Connection, device: str | None = None) -> tuple[Standing, ...]:
    """One standing for each epoch of each station (or of ``device``) that sent a bundle."""
    query = select(
        stream.c.device, stream.c.epoch, bundle.c.first, bundle.c.last, bundle.c.sealed_at
    ).join(stream, stream.c.id == bundle.c.stream)
    if device is not None:
        query = query.where(stream.c.device == device)
    rows = db.execute(query.order_by(stream.c.device, stream.c.epoch)).all()
    refused = list(_refused(db))
    return tuple(
        _standing(of, epoch, list(bundles), [name.name for name in refused if _is_by(of, name)])
        for (of, epoch), bundles in groupby(rows, itemgetter(0, 1))
    )


def gaps(db: Connection) -> tuple[Standing, ...]:
    """The standings with something missing."""
    return tuple(standing for standing in standings(db) if standing.missing)


def learners(db: Connection) -> frozenset[str]:
    """Everybody who did something, by the id that it was recorded with."""
    return frozenset(db.scalars(select(event.c.learner).distinct())) - {""}


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


def around(db: Connection, opened: OpenBundle) -> Around:
    """What is here in the bundle's range and right after it."""
    header = opened.header
    query = (
        select(event.c.seq, event.c.h, event.c.data)
        .join(stream, stream.c.id == event.c.stream)
        .where(stream.c.device == header.device, stream.c.epoch == header.epoch)
        .where(event.c.seq.between(header.first, header.last + 1))
    )
    here: dict[int, dict[bytes, bytes]] = {}
    for seq, h, data in db.execute(query):
        here.setdefault(seq, {})[h] = data
    return here


def _standing(device: str, epoch: str, bundles: Sequence[Any], refused: Iterable[str]) -> Standing:
    last = max(row.last for row in bundles)
    missing = without([(1, last)], ((row.first, row.last) for row in bundles))
    after = [row.sealed_at for row in bundles if missing and row.first > missing[0][1]]
    return Standing(
        device=device,
        epoch=epoch,
        last=last,
        missing=tuple(missing),
        missing_since=min(after, default=None),
        refused=tuple(sorted(refused)),
    )


def _is_by(device: str, name: PurePosixPath) -> bool:
    return name.parent.name == device


def _refused(db: Connection) -> Iterable[PurePosixPath]:
    query = select(quarantine.c.name).where(quarantine.c.verdict == Verdict.REFUSED.value)
    return map(PurePosixPath, db.scalars(query))
