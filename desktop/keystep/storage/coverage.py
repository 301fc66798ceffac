"""Which parts of the log are not in any bundle, or in none that the office has confirmed.

Of the share that the station belongs to: what another one never had stays here.
"""

from __future__ import annotations

from sqlalchemy import Connection

from keystep.storage.log import Span

# Each stream begins with nothing covered and ends beyond its last event; the holes lie between.
HOLES = """
WITH present AS (
  SELECT no FROM stream WHERE share = (SELECT value FROM meta WHERE key = 'share')
)
SELECT epoch, last + 1, next - 1 FROM (
  SELECT epoch, last, lead(first) OVER (PARTITION BY epoch ORDER BY first, last) AS next FROM (
    SELECT no AS epoch, 1 AS first, 0 AS last FROM present
    UNION ALL
    SELECT epoch, first, last FROM outbox WHERE epoch IN present AND first <= last AND {}
    UNION ALL
    SELECT epoch, tip + 1, tip FROM (
      SELECT no AS epoch, (SELECT max(seq) FROM event WHERE epoch = no) AS tip FROM present
    )
  )
) WHERE next > last + 1 ORDER BY epoch, last
"""
UNSEALED = HOLES.format("TRUE")
UNRECEIVED = HOLES.format("received_at IS NOT NULL")


def unsealed(connection: Connection) -> list[Span]:
    """What no bundle holds, in the order in which it is to be sealed."""
    return _spans(connection, UNSEALED)


def unreceived(connection: Connection) -> list[Span]:
    """What no bundle holds that the office has confirmed."""
    return _spans(connection, UNRECEIVED)


def count(spans: list[Span]) -> int:
    return sum(span.last - span.first + 1 for span in spans)


def _spans(connection: Connection, query: str) -> list[Span]:
    return [Span._make(row) for row in connection.exec_driver_sql(query)]
