"""A callout and its ways."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout


@pytest.mark.parametrize(("width", "below"), [(1_000, False), (420, True)])
def test_where_there_is_no_room_the_ways_stand_below_the_words(
    qtbot: QtBot, width: int, below: bool
) -> None:
    callout = Callout("info", "Time for a learning break", "A few minutes now, and it is kept.")
    qtbot.addWidget(callout)
    for words in ("Start", "In a quarter of an hour"):
        callout.ways.addWidget(button(words, "plain"))
    callout.resize(width, 200)
    callout.show()
    QApplication.processEvents()
    text, way = callout.findChildren(QLabel)[-1], callout.findChildren(QPushButton)[0]
    beside = way.geometry().left() >= text.geometry().right()
    under = way.geometry().top() >= text.geometry().bottom()
    assert (beside, not beside and under) == (not below, below)
