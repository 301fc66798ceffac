"""Keys as the system sends them: to the window, each with the time when it went down."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
NAMED = {"\r": Key.Key_Return, "\b": Key.Key_Backspace, "\t": Key.Key_Tab, " ": Key.Key_Space}
READER_MS, HAND_MS = 8, 120


class Keyboard:
    """A keyboard at ``window``; its clock goes on by itself."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.now = 1_000

    def reads(self, badge: str) -> None:
        """A badge is held to the reader."""
        self.types(badge + "\r", READER_MS)

    def types(self, signs: str, gap: int = HAND_MS) -> None:
        """Press and lift one key after the other."""
        for sign in signs:
            self.now += gap
            self.press(sign)
            self.lift(sign)

    def press(self, sign: str, *, repeats: bool = False) -> None:
        """As the platform does: first it asks who overrides a short cut."""
        asked = self._event(QEvent.Type.ShortcutOverride, sign, repeats)
        focus = self._window.focusWidget() or self._window
        QCoreApplication.sendEvent(focus, asked)
        self._send(self._event(QEvent.Type.KeyPress, sign, repeats))

    def lift(self, sign: str) -> None:
        self._send(self._event(QEvent.Type.KeyRelease, sign, repeats=False))

    def _event(self, kind: QEvent.Type, sign: str, repeats: bool) -> QKeyEvent:
        key = NAMED.get(sign) or Key(ord(sign.upper()))
        event = QKeyEvent(kind, key, PLAIN, sign, repeats)
        event.setTimestamp(self.now)
        return event

    def _send(self, event: QKeyEvent) -> None:
        handle = self._window.windowHandle()
        assert handle is not None
        QCoreApplication.sendEvent(handle, event)
