"""When the share is looked at without being asked to, while the window is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from keystep.errors import SurroundingsError
from keystep.services.importing import ImportReport, Progress
from keystep.services.office import Office
from keystep.services.watching import Change, Watched, look, pause_after


@dataclass(frozen=True)
class Sight:
    """What came of a look: whether something was ``imported``, whether it ``failed``, and the
    ``changes`` that a person should hear of."""

    imported: bool
    failed: bool
    changes: tuple[Change, ...] = ()

    @property
    def report(self) -> ImportReport | None:
        """What was imported, where that is news."""
        return next((told for told in self.changes if isinstance(told, ImportReport)), None)

    @property
    def fault(self) -> SurroundingsError | None:
        """What went wrong, where that is news."""
        return next((told for told in self.changes if isinstance(told, SurroundingsError)), None)


class Watcher(QObject):
    """``due`` is sent when it is time for a look; the next follows a while after ``rest``."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched = Watched()
        self._on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    @property
    def is_on(self) -> bool:
        return self._on

    @property
    def minutes(self) -> int:
        """How long it rests now between two looks."""
        return int(pause_after(self._watched.failures).total_seconds() // 60)

    def begin(self) -> None:
        """Watch from now on, with a first look at once."""
        if not self._on:
            self._on, self._watched = True, Watched()
            self._timer.start(0)

    def end(self) -> None:
        self._on = False
        self._timer.stop()

    def look(
        self, office: Office, tell: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> Sight:
        """Take a look, in a worker."""
        watched, changes = self._watched, list[Change]()
        before = watched.imported
        look(office, watched, changes.append, stopped, tell)
        return Sight(watched.imported != before, watched.failures > 0, tuple(changes))

    def rest(self) -> None:
        """A look is over: wait for the next, longer after each failure in a row."""
        if self._on:
            self._timer.start(int(pause_after(self._watched.failures).total_seconds() * 1000))
