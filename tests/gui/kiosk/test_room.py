"""How a kiosk's screen is shared out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.ports import Learner
from keystep.gui import fonts
from keystep.gui.kiosk.care.page import CarePage
from keystep.gui.kiosk.signin.page import SignInPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.services.roster import register
from keystep.services.station import Station
from tests.gui.kiosk.conftest import CARE_PIN, OpenKiosk
from tests.gui.kiosk.hands import lead, sign_in, touch, wake


def place_of(part: QWidget) -> QRect:
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def cut(window: QWidget) -> list[str]:
    """The buttons whose words are cut, or that are not wholly on the screen."""
    buttons = [one for one in window.findChildren(QPushButton) if one.isVisible() and one.text()]
    return [
        one.text()
        for one in buttons
        if one.width() < one.minimumSizeHint().width() or not window.rect().contains(place_of(one))
    ]


@pytest.fixture
def upright(open_kiosk: OpenKiosk, station: Station, zuleika: Learner) -> KioskWindow:
    """A screen that stands on its shorter side, before many people."""
    for n in range(9):
        register(station, f"Nobody {chr(65 + n)}elsewhere", "Packing")
    window = open_kiosk(station)
    window.resize(1080, 1920)
    QApplication.processEvents()
    return window


def look_after(window: KioskWindow) -> CarePage:
    wake(window)
    window.header.care_wanted.emit()
    for digit in CARE_PIN:
        touch(window, digit)
    touch(window, "Go on")
    page = lead(window).page
    assert isinstance(page, CarePage)
    return page


def test_an_upright_screen_has_the_letters_of_one_that_lies(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    scales = []
    for size in ((1920, 1080), (1080, 1920)):
        kiosk.resize(*size)
        QApplication.processEvents()
        scales.append(fonts.text_scale())
    assert scales[0] == scales[1]
    sign_in(kiosk, qtbot)
    QApplication.processEvents()
    assert kiosk.size().toTuple() == (1080, 1920)
    assert cut(kiosk) == []


def test_keys_are_below_the_people_and_nothing_moves_when_they_come(upright: KioskWindow) -> None:
    wake(upright)
    page = lead(upright).page
    assert isinstance(page, SignInPage)
    QApplication.processEvents()
    before = [place_of(tile) for tile in page.findChildren(QPushButton) if tile.isVisible()]
    assert cut(upright) == []
    touch(upright, "Zuleika Q.")
    QApplication.processEvents()
    [seven] = [key for key in page.findChildren(QPushButton) if key.text() == "7"]
    assert cut(upright) == []
    assert place_of(seven).top() > max(place.bottom() for place in before)
    after = [place_of(tile) for tile in page.findChildren(QPushButton) if tile.isVisible()]
    assert set(map(QRect.getRect, before)) <= set(map(QRect.getRect, after))


@pytest.mark.parametrize("part", ["Health", "People", "Rules"])
def test_an_upright_screen_is_looked_after(upright: KioskWindow, qtbot: QtBot, part: str) -> None:
    page = look_after(upright)
    qtbot.waitUntil(lambda: page.desk is not None)
    touch(upright, part)
    QApplication.processEvents()
    assert upright.width() == 1080
    assert cut(upright) == []


@pytest.mark.parametrize("width", [1366, 1920, 2560, 3840])
def test_every_screen_of_a_shape_is_shared_out_alike(kiosk: KioskWindow, width: int) -> None:
    kiosk.resize(width, width * 9 // 16)
    QApplication.processEvents()
    worn = kiosk.layout_class
    assert worn.name == "normal"
    assert worn.side / width == pytest.approx(352 / 1366, rel=0.01)
    assert kiosk.rail.width() / width == pytest.approx(0.2, rel=0.02)


def test_who_writes_sees_what_is_found_and_filters_it_afterwards(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.look_up("customer")
    overlay = lead(kiosk).lookup.overlay
    assert overlay is not None
    panel = overlay.panel
    qtbot.waitUntil(lambda: panel.is_answered and bool(panel.hits.hit()))
    around = [panel.strip, panel.foot]
    assert [part.isVisible() for part in around] == [False, False]
    touch(kiosk, "Done")
    qtbot.waitUntil(lambda: [part.isVisible() for part in around] == [True, True])
