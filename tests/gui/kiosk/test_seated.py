"""A kiosk for somebody who sits before it: what is touched is low, or comes down at a touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.ports import Learner
from keystep.gui.kiosk.countdown import CountdownRing
from keystep.gui.kiosk.timeout_page import TimeoutPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.player import Player
from keystep.gui.learn.today import TodayPage
from keystep.services.station import Station
from tests.gui.kiosk.conftest import OpenKiosk
from tests.gui.kiosk.hands import lead, sign_in, touch
from tests.takers import PACK

LESSON = "before-you-start"
DOWN, UP = "Bring the page down", "Bring the page back up"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def low(open_kiosk: OpenKiosk, station: Station, zuleika: Learner) -> KioskWindow:
    return open_kiosk(station, low=True)


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def at(part: QWidget) -> QPoint:
    """Where the middle of a part is in its window."""
    return part.mapTo(part.window(), part.rect().center())


def is_low(part: QWidget) -> bool:
    return at(part).y() >= part.window().height() // 2


def today(window: KioskWindow) -> TodayPage:
    session = lead(window).session
    assert session is not None
    shown = session.sitting.shown
    assert isinstance(shown, TodayPage)
    return shown


def tiles(window: KioskWindow) -> list[QAbstractButton]:
    return [one for one in today(window).minutes.findChildren(QAbstractButton) if one.isCheckable()]


def play(window: KioskWindow) -> Player:
    session = lead(window).session
    assert session is not None
    session.sitting.open_lesson(PACK, LESSON)
    QApplication.processEvents()
    [player] = window.findChildren(Player)
    return player


def test_what_is_high_comes_down_at_a_touch_and_goes_back(low: KioskWindow, qtbot: QtBot) -> None:
    sign_in(low, qtbot)
    QApplication.processEvents()
    page, first = today(low), tiles(low)[0]
    before = at(first)
    assert not is_low(first)
    assert is_low(low.header.bring)
    touch(low, DOWN)
    assert all(map(is_low, (first, page.search, low.header.way_out)))
    under = low.childAt(at(first))
    assert under is first or (under is not None and first.isAncestorOf(under))
    touch(low, UP)
    assert at(first) == before


def test_a_touch_above_the_page_brings_it_back(low: KioskWindow, qtbot: QtBot) -> None:
    sign_in(low, qtbot)
    touch(low, DOWN)
    QTest.mouseClick(low.lowering, LEFT, pos=QPoint(40, 40))
    assert not low.lowering.is_lowered
    assert low.stage.y() == 0
    touch(low, DOWN)
    assert low.lowering.is_lowered


def test_the_next_page_begins_where_pages_begin(low: KioskWindow, qtbot: QtBot) -> None:
    sign_in(low, qtbot)
    touch(low, DOWN)
    touch(low, "Library")
    assert low.stage.y() == 0
    assert low.header.bring.accessibleName() == DOWN


def test_the_question_is_seen_whole(low: KioskWindow, qtbot: QtBot) -> None:
    sign_in(low, qtbot)
    touch(low, DOWN)
    page = TimeoutPage("Zuleika", 0, "", 20)
    low.cover(page)
    QApplication.processEvents()
    assert page.geometry() == low.lowering.geometry()
    assert low.stage.y() == 0
    assert not low.header.bring.isEnabled()
    low.uncover()
    assert low.header.bring.isEnabled()


def test_who_writes_has_the_page_above_the_keys(low: KioskWindow, qtbot: QtBot) -> None:
    session = sign_in(low, qtbot)
    touch(low, DOWN)
    session.sitting.look_up("a")
    qtbot.waitUntil(lead(low).keyboard.isVisible)
    assert low.stage.y() == 0
    assert not low.header.bring.isEnabled()


def test_a_lesson_is_left_and_gone_through_from_below(low: KioskWindow, qtbot: QtBot) -> None:
    sign_in(low, qtbot)
    player = play(low)
    for part in (player.head.leave, player.head.flag, player.foot.primary):
        assert is_low(part)
    assert player.head.y() > player.stage.y()


@pytest.mark.parametrize("hand", ["left", "right"])
def test_going_on_is_at_the_hand(
    open_kiosk: OpenKiosk, station: Station, zuleika: Learner, qtbot: QtBot, hand: str
) -> None:
    window = open_kiosk(station, hand=hand)
    sign_in(window, qtbot)
    player = play(window)
    middle = window.width() // 2
    assert (at(player.foot.primary).x() < middle) is (hand == "left")
    assert at(player.head.leave).y() < window.height() // 2
    assert not window.header.bring.isVisible()


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("hand", ["left", "right"])
def test_a_hand_is_on_the_same_side_whichever_way_is_read(
    open_kiosk: OpenKiosk, station: Station, zuleika: Learner, qtbot: QtBot, hand: str
) -> None:
    window = open_kiosk(station, hand=hand)
    sign_in(window, qtbot)
    QApplication.processEvents()
    middle = window.width() // 2
    assert (at(window.rail).x() < middle) is (hand == "left")
    page = TimeoutPage("Zuleika", 0, "", 20, hand=hand)
    window.cover(page)
    QApplication.processEvents()
    [stay] = [one for one in page.findChildren(QAbstractButton) if one.text() == "I’m still here"]
    [ring] = page.findChildren(CountdownRing)
    assert (at(stay).x() < at(ring).x()) is (hand == "left")
    window.uncover()
