"""The keys of the player. They work wherever the focus is, unless a field wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea

if TYPE_CHECKING:
    from keystep.gui.learn.player import Player

PAGE = 0.9
ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
"""Held down, they do nothing more: they would answer what was not read."""


class PlayerKeys(QObject):
    """Left, Right and the page keys turn pages, Enter goes on, Escape leaves.

    With Ctrl, Enter goes on from where it would begin a new line as well.
    """

    def __init__(self, player: Player, area: QScrollArea) -> None:
        super().__init__(player)
        self._player, self._area = player, area
        keys: dict[Qt.Key | QKeyCombination, Callable[[], object]] = {
            Qt.Key.Key_Escape: player.leave,
            Qt.Key.Key_Right: lambda: self._across(forward=True),
            Qt.Key.Key_Left: lambda: self._across(forward=False),
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Modifier.CTRL | Qt.Key.Key_Return: self._enter,
            Qt.Modifier.CTRL | Qt.Key.Key_Enter: self._enter,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), player)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(key not in ENTERS)
            shortcut.activated.connect(act)

    def _across(self, *, forward: bool) -> None:
        rtl = self._player.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._turn(forward is not rtl)

    def _page(self, direction: int) -> None:
        """Scroll while there is more to see; then turn the page."""
        bar = self._area.verticalScrollBar()
        end = bar.maximum() if direction > 0 else bar.minimum()
        if bar.value() == end:
            self._turn(direction > 0)
        else:
            bar.setValue(bar.value() + direction * round(self._area.viewport().height() * PAGE))

    def _turn(self, forward: bool) -> None:
        if forward:
            self._player.turn_on()
        else:
            self._player.go_back()

    def _enter(self) -> None:
        """A button reached by Tab is pressed; else the page's primary action."""
        focused, foot = QApplication.focusWidget(), self._player.view.foot()
        if isinstance(focused, QAbstractButton) and not focused.isCheckable():
            focused.click()
        elif not foot.turns and not foot.primary:
            self._player.view.act()
        else:
            self._player.go_on()
