"""How it looks: theme, text size, motion and language, at the foot of the rail, applied at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject, QPoint, Signal
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
PLAIN = {"en": "en-001"}
"""By itself Qt takes these for one country's."""
KEPT = {"high_contrast": "contrast"}
"""Themes that the settings call by another word."""


class LookMenu(QObject):
    """``chosen`` carries the name of a setting and its new value, as the settings keep them."""

    chosen = Signal(str, object)

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
        self.menu.addSeparator()
        self._still = QAction(tr("Less motion"), self.menu)
        self._still.setCheckable(True)
        self._still.setData("less_motion")
        self.menu.addAction(self._still)
        self._still.triggered.connect(self._choose_motion)
        self._tongues = QMenu(tr("Language of the lessons"), self.menu)
        self._languages = QActionGroup(self._tongues)
        self.menu.addMenu(self._tongues).setVisible(False)
        self._languages.triggered.connect(self._choose_language)
        self._themes.triggered.connect(self._choose_theme)
        self._sizes.triggered.connect(self._choose_size)

    def open_at(self, button: QWidget) -> None:
        """Show the menu above ``button``, the present look ticked."""
        now = round(self._appearance.text_scale * 100)
        for action in self._themes.actions():
            action.setChecked(action.data() == self._appearance.preference)
        for action in self._sizes.actions():
            action.setChecked(action.data() == now)
        self._still.setChecked(self._appearance.less_motion)
        self._still.setEnabled(not self._appearance.system_wants_less)
        for menu in (self.menu, self._tongues):
            fonts.set_role(menu, "body")
        size = self.menu.sizeHint()
        across = button.width() - size.width() if is_rtl() else 0
        self.menu.popup(button.mapToGlobal(QPoint(across, -size.height() - 4)))

    def offer_languages(self, tags: Sequence[str], chosen: str) -> None:
        """Let a language be chosen of those that the lessons are in, "" being the system's; where
        there is only one, there is nothing to choose."""
        for action in self._languages.actions():
            self._languages.removeAction(action)
        self._tongues.clear()
        for tag in ("", *tags):
            action = QAction(language_name(tag) if tag else tr("As the system"), self._languages)
            action.setCheckable(True)
            action.setData(tag)
            action.setChecked(tag == chosen)
            self._tongues.addAction(action)
        self._tongues.menuAction().setVisible(len(tags) > 1)

    def _add(self, group: QActionGroup, words: str, data: object) -> None:
        action = QAction(words, group)
        action.setCheckable(True)
        action.setData(data)
        self.menu.addAction(action)

    def _choose_theme(self, action: QAction) -> None:
        self._appearance.choose(action.data())
        self.chosen.emit("theme", KEPT.get(action.data(), action.data()))

    def _choose_size(self, action: QAction) -> None:
        self._appearance.scale_text(action.data() / 100)
        self.chosen.emit("text_scale", action.data())

    def _choose_motion(self, less: bool) -> None:
        self._appearance.still(less)
        self.chosen.emit("less_motion", less)

    def _choose_language(self, action: QAction) -> None:
        self.chosen.emit("language", action.data())


def language_name(tag: str) -> str:
    """What those who speak it call it: Deutsch for de."""
    name = QLocale(PLAIN.get(tag, tag)).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else tag
