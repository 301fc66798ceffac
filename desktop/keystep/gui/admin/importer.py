"""An import in a worker, with its progress on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from keystep.gui import tasks
from keystep.services.importing import ImportReport, Progress, import_share
from keystep.services.office import Office
from keystep.services.stations import enrol


class ImportJob(QObject):
    """``progressed`` carries a Progress, ``finished`` an ImportReport, ``failed`` an exception.

    Create it on the GUI thread: its signals are then delivered there.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._stop = threading.Event()

    def start(self, enrolling: str = "") -> None:
        """Import the share; before that enrol the station ``enrolling``, where one is given."""

        def work() -> ImportReport:
            if enrolling:
                enrol(self._office, enrolling)
            return import_share(self._office, self.progressed.emit, self._stop.is_set)

        tasks.start(self, work, self.finished.emit, self.failed.emit)

    def cancel(self) -> None:
        """Stop after the file that is being read."""
        self._stop.set()

    def follow(self, step: Callable[[Progress], object]) -> None:
        """Tell ``step``, a method of a QObject, how far it is."""
        self.progressed.connect(step, Qt.ConnectionType.QueuedConnection)
