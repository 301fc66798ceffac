"""What happens in the whole application, looked at once and handed on to whoever listens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import isValid


class Listener(Protocol):
    """``hear`` says whether nobody else shall have the event."""

    def hear(self, watched: QObject, event: QEvent) -> bool: ...


class Listening(QObject):
    """The only filter of the application. Opening a page is 5,000 events, and each of them costs
    3 µs for each filter that is written in Python.

    Who began to listen last hears first, as with filters of Qt's own.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._listeners: dict[QEvent.Type, list[Listener]] = {}
        application.installEventFilter(self)

    def begin(self, listener: Listener, kinds: Iterable[QEvent.Type]) -> None:
        """Hand on events of these ``kinds``, until :meth:`end` or until the listener is gone."""
        self.end(listener)
        for kind in kinds:
            self._listeners.setdefault(kind, []).insert(0, listener)

    def end(self, listener: Listener) -> None:
        """Whether it listens or not."""
        for kind, those in list(self._listeners.items()):
            left = [one for one in those if one is not listener and isValid(one)]
            if left:
                self._listeners[kind] = left
            else:
                del self._listeners[kind]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        for listener in tuple(self._listeners.get(event.type(), ())):
            if isValid(listener) and listener.hear(watched, event):
                return True
        return False


def listening() -> Listening:
    """That of the running application."""
    application = cast("QCoreApplication", QCoreApplication.instance())
    return application.findChild(Listening) or Listening(application)
