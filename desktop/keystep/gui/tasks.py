"""Work off the GUI thread, and how a failure is said.

``start`` takes a callable and two handlers. The callable never touches a widget; the handlers run
on the GUI thread, and not at all once their owner is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

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
    delivery = _Delivery(owner, done, failed)
    delivery.runner = _Runner(delivery, work)
    QThreadPool.globalInstance().start(delivery.runner)


def said(error: Exception) -> str:
    """An error in the person's language. What we did not expect keeps its own words."""
    if isinstance(error, KeystepError):
        return tr(error.template, **error.values)
    return tr(
        "Something unexpected happened ({fault}). What was saved is safe. The log has details.",
        fault=str(error) or type(error).__name__,
    )


class _Delivery(QObject):
    """Lives on the GUI thread from start to delivery; it belongs to the application meanwhile.

    The worker holds ``telling`` while it is in one of the signals: Qt goes on using a sender after
    it has posted, so it must not be deleted before.
    """

    succeeded = Signal(object)
    broke = Signal(object)

    def __init__(
        self, owner: QObject, done: Callable[[Any], object], failed: Failed | None
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self._done: Callable[[Any], object] | None = done
        self._failed = failed or _raise
        self.runner: _Runner | None = None
        self.telling = threading.Lock()
        owner.destroyed.connect(self._forget)
        self.succeeded.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._tell, Qt.ConnectionType.QueuedConnection)

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
        with self.telling:
            self.deleteLater()
        if self.runner is not None:
            self.runner.forget()


class _Runner(QRunnable):
    def __init__(self, delivery: _Delivery, work: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._delivery, self._work = delivery, work

    def forget(self) -> None:
        """Hold nothing any more: PySide never lets go of a runner that a pool was given."""
        del self._delivery, self._work

    def run(self) -> None:
        try:
            value = self._work()
        except Exception as error:  # noqa: BLE001 - every failure is handed to the GUI thread
            self._tell(self._delivery.broke, error)
        else:
            self._tell(self._delivery.succeeded, value)

    def _tell(self, signal: Any, value: object) -> None:
        try:
            with self._delivery.telling:
                signal.emit(value)
        except RuntimeError:
            """The application closed while the work was under way: nobody is left to hear of it."""


def _raise(error: Exception) -> None:
    raise error
