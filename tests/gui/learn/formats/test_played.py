"""Film and recording: by key, mouse and touch; what is left where they cannot be played."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.learn.player import Player
from keystep.gui.learn.steps.film_controls import SPEEDS
from keystep.gui.learn.steps.played import PlayedView
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.conftest import PACK, At
from tests.gui.learn.hands import Key, focused, press, says
from tests.homes import put_anew

BOTH = pytest.mark.parametrize("step", ["hear", "see"])
CLICK = Qt.MouseButton.LeftButton


def view_of(player: Player) -> PlayedView:
    view: Any = player.view
    assert isinstance(view, PlayedView)
    return view


@pytest.fixture
def loaded(at: At, qtbot: QtBot) -> Any:
    """Opens a step and waits until its film knows how long it is."""

    def open_at(step: str) -> PlayedView:
        view = view_of(at(step))
        qtbot.waitUntil(lambda: view.film is not None and view.film.is_loaded)
        return view

    return open_at


def place(view: PlayedView) -> int:
    return int(view.state().get("ms", 0))


@BOTH
def test_space_plays_and_pauses(window: LearnWindow, qtbot: QtBot, loaded: Any, step: str) -> None:
    view = loaded(step)
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: view.film.is_playing and place(view) > 0)
    press(window, Key.Key_Space)
    assert not view.film.is_playing


def test_keys_leap_and_step(window: LearnWindow, loaded: Any) -> None:
    view = loaded("see")
    press(window, Key.Key_L, Key.Key_L)
    assert place(view) == 20_000
    press(window, Key.Key_J)
    assert place(view) == 10_000
    QTest.keyClick(focused(window), Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert place(view) == 15_000
    QTest.keyClick(focused(window), Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert place(view) == 10_000
    press(window, Key.Key_J, Key.Key_J)
    assert place(view) == 0


def test_arrows_on_the_bar_scrub_and_turn_no_page(window: LearnWindow, loaded: Any) -> None:
    view = loaded("see")
    player: Any = window.pages.currentWidget()
    view.controls.scrubber.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Key.Key_Right, Key.Key_Right)
    assert place(view) == 10_000
    assert player.view is view
    view.setFocus()
    press(window, Key.Key_Right)
    assert player.view is not view


def test_the_bar_is_dragged(loaded: Any) -> None:
    view = loaded("see")
    bar = view.controls.scrubber
    middle = bar.rect().center()
    QTest.mousePress(bar, CLICK, pos=QPoint(8, middle.y()))
    QTest.mouseMove(bar, middle)
    QTest.mouseRelease(bar, CLICK, pos=middle)
    assert place(view) == pytest.approx(view.controls.length / 2, rel=0.02)


def test_a_finger_drags_the_bar(loaded: Any, fingers: Fingers) -> None:
    view = loaded("see")
    bar = view.controls.scrubber
    middle = bar.rect().center()
    step = QPoint(bar.width() // 8, 0)
    fingers.drag(bar, middle, (middle + step, middle + 2 * step))
    assert place(view) == pytest.approx(view.controls.length * 0.75, rel=0.04)


def test_every_speed_is_there_by_key_and_click(window: LearnWindow, loaded: Any) -> None:
    view = loaded("see")
    assert view.controls.speed == 1
    seen = []
    for _ in SPEEDS:
        QTest.mouseClick(view.controls.pace, CLICK)
        seen.append(view.controls.speed)
    assert sorted(seen) == [0.75, 1.0, 1.25, 1.5, 2.0]
    press(window, Key.Key_Greater)
    assert view.controls.speed == 1.25
    assert view.controls.pace.text() == "1.25×"
    press(window, *[Key.Key_Less] * 5)
    assert view.controls.speed == 0.75
    assert view.film.speed == 0.75


@BOTH
def test_captions_are_on_until_they_are_turned_off(window: LearnWindow, at: At, step: str) -> None:
    view: Any = view_of(at(step))
    QTest.mouseClick(view.transcript.rows[1], CLICK)
    assert view.canvas.caption == "Two."
    assert view.transcript.rows[1].is_now
    press(window, Key.Key_C)
    assert view.canvas.caption == ""
    assert view.transcript.rows[1].is_now


@BOTH
def test_a_tap_on_the_picture_plays(qtbot: QtBot, loaded: Any, fingers: Fingers, step: str) -> None:
    view = loaded(step)
    fingers.tap(view.canvas)
    qtbot.waitUntil(lambda: view.film.is_playing)


@BOTH
def test_it_goes_on_where_it_was_left(at: At, qtbot: QtBot, step: str) -> None:
    first = view_of(at(step))
    first.seek(1_400)
    again: Any = type(first)(first.desk, first.run, first.step)
    again.restore(first.state())
    assert place(again) == 1_400
    again.show()
    again.settle()
    qtbot.waitUntil(lambda: again.film is not None and again.film.position == 1_400)
    again.leave()
    again.deleteLater()


def test_a_pause_makes_its_place_durable(window: LearnWindow, qtbot: QtBot, loaded: Any) -> None:
    view = loaded("hear")
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: place(view) > 0)
    with qtbot.waitSignal(view.kept):
        press(window, Key.Key_Space)


@BOTH
def test_it_is_done_near_its_end(loaded: Any, step: str) -> None:
    view = loaded(step)
    assert not view.is_done()
    view.seek(view.controls.length - 200)
    assert view.is_done()
    view.seek(0)
    assert view.is_done()


@BOTH
def test_leaving_the_step_stops_it(
    window: LearnWindow, qtbot: QtBot, loaded: Any, step: str
) -> None:
    view = loaded(step)
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: view.film.is_playing)
    press(window, Key.Key_Left)
    assert not view.film.is_playing


@BOTH
@pytest.mark.qt_log_ignore("", extend=True)
def test_what_cannot_be_decoded_leaves_its_words(
    station: Station, at: At, qtbot: QtBot, step: str
) -> None:
    for name in ("three.webm", "hello.ogg"):
        put_anew(station.shelf.media(PACK, name), b"neither seen nor heard")
    player = at(step)
    view = view_of(player)
    qtbot.waitUntil(lambda: says(view, "cannot be played here"))
    assert says(view, "Open outside")
    assert view.transcript.isVisible()
    assert not view.controls.isVisible()
    assert view.is_done()
    assert share_of(view.canvas.grab().toImage(), "#000000") < 0.01


def test_before_the_first_picture_the_poster_stands(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keystep.gui.learn.steps.film", None)
    view = view_of(at("see"))
    QApplication.processEvents()
    image = view.canvas.grab().toImage()
    assert share_of(image, "#12506B") > 0.02
    assert share_of(image, "#000000") < 0.01


def share_of(image: QImage, colour: str) -> float:
    """How much of a picture is in a colour."""
    wanted = QColor(colour).rgb()
    spots = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return sum(image.pixel(x, y) == wanted for x, y in spots) / len(spots)
