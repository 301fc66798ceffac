"""Pointing at a picture: by mouse, touch, keys and from the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import ImageHotspot, Region
from keystep.domain.responses import PartVerdict, Place, Pointed, Response
from keystep.gui import theme
from keystep.gui.learn.steps.answers.hotspot_board import HotspotBoard
from keystep.gui.learn.steps.answers.image_hotspot import HotspotAnswer
from keystep.gui.widgets.answer_row import AnswerCheck
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.pictured import LEFT, OTHER, RIGHT, TWO_PLACES, framed, item, media_in
from tests.unit.domain.asking import responses

Key = Qt.Key
CLICK = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
Make = Callable[..., HotspotAnswer]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    media, kept = media_in(tmp_path), list[QWidget]()

    def shown(
        asks: ImageHotspot = TWO_PLACES, picture: str = "panel.svg", rtl: bool = False
    ) -> HotspotAnswer:
        asked = item(asks, picture=picture, alt="A panel with a switch and a lamp.")
        answer = HotspotAnswer(asked, (), media)
        window = framed(answer, rtl)
        qtbot.addWidget(window)
        kept.append(window)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return answer

    return shown


def board_of(answer: HotspotAnswer) -> HotspotBoard:
    assert answer.board is not None
    return answer.board


def at(answer: HotspotAnswer, x: int, y: int) -> QPoint:
    """Where a place lies on the board."""
    return board_of(answer).zoom.place(x / 1000, y / 1000).toPoint()


def click(answer: HotspotAnswer, x: int, y: int) -> None:
    QTest.mouseClick(board_of(answer), CLICK, pos=at(answer, x, y))


def places(answer: HotspotAnswer) -> tuple[Place, ...]:
    response = answer.response()
    assert isinstance(response, Pointed)
    return response.places


def near(place: Place, x: int, y: int) -> bool:
    return abs(place.x - x) <= 2 and abs(place.y - y) <= 3


def press(answer: HotspotAnswer, *keys: Qt.Key, shift: bool = False) -> None:
    for key in keys:
        QTest.keyClick(board_of(answer), key, SHIFT if shift else Qt.KeyboardModifier.NoModifier)


def test_a_click_marks_and_a_click_on_the_marker_takes_it_away(make: Make, qtbot: QtBot) -> None:
    answer = make()
    with qtbot.waitSignal(answer.changed):
        click(answer, 200, 400)
    click(answer, 500, 700)
    assert [near(*pair) for pair in zip(places(answer), (200, 500), (400, 700), strict=True)]
    with qtbot.waitSignal(answer.changed):
        click(answer, 210, 400)
    (left,) = places(answer)
    assert near(left, 500, 700)


def test_one_place_more_than_wanted_moves_the_last_marker(make: Make) -> None:
    answer = make()
    for x in (100, 400, 800):
        click(answer, x, 500)
    assert [round(place.x / 10) for place in places(answer)] == [10, 80]


def test_a_drag_marks_nothing(make: Make) -> None:
    answer = make()
    board = board_of(answer)
    QTest.mousePress(board, CLICK, pos=at(answer, 200, 400))
    QTest.mouseMove(board, at(answer, 300, 400))
    QTest.mouseRelease(board, CLICK, pos=at(answer, 300, 400))
    assert places(answer) == ()


def test_all_of_the_picture_is_in_sight(make: Make) -> None:
    answer = make()
    board = board_of(answer)
    assert board.height() <= 600 - 300
    assert board.width() / board.height() == pytest.approx(960 / 540, rel=0.01)
    answer.window().resize(1024, 700)
    QApplication.processEvents()
    assert 300 < board.height() <= 400


def test_a_finger_marks_and_takes_away(make: Make, fingers: Fingers) -> None:
    answer = make()
    fingers.tap(board_of(answer), at(answer, 200, 400))
    assert near(places(answer)[0], 200, 400)
    fingers.tap(board_of(answer), at(answer, 200, 400))
    assert places(answer) == ()


def test_fingers_pinch_move_and_mark_what_is_enlarged(make: Make, fingers: Fingers) -> None:
    answer = make()
    board = board_of(answer)
    board.grow()
    before = board.zoom.actual
    fingers.pinch(board, 60, 120)
    assert board.zoom.actual == pytest.approx(2 * before, rel=0.02)
    middle = board.rect().center()
    fingers.drag(board, middle, (middle + QPoint(20, 0), middle + QPoint(60, 0)))
    assert places(answer) == ()
    fingers.tap(board, at(answer, 450, 500))
    assert near(places(answer)[0], 450, 500)


def test_the_arrows_move_a_cross_and_space_marks_there(make: Make) -> None:
    answer = make()
    board_of(answer).setFocus(Qt.FocusReason.TabFocusReason)
    assert board_of(answer).marks.cross == Place(500, 500)
    press(answer, Key.Key_Left, Key.Key_Up)
    press(answer, Key.Key_Right, Key.Key_Down, Key.Key_Down, shift=True)
    assert board_of(answer).marks.cross == Place(580, 680)
    press(answer, Key.Key_Space)
    assert places(answer) == (Place(580, 680),)
    press(answer, Key.Key_Space)
    assert places(answer) == ()
    press(answer, *[Key.Key_Down] * 9, shift=True)
    press(answer, Key.Key_Space)
    assert places(answer) == (Place(580, 1000),)


def test_the_cross_is_there_while_keys_go_to_the_picture(make: Make) -> None:
    answer = make()
    board = board_of(answer)
    board.setFocus(Qt.FocusReason.TabFocusReason)
    click(answer, 200, 400)
    assert board.marks.cross is None
    press(answer, Key.Key_Space)
    assert (board.marks.cross,) == places(answer)
    answer.choose.setFocus()
    assert board.marks.cross is None


def test_arrows_and_enter_are_the_pages_only_when_they_mark_nothing(make: Make) -> None:
    answer, heard = make(), list[str]()
    for key in ("Left", "Return", "Ctrl+Return"):
        shortcut = QShortcut(QKeySequence(key), answer.window())
        shortcut.activated.connect(lambda key=key: heard.append(key))
    board_of(answer).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(board_of(answer), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (len(places(answer)), heard) == (0, ["Ctrl+Return"])
    heard.clear()
    press(answer, Key.Key_Return)
    assert (len(places(answer)), heard) == (1, [])
    press(answer, Key.Key_Return)
    assert (len(places(answer)), heard) == (1, ["Return"])
    press(answer, Key.Key_Left, shift=True)
    press(answer, Key.Key_Return)
    assert (len(places(answer)), heard) == (2, ["Return"])
    press(answer, Key.Key_Left, shift=True)
    press(answer, Key.Key_Return)
    assert (len(places(answer)), heard) == (2, ["Return"] * 2)
    answer.show_grade(answer.item.grade(answer.response()))
    press(answer, Key.Key_Left)
    assert heard[2:] == ["Left"]


def test_the_cross_stays_in_sight_of_what_is_enlarged(make: Make) -> None:
    answer = make()
    board = board_of(answer)
    board.setFocus(Qt.FocusReason.TabFocusReason)
    press(answer, *[Key.Key_Right] * 4, shift=True)
    press(answer, *[Key.Key_Plus] * 5)
    assert board.zoom.actual > 2 * board.zoom.fitting
    assert board.rect().contains(at(answer, 900, 500))
    press(answer, *[Key.Key_Left] * 8, shift=True)
    assert board.marks.cross == Place(100, 500)
    assert board.rect().contains(at(answer, 100, 500))
    press(answer, Key.Key_0)
    assert board.zoom.is_fit


def test_right_to_left_mirrors_no_place(make: Make) -> None:
    answer = make(rtl=True)
    board = board_of(answer)
    board.setFocus(Qt.FocusReason.TabFocusReason)
    press(answer, Key.Key_Left, shift=True)
    assert board.marks.cross == Place(400, 500)
    QTest.mouseClick(board, CLICK, pos=QPoint(board.width() // 5, board.height() // 2))
    assert near(places(answer)[0], 200, 500)
    image = board.grab().toImage()
    rim = QPoint(at(answer, 200, 500).x() - 9, board.height() // 2)
    assert image.pixelColor(rim) == QColor(theme.LIGHT.accent)


def test_the_list_is_another_way_to_the_same_places(make: Make) -> None:
    answer = make()
    assert not answer.list.isVisible()
    assert not answer.pick(1)
    QTest.mouseClick(answer.choose, CLICK)
    assert answer.list.isVisible()
    assert [row.text() for row in answer.list.rows] == ["Drawer", "lamp", "switch"]
    QTest.keyClick(answer.list.rows[1], Key.Key_Space)
    assert places(answer) == (RIGHT.middle,)
    click(answer, 150, 250)
    assert [row.isChecked() for row in answer.list.rows] == [False, True, True]
    assert answer.pick(3)
    assert places(answer) == (RIGHT.middle,)
    assert answer.pick(1)
    assert places(answer) == (RIGHT.middle, OTHER.middle)
    assert not answer.pick(4)


def test_the_middle_of_a_region_stands_for_it_whatever_else_lies_there(make: Make) -> None:
    inner = Region(title="a", x=190, y=390, width=24, height=24)
    answer = make(ImageHotspot(regions=(LEFT, RIGHT, inner)))
    QTest.mouseClick(answer.choose, CLICK)
    answer.list.rows[2].click()
    assert [row.isChecked() for row in answer.list.rows] == [False, False, True]
    answer.list.rows[0].click()
    assert [row.isChecked() for row in answer.list.rows] == [True, False, True]


def test_checking_says_of_every_place_how_it_was(make: Make) -> None:
    answer = make()
    click(answer, 200, 400)
    click(answer, 500, 700)
    answer.show_grade(answer.item.grade(answer.response()))
    board = board_of(answer)
    assert board.marks.verdicts == (PartVerdict.RIGHT, PartVerdict.WRONG)
    assert board.marks.regions == {LEFT: PartVerdict.RIGHT, RIGHT: PartVerdict.MISSED}
    assert told(answer) == [
        ("Place 1: switch. Right", "It cuts."),
        ("Place 2: Drawer. Not this one", "Papers only."),
        ("lamp. You missed this", "It glows."),
    ]
    click(answer, 200, 400)
    press(answer, Key.Key_Space)
    assert len(places(answer)) == 2


def test_a_place_beside_everything_and_one_marked_twice_are_told_as_that(make: Make) -> None:
    answer = make()
    answer.fill(Pointed((Place(200, 300), Place(200, 500))))
    answer.show_grade(answer.item.grade(answer.response()))
    assert told(answer)[1] == ("Place 2: switch. Not this one", "This is marked twice.")
    other = make()
    other.fill(Pointed((Place(50, 50),)))
    other.show_grade(other.item.grade(other.response()))
    assert told(other)[0] == ("Place 1. Not this one", "There is nothing to mark here.")


def test_what_checking_says_is_seen_on_the_picture(make: Make) -> None:
    answer = make()
    answer.fill(answer.item.asks.solution)
    before = board_of(answer).grab().toImage()
    answer.show_grade(answer.item.grade(answer.response()))
    after = board_of(answer).grab().toImage()
    edge = at(answer, 100, 330)
    assert after.pixelColor(edge) == QColor(theme.LIGHT.success)
    assert before.pixelColor(edge) != QColor(theme.LIGHT.success)


def test_where_the_picture_cannot_be_shown_there_is_the_list(make: Make) -> None:
    answer = make(picture="nothing.svg")
    assert answer.board is None
    assert answer.list.isVisible()
    answer.first().setFocus()
    QTest.keyClick(answer.first(), Key.Key_Space)
    assert places(answer) == (OTHER.middle,)
    answer.show_grade(answer.item.grade(answer.response()))
    assert len(told(answer)) == 3


def test_the_picture_is_described(make: Make) -> None:
    board = board_of(make())
    assert board.accessibleName()
    assert board.accessibleDescription() == "A panel with a switch and a lamp."


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(response=responses)
def test_any_answer_fills_in_and_is_checked(make: Make, response: Response) -> None:
    answer = make()
    answer.fill(response)
    given_now = places(answer)
    whole = response.places if isinstance(response, Pointed) else ()
    assert given_now == whole[:2]
    answer.show_grade(answer.item.grade(response))
    answer.grab()
    answer.window().close()


def told(answer: HotspotAnswer) -> list[tuple[str, str]]:
    """The rows of the verdict, as a screen reader says them."""
    QApplication.processEvents()
    rows = (row for row in answer.findChildren(AnswerCheck) if row.isVisible())
    return [(row.accessibleName(), row.accessibleDescription()) for row in rows]
