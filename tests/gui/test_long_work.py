"""Long work is told above what is shown, and can be stopped between two steps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.steps import Tell, told
from keystep.gui import long_work, theme
from keystep.gui.face_window import FaceWindow, FaceWords
from keystep.gui.long_work import LongWork
from keystep.gui.theme import Appearance
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.progress_row import ProgressRow


class Opened:
    def close(self) -> None:
        """Nothing is held."""


class Window(FaceWindow):
    def welcome(self, opened: Any) -> None:
        self.show_page(QWidget(), None)


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.setattr(long_work, "PATIENCE_MS", 0)
    theme.apply(qapp, theme.LIGHT)
    appearance = Appearance(qapp, "light", less_motion=True)
    made = Window(tmp_path, appearance, FaceWords("A", "B", "C"), (), Opened)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QThreadPool.globalInstance().waitForDone()
    made.close()


class Counting:
    """Work of three steps; it waits before the second until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.steps: list[int] = []

    def __call__(self, tell: Tell) -> int:
        for step in told(range(3), tell):
            if step == 1:
                assert self.go.wait(10)
            self.steps.append(step)
        return len(self.steps)


def rows(window: Window) -> list[ProgressRow]:
    return [row for row in window.findChildren(ProgressRow) if row.isVisible()]


def test_work_is_shown_while_it_lasts(window: Window, qtbot: QtBot) -> None:
    work, came = Counting(), list[int]()
    running = LongWork(window, "Writing a report", work, came.append)
    qtbot.waitUntil(lambda: bool(rows(window)))
    with qtbot.waitSignal(running.over):
        work.go.set()

    assert came == [3]
    assert not rows(window)


def test_what_is_stopped_ends_at_its_next_step_and_says_so(window: Window, qtbot: QtBot) -> None:
    work, came = Counting(), list[int]()
    running = LongWork(window, "Writing a report", work, came.append)
    qtbot.waitUntil(lambda: bool(rows(window)))
    rows(window)[0].findChild(QPushButton).click()
    with qtbot.waitSignal(running.over):
        work.go.set()

    assert came == []
    assert work.steps == [0, 1]
    told_ = window.findChild(Callout)
    assert told_ is not None
    assert told_.accessibleName() == "Writing a report"
    assert "Nothing of it was kept" in told_.accessibleDescription()


def failing(_tell: Tell) -> None:
    raise OSError("disk on fire")


@pytest.mark.parametrize("handler", ["own", "window"])
def test_a_failure_goes_to_whoever_hears_of_it(window: Window, qtbot: QtBot, handler: str) -> None:
    heard = list[Exception]()
    failed: Callable[[Exception], object] | None = heard.append if handler == "own" else None
    running = LongWork(window, "Writing a report", failing, lambda _value: None, failed)
    with qtbot.waitSignal(running.over):
        pass

    notice = window.findChild(Callout)
    if handler == "own":
        assert str(heard[0]) == "disk on fire"
        assert notice is None
    else:
        assert notice is not None
        assert "disk on fire" in notice.accessibleDescription()
