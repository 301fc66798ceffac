"""Numbers that only rise: catalogs, receipts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from keystep.aggregate.schema import organisation
from keystep.aggregate.store import upsert


def next_number(db: Connection, kind: str, floor: int) -> int:
    """The next number of ``kind``, above any given out and above ``floor``, the highest seen."""
    key = f"number:{kind}"
    given = db.scalar(select(organisation.c.value).where(organisation.c.key == key))
    number = max(int(given or 0), floor) + 1
    query = upsert(db, organisation).values(key=key, value=str(number))
    db.execute(
        query.on_conflict_do_update(index_elements=["key"], set_={"value": query.excluded["value"]})
    )
    return number
