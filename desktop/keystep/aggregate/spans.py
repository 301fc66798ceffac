"""Which events each bundle brought, and so which of them count.

An event counts while a bundle that covers it belongs to a run that is not undone.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from keystep.aggregate.ranges import Range, joined
from keystep.aggregate.schema import bundle, bundle_span, import_run
from keystep.aggregate.store import put_rows

Span = tuple[int, int, int]
"""Stream, first and last seq."""


def note(db: Connection, sha: str, spans: Iterable[Span]) -> None:
    """The bundle ``sha`` covers ``spans``."""
    put_rows(db, bundle_span, [(stream, first, sha, last) for stream, first, last in spans])


def of_run(db: Connection, run: int) -> dict[int, list[Range]]:
    """What the bundles of ``run`` cover, by stream."""
    covering = select(bundle_span.c.stream, bundle_span.c.first, bundle_span.c.last)
    query = covering.join(bundle, bundle.c.sha == bundle_span.c.sha).where(bundle.c.run == run)
    found = dict[int, list[Range]]()
    for stream, first, last in db.execute(query):
        found.setdefault(stream, []).append((first, last))
    return {stream: joined(ranges) for stream, ranges in sorted(found.items())}


def counting(db: Connection, stream: int) -> list[Range]:
    """The seqs of ``stream`` that count."""
    query = (
        select(bundle_span.c.first, bundle_span.c.last)
        .join(bundle, bundle.c.sha == bundle_span.c.sha)
        .join(import_run, import_run.c.id == bundle.c.run)
        .where(bundle_span.c.stream == stream, import_run.c.undone_at.is_(None))
    )
    return joined((first, last) for first, last in db.execute(query))
