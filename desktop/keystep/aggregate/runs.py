"""Runs of imports: what came together, and can be undone together."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, insert, select, update

from keystep.aggregate import rollups, spans, states
from keystep.aggregate.ranges import Range, joined, without
from keystep.aggregate.schema import bundle, event, import_run
from keystep.aggregate.store import Store
from keystep.errors import UsageError

_UNDONE = select(import_run.c.undone_at).where(import_run.c.id == bindparam("run"))


class Run(Struct, frozen=True, kw_only=True):
    """One import: ``source`` is where it looked, ``events`` counts what was new.

    While ``undone_at`` is set, its ``bundles`` are excluded.
    """

    id: int
    source: str
    started_at: datetime
    undone_at: datetime | None
    bundles: int
    events: int


class Runs:
    """The runs of this office. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, source: str, now: datetime) -> int:
        """The number of a new run. One that brought nothing is used again, so that looking every
        minute for months leaves no trace."""
        with self._store.write() as db:
            return begin(db, source, now)

    def listed(self, limit: int = 20) -> tuple[Run, ...]:
        """The runs that brought something, the newest first."""
        with self._store.read() as db:
            return listed(db, limit)

    def undo(self, run: int, now: datetime) -> None:
        """Exclude the bundles of ``run`` until it is redone. Raises UsageError: no such run."""
        with self._store.write() as db:
            _set_undone(db, run, now)

    def redo(self, run: int) -> None:
        """Let the bundles of ``run`` count again. Raises UsageError: no such run."""
        with self._store.write() as db:
            _set_undone(db, run, None)


def begin(db: Connection, source: str, now: datetime) -> int:
    brought = select(bundle.c.run).where(bundle.c.run == import_run.c.id).exists()
    empty = select(func.max(import_run.c.id)).where(
        import_run.c.source == source, import_run.c.undone_at.is_(None), ~brought
    )
    found = db.scalar(empty)
    if found is None:
        row = insert(import_run).values(source=source, started_at=now)
        return int(db.execute(row.returning(import_run.c.id)).scalar_one())
    db.execute(update(import_run).where(import_run.c.id == found).values(started_at=now))
    return int(found)


def is_undone(db: Connection, run: int) -> bool:
    """Whether the bundles of ``run`` are excluded. Raises UsageError: no such run."""
    row = db.execute(_UNDONE, {"run": run}).first()
    if row is None:
        raise UsageError(
            "There is no import number {run}. List them with “keystep import --runs”.", run=run
        )
    return row.undone_at is not None


def listed(db: Connection, limit: int) -> tuple[Run, ...]:
    query = (
        select(
            import_run,
            func.count().label("bundles"),
            func.sum(bundle.c.events).label("events"),
        )
        .join(bundle, bundle.c.run == import_run.c.id)
        .group_by(import_run.c.id)
        .order_by(import_run.c.started_at.desc(), import_run.c.id.desc())
        .limit(limit)
    )
    rows = db.execute(query).mappings()
    return tuple(Run(**{**row, "events": int(row["events"])}) for row in rows)


def _set_undone(db: Connection, run: int, undone_at: datetime | None) -> None:
    if is_undone(db, run) is (undone_at is not None):
        return
    db.execute(update(import_run).where(import_run.c.id == run).values(undone_at=undone_at))
    touched = set[str]()
    for stream, covered in spans.of_run(db, run).items():
        counting = spans.counting(db, stream)
        for here in _changed(covered, counting, undone=undone_at is not None):
            touched |= _recount(db, stream, here, counted=undone_at is None)
    rollups.refold(db, touched)
    states.mark(db, touched)


def _changed(covered: list[Range], counting: list[Range], *, undone: bool) -> list[Range]:
    """What is covered by this run alone, or, once it counts again, all that it covers."""
    return without(covered, counting) if undone else joined(covered)


def _recount(db: Connection, stream: int, seqs: Range, *, counted: bool) -> set[str]:
    """Let the events in ``seqs`` count, or not; returns whose they are."""
    here = (event.c.stream == stream, event.c.seq.between(*seqs), event.c.counted.is_(not counted))
    learners = set(db.scalars(select(event.c.learner).where(*here).distinct()))
    db.execute(update(event).where(*here).values(counted=counted))
    return learners - {""}
