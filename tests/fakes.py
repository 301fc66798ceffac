"""Stand-ins for the outside: a clock set by hand, ids that count."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from keystep.domain.events import Instant

START = datetime(2026, 9, 7, 7, tzinfo=UTC)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> Instant:
        return Instant(self.at, 120, "boot", int(self.at.timestamp() * 1000))

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


class FakeIds:
    """UUIDs in a known order; two series have none in common."""

    def __init__(self, series: str = "") -> None:
        self._high = int.from_bytes(hashlib.sha256(series.encode()).digest()[:8])
        self._numbers: Iterator[int] = count(1)

    def __call__(self) -> str:
        return str(uuid.UUID(int=self._high << 64 | next(self._numbers), version=4))
