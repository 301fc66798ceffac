"""Putting together what belongs together: by click, drag, finger and keys alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.responses import Placed, Response
from keystep.gui.learn.steps.answers.carrying import OUT
from keystep.gui.learn.steps.answers.matching import MatchingAnswer
from tests.gui.learn.answers.conftest import Laid
from tests.gui.learn.answers.moving import TAGS, Key, Table, item, settle
from tests.unit.domain.asking import responses

ORDER = (3, 1, 0, 2)
NOWHERE = Placed((None, None, None))


@pytest.fixture
def answer() -> MatchingAnswer:
    return MatchingAnswer(item(TAGS), ORDER, None)  # type: ignore[arg-type]


@pytest.fixture
def on(laid: Laid, answer: MatchingAnswer) -> Table:
    return laid(answer)


def test_things_stand_in_the_order_of_the_run(on: Table, answer: MatchingAnswer) -> None:
    left_to_right = sorted(range(4), key=lambda n: on.at(answer.chips[n]).x())
    assert tuple(left_to_right) == ORDER
    assert answer.response() == NOWHERE


def test_a_click_takes_and_a_click_puts(on: Table, answer: MatchingAnswer) -> None:
    on.click(answer.chips[0])
    assert answer.chips[0].isChecked()
    assert answer.chips[0].accessibleName() == "Do not run, with nothing, taken"
    assert not on.changes
    on.click(answer.places[1])
    assert on.changes == [Placed((None, 0, None))]
    assert answer.chips[0].accessibleName() == "Do not run, with Yellow tag"
    assert answer.places[1].accessibleName() == "Place 2, Yellow tag: Do not run"
    assert answer.places[1].rect().contains(answer.chips[0].mapTo(answer.places[1], QPoint(1, 1)))


def test_a_second_click_on_what_is_taken_lets_it_go(on: Table, answer: MatchingAnswer) -> None:
    on.click(answer.chips[0])
    on.click(answer.chips[0])
    on.click(answer.places[0])
    assert answer.response() == NOWHERE


def test_a_click_on_a_filled_place_takes_the_thing_out_again(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.fill(Placed((1, None, None)))
    settle()
    on.click(answer.places[0])
    assert answer.response() == NOWHERE
    assert not answer.chips[1].isChecked()


def test_what_is_put_into_a_filled_place_sends_the_other_back(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.fill(Placed((1, None, None)))
    settle()
    on.click(answer.chips[2])
    on.click(answer.places[0])
    assert answer.response() == Placed((2, None, None))
    assert answer.chips[1].accessibleName() == "Run with care, with nothing"


def test_the_mouse_drags_a_thing_into_a_place(on: Table, answer: MatchingAnswer) -> None:
    on.drag(answer.chips[3], on.at(answer.places[2]))
    assert on.changes == [Placed((None, None, 3))]
    on.drag(answer.chips[3], on.at(answer.places[0]))
    assert answer.response() == Placed((3, None, None))


def test_dropped_on_the_pool_it_is_out_and_dropped_nowhere_it_goes_back(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.fill(Placed((1, 2, None)))
    settle()
    on.drag(answer.chips[1], QPoint(on.window.width() - 20, on.window.height() - 20))
    assert not on.changes
    assert answer.response() == Placed((1, 2, None))
    on.drag(answer.chips[1], on.at(answer.pool))
    assert on.changes == [Placed((None, 2, None))]


def test_while_it_is_dragged_a_picture_follows_and_the_place_below_is_marked(
    on: Table, answer: MatchingAnswer
) -> None:
    before = set(on.window.findChildren(QWidget))
    place = on.at(answer.places[1])
    on.grab(answer.chips[0], on.at(answer.chips[0]) + QPoint(0, 30), place)
    (ghost,) = set(on.window.findChildren(QWidget)) - before
    assert ghost.geometry().contains(place)
    on.drop(place)
    assert set(on.window.findChildren(QWidget)) == before


def test_escape_ends_a_drag_and_the_rest_of_it_means_nothing(
    on: Table, answer: MatchingAnswer
) -> None:
    place = on.at(answer.places[1])
    on.grab(answer.chips[0], on.at(answer.chips[0]) + QPoint(0, 30), place)
    on.press(Key.Key_Escape)
    on.drop(place)
    assert answer.response() == NOWHERE
    assert not answer.chips[0].isChecked()
    assert not on.heard


def test_a_finger_taps_and_drags_as_the_mouse_does(on: Table, answer: MatchingAnswer) -> None:
    on.tap(answer.chips[0])
    assert answer.chips[0].isChecked()
    on.tap(answer.places[2])
    assert on.changes == [Placed((None, None, 0))]
    start, end = on.at(answer.chips[1]), on.at(answer.places[0])
    on.finger(start, start + QPoint(0, 20), end)
    assert answer.response() == Placed((1, None, 0))


def test_a_second_finger_ends_the_drag(on: Table, answer: MatchingAnswer) -> None:
    start, end = on.at(answer.chips[1]), on.at(answer.places[0])
    on.finger(start, start + QPoint(0, 20), end, second=start)
    assert answer.response() == NOWHERE


def test_space_takes_tab_goes_to_the_places_and_enter_puts(
    on: Table, answer: MatchingAnswer
) -> None:
    on.focus(answer.first())
    assert on.window.focusWidget() is answer.chips[3]
    on.press(Key.Key_Space, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert on.window.focusWidget() is answer.places[1]
    on.press(Key.Key_Return)
    assert on.changes == [Placed((None, 3, None))]
    assert not on.heard
    assert on.ring.target is answer.chips[1]


def test_places_are_no_stop_while_the_hand_is_empty(on: Table, answer: MatchingAnswer) -> None:
    answer.fill(Placed((2, None, None)))
    on.focus(answer.chips[3])
    stops = []
    for _ in range(4):
        stops.append(on.window.focusWidget())
        on.press(Key.Key_Tab)
    assert stops == [answer.chips[n] for n in (3, 1, 0, 2)]


def test_a_number_puts_what_the_keyboard_is_at_and_goes_on(
    on: Table, answer: MatchingAnswer
) -> None:
    on.focus(answer.first())
    assert [answer.pick(n) for n in (2, 1, 3)] == [True] * 3
    assert answer.response() == Placed((1, 3, 0))
    assert on.ring.target is answer.chips[2]
    assert not answer.pick(4)


def test_a_number_puts_what_is_taken(on: Table, answer: MatchingAnswer) -> None:
    on.click(answer.chips[2])
    assert answer.pick(1)
    assert answer.response() == Placed((2, None, None))


def test_numbers_mean_nothing_while_the_keyboard_is_elsewhere(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.setFocus()
    assert not answer.pick(1)


def test_escape_and_enter_reach_the_page_only_with_an_empty_hand(
    on: Table, answer: MatchingAnswer
) -> None:
    on.focus(answer.chips[0])
    on.press(Key.Key_Space, Key.Key_Return)
    assert not on.heard
    on.press(Key.Key_Escape)
    assert not on.heard
    assert not answer.chips[0].isChecked()
    on.press(Key.Key_Return, Key.Key_Escape)
    assert on.heard == ["Return", "Esc"]


def test_the_keyboard_stays_with_a_thing_that_is_put_and_taken_out(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.fill(Placed((1, None, None)))
    settle()
    on.focus(answer.chips[1])
    on.press(Key.Key_Space)
    assert answer.response() == NOWHERE
    assert on.ring.target is answer.chips[1]


def test_the_verdict_says_of_each_pair_how_it_was_and_what_belongs_there(
    on: Table, answer: MatchingAnswer
) -> None:
    given = Placed((0, 3, None))
    answer.fill(given)
    answer.show_grade(TAGS.grade(given))
    right, wrong = answer.chips[0], answer.chips[3]
    assert right.accessibleName() == "Do not run, with Red tag. Right"
    assert right.accessibleDescription() == "Only its owner takes it off."
    assert wrong.accessibleName() == "Out of paper, with Yellow tag. Not this one"
    assert wrong.accessibleDescription() == "Belongs here: Run with care"
    missed = answer.places[2]
    assert missed.accessibleName() == "Place 3, Green lamp: empty. You missed this"
    assert missed.accessibleDescription() == "Belongs here: Free to run"
    assert missed.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not answer.pool.isVisible()


def test_what_belongs_nowhere_and_was_left_is_rightly_left_out(
    on: Table, answer: MatchingAnswer
) -> None:
    answer.fill(TAGS.solution)
    answer.show_grade(TAGS.grade(TAGS.solution))
    assert answer.chips[3].isVisible()
    assert "Rightly left out" in answer.chips[3].accessibleName()


def test_after_the_verdict_nothing_moves(on: Table, answer: MatchingAnswer) -> None:
    given = Placed((0, 3, None))
    answer.fill(given)
    answer.show_grade(TAGS.grade(given))
    on.click(answer.chips[0])
    on.drag(answer.chips[0], on.at(answer.places[2]))
    on.tap(answer.chips[3])
    on.focus(answer.chips[0])
    on.press(Key.Key_Space)
    assert not answer.pick(3)
    assert answer.response() == given
    assert not on.changes


def test_nothing_is_in_the_hand_once_the_page_is_gone(on: Table, answer: MatchingAnswer) -> None:
    on.click(answer.chips[0])
    on.window.hide()
    assert not answer.chips[0].isChecked()


@pytest.mark.parametrize(("width", "beside"), [(760, True), (400, False)])
def test_places_stand_beside_their_lefts_or_below(
    laid: Laid, answer: MatchingAnswer, width: int, beside: bool
) -> None:
    on = laid(answer, width)
    first, second = (on.at(place, QPoint(0, 0)) for place in answer.places[:2])
    assert (first.x() > width // 3) is beside
    assert second.y() > first.y()
    assert all(place.width() <= width for place in answer.places)


def test_right_to_left_mirrors(laid: Laid, answer: MatchingAnswer) -> None:
    answer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    on = laid(answer)
    left_to_right = sorted(range(4), key=lambda n: -on.at(answer.chips[n]).x())
    assert tuple(left_to_right) == ORDER
    assert on.at(answer.places[0]).x() < on.window.width() // 2


def test_a_drag_to_the_edge_scrolls_the_page(
    laid: Laid, answer: MatchingAnswer, qtbot: QtBot
) -> None:
    on = laid(answer, 500, 180)
    bar = on.window.centralWidget().verticalScrollBar()  # type: ignore[attr-defined]
    assert bar.maximum() > 0
    bottom = QPoint(120, on.window.height() - 6)
    on.grab(answer.chips[3], on.at(answer.chips[3]) + QPoint(0, 20), bottom)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    place = on.at(answer.places[2])
    on.move(place)
    on.drop(place)
    assert answer.response() == Placed((None, None, 3))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(given_=responses)
def test_any_response_can_be_filled_in(qapp: QApplication, given_: Response) -> None:
    answer = MatchingAnswer(item(TAGS), ORDER, None)  # type: ignore[arg-type]
    answer.fill(given_)
    where = answer.where
    assert all(place != OUT for place in where.values())
    answer.show_grade(TAGS.grade(given_))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(things=st.permutations((0, 1, 2, 3, None, None, None)))
def test_what_was_given_comes_back(qapp: QApplication, things: list[int | None]) -> None:
    answer = MatchingAnswer(item(TAGS), ORDER, None)  # type: ignore[arg-type]
    given_ = Placed(tuple(things[:3]))
    answer.fill(NOWHERE)
    answer.fill(given_)
    assert answer.response() == given_
