"""What hands do at a kiosk: touches and keys that go through its window as a screen sends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.gui.kiosk.signin.wedge import Keyboard

WRITTEN_IN = (QLineEdit, QPlainTextEdit)
Named = Callable[[QAbstractButton], bool]


class Hands:
    """Someone before ``window``. They touch only what they see, with a finger or a mouse."""

    def __init__(self, window: QWidget, random: Random) -> None:
        self.window, self._random = window, random
        self._screen = QTest.createTouchDevice()
        self._keyboard = Keyboard(window)

    def touch(self, widget: QWidget, spot: QPoint | None = None) -> None:
        """At a spot of it, or in the middle of what can be seen of it."""
        handle = _handle(widget)
        at = _place(widget) if spot is None else widget.mapTo(widget.window(), spot)
        if self._random.random() < 0.5:
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=at)
            return
        QTest.touchEvent(handle, self._screen).press(0, at, handle).commit()
        QTest.touchEvent(handle, self._screen).release(0, at, handle).commit()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(_handle(self.window), key)

    def badge(self, number: str) -> None:
        """A badge is held to the reader."""
        self._keyboard.reads(number)

    def buttons(self, within: QWidget | None = None) -> list[QAbstractButton]:
        """What can be pressed now: seen, enabled, and nothing lies over it."""
        found = (within or self.popup() or self.window).findChildren(QAbstractButton)
        return [one for one in found if one.isEnabled() and self.sees(one)]

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton | None:
        """The first that says so, or is called so; None where there is none."""
        return next(
            (one for one in self.buttons(within) if words in (one.text(), one.accessibleName())),
            None,
        )

    def sees(self, widget: QWidget) -> bool:
        """Whether the point that would be touched is the widget's own."""
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            return False
        at = widget.window().childAt(_place(widget))
        return at is not None and (at is widget or widget.isAncestorOf(at))

    def writes_in(self) -> QWidget | None:
        """What has the focus and is written in."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, WRITTEN_IN) and focus.isVisible() else None

    def popup(self) -> QWidget | None:
        """What has opened over the window and takes every touch."""
        return QApplication.activePopupWidget()


def _place(widget: QWidget) -> QPoint:
    """The middle of what can be seen of it, in its window."""
    return widget.mapTo(widget.window(), widget.visibleRegion().boundingRect().center())


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def texts(widget: QWidget) -> Iterator[str]:
    """All that a widget says, to whoever sees it or has it read out."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    yield from (widget.windowTitle(), widget.whatsThis(), widget.statusTip())
    for words in ("text", "toPlainText", "title", "placeholderText", "currentText"):
        saying = getattr(widget, words, None)
        if callable(saying):
            said = saying()
            if isinstance(said, str):
                yield said
