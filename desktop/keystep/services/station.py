"""The parts a station's use cases work with, and what whoever sits at it has of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from keystep import settings
from keystep.content.search.index import Index
from keystep.domain.ports import Clock, NewId
from keystep.errors import SittingOver, UsageError
from keystep.services.shelf import Shelf
from keystep.settings import Settings
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.seat import NOT_AT_A_SEAT, OVER, SeatedStore
from keystep.sync.file_ops import FileOps
from keystep.sync.keys import StationKeys
from keystep.sync.patience import PatientOps

INDEX = "search.sqlite"
OWN = "own settings"
"""The kind of note that holds what a learner at a kiosk has chosen."""
OF_OTHERS = frozenset({"ops", "held", "new_epoch"})
"""The way to the folder, and what is let go of or begun for everybody."""
NOT_KEPT = (
    "Not changed: of a guest nothing stays at this station. Sign in first, then change it again."
)


class OwnSettings(Struct, frozen=True, omit_defaults=True):
    """What each learner at a kiosk chooses for themselves; see Settings. None: as the kiosk has
    it."""

    minutes: int | None = None
    quiz_time: int | None = None
    ratings: int | None = None


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

    @property
    def settings(self) -> Settings:
        """Those of this station. Raises DatabaseTooNew and DatabaseUnreadable."""
        return settings.load(self.home)

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
    language of the shelf, is set for this seat alone. A guest keeps no settings; a learner keeps
    their :class:`OwnSettings`, and finds them again when they come back. What is of others raises
    UsageError. Closing it closes nothing.
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

    @property
    def settings(self) -> Settings:
        return structs.replace(self._at.settings, **msgspec.to_builtins(self._own()))

    def keep(self, **changes: object) -> None:
        """Raises UsageError and, after the end, SittingOver besides."""
        if self.store.is_over:
            raise SittingOver(OVER)
        if self._guest:
            raise UsageError(NOT_KEPT)
        if not changes.keys() <= set(OwnSettings.__struct_fields__):
            raise UsageError(NOT_AT_A_SEAT)
        own = structs.replace(self._own(), **changes)
        self.store.note(self.store.learner, OWN, "", msgspec.json.encode(own))

    def _own(self) -> OwnSettings:
        noted = {} if self._guest else self.store.notes(self.store.learner, OWN)
        return msgspec.json.decode(noted[""], type=OwnSettings) if noted else OwnSettings()

    def close(self) -> None:
        """It is not the learner's to close."""
