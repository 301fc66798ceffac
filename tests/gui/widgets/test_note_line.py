"""What somebody says in one line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.widgets.note_line import NoteLine

TITLE, TEXT = "The hoist is back", "Ask Anna to show you its new brake before you use it."


def line(qtbot: QtBot, width: int, **options: bool) -> tuple[NoteLine, list[str]]:
    done: list[str] = []
    made = NoteLine(TITLE, TEXT, "Got it", lambda: done.append("done"), **options)
    qtbot.addWidget(made)
    made.resize(width, 52)
    made.show()
    QApplication.processEvents()
    return made, done


def test_what_fits_is_put_away_at_once(qtbot: QtBot) -> None:
    made, done = line(qtbot, 900)
    assert made.way.text() == "Got it"
    qtbot.mouseClick(made.way, Qt.MouseButton.LeftButton)
    assert done == ["done"]


@pytest.mark.parametrize("width", [500, 320])
def test_what_is_cut_is_read_first(qtbot: QtBot, width: int) -> None:
    made, done = line(qtbot, width)
    low = made.sizeHint().height()
    assert made.way.text() == "Read"
    qtbot.mouseClick(made.way, Qt.MouseButton.LeftButton)
    assert (made.way.text(), done) == ("Got it", [])
    assert made.sizeHint().height() > low
    qtbot.mouseClick(made.way, Qt.MouseButton.LeftButton)
    assert done == ["done"]


def test_an_invitation_need_not_be_read_before(qtbot: QtBot) -> None:
    made, done = line(qtbot, 320, folds=False)
    qtbot.mouseClick(made.way, Qt.MouseButton.LeftButton)
    assert done == ["done"]
