"""The scenes of the library, for ``screenshots``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

CTRL = Qt.KeyboardModifier.ControlModifier
READ_MS = 120


def library(stage: Any) -> None:
    _keep_one(stage)
    stage.window.navigator.go_to("library")


def library_tasks(stage: Any) -> None:
    """What can be chosen among, over the lessons."""
    from keystep.gui.learn.library.page import LibraryPage  # noqa: PLC0415

    library(stage)
    QTest.qWait(READ_MS)
    [page] = stage.window.findChildren(LibraryPage)
    page.filters.task.open_list()


def search(stage: Any) -> None:
    _look_up(stage, "customer")


def search_misspelt(stage: Any) -> None:
    _look_up(stage, "custmer lowd")


def search_checklist(stage: Any) -> None:
    _look_up(stage, "lockout")


def search_card(stage: Any) -> None:
    panel = _look_up(stage, "what do you say instead")
    QTest.keyClick(panel.line, Qt.Key.Key_Return)


def search_begun(stage: Any) -> None:
    _keep_one(stage)
    _look_up(stage, "")


def search_in_vain(stage: Any) -> None:
    _look_up(stage, "qqqq")


def search_in_lesson(stage: Any) -> None:
    stage.window.navigator.open_lesson("answering-customers", "three-sentences")
    _look_up(stage, "calm")


SCENES: tuple[Callable[[Any], None], ...] = (
    *(library, library_tasks, search, search_begun, search_misspelt, search_checklist, search_card),
    *(search_in_vain, search_in_lesson),
)


def _look_up(stage: Any, words: str) -> Any:
    """Write into the search, and wait for what it brings."""
    lookup = stage.window.navigator.lookup
    while not lookup.is_ready:
        QTest.qWait(10)
    lookup.open()
    panel = lookup.overlay.panel
    QTest.keyClicks(panel.line, words)
    while not panel.is_answered:
        QTest.qWait(10)
    QTest.qWait(READ_MS)
    return panel


def _keep_one(stage: Any) -> None:
    panel = _look_up(stage, "calm voice")
    QTest.keyClick(panel.line, Qt.Key.Key_D, CTRL)
    QTest.keyClick(panel.line, Qt.Key.Key_Escape)
