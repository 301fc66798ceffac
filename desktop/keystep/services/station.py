"""The parts a station's use cases work with."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from keystep.domain.ports import Clock, NewId
from keystep.services.shelf import Shelf
from keystep.storage.event_store import SqliteEventStore
from keystep.sync.keys import StationKeys


@dataclass(frozen=True)
class Station:
    """One installation, opened. ``home`` holds its database, keys, packs and settings.

    ``held`` is what closing lets go of: the database, and the lock on ``home``.
    """

    home: Path
    store: SqliteEventStore
    shelf: Shelf
    keys: StationKeys
    clock: Clock
    new_id: NewId
    held: ExitStack

    def close(self) -> None:
        """Let go of the home; safe to call twice."""
        self.held.close()
