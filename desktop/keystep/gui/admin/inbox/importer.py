"""One thing at a time is done on the share, in a worker, with its progress on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from keystep.gui import tasks
from keystep.services.importing import Progress
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

TELL_EVERY_MS = 50
PATIENCE_MS = 2_000

Work = Callable[[Office, Callable[[Progress], None], Callable[[], bool]], Any]


@dataclass(frozen=True)
class Errand:
    """``work`` gets the office, a way to tell its progress, and a way to ask whether to stop.

    ``title`` says what it is, ``counting`` the same with ``{n}`` and ``{total}``, untranslated;
    without it it cannot be stopped. A ``quiet`` one goes on by itself: it is shown only when it
    takes long, and left out while another is under way.
    """

    title: str
    counting: str
    work: Work
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    quiet: bool = False


class Importer(QObject):
    """Does errands, each once the one before is ``over``.

    ``began`` carries an Errand that is to be shown, ``progressed`` an Errand and its Progress: the
    first, the last, and some between. ``ended``: nothing is under way any more.
    """

    began = Signal(object)
    progressed = Signal(object, object)
    ended = Signal()

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._now: Errand | None = None
        self._next: list[Errand] = []
        self._shown = False
        self._stop = threading.Event()
        self._running, self._told = QElapsedTimer(), QElapsedTimer()
        self._heard.connect(self._tell)

    _heard = Signal(object)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way, or what it did is not shown yet."""
        return self._now is not None

    def do(self, errand: Errand) -> None:
        """Do it now, or after what is under way."""
        if self._now is None:
            self._start(errand)
        elif not errand.quiet:
            self._next.append(errand)
            self._show(errand)

    def cancel(self) -> bool:
        """Stop after the file that is being read, and begin nothing more.

        Returns whether what is stopped was quiet.
        """
        self._next.clear()
        self._stop.set()
        return self._now is not None and self._now.quiet

    def over(self) -> None:
        """What the errand did is shown."""
        self._now = None
        if self._next:
            self._start(self._next.pop(0))
        else:
            self._shown = False
            self.ended.emit()

    def _start(self, errand: Errand) -> None:
        self._now, self._stop = errand, threading.Event()
        if not errand.quiet:
            self._show(errand)
        self._running.start()
        office, stopped = self._navigator.office, self._stop.is_set
        work = partial(errand.work, office, self._hear, stopped)
        tasks.start(self, work, errand.done, errand.failed)

    def _show(self, errand: Errand) -> None:
        self._shown = True
        self.began.emit(errand)

    def _hear(self, progress: Progress) -> None:
        """Called in the worker: a share of many small files must not flood the GUI thread."""
        if progress.done in {0, progress.total} or self._told.elapsed() >= TELL_EVERY_MS:
            self._told.start()
            self._heard.emit(progress)

    def _tell(self, progress: Progress) -> None:
        if self._now is None:
            return
        if not self._shown and self._running.elapsed() > PATIENCE_MS:
            self._show(self._now)
        if self._shown:
            self.progressed.emit(self._now, progress)
