"""What people do at a kiosk, with a finger."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.navigator import Navigator
from keystep.gui.kiosk.session import Session
from keystep.gui.kiosk.window import KioskWindow
from tests.gui.kiosk.conftest import PIN

LEFT = Qt.MouseButton.LeftButton


def lead(window: KioskWindow) -> Navigator:
    assert window.navigator is not None
    return window.navigator


def touch(window: QWidget, name: str) -> None:
    """Touches the button that can be seen and is called so, or begins with it."""
    [found] = [
        each
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and name in _names(each)
    ]
    QTest.mouseClick(found, LEFT)


def _names(button: QAbstractButton) -> set[str]:
    said = button.accessibleName()
    return {button.text(), said, said.partition(",")[0]}


def wake(window: KioskWindow) -> None:
    """Touches the screen that invites."""
    page = lead(window).page
    assert page is not None
    QTest.mouseClick(page, LEFT, pos=page.rect().topLeft())


def sign_in(
    window: KioskWindow, qtbot: QtBot, shown: str = "Zuleika Q.", pin: str = PIN
) -> Session:
    """From the screen that invites to the learner's own pages."""
    wake(window)
    touch(window, shown)
    for digit in pin:
        touch(window, digit)
    touch(window, "Sign in")
    qtbot.waitUntil(lambda: lead(window).session is not None)
    session = lead(window).session
    assert session is not None
    return session
