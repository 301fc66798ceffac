"""How it looks: theme and text size, at the foot of the rail, applied at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl, mark, percent, tr
from keystep.gui.theme import Appearance

THEMES = {
    "system": mark("As the system"),
    "light": mark("Light"),
    "dark": mark("Dark"),
    "high_contrast": mark("High contrast"),
}
SIZES = (100, 115, 130, 150, 175, 200)
KEPT = {"high_contrast": "contrast"}
"""Themes that the settings call by another word."""


class LookMenu(QObject):
    """``theme_chosen`` carries the settings' word for it, ``size_chosen`` the size in per cent."""

    theme_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.menu = QMenu(parent)
        self._themes, self._sizes = QActionGroup(self.menu), QActionGroup(self.menu)
        for key, words in THEMES.items():
            self._add(self._themes, tr(words), key)
        self.menu.addSeparator()
        for size in SIZES:
            words = tr("Text at {share}", share=percent(size / 100))
            self._add(self._sizes, words, size)
        self._themes.triggered.connect(self._choose_theme)
        self._sizes.triggered.connect(self._choose_size)

    def open_at(self, button: QWidget) -> None:
        """Show the menu above ``button``, the present look ticked."""
        now = round(self._appearance.text_scale * 100)
        for action in self._themes.actions():
            action.setChecked(action.data() == self._appearance.preference)
        for action in self._sizes.actions():
            action.setChecked(action.data() == now)
        fonts.set_role(self.menu, "body")
        size = self.menu.sizeHint()
        across = button.width() - size.width() if is_rtl() else 0
        self.menu.popup(button.mapToGlobal(QPoint(across, -size.height() - 4)))

    def _add(self, group: QActionGroup, words: str, data: object) -> None:
        action = QAction(words, group)
        action.setCheckable(True)
        action.setData(data)
        self.menu.addAction(action)

    def _choose_theme(self, action: QAction) -> None:
        self._appearance.choose(action.data())
        self.theme_chosen.emit(KEPT.get(action.data(), action.data()))

    def _choose_size(self, action: QAction) -> None:
        self._appearance.scale_text(action.data() / 100)
        self.size_chosen.emit(action.data())
