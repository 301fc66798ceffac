"""Tells when nobody has touched a learner's session for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QInputMethodEvent, QKeyEvent, QMouseEvent

from keystep.domain.kiosk.idle import SECOND_MS, Happening, Stillness
from keystep.gui.kiosk.listening import listening

JITTER = 3
"""A mouse that moves by fewer pixels stands on something that shakes."""
HELD_MS = 2_000
"""A touch that lasts longer than this is answered while it lasts."""
_Kind = QEvent.Type
_TOUCHES = frozenset(
    {
        _Kind.MouseButtonPress,
        _Kind.MouseButtonRelease,
        _Kind.MouseButtonDblClick,
        _Kind.MouseMove,
        _Kind.KeyPress,
        _Kind.KeyRelease,
        _Kind.Wheel,
        _Kind.TouchBegin,
        _Kind.TouchUpdate,
        _Kind.TouchEnd,
        _Kind.TouchCancel,
        _Kind.TabletPress,
        _Kind.TabletMove,
        _Kind.TabletRelease,
        _Kind.NativeGesture,
        _Kind.InputMethod,
    }
)
_ENDS = _TOUCHES - {
    _Kind.MouseButtonPress,
    _Kind.MouseButtonDblClick,
    _Kind.KeyPress,
    _Kind.TouchBegin,
    _Kind.TouchUpdate,
    _Kind.TabletPress,
    _Kind.TabletMove,
}
"""What ends a touch, or is a whole one."""


class Idle(QObject):
    """Watches the whole application from ``start`` to ``stop``, or until it has ``timed_out``.

    After ``idle_s`` seconds without a touch ``warned`` tells, each second, how many are left of
    ``countdown_s``; a touch meanwhile leads to ``returned``. That is sent when the touch has ended
    and reached what it pressed: a press of “Sign me out” comes first, and may ``stop`` this.
    ``clock`` gives milliseconds that go on while the machine sleeps. ``busy`` says whether a film
    plays, which is as good as a touch.
    """

    warned = Signal(int)
    returned = Signal()
    timed_out = Signal()

    def __init__(
        self,
        idle_s: int,
        countdown_s: int,
        clock: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.busy: Callable[[], bool] = lambda: False
        self._spans = (idle_s * SECOND_MS, countdown_s * SECOND_MS)
        self._clock = clock
        self._state: Stillness | None = None
        self._owes_return = False
        self._pointer = QPoint()
        self._timer = QTimer(self, interval=SECOND_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @Slot()
    def start(self) -> None:
        """Count from now on."""
        idle_ms, countdown_ms = self._spans
        self._state = Stillness(idle_ms=idle_ms, countdown_ms=countdown_ms, since=self._clock())
        self._owes_return, self._pointer = False, QCursor.pos()
        self._timer.start()
        listening().begin(self, _TOUCHES)

    @Slot()
    def stop(self) -> None:
        """Tell nothing any more, not even what is on its way."""
        self._state, self._owes_return = None, False
        self._timer.stop()
        listening().end(self)

    @Slot()
    def touch(self) -> None:
        """Somebody is there who touched nothing: whoever presses by a screen reader, say."""
        self._touched()
        self._return()

    @Slot()
    def tick(self) -> None:
        """Look at the clock."""
        if self._state is None:
            return
        now = self._clock()
        if self._owes_return and now - self._state.since >= HELD_MS:
            self._return()
        self._tell(*self._state.passed(now, busy=self.busy()))
        if self._owes_return and self.busy():
            self._return()

    def hear(self, _watched: QObject, event: QEvent) -> bool:
        if self._state is None or not self._is_of_hands(event):
            return False
        self._touched()
        if self._state is None:
            event.accept()
            return True
        if self._owes_return and _ends(event):
            QTimer.singleShot(0, self, self._return)
        return False

    def _is_of_hands(self, event: QEvent) -> bool:
        """Whether a person did it. A widget that appears under a pointer at rest is told of a move
        too; and what lies on a key repeats it."""
        if isinstance(event, QKeyEvent):
            return not event.isAutoRepeat()
        if isinstance(event, QInputMethodEvent):
            return bool(event.commitString() or event.preeditString())
        if event.type() is not _Kind.MouseMove or not isinstance(event, QMouseEvent):
            return True
        at = event.globalPosition().toPoint()
        if (at - self._pointer).manhattanLength() < JITTER:
            return False
        self._pointer = at
        return True

    def _touched(self) -> None:
        if self._state is not None:
            self._tell(*self._state.touched(self._clock()))

    def _tell(self, state: Stillness, happening: Happening | None) -> None:
        self._state = state
        if happening is Happening.WARNED:
            self.warned.emit(state.left_s)
        elif happening is Happening.RETURNED:
            self._owes_return = True
        elif happening is Happening.TIMED_OUT:
            self.stop()
            self.timed_out.emit()

    @Slot()
    def _return(self) -> None:
        if self._owes_return:
            self._owes_return = False
            self.returned.emit()


def _ends(event: QEvent) -> bool:
    """Whether nothing is held down after it. A finger that comes down moves the pointer first."""
    if event.type() is _Kind.MouseMove and isinstance(event, QMouseEvent):
        by_mouse = event.source() is Qt.MouseEventSource.MouseEventNotSynthesized
        return by_mouse and event.buttons() is Qt.MouseButton.NoButton
    return event.type() in _ENDS
