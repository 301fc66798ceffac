"""Files that were read before: what has not changed since need not be read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from sqlalchemy import bindparam, delete, select

from keystep.aggregate.schema import seen_file
from keystep.aggregate.store import Store, upsert


class SeenFile(Struct, frozen=True, kw_only=True):
    """A file as it was when it was read: ``place`` says which, ``sha`` is its SHA-256 (hex)."""

    place: str
    size: int
    mtime_ns: int
    sha: str


class Seen:
    """A cache: losing it costs time and nothing else. Each method is one transaction.

    Of bundles it tells the stations which of their files are imported, see ``receipts``.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> Mapping[str, SeenFile]:
        """Every file that was read, by place."""
        with self._store.read() as db:
            rows = db.execute(select(seen_file)).mappings()
            return {row["place"]: SeenFile(**row) for row in rows}

    def note_all(self, files: Iterable[SeenFile]) -> None:
        """Remember ``files``, each in place of what was there before."""
        rows = [
            {"place": one.place, "size": one.size, "mtime_ns": one.mtime_ns, "sha": one.sha}
            for one in files
        ]
        if not rows:
            return
        with self._store.write() as db:
            query = upsert(db, seen_file)
            new = {name: query.excluded[name] for name in ("size", "mtime_ns", "sha")}
            db.execute(query.on_conflict_do_update(index_elements=["place"], set_=new), rows)

    def forget(self, places: Collection[str]) -> None:
        """Let go of files that are gone."""
        if not places:
            return
        gone = delete(seen_file).where(seen_file.c.place == bindparam("gone"))
        with self._store.write() as db:
            db.execute(gone, [{"gone": place} for place in places])
