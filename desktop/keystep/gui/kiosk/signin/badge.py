"""A badge that is held to the reader, whatever is on the screen. The reader types as a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from keystep.domain.kiosk.badge import ENTER, PAUSE_MS, Fate, Heard, Run, Stroke, hear
from keystep.gui.kiosk.listening import listening

KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
LINE_ENDS = {"\r", "\n"}
"""What readers press that end a line by Ctrl+M and Ctrl+J."""
SHIFTS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
"""They write nothing, and a reader holds them down too."""
NONE = Qt.KeyboardModifier.NoModifier
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Both together are AltGr on some systems."""


class BadgeReader(QObject):
    """``read`` carries what a reader typed. Nothing of it reaches a widget.

    Keys are held while they may be a reader's, at most a twelfth of a second after the last, and
    given to the window when they turn out to be typing: press and release, in their order. Keys
    that bear no time were made by this program (the keyboard on the screen, say) and pass; so do
    those that write nothing, after what was held.
    """

    read = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watching = True
        self._run = Run()
        self._held: list[QKeyEvent] = []
        self._spent: set[int] = set()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_again)
        listening().begin(self, KEYS)

    @property
    def watching(self) -> bool:
        """Whether badges are read; while not, every key is typing."""
        return self._watching

    @watching.setter
    def watching(self, wanted: bool) -> None:
        self._watching = wanted
        if not wanted:
            self._let_go()

    def hear(self, _watched: QObject, event: QEvent) -> bool:
        if not self._watching or not isinstance(event, QKeyEvent):
            return False
        if event.timestamp() == 0 or event.key() in SHIFTS:
            return False
        if event.type() is QEvent.Type.KeyRelease:
            return self._lift(event)
        sign = _sign(event)
        if not sign or event.isAutoRepeat():
            self._let_go()
            return False
        stroke = Stroke(sign, event.timestamp())
        if event.type() is QEvent.Type.ShortcutOverride:
            return self._override(event, stroke)
        return self._press(event, hear(self._run, stroke))

    def _override(self, event: QKeyEvent, stroke: Stroke) -> bool:
        """A key that may be a reader's is nobody's short cut; what ends typing comes after it."""
        heard = hear(self._run, stroke)
        if heard.fate is Fate.PASSED:
            return self._press(event, heard)
        event.accept()
        return True

    def _press(self, event: QKeyEvent, heard: Heard) -> bool:
        self._run = heard.run
        self._spent.discard(_code(event))
        if heard.loosed:
            self._replay()
        if heard.fate is Fate.PASSED:
            return False
        if heard.fate is Fate.HELD:
            self._held.append(_copy(event))
            self._pause.start()
        else:
            self._spend(event)
        if heard.badge:
            self.read.emit(heard.badge)
        return True

    def _lift(self, event: QKeyEvent) -> bool:
        """Where the press went the release goes as well."""
        code = _code(event)
        if code in self._spent:
            self._spent.discard(code)
            return True
        if any(_code(held) == code for held in self._held):
            self._held.append(_copy(event))
            return True
        return False

    def _spend(self, enter: QKeyEvent) -> None:
        """The keys of a badge are nobody's, and neither are the releases that are still to come."""
        self._pause.stop()
        for key in (*self._held, enter):
            down = key.type() is QEvent.Type.KeyPress
            (self._spent.add if down else self._spent.discard)(_code(key))
        self._held.clear()

    def _look_again(self) -> None:
        """Keys that came while the window was busy wait in its queue: those are heard first."""
        quiet = self._run

        def settle() -> None:
            if self._run is quiet:
                self._let_go()

        QTimer.singleShot(0, self, settle)

    def _let_go(self) -> None:
        """What is held is typing."""
        self._run = Run()
        self._replay()

    def _replay(self) -> None:
        self._pause.stop()
        held, self._held = self._held, []
        for key in held:
            typed_at = QGuiApplication.focusWindow() or QApplication.focusWidget()
            if typed_at is not None:
                QCoreApplication.sendEvent(typed_at, key)


def _sign(event: QKeyEvent) -> str:
    """What the key writes, or ENTER; "" for a key that does something else."""
    if event.key() in ENTERS or event.text() in LINE_ENDS:
        return ENTER
    commands = event.modifiers() & COMMANDS
    if event.modifiers() & Qt.KeyboardModifier.MetaModifier or commands not in {NONE, COMMANDS}:
        return ""
    return event.text() if event.text().isprintable() else ""


def _code(event: QKeyEvent) -> int:
    """The same for a press and its release, also where Shift was let go between them."""
    return event.nativeScanCode() or event.key()


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same key without a time."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
