"""The parts a station's use cases work with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from keystep.content.search.index import Index
from keystep.domain.ports import Clock, NewId
from keystep.services.shelf import Shelf
from keystep.storage.event_store import SqliteEventStore
from keystep.sync.file_ops import FileOps
from keystep.sync.keys import StationKeys
from keystep.sync.patience import PatientOps

INDEX = "search.sqlite"


@dataclass(eq=False, kw_only=True)
class Station:
    """One installation, opened. ``home`` holds its database, keys, packs and settings.

    ``shelf`` is replaced when packs arrive, ``keys`` when they are renewed. ``schemas`` is the
    folder by which packs are judged. ``reachable`` says how the last visit to the folder went, None
    before the first. ``ops`` are the calls to the folder, which remember a drive that hangs.
    ``index`` is that of the library. ``held`` is what closing lets go of: the database, and the
    lock on ``home``.
    """

    home: Path
    store: SqliteEventStore
    shelf: Shelf
    keys: StationKeys
    clock: Clock
    new_id: NewId
    new_epoch: Callable[[], str]
    schemas: Path
    held: ExitStack
    reachable: bool | None = None
    ops: FileOps = field(default_factory=PatientOps)
    index: Index = field(init=False)

    def __post_init__(self) -> None:
        self.index = Index(self.home / INDEX)

    def close(self) -> None:
        """Let go of the home; safe to call twice."""
        self.index.close()
        self.held.close()
