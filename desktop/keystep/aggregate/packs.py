"""Which packs the stations are to have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from keystep.aggregate.schema import published_pack
from keystep.aggregate.store import Store, upsert
from keystep.domain.bundles import PackRef
from keystep.errors import UsageError

REF = [published_pack.c[name] for name in PackRef.__struct_fields__]


class Packs:
    """The published versions of every pack, one of each current."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def publish(self, ref: PackRef, now: datetime) -> None:
        """Make this the version that stations are to have.

        Raises UsageError where other content was published under the same version.
        """
        with self._store.write() as db:
            row = upsert(db, published_pack).values(
                id=ref.id,
                version=ref.version,
                file=ref.file,
                sha256=ref.sha256,
                size=ref.size,
                current=False,
                published_at=now,
            )
            db.execute(row.on_conflict_do_nothing())
            if _ref(db, ref.id, ref.version) != ref:
                raise UsageError(
                    "Version {version} of pack {id} was published with other content. Give the "
                    "changed pack a higher version, then publish that.",
                    id=ref.id,
                    version=ref.version,
                )
            _choose(db, ref)

    def current(self) -> tuple[PackRef, ...]:
        """What stations are to have, by pack."""
        query = select(*REF).where(published_pack.c.current).order_by(published_pack.c.id)
        with self._store.read() as db:
            return tuple(PackRef(**row) for row in db.execute(query).mappings())


def _ref(db: Connection, id_: str, version: str) -> PackRef | None:
    query = select(*REF).where(published_pack.c.id == id_, published_pack.c.version == version)
    row = db.execute(query).mappings().one_or_none()
    return None if row is None else PackRef(**row)


def _choose(db: Connection, ref: PackRef) -> None:
    chosen = {"current": published_pack.c.version == ref.version}
    db.execute(update(published_pack).where(published_pack.c.id == ref.id).values(chosen))
