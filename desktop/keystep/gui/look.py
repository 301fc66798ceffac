"""How it looks and what helps: theme, text size, motion, language, time in quizzes, at the foot of
the rail, applied at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
TIMES: Mapping[int, str] = {
    100: mark("As set"),
    150: mark("Half as much again"),
    200: mark("Twice"),
    0: mark("No limit"),
}
"""Time in quizzes, in per cent of what they set."""
RATINGS: Mapping[int, str] = {
    4: mark("Four: Again, Hard, Good, Easy"),
    2: mark("Two: Again, Good"),
}
"""How many buttons say how well a card was known."""
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
            _add(self.menu, self._themes, tr(words), key)
        self.menu.addSeparator()
        for size in SIZES:
            words = tr("Text at {share}", share=percent(size / 100))
            _add(self.menu, self._sizes, words, size)
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
        self._quiz_times = QMenu(tr("More time in quizzes"), self.menu)
        self._times = QActionGroup(self._quiz_times)
        self.menu.addMenu(self._quiz_times).setVisible(False)
        self._times.triggered.connect(lambda act: self.chosen.emit("quiz_time", act.data()))
        self._card_ratings = QMenu(tr("Buttons on cards"), self.menu)
        self._ratings = QActionGroup(self._card_ratings)
        self.menu.addMenu(self._card_ratings).setVisible(False)
        self._ratings.triggered.connect(lambda act: self.chosen.emit("ratings", act.data()))
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
        for menu in (self.menu, self._tongues, self._quiz_times, self._card_ratings):
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
            words = language_name(tag) if tag else tr("As the system")
            _add(self._tongues, self._languages, words, tag).setChecked(tag == chosen)
        self._tongues.menuAction().setVisible(len(tags) > 1)

    def offer_times(self, chosen: int) -> None:
        """Let the time in quizzes be chosen, in per cent of what they set."""
        _offer(self._quiz_times, self._times, TIMES, chosen)

    def offer_ratings(self, chosen: int) -> None:
        """Let the number of buttons be chosen that rate a card."""
        _offer(self._card_ratings, self._ratings, RATINGS, chosen)

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


def _offer(menu: QMenu, group: QActionGroup, words: Mapping[int, str], chosen: int) -> None:
    """Fill a menu anew, and show it in the one above."""
    for action in group.actions():
        group.removeAction(action)
    menu.clear()
    for value, said in words.items():
        _add(menu, group, tr(said), value).setChecked(value == chosen)
    menu.menuAction().setVisible(True)


def _add(menu: QMenu, group: QActionGroup, words: str, data: object) -> QAction:
    """One of a group of which one is ticked."""
    action = QAction(words, group)
    action.setCheckable(True)
    action.setData(data)
    menu.addAction(action)
    return action


def language_name(tag: str) -> str:
    """What those who speak it call it: Deutsch for de."""
    name = QLocale(PLAIN.get(tag, tag)).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else tag
