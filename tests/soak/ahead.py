"""A clock that can be moved ahead, so that nobody waits for a time-out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from keystep.bootstrap import SystemClock
from keystep.disk import write_whole
from keystep.domain.events import Instant


class AheadClock:
    """The machine's clocks, ahead by what ``file`` says: it never goes back, also not for whoever
    is started anew. All who read the same file have the same time."""

    def __init__(self, file: Path) -> None:
        self._file, self._real = file, SystemClock()
        self._ahead_ms = int(file.read_bytes()) if file.exists() else 0

    def now(self) -> Instant:
        real = self._real.now()
        at = real.at + timedelta(milliseconds=self._ahead_ms)
        return Instant(at, real.offset, real.boot, real.clock + self._ahead_ms)

    def skip(self, **span: float) -> None:
        """So much passes at once."""
        self._ahead_ms += timedelta(**span) // timedelta(milliseconds=1)
        write_whole(self._file, str(self._ahead_ms).encode())

    def follow(self) -> None:
        """Whoever else reads the file may have moved it."""
        if self._file.exists():
            self._ahead_ms = int(self._file.read_bytes())
