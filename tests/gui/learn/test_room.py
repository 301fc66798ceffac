"""Every screen fits its window: nothing scrolls sideways, no words are cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from keystep.gui import theme
from keystep.gui.learn.window import LearnWindow
from tests.gui.learn.conftest import Tour

SIDES = Qt.LayoutDirection
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)


@pytest.fixture
def laid_out(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """The direction that the test asks for."""
    qapp.setLayoutDirection(request.param)
    yield
    qapp.setLayoutDirection(SIDES.LeftToRight)


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("laid_out")
@pytest.mark.parametrize(
    ("size", "scale", "laid_out"),
    [
        ((1024, 600), 1.0, SIDES.LeftToRight),
        ((1366, 768), 1.0, SIDES.RightToLeft),
        ((1366, 768), 1.3, SIDES.LeftToRight),
        ((1920, 1080), 1.3, SIDES.LeftToRight),
        ((1600, 900), 1.5, SIDES.RightToLeft),
        ((1366, 768), 2.0, SIDES.LeftToRight),
    ],
    indirect=["laid_out"],
)
def test_every_screen_fits(
    tour: Tour, appearance: theme.Appearance, size: tuple[int, int], scale: float
) -> None:
    appearance.scale_text(scale)
    window, screens = tour(*size)
    faults = {f"{screen}: {fault}" for screen in screens for fault in _faults(window)}
    assert not faults


def _faults(window: LearnWindow) -> list[str]:
    for _ in range(3):
        QApplication.processEvents()
    areas = [a for a in window.findChildren(QScrollArea) if a.isVisible()]
    wide = [f"scrolls sideways by {a.horizontalScrollBar().maximum()}" for a in areas]
    return [
        *(words for words in wide if not words.endswith(" 0")),
        *(
            f"{button.text()!r} is cut"
            for button in window.findChildren(QPushButton)
            if button.isVisible() and button.width() < button.minimumSizeHint().width()
        ),
        *(f"{words.text()!r} is cut" for words in window.findChildren(QLabel) if _is_cut(words)),
    ]


def _is_cut(words: QLabel) -> bool:
    """Whether words have less room than they take."""
    if not words.isVisible():
        return False
    if words.wordWrap():
        return words.height() < words.heightForWidth(words.width())
    return words.width() < words.minimumSizeHint().width()
