"""Somebody at the keyboard of the learner's window: only keys, and only what the screen shows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.lesson import StepKind
from keystep.gui import fonts
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.gui.theme import Appearance
from tests.gui.learn.hands import TURNS_AT_MOST, focused, press, turn, write

ENTER = Qt.Key.Key_Return
TABS_AT_MOST = 80


@contextmanager
def opened_window(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[LearnWindow]:
    """The learner's window on ``home``, opened as the program opens it, and closed."""
    fonts.install()
    window = LearnWindow(home, Appearance(qapp, "light", 1.0))
    try:
        with qtbot.waitSignal(window.ready, timeout=30_000):
            window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        yield window
    finally:
        window.close()
        QThreadPool.globalInstance().waitForDone()
        window.release()
        window.deleteLater()  # with all that goes on by itself in it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Hands:
    """``saved`` is called with the id of each item whose answer the screen calls saved."""

    def __init__(
        self, window: LearnWindow, saved: Callable[[str], object] = lambda _item: None
    ) -> None:
        self.window, self._saved = window, saved
        self.shown: set[StepKind] = set()

    @property
    def page(self) -> QWidget:
        return self.window.pages.currentWidget()

    def press(self, *keys: Qt.Key) -> None:
        press(self.window, *keys)

    def tab_to(self, words: str) -> None:
        """Tab until what has the focus says ``words``."""
        for _ in range(TABS_AT_MOST):
            here = focused(self.window)
            if words in (here.accessibleName() or str(here.property("text") or "")):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard does not reach “{words}”")

    def register(self, name: str) -> None:
        write(self.window, name)
        self.press(ENTER)

    def turn(self) -> None:
        """Do what the step on the screen asks for, rightly, and go on."""
        assert isinstance(self.page, Player)
        self.shown.add(self.page.step.kind)
        answered = turn(self.window)
        if answered is not None:
            self._saved(answered.id)

    def finish(self) -> CompletionPage:
        """Turn until the lesson is complete."""
        for _ in range(TURNS_AT_MOST):
            page = self.page
            if isinstance(page, CompletionPage):
                return page
            self.turn()
        raise AssertionError(f"the lesson does not end: {self.page}")
