"""Reading aloud, where the platform has a voice for the language; else there is no control."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt

from keystep.gui import icons, tasks
from keystep.gui.i18n import tr
from keystep.gui.learn.dispatcher import spoken_languages
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

MODULE = "PySide6.QtTextToSpeech"
ENGINES = {"linux": "speechd", "win32": "winrt", "darwin": "darwin"}
KNOWN = "spokenLanguages"
"""The application's property that keeps what was found, so that it is asked for once."""


class ReadAloud(QObject):
    """``button`` reads ``words`` in the language ``tag``, and stops; it hides without a voice."""

    def __init__(self, words: Callable[[], str], tag: str, parent: QObject) -> None:
        super().__init__(parent)
        self._words, self._language = words, tag.partition("-")[0].lower()
        self._tag = tag
        self._speech: QTextToSpeech | None = None
        self.button = button(tr("Read aloud"), "plain", icon="volume", on_click=self.toggle)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.hide()

    @property
    def is_reading(self) -> bool:
        return self._speech is not None and self._speech.state().name == "Speaking"

    def look(self) -> None:
        """Find out whether there is a voice: where asking may take long, off the GUI thread."""
        app = QCoreApplication.instance()
        known = app.property(KNOWN) if app else None
        if known is not None:
            self._offer(known)
        elif find_spec(MODULE) is None:
            return
        elif sys.platform == "linux":
            tasks.start(self, spoken_languages, self._learn)
        else:
            voices = self._made().availableLocales()
            self._learn(frozenset(QLocale.languageToCode(each.language()) for each in voices))

    def toggle(self) -> None:
        """Read from the beginning, or stop."""
        if self.is_reading:
            self.stop()
            return
        self._speech = self._speech or self._made()
        self._speech.say(self._words())

    def stop(self) -> None:
        if self._speech is not None:
            self._speech.stop()

    def _made(self) -> QTextToSpeech:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - only for who listens

        made = QTextToSpeech(ENGINES.get(sys.platform, ""), self)
        made.setLocale(QLocale(self._tag))
        made.stateChanged.connect(lambda _state: self._show_running(self.is_reading))
        made.errorOccurred.connect(lambda *_: self._offer(frozenset()))
        return made

    def _learn(self, languages: frozenset[str]) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.setProperty(KNOWN, languages)
        self._offer(languages)

    def _offer(self, languages: frozenset[str]) -> None:
        self.button.setVisible(self._language in languages)

    def _show_running(self, running: bool) -> None:
        self.button.setIcon(icons.icon("muted" if running else "volume", "ink"))
        buttons.say(self.button, tr("Stop reading") if running else tr("Read aloud"))
