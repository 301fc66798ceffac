"""The picture over the whole window: by key, wheel, mouse and fingers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.gui.learn.picture_view import PictureView
from keystep.gui.learn.player import Player
from keystep.gui.learn.spots import Marker
from keystep.gui.learn.window import LearnWindow
from keystep.gui.learn.zoom import Zoom
from keystep.gui.learn.zoom_layer import ZoomLayer
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.conftest import At
from tests.gui.learn.hands import Key, focused, press, says


@pytest.fixture
def player(at: At) -> Player:
    return at("photo")


def layer(window: LearnWindow) -> ZoomLayer | None:
    open_ones = [found for found in window.findChildren(ZoomLayer) if found.isVisible()]
    return open_ones[-1] if open_ones else None


@pytest.fixture
def enlarged(window: LearnWindow, player: Player) -> ZoomLayer:
    press(window, Key.Key_Plus)
    found = layer(window)
    assert found is not None
    return found


def test_a_click_enlarges_and_escape_closes(window: LearnWindow, player: Player) -> None:
    picture = player.view.findChild(PictureView)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton)
    found = layer(window)
    assert found is not None
    assert found.geometry() == window.rect()
    press(window, Key.Key_Escape)
    assert layer(window) is None
    assert window.pages.currentWidget() is player


def test_enter_enlarges_and_the_keyboard_comes_back(window: LearnWindow, player: Player) -> None:
    picture = player.view.findChild(PictureView)
    assert picture is not None
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Key.Key_Return)
    assert layer(window) is not None
    press(window, Key.Key_Escape)
    assert focused(window) is picture


def test_a_tap_enlarges(window: LearnWindow, player: Player, fingers: Fingers) -> None:
    picture = player.view.findChild(PictureView)
    assert picture is not None
    fingers.tap(picture)
    assert layer(window) is not None


def test_keys_zoom_and_fit(window: LearnWindow, enlarged: ZoomLayer) -> None:
    canvas = enlarged.canvas
    fitting = canvas.zoom.actual
    assert canvas.zoom.is_fit
    press(window, Key.Key_Plus, Key.Key_Plus)
    assert canvas.zoom.actual == pytest.approx(fitting * 1.25**2)
    press(window, Key.Key_Minus)
    assert canvas.zoom.actual == pytest.approx(fitting * 1.25)
    press(window, Key.Key_0)
    assert canvas.zoom.is_fit


def test_arrows_move_the_picture_and_turn_no_page(
    window: LearnWindow, player: Player, enlarged: ZoomLayer
) -> None:
    step = player.step
    for _ in range(4):
        press(window, Key.Key_Plus)
    before = enlarged.canvas.zoom.x
    press(window, Key.Key_Right)
    assert enlarged.canvas.zoom.x > before
    assert player.step is step


def test_the_wheel_zooms_where_the_pointer_is(enlarged: ZoomLayer) -> None:
    canvas = enlarged.canvas
    at = QPointF(canvas.width() * 0.45, canvas.height() / 2)
    shown = canvas.zoom.share(at)
    place = canvas.mapToGlobal(at)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at, place, QPoint(), QPoint(0, 480), none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert canvas.zoom.actual > canvas.zoom.fitting * 2
    assert canvas.zoom.share(at).x() == pytest.approx(shown.x(), abs=0.01)


def test_the_mouse_drags(enlarged: ZoomLayer) -> None:
    canvas = enlarged.canvas
    canvas.wear(canvas.zoom.to(canvas.zoom.fitting * 4))
    middle = canvas.rect().center()
    before = canvas.zoom.area.topLeft()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(60, 30))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 30))
    assert canvas.zoom.area.topLeft() - before == QPointF(60, 30)


def test_two_fingers_zoom(enlarged: ZoomLayer, fingers: Fingers) -> None:
    canvas = enlarged.canvas
    fitting = canvas.zoom.fitting
    fingers.pinch(canvas, 100, 300)
    assert canvas.zoom.actual == pytest.approx(3 * fitting, rel=0.02)
    fingers.pinch(canvas, 300, 90)
    assert canvas.zoom.actual < fitting * 1.1


def test_one_finger_moves(enlarged: ZoomLayer, fingers: Fingers) -> None:
    canvas = enlarged.canvas
    canvas.wear(canvas.zoom.to(canvas.zoom.fitting * 4))
    before = canvas.zoom.area.topLeft()
    middle = canvas.rect().center()
    fingers.drag(canvas, middle, (middle + QPoint(20, 0), middle + QPoint(80, 10)))
    moved = canvas.zoom.area.topLeft() - before
    assert moved.x() == pytest.approx(80, abs=1)
    assert moved.y() == pytest.approx(10, abs=1)


def test_a_finger_on_the_layer_turns_no_page(
    player: Player, enlarged: ZoomLayer, fingers: Fingers
) -> None:
    step = player.step
    middle = enlarged.canvas.rect().center()
    path = tuple(middle - QPoint(60 * n, 0) for n in range(1, 6))
    fingers.drag(enlarged.canvas, middle, path)
    assert player.step is step


def test_two_taps_show_the_natural_size_and_all_of_it_again(
    enlarged: ZoomLayer, fingers: Fingers
) -> None:
    canvas = enlarged.canvas
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert not canvas.zoom.is_fit
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.zoom.is_fit


def test_tab_stays_in_the_layer(window: LearnWindow, enlarged: ZoomLayer) -> None:
    reached = set()
    for _ in range(12):
        press(window, Key.Key_Tab)
        assert enlarged.isAncestorOf(focused(window))
        reached.add(focused(window))
    assert len(reached) == 6


def test_the_layer_follows_the_window(window: LearnWindow, enlarged: ZoomLayer) -> None:
    window.resize(1024, 600)
    QApplication.processEvents()
    assert enlarged.geometry() == window.rect()
    assert enlarged.canvas.zoom.is_fit


def test_numbers_keep_their_places_while_zoomed(window: LearnWindow, at: At) -> None:
    player = at("panel")
    press(window, Key.Key_Plus)
    enlarged = layer(window)
    assert enlarged is not None
    press(window, Key.Key_3)
    assert says(enlarged, "3 of 3")
    for _ in range(5):
        press(window, Key.Key_Plus)
    marker = enlarged.findChildren(Marker)[2]
    spot = player.step.hotspots[2]
    wanted = enlarged.canvas.zoom.place(spot.x / 1000, spot.y / 1000)
    assert (QPointF(marker.geometry().center()) - wanted).manhattanLength() <= 4
    press(window, Key.Key_1)
    assert says(enlarged, "1 of 3")
    assert enlarged.canvas.rect().contains(enlarged.findChildren(Marker)[0].geometry().center())


def test_a_drawing_stays_sharp(window: LearnWindow, at: At) -> None:
    at("panel")
    press(window, Key.Key_Plus)
    enlarged = layer(window)
    assert enlarged is not None
    canvas = enlarged.canvas
    canvas.wear(canvas.zoom.to(6.0).showing(880 / 960, 0.5))
    image = canvas.grab().toImage()
    row = [image.pixelColor(x, canvas.height() // 2 - 100) for x in range(canvas.width())]
    solid = {QColor(c).name() for c in ("#FFFDF9", "#23201B", "#DEEAEE")}
    between = [c for c in row if c.name() not in solid]
    assert len(between) <= 4


def test_zoom_never_leaves_its_bounds() -> None:
    zoom = Zoom(QSize(400, 300), QSize(800, 600))
    assert zoom.actual == 2
    for _ in range(40):
        zoom = zoom.larger(QPointF(3, 3))
    assert zoom.actual == 16
    moved = zoom.moved(QPointF(10_000, -10_000))
    area = moved.area
    assert area.left() == pytest.approx(0)
    assert area.bottom() == pytest.approx(600)
    for _ in range(60):
        moved = moved.smaller()
    assert moved.actual == 1
    assert moved.area.center() == QPointF(400, 300)
