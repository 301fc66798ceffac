"""Putting in order: by drag, finger, buttons and keys alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Ordering
from keystep.domain.responses import Placed, Response
from keystep.gui import motion
from keystep.gui.learn.steps.answers.ghost import Ghost
from keystep.gui.learn.steps.answers.ordering import OrderingAnswer
from tests.gui.learn.answers.conftest import Laid
from tests.gui.learn.answers.moving import STEPS, Key, Table, item, settle
from tests.unit.domain.asking import responses

ORDER = (2, 0, 3, 1)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def answer() -> OrderingAnswer:
    return OrderingAnswer(item(STEPS), ORDER, None)  # type: ignore[arg-type]


@pytest.fixture
def on(laid: Laid, answer: OrderingAnswer) -> Table:
    return laid(answer)


def seen(on: Table, answer: OrderingAnswer) -> list[int]:
    """The pieces from top to bottom, as they are painted."""
    settle()
    return sorted(range(4), key=lambda n: on.at(answer.rows[n]).y())


def placed(line: list[int]) -> Placed:
    return Placed(tuple(line.index(n) for n in range(4)))


def test_the_order_of_the_run_is_no_answer(on: Table, answer: OrderingAnswer) -> None:
    assert seen(on, answer) == list(ORDER)
    assert answer.response() == Placed(())
    assert answer.rows[0].accessibleName() == "Stop, place 2 of 4"
    assert not STEPS.is_answered(answer.response())


def test_alt_and_arrows_move_what_the_keyboard_is_at(on: Table, answer: OrderingAnswer) -> None:
    on.focus(answer.rows[0])
    on.press(Key.Key_Up, held=ALT)
    assert on.changes == [placed([0, 2, 3, 1])]
    assert seen(on, answer) == [0, 2, 3, 1]
    assert answer.rows[0].accessibleName() == "Stop, place 1 of 4"
    on.press(Key.Key_Up, held=ALT)
    assert len(on.changes) == 1
    on.press(Key.Key_Down, Key.Key_Down, held=ALT)
    assert seen(on, answer) == [2, 3, 0, 1]
    assert on.window.focusWidget() is answer.rows[0]


def test_what_was_moved_back_is_an_answer(on: Table, answer: OrderingAnswer) -> None:
    on.focus(answer.rows[0])
    on.press(Key.Key_Up, Key.Key_Down, held=ALT)
    assert answer.response() == placed(list(ORDER))


def test_arrows_alone_go_from_row_to_row(on: Table, answer: OrderingAnswer) -> None:
    on.focus(answer.first())
    on.press(Key.Key_Up, Key.Key_Down, Key.Key_Down)
    assert on.ring.target is answer.rows[3]
    assert not on.changes


def test_arrows_move_what_is_taken_until_it_is_let_go(on: Table, answer: OrderingAnswer) -> None:
    on.focus(answer.rows[2])
    on.press(Key.Key_Space)
    assert answer.rows[2].accessibleName() == "Tag, place 1 of 4, taken"
    on.press(Key.Key_Down, Key.Key_Down, Key.Key_Space, Key.Key_Down)
    assert seen(on, answer) == [0, 3, 2, 1]
    assert on.window.focusWidget() is answer.rows[1]


def test_escape_lets_go_where_it_is(on: Table, answer: OrderingAnswer) -> None:
    on.focus(answer.rows[2])
    on.press(Key.Key_Space, Key.Key_Down, Key.Key_Escape)
    assert not on.heard
    assert not answer.rows[2].isChecked()
    on.press(Key.Key_Escape)
    assert on.heard == ["Esc"]


def test_numbers_put_a_row_into_that_place(on: Table, answer: OrderingAnswer) -> None:
    answer.setFocus()
    assert not answer.pick(1)
    on.focus(answer.rows[1])
    assert answer.pick(2)
    assert seen(on, answer) == [2, 1, 0, 3]
    assert not answer.pick(5)


def test_a_click_takes_a_row_and_a_click_puts_it_there(on: Table, answer: OrderingAnswer) -> None:
    on.click(answer.rows[1])
    on.click(answer.rows[2])
    assert seen(on, answer) == [1, 2, 0, 3]
    on.click(answer.rows[1])
    on.click(answer.rows[1])
    assert len(on.changes) == 1


def test_buttons_move_a_row_and_lead_nowhere_at_the_ends(on: Table, answer: OrderingAnswer) -> None:
    assert not answer.rows[2].up.isVisible()
    assert not answer.rows[1].down.isVisible()
    assert min(answer.rows[0].up.width(), answer.rows[0].up.height()) >= 40
    on.click(answer.rows[0].up)
    assert seen(on, answer) == [0, 2, 3, 1]
    on.tap(answer.rows[3].down)
    assert seen(on, answer) == [0, 2, 1, 3]


def test_the_mouse_drags_a_row_and_the_others_make_room(on: Table, answer: OrderingAnswer) -> None:
    last = on.at(answer.rows[1])
    on.grab(answer.rows[2], on.at(answer.rows[2]) + QPoint(0, 20), last)
    assert seen(on, answer) == [0, 3, 1, 2]
    assert answer.response() == Placed(())
    on.drop(last)
    assert on.changes == [placed([0, 3, 1, 2])]


def test_dropped_beside_the_rows_it_goes_back(on: Table, answer: OrderingAnswer) -> None:
    below = QPoint(300, on.window.height() - 20)
    on.grab(answer.rows[2], on.at(answer.rows[1]), below)
    assert seen(on, answer) == list(ORDER)
    on.drop(below)
    assert not on.changes
    assert seen(on, answer) == list(ORDER)


def test_caught_again_on_its_way_back_it_is_dragged_once(
    on: Table, answer: OrderingAnswer, qapp: QApplication, qtbot: QtBot
) -> None:
    motion.set_reduced(qapp, False)
    row, below = answer.rows[2], QPoint(300, on.window.height() - 20)
    on.grab(row, on.at(answer.rows[1]), below)
    on.drop(below)
    on.grab(row, below)
    assert len(on.window.findChildren(Ghost)) == 1
    assert row.hole
    on.drop(below)
    qtbot.waitUntil(lambda: not row.hole)


def test_a_finger_drags_a_row_by_its_grip_alone(on: Table, answer: OrderingAnswer) -> None:
    row, end = answer.rows[2], on.at(answer.rows[1])
    on.finger(on.at(row), on.at(row) + QPoint(0, 30), end)
    assert not on.changes
    grip = on.at(row, QPoint(20, row.height() // 2))
    on.finger(grip, grip + QPoint(0, 30), end)
    assert on.changes == [placed([0, 3, 1, 2])]


def test_a_finger_on_the_grip_takes_as_on_the_row(on: Table, answer: OrderingAnswer) -> None:
    row = answer.rows[3]
    on.finger(on.at(row, QPoint(20, row.height() // 2)))
    assert row.isChecked()
    on.tap(row)
    assert not row.isChecked()


def test_tab_goes_down_the_rows_as_they_stand_now(on: Table, answer: OrderingAnswer) -> None:
    answer.fill(placed([3, 1, 0, 2]))
    on.focus(answer.first())
    stops = []
    for _ in range(4):
        stops.append(on.window.focusWidget())
        QTest.keyClick(on.window.focusWidget(), Key.Key_Tab)
    assert stops == [answer.rows[n] for n in (3, 1, 0, 2)]


def test_with_motion_rows_travel_to_their_places(
    laid: Laid, answer: OrderingAnswer, qapp: QApplication, qtbot: QtBot
) -> None:
    on = laid(answer)
    motion.set_reduced(qapp, False)
    top = answer.rows[0].y()
    with qtbot.waitSignal(answer.board.settled):
        on.click(answer.rows[0].up)
        assert 0 < answer.rows[0].y() <= top
    assert answer.rows[0].y() == 0
    assert seen(on, answer) == [0, 2, 3, 1]


def test_the_verdict_says_of_each_piece_where_it_belongs(on: Table, answer: OrderingAnswer) -> None:
    given_ = placed([0, 2, 1, 3])
    answer.fill(given_)
    answer.show_grade(STEPS.grade(given_))
    said = [(row.accessibleName(), row.accessibleDescription()) for row in answer.rows]
    assert said == [
        ("Stop, place 1 of 4. Right", ""),
        ("Lock, place 3 of 4. Not this one", "Belongs in place 2"),
        ("Tag, place 2 of 4. Not this one", "Belongs in place 3"),
        ("Try, place 4 of 4. Right", ""),
    ]
    on.click(answer.rows[0])
    on.drag(answer.rows[0], on.at(answer.rows[3]))
    on.focus(answer.rows[0])
    on.press(Key.Key_Down, held=ALT)
    assert not answer.pick(4)
    assert answer.response() == given_
    assert not answer.rows[1].up.isVisible()


def test_right_to_left_has_the_grip_at_the_right(laid: Laid, answer: OrderingAnswer) -> None:
    answer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    on = laid(answer)
    row = answer.rows[0]
    assert on.at(row.handle).x() > on.at(row).x() > on.at(row.down).x()


def test_long_pieces_wrap_and_the_rows_stand_below_each_other(laid: Laid) -> None:
    answer = OrderingAnswer(item(Ordering(pieces=("Stop", "Lock " * 60, "Tag"))), (2, 1, 0), None)  # type: ignore[arg-type]
    laid(answer, 400)
    rows = sorted(answer.rows, key=lambda row: row.y())
    assert rows[1].height() > 3 * rows[0].height()
    assert [row.y() for row in rows[1:]] == [row.geometry().bottom() + 9 for row in rows[:-1]]
    assert answer.board.height() == rows[-1].geometry().bottom() + 1


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(given_=Placed((None, 3, 1, 0, 2)))
@given(given_=responses)
def test_any_response_can_be_filled_in(qapp: QApplication, given_: Response) -> None:
    answer = OrderingAnswer(item(STEPS), ORDER, None)  # type: ignore[arg-type]
    answer.fill(given_)
    assert STEPS.is_answered(answer.response()) == STEPS.is_answered(given_)
    answer.show_grade(STEPS.grade(given_))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=st.permutations(range(4)))
def test_what_was_given_comes_back(qapp: QApplication, line: list[int]) -> None:
    answer = OrderingAnswer(item(STEPS), ORDER, None)  # type: ignore[arg-type]
    answer.fill(placed(line))
    assert answer.response() == placed(line)
    answer.fill(Placed(()))
    assert answer.response() == Placed(())
