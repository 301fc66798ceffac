"""Starting the kiosk's window: as large as the screen and locked, its heart beating for the
watchdog."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QCoreApplication, QTimer

from keystep import paths
from keystep.gui import app

LEFT, AGAIN, STOPPED = 0, 75, 143
"""Exit statuses: whoever may has left the kiosk; the window is to be begun again; the system ends
it."""
BEAT_MS = 1_000


def leave() -> None:
    """End the kiosk; only after its PIN was given."""
    QCoreApplication.exit(LEFT)


def begin_again() -> None:
    """End this window and have the watchdog begin another."""
    QCoreApplication.exit(AGAIN)


def run_kiosk(
    home: Path | None,
    beat: Callable[[], None],
    *,
    windowed: bool,
    ending: Callable[[int], None] = lambda _status: None,
) -> int:
    """Open the kiosk on ``home`` (None: the usual place) until :func:`leave`, :func:`begin_again`
    or SIGTERM; returns the exit status.

    ``beat`` is called each second from the window's thread, as long as that does its work, and
    ``ending`` with the status before the last work is waited for. ``windowed`` is for trying it:
    the window is as any other.
    """
    from keystep.gui.kiosk.lock import Lock  # noqa: PLC0415 - each face loads its own
    from keystep.gui.kiosk.window import KioskWindow  # noqa: PLC0415

    place = paths.home(home, "kiosk")
    application, appearance = app.create(sys.argv[:1], app.read_look(place))
    window = KioskWindow(place, appearance)
    lock = None if windowed else Lock(window)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    pulse = QTimer(window, interval=BEAT_MS)
    pulse.timeout.connect(beat)
    pulse.start()
    QTimer.singleShot(0, beat)
    status = app.run(application, window, ending)
    if lock is not None:
        lock.release()
    return status


def _stop(_number: int, _frame: FrameType | None) -> None:
    """The system ends it: in the event loop, which may not have begun yet."""
    QTimer.singleShot(0, lambda: QCoreApplication.exit(STOPPED))
