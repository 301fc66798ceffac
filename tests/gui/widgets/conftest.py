"""Parts are tested in the light theme, with the fonts pinned, from left to right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui import motion, theme

Shown = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[QApplication]:
    motion.set_reduced(qapp, True)
    theme.apply(qapp, theme.LIGHT)
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    motion.set_reduced(qapp, False)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Show a part in a window of its own, at a width and its own height."""

    kept: list[QWidget] = []

    def show(part: QWidget, width: int = 0) -> QWidget:
        qtbot.addWidget(part)
        kept.append(part)
        hint = part.sizeHint()
        wide = width or hint.width()
        high = part.heightForWidth(wide) if part.hasHeightForWidth() else hint.height()
        part.resize(wide, high)
        with qtbot.waitExposed(part):
            part.show()
        return part

    return show


@pytest.fixture
def rtl(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
