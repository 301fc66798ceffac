"""The lesson that will be opened next, made ready while the page before it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QTimer

from keystep.errors import KeystepError
from keystep.gui.face_window import FaceWindow
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player import Player
from keystep.gui.learn.player_pages import PREPARES_MS
from keystep.services.knowing import is_proving
from keystep.services.learning import is_current, open_lesson
from keystep.services.run import Run

Wanted = tuple[str, str, str]
"""The pack, the lesson and the step, "" for where it goes on."""
BETWEEN_MS = 15
"""So long the window is left to whoever touches it between two parts of the work."""
_ACTS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchEnd,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)


class Ahead(QObject):
    """Holds one player at most. It records nothing: a lesson that is not opened leaves no trace.

    Whatever somebody does comes first: it is put off until what came of that has been painted.
    """

    def __init__(self, window: FaceWindow, desk: Desk, make: Callable[[Run], Player]) -> None:
        super().__init__(window)
        self._window, self._desk, self._make = window, desk, make
        self._wanted: Wanted | None = None
        self._ready: Player | None = None
        self._work: Iterator[None] | None = None
        self._pause = BETWEEN_MS
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._prepare)

    def expect(self, pack: str, lesson: str, step: str = "") -> None:
        """Have the player of this lesson ready soon, if it is not: at ``step``, or where it goes
        on."""
        if self._wanted != (pack, lesson, step) or not self._is_current():
            self.forget()
            self._wanted, self._pause = (pack, lesson, step), BETWEEN_MS
            self._soon.start(PREPARES_MS)
            if (handle := self._window.windowHandle()) is not None:
                handle.installEventFilter(self)

    def put_off(self) -> None:
        """Something else is shown first."""
        if self._soon.isActive():
            self._soon.start(PREPARES_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self.put_off()
        return super().eventFilter(watched, event)

    def hasten(self, pack: str, lesson: str, step: str = "") -> None:
        """It will be opened in a moment: make it ready while the button is held down."""
        self.expect(pack, lesson, step)
        self._pause = 0
        if self._soon.isActive():
            self._soon.start(0)

    def take(self, pack: str, lesson: str, step: str = "") -> Player | None:
        """The player of this lesson, if it is ready and what it shows is so still."""
        wanted = self._wanted == (pack, lesson, step)
        ready = self._ready if wanted and self._is_current() else None
        if ready is not None:
            self._ready = None
        self.forget()
        return ready

    def forget(self) -> None:
        """Something else comes next."""
        self._soon.stop()
        self._wanted = self._work = None
        self._window.forget(self._ready)
        self._ready = None

    def _prepare(self) -> None:
        """The next part of the work."""
        if self._wanted is None or not self._window.isVisible():
            return
        self._work = self._work or self._parts(self._wanted)
        with suppress(KeystepError, StopIteration):  # opening the lesson says what is wrong
            next(self._work)
            self._soon.start(self._pause)

    def _parts(self, wanted: Wanted) -> Iterator[None]:
        (pack, lesson, step), station = wanted, self._desk.station
        run = open_lesson(station, self._desk.learner.id, pack, lesson, step=step)
        if step and is_proving(station, run):
            return  # looking something up there gives up the proof, which must be recorded
        yield
        self._ready = player = self._make(run)
        yield
        self._window.take_in(player)
        yield
        player.arrange(self._window.layout_class)
        yield
        player.grab()  # drawn once, it is laid out when it is shown

    def _is_current(self) -> bool:
        if self._ready is None or self._wanted is None:
            return False
        with suppress(KeystepError):  # opening the lesson says so
            return is_current(self._desk.station, self._ready.run, self._wanted[-1])
        return False
