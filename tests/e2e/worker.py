"""Processes that take lessons at the keyboard for ever: ``python -m tests.e2e.worker HOME``.

Each line that comes in begins one, once the one before has ended. It prints a line for each step it
is shown and each answer that the screen calls saved; ``begun`` and its id, ``ended`` and its exit
status stand around them. All is loaded once, before the first: that takes longer than the lessons.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import NoReturn

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from keystep.gui.app import create
from keystep.gui.learn.player import Player
from keystep.gui.learn.welcome import WelcomePage
from keystep.gui.learn.window import LearnWindow
from tests.e2e.hands import Hands
from tests.takers import PACK

LOADED_WHILE_OPENING = ("keystep.bootstrap", "keystep.gui.learn.navigator")
LESSONS = ("before-you-start", "how-far-you-came", "call-back")


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(home: Path) -> None:
    for module in LOADED_WHILE_OPENING:
        import_module(module)
    for _ in sys.stdin:
        worker = os.fork()
        if not worker:
            take_lessons(home)
        _, status = os.waitpid(worker, 0)
        say("ended", str(os.waitstatus_to_exitcode(status)))


def take_lessons(home: Path) -> NoReturn:
    say("begun", str(os.getpid()))
    app, appearance = create([])
    window = LearnWindow(home, appearance)
    window.show()
    window.activateWindow()
    _wait_until_ready(app, window)
    hands = Hands(window, lambda item: say("saved", item))
    if isinstance(hands.page, WelcomePage):
        hands.register("Amara Osei")
    while True:
        for lesson in LESSONS:
            assert window.navigator is not None
            window.navigator.open_lesson(PACK, lesson)
            while isinstance(hands.page, Player):
                _look(app)
                say("at", lesson, hands.page.step.id)
                hands.turn()


def _wait_until_ready(app: QApplication, window: LearnWindow) -> None:
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    while not ready:
        app.processEvents()
        time.sleep(0.001)


def _look(app: QApplication) -> None:
    """Let the page be painted, which is when somebody sees it, and what follows that be done."""
    for _ in range(2):
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
