"""Cards as the scheduler asks for them: by index, and no more than it needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from keystep.domain.progress import CardProgress
from keystep.storage.bare import bare
from keystep.storage.projections import StateTable
from keystep.storage.rows import to_ms

DAY_MS = 86_400_000
AT_ONCE = 500
MOST_DUE = 2_000
"""Of a greater backlog only those that were due last are looked at: most of it waits anyway."""
LOADS = """
WITH RECURSIVE ahead(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ahead WHERE n + 1 < ?3)
SELECT (
    SELECT count(*) FROM (
        SELECT 1 FROM card_progress
        WHERE learner = ?1 AND due >= ?2 + n * ?4 AND due < ?2 + (n + 1) * ?4 LIMIT ?5
    )
) FROM ahead
"""
MET = "SELECT card FROM card_progress WHERE learner = ? AND pack = ?"
DUE = "learner = ? AND due < ? AND pack IN ({}) ORDER BY due DESC LIMIT ?"
THESE = "learner = ? AND pack = ? AND card IN ({})"
Table = StateTable[CardProgress]


def due(
    connection: Connection, table: Table, learner: str, before: datetime, packs: Collection[str]
) -> list[CardProgress]:
    """Cards of these packs that are due before then, the latest due first, at most MOST_DUE."""
    where = DUE.format(_places(packs))
    return table.where(connection, where, (learner, to_ms(before), *packs, MOST_DUE))


def these(
    connection: Connection, table: Table, learner: str, pack: str, cards: Sequence[str]
) -> list[CardProgress]:
    """What is known of these cards."""
    some = (cards[at : at + AT_ONCE] for at in range(0, len(cards), AT_ONCE))
    return [
        state
        for ids in some
        for state in table.where(connection, THESE.format(_places(ids)), (learner, pack, *ids))
    ]


def met(connection: Connection, learner: str, pack: str) -> frozenset[str]:
    """The ids of the cards of a pack that the learner has a memory of."""
    return frozenset(card for (card,) in bare(connection).execute(MET, (learner, pack)))


def loads(connection: Connection, learner: str, first: datetime, days: int, most: int) -> list[int]:
    """How many cards are due on each of ``days`` spans of 24 hours, the first from ``first``.

    It counts to ``most`` a day, so that it takes no longer the more cards there are.
    """
    values = (learner, to_ms(first), days, DAY_MS, most)
    return [count for (count,) in bare(connection).execute(LOADS, values)]


def _places(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
