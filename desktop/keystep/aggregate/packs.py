"""Which packs the stations are to have, and which they had."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, RowMapping, select

from keystep.aggregate import papers
from keystep.aggregate.papers import Register
from keystep.aggregate.schema import published_pack
from keystep.aggregate.store import Store, upsert
from keystep.domain.bundles import PackRef
from keystep.domain.words import Words
from keystep.errors import UsageError

REF = [published_pack.c[name] for name in PackRef.__struct_fields__]


class Chosen(Struct, frozen=True):
    """The version of a pack that stations are to have."""

    version: str


CHOSEN = Register("pack", Chosen)
"""By the pack's id."""


class Published(Struct, frozen=True, kw_only=True):
    """A version that was published at ``at``; stations are to have the ``current`` one."""

    ref: PackRef
    at: datetime
    current: bool


class Packs:
    """The published versions of every pack. Which one is current can be undone as any paper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def publish(self, ref: PackRef, now: datetime, by: str = "") -> int:
        """Make this the version that stations are to have; returns the activity's id.

        Raises UsageError where other content was published under the same version.
        """
        with self._store.write() as db:
            row = upsert(db, published_pack).values(
                id=ref.id,
                version=ref.version,
                file=ref.file,
                sha256=ref.sha256,
                size=ref.size,
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
            said = Words("Published version {version} of the pack {pack}", _named(ref))
            return _choose(db, ref, said, by, now)

    def choose(self, pack: str, version: str, now: datetime, by: str = "") -> int:
        """Make a version current that was published before; returns the activity's id.

        Raises UsageError where there is none.
        """
        with self._store.write() as db:
            ref = _ref(db, pack, version)
            if ref is None:
                raise UsageError(
                    "Version {version} of pack {pack} was never published here. “keystep pack "
                    "list” tells which were.",
                    version=version,
                    pack=pack,
                )
            said = Words("Went back to version {version} of the pack {pack}", _named(ref))
            return _choose(db, ref, said, by, now)

    def current(self) -> tuple[PackRef, ...]:
        """What stations are to have, by pack."""
        return tuple(one.ref for one in self.versions() if one.current)

    def versions(self) -> tuple[Published, ...]:
        """Every version of every pack, by pack, of each the latest published first."""
        order = published_pack.c.id, published_pack.c.published_at.desc(), published_pack.c.version
        with self._store.read() as db:
            chosen = papers.every(db, CHOSEN)
            rows = db.execute(select(published_pack).order_by(*order)).mappings()
            refs = [(_ref_in(row), row["published_at"]) for row in rows]
        return tuple(
            Published(ref=ref, at=at, current=chosen.get(ref.id) == Chosen(ref.version))
            for ref, at in refs
        )


def _ref(db: Connection, id_: str, version: str) -> PackRef | None:
    query = select(*REF).where(published_pack.c.id == id_, published_pack.c.version == version)
    row = db.execute(query).mappings().one_or_none()
    return None if row is None else PackRef(**row)


def _ref_in(row: RowMapping) -> PackRef:
    return PackRef(**{name: row[name] for name in PackRef.__struct_fields__})


def _choose(db: Connection, ref: PackRef, said: Words, by: str, now: datetime) -> int:
    return papers.write(db, said, by, now, [CHOSEN.put(ref.id, Chosen(ref.version))])


def _named(ref: PackRef) -> dict[str, str | int]:
    return {"pack": ref.id, "version": ref.version}
