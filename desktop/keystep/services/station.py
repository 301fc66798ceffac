"""The parts a station's use cases work with, and what whoever sits at it has of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from keystep import settings
from keystep.content.search.index import Index
from keystep.domain.ports import Clock, NewId
from keystep.errors import SittingOver, UsageError
from keystep.services.shelf import Shelf
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.seat import NOT_AT_A_SEAT, OVER, SeatedStore
from keystep.sync.file_ops import FileOps
from keystep.sync.keys import StationKeys
from keystep.sync.patience import PatientOps

INDEX = "search.sqlite"
OF_LEARNERS = frozenset(
    {"theme", "text_scale", "less_motion", "language", "minutes", "quiz_time", "ratings"}
)
"""The settings that a learner may change."""
OF_OTHERS = frozenset({"ops", "held", "new_epoch"})
"""The way to the folder, and what is let go of or begun for everybody."""
NOT_KEPT = (
    "Not changed: of a guest nothing stays at this station. Sign in first, then change it again."
)


@dataclass(eq=False, kw_only=True)
class Station:
    """One installation, opened. ``home`` holds its database, keys, packs and settings.

    ``shelf`` is replaced when packs arrive, ``keys`` when they are renewed. ``schemas`` is the
    folder by which packs are judged. ``reachable`` says how the last visit to the folder went, None
    before the first. ``ops`` are the calls to the folder, which remember a drive that hangs.
    ``index`` is that of the library. ``seated`` is the store of who sat down last at a kiosk.
    ``held`` is what closing lets go of: the database, and the lock on ``home``.
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
    ops: FileOps = field(default_factory=PatientOps)
    reachable: bool | None = field(init=False)
    seated: SeatedStore | None = field(init=False)
    index: Index = field(init=False)

    def __post_init__(self) -> None:
        self.reachable = self.seated = None
        self.index = Index(self.home / INDEX)

    def keep(self, **changes: object) -> None:
        """Change settings of this station.

        Raises DatabaseTooNew, DatabaseUnreadable and NotSaved.
        """
        settings.change(self.home, **changes)

    def close(self) -> None:
        """Let go of the home; safe to call twice."""
        self.index.close()
        self.held.close()


class SeatedStation(Station):
    """The station ``at`` as somebody has it who sits there.

    All is that station's, also what comes to it meanwhile, but ``store``; what is set here, as the
    language of the shelf, is set for this seat alone. A guest keeps no settings, a learner those of
    learners. What is of others raises UsageError. Closing it closes nothing.
    """

    store: SeatedStore
    __repr__ = object.__repr__

    def __init__(self, at: Station, store: SeatedStore, *, guest: bool) -> None:
        self._at = at
        self._guest = guest
        self.store = store

    def __getattr__(self, name: str) -> Any:
        if name in OF_OTHERS:
            raise UsageError(NOT_AT_A_SEAT)
        return getattr(self._at, name)

    def keep(self, **changes: object) -> None:
        """Raises UsageError and, after the end, SittingOver besides."""
        if self.store.is_over:
            raise SittingOver(OVER)
        if self._guest:
            raise UsageError(NOT_KEPT)
        if not changes.keys() <= OF_LEARNERS:
            raise UsageError(NOT_AT_A_SEAT)
        self._at.keep(**changes)

    def close(self) -> None:
        """It is not the learner's to close."""
