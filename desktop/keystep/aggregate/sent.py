"""What progress each station was last told, so that it is told again only when that changed."""

from __future__ import annotations

from sqlalchemy import select

from keystep.aggregate.schema import progress_sent
from keystep.aggregate.store import Store, upsert


class Sent:
    """The content that was published last, by station. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sha_of(self, device: str) -> str | None:
        """The SHA-256 (hexadecimal) of what the station was last told; None before the first."""
        query = select(progress_sent.c.sha).where(progress_sent.c.device == device)
        with self._store.read() as db:
            return db.scalar(query)

    def note(self, device: str, sha: str) -> None:
        with self._store.write() as db:
            row = upsert(db, progress_sent).values(device=device, sha=sha)
            again = {"sha": row.excluded.sha}
            db.execute(row.on_conflict_do_update(index_elements=["device"], set_=again))
