"""The learning breaks that the office proposes to everybody."""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, select

from keystep.aggregate.schema import organisation
from keystep.aggregate.store import Store, upsert
from keystep.domain.breaks import BreakPlan

KEY = "breaks"


class Proposal:
    """One plan, or none. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self) -> BreakPlan | None:
        """What is proposed now."""
        query = select(organisation.c.value).where(organisation.c.key == KEY)
        with self._store.read() as db:
            kept = db.scalar(query)
        return None if kept is None else msgspec.json.decode(kept, type=BreakPlan)

    def put(self, plan: BreakPlan | None) -> None:
        """Propose ``plan`` from now on; None withdraws what was proposed."""
        with self._store.write() as db:
            db.execute(delete(organisation).where(organisation.c.key == KEY))
            if plan is not None:
                value = msgspec.json.encode(plan).decode()
                db.execute(upsert(db, organisation).values(key=KEY, value=value))
