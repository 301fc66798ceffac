"""Work off the GUI thread, and how a failure is said.

``start`` takes a callable and two handlers. The callable never touches a widget, nor imports what
imports Qt: PySide makes its types when they are first named, and two threads that do so at once end
the program. The handlers run on the GUI thread, and not at all once their owner is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot

from keystep.errors import KeystepError
from keystep.gui.i18n import tr

Failed = Callable[[Exception], object]


def start(
    owner: QObject,
    work: Callable[[], Any],
    done: Callable[[Any], object],
    failed: Failed | None = None,
) -> None:
    """Run ``work`` in the pool; then call ``done`` with its value or ``failed`` with its exception.

    Without ``failed`` an exception goes on to ``sys.excepthook``, as one raised here would.
    """
    task = _Task(owner, work, done, failed)
    QThreadPool.globalInstance().start(task.run)


def said(error: Exception) -> str:
    """An error in the person's language. What we did not expect keeps its own words."""
    if isinstance(error, KeystepError):
        return tr(error.template, **error.values)
    return tr(
        "Something unexpected happened ({fault}). What was saved is safe. The log has details.",
        fault=str(error) or type(error).__name__,
    )


class _Task(QObject):
    """Lives on the GUI thread from start to delivery; it belongs to the application meanwhile.

    The pool is given a callable, for PySide never lets go of a QRunnable. The worker holds
    ``_telling`` while it is in one of the signals: Qt goes on using a sender after it has posted,
    so it must not be deleted before.
    """

    succeeded = Signal(object)
    broke = Signal(object)

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Failed | None,
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self._work = work
        self._done: Callable[[Any], object] | None = done
        self._failed = failed or _raise
        self._telling = threading.Lock()
        owner.destroyed.connect(self._forget)
        self.succeeded.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(self) -> None:
        """The only thing that is done in the worker; what it held is let go of on the GUI thread,
        where alone a widget may be."""
        try:
            value = self._work()
        except Exception as error:  # noqa: BLE001 - every failure is handed to the GUI thread
            self._post(self.broke, error)
        else:
            self._post(self.succeeded, value)

    def _post(self, signal: Any, value: object) -> None:
        try:
            with self._telling:
                signal.emit(value)
        except RuntimeError:
            """The application closed while the work was under way: nobody is left to hear of it."""

    @Slot(object)
    def _deliver(self, value: object) -> None:
        done, self._done = self._done, None
        self._end()
        if done is not None:
            done(value)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        owned, self._done = self._done is not None, None
        self._end()
        if owned:
            self._failed(error)

    @Slot()
    def _forget(self) -> None:
        """Nobody waits for it any more, and nothing of them is held on to."""
        self._done, self._failed = None, _raise

    def _end(self) -> None:
        with self._telling:
            self.deleteLater()
        del self._work


def _raise(error: Exception) -> None:
    raise error
