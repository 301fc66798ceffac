"""Answers by themselves in a window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.learn.steps.answers.view import AnswerView
from tests.gui.learn.answers.moving import Table, table

Laid = Callable[..., Table]


@pytest.fixture
def laid(qtbot: QtBot, touch_screen: QPointingDevice) -> Laid:
    """Shows an answer and waits until it has the keyboard."""

    def show(answer: AnswerView, width: int = 760, height: int = 600) -> Table:
        made = table(answer, touch_screen, width, height)
        qtbot.addWidget(made.window)
        with qtbot.waitActive(made.window):
            made.window.show()
            made.window.activateWindow()
        QApplication.processEvents()
        return made

    return show
