"""The infographic: its numbers by key, mouse and touch, its words, its size."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.gui.learn.player import Player
from keystep.gui.learn.spot_card import SpotCard
from keystep.gui.learn.spots import Marker
from keystep.gui.learn.window import LearnWindow
from keystep.gui.learn.zoom_layer import ZoomLayer
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.conftest import At
from tests.gui.learn.hands import Key, click, focused, press, says


@pytest.fixture
def player(at: At) -> Player:
    return at("panel")


def markers(player: Player) -> list[Marker]:
    return player.view.findChildren(Marker)


def card(player: Player) -> SpotCard:
    made: Any = player.view.side
    assert isinstance(made, SpotCard)
    return made


def test_digits_explain_the_numbers(window: LearnWindow, player: Player) -> None:
    press(window, Key.Key_2)
    assert says(card(player), "2 of 3")
    assert says(card(player), "The tag")
    press(window, Key.Key_3)
    assert says(card(player), "3 of 3")


def test_every_number_is_reached_by_tab_in_order(window: LearnWindow, player: Player) -> None:
    reached = []
    for _ in range(12):
        press(window, Key.Key_Tab)
        now = focused(window)
        if isinstance(now, Marker):
            reached.append(now)
    assert reached[:3] == markers(player)
    assert reached[0].accessibleName() == "1 of 3: The isolator"


def test_enter_on_a_number_explains_it(window: LearnWindow, player: Player) -> None:
    markers(player)[0].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Key.Key_Return)
    assert says(card(player), "1 of 3")


def test_a_click_on_a_number_explains_it_and_a_second_closes(player: Player) -> None:
    second = markers(player)[1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert says(card(player), "2 of 3")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert says(card(player), "Tap a number")


def test_a_finger_near_a_number_explains_it(player: Player, fingers: Fingers) -> None:
    third = markers(player)[2]
    assert third.width() >= 40
    assert third.height() >= 40
    fingers.tap(third, QPoint(3, 37))
    assert says(card(player), "3 of 3")


def test_the_card_leads_to_the_next_and_the_one_before(player: Player) -> None:
    press(player.window(), Key.Key_1)  # type: ignore[arg-type]
    assert not card(player).previous.isVisible()
    click(card(player), "Next number")
    assert says(card(player), "2 of 3")
    QTest.mouseClick(card(player).previous, Qt.MouseButton.LeftButton)
    assert says(card(player), "1 of 3")


def test_numbers_stay_in_their_places_at_every_size(window: LearnWindow, player: Player) -> None:
    for width, height in ((1024, 600), (1920, 1080)):
        window.resize(width, height)
        QApplication.processEvents()
        picture: Any = player.view.picture  # type: ignore[attr-defined]
        spots = player.step.hotspots
        for marker, spot in zip(markers(player), spots, strict=True):
            middle = marker.geometry().center()
            assert abs(middle.x() - picture.width() * spot.x / 1000) <= 2
            assert abs(middle.y() - picture.height() * spot.y / 1000) <= 2


def test_all_of_the_picture_is_in_sight(window: LearnWindow, player: Player) -> None:
    for width, height in ((1024, 600), (1366, 768), (1920, 1080)):
        window.resize(width, height)
        QApplication.processEvents()
        picture: Any = player.view.picture  # type: ignore[attr-defined]
        bottom = picture.mapTo(window, QPoint(0, picture.height())).y()
        assert bottom <= player.foot.mapTo(window, QPoint(0, 0)).y()


def test_it_is_done_when_every_number_was_open(window: LearnWindow, player: Player) -> None:
    assert player.step.is_required
    press(window, Key.Key_1, Key.Key_2)
    assert not player.view.is_done()
    press(window, Key.Key_3)
    assert player.view.is_done()
    again = type(player.view)(player.view.desk, player.run, player.step)
    again.restore(player.view.state())
    assert again.is_done()
    again.deleteLater()


def test_the_words_for_the_picture_are_there_for_everybody(player: Player) -> None:
    assert player.view.picture.accessibleName() == player.step.alt  # type: ignore[attr-defined]
    assert not says(player.view, "A control panel with an isolator")
    click(player.view, "Describe it")
    assert says(player.view, "A control panel with an isolator")


def test_the_picture_is_painted_sharp(player: Player) -> None:
    picture: Any = player.view.picture  # type: ignore[attr-defined]
    image = picture.grab().toImage()
    at = QPoint(round(image.width() * 0.8) - 40, round(image.height() * 0.3))
    assert image.pixelColor(at) == QColor("#27683B")


def test_two_fingers_that_part_enlarge_it(
    window: LearnWindow, player: Player, fingers: Fingers
) -> None:
    picture: Any = player.view.picture  # type: ignore[attr-defined]
    fingers.pinch(picture, 200, 120)
    assert window.findChildren(ZoomLayer) == [], "fingers that come closer enlarge nothing"
    fingers.pinch(picture, 120, 200)
    [layer] = window.findChildren(ZoomLayer)
    assert layer.isVisible()
    assert says(layer, "Tap a number"), "with its numbers"
