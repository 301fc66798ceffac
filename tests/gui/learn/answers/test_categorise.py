"""Sorting into bins: by click, drag, finger and keys alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from keystep.domain.responses import Placed, Response
from keystep.gui import fonts
from keystep.gui.learn.steps.answers.categorise import CategoriseAnswer
from tests.gui.learn.answers.conftest import Laid
from tests.gui.learn.answers.moving import WASTE, Key, Table, item, settle
from tests.unit.domain.asking import responses

ORDER = (2, 0, 1)
NOWHERE = Placed((None, None, None))
CORNER = QPoint(0, 0)


@pytest.fixture
def answer() -> CategoriseAnswer:
    return CategoriseAnswer(item(WASTE), ORDER, None)  # type: ignore[arg-type]


@pytest.fixture
def on(laid: Laid, answer: CategoriseAnswer) -> Table:
    return laid(answer)


def test_things_stand_above_the_bins_in_the_order_of_the_run(
    on: Table, answer: CategoriseAnswer
) -> None:
    assert tuple(sorted(range(3), key=lambda n: on.at(answer.chips[n]).x())) == ORDER
    assert max(on.at(chip).y() for chip in answer.chips) < on.at(answer.places[0], CORNER).y()
    assert answer.response() == NOWHERE


def test_a_bin_takes_several_things(on: Table, answer: CategoriseAnswer) -> None:
    for thing in (1, 0):
        on.click(answer.chips[thing])
        on.click(answer.places[0])
    assert on.changes == [Placed((None, 0, None)), Placed((0, 0, None))]
    assert answer.places[0].accessibleName() == "Place 1, Sharps: Blades, Needles"
    assert answer.chips[0].accessibleName() == "Needles, in Sharps"
    assert answer.chips[2].accessibleName() == "Notes, in no bin"


def test_with_a_full_hand_a_thing_in_a_bin_is_its_bin(on: Table, answer: CategoriseAnswer) -> None:
    answer.fill(Placed((0, None, None)))
    settle()
    on.click(answer.chips[1])
    on.click(answer.chips[0])
    assert answer.response() == Placed((0, 0, None))


def test_a_click_on_a_thing_in_a_bin_takes_it_out(on: Table, answer: CategoriseAnswer) -> None:
    answer.fill(Placed((0, 0, None)))
    settle()
    on.click(answer.chips[0])
    assert on.changes == [Placed((None, 0, None))]


def test_mouse_and_finger_drag_from_bin_to_bin_and_out(on: Table, answer: CategoriseAnswer) -> None:
    on.drag(answer.chips[0], on.at(answer.places[1]))
    assert answer.response() == Placed((1, None, None))
    start, end = on.at(answer.chips[0]), on.at(answer.places[0])
    on.finger(start, start - QPoint(20, 0), end)
    assert answer.response() == Placed((0, None, None))
    on.drag(answer.chips[0], on.at(answer.pool))
    assert answer.response() == NOWHERE


def test_dropped_where_it_lay_nothing_is_answered(on: Table, answer: CategoriseAnswer) -> None:
    answer.fill(Placed((0, None, None)))
    settle()
    on.drag(answer.chips[0], on.at(answer.places[0], QPoint(5, 5)))
    assert not on.changes


def test_the_finger_that_takes_last_holds_and_the_other_moves_nothing(
    on: Table, answer: CategoriseAnswer
) -> None:
    window, place = on.window, on.at(answer.places[0])
    one, two = on.at(answer.chips[0]), on.at(answer.chips[2])
    down = QPoint(0, 15)
    on.touch().press(0, one, window).commit()
    on.touch().move(0, one + down, window).commit()
    on.touch().stationary(0).press(1, two, window).commit()
    on.touch().stationary(0).move(1, two + down, window).commit()
    on.touch().move(0, place, window).stationary(1).commit()
    on.touch().release(0, place, window).stationary(1).commit()
    on.touch().release(1, two + down, window).commit()
    assert not on.changes


def test_numbers_sort_one_thing_after_the_other(on: Table, answer: CategoriseAnswer) -> None:
    on.focus(answer.first())
    assert [answer.pick(n) for n in (2, 1, 1)] == [True] * 3
    assert answer.response() == WASTE.solution
    assert answer.pick(2)
    assert not answer.pick(3)
    assert answer.keys()[1:4] == ("[1]", "to", "[2]")


def test_space_tab_and_enter_sort_too(on: Table, answer: CategoriseAnswer) -> None:
    on.focus(answer.chips[1])
    on.press(Key.Key_Space, Key.Key_Tab, Key.Key_Return)
    assert answer.response() == Placed((None, 0, None))
    assert on.window.focusWidget() is answer.chips[2]


def test_the_verdict_says_of_each_thing_how_it_was_and_where_it_belongs(
    on: Table, answer: CategoriseAnswer
) -> None:
    given_ = Placed((0, 1, None))
    answer.fill(given_)
    answer.show_grade(WASTE.grade(given_))
    said = [(chip.accessibleName(), chip.accessibleDescription()) for chip in answer.chips]
    assert said == [
        ("Needles, in Sharps. Right", ""),
        ("Blades, in Paper. Not this one", "Belongs to: Sharps. Blunt"),
        ("Notes, in no bin. You missed this", "Belongs to: Paper"),
    ]
    assert answer.chips[2].isVisible()
    on.click(answer.chips[0])
    on.drag(answer.chips[2], on.at(answer.places[1]))
    assert answer.response() == given_


@pytest.mark.parametrize(("width", "beside"), [(760, True), (300, False)])
def test_bins_stand_side_by_side_or_on_rows(
    laid: Laid, answer: CategoriseAnswer, width: int, beside: bool
) -> None:
    on = laid(answer, width)
    first, second = (on.at(place, CORNER) for place in answer.places)
    assert (first.y() == second.y()) is beside
    assert (first.x() == second.x()) is not beside
    assert all(chip.width() <= width for chip in answer.chips)


def test_right_to_left_mirrors(laid: Laid, answer: CategoriseAnswer) -> None:
    answer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    on = laid(answer)
    first, second = (on.at(place) for place in answer.places)
    assert first.x() > second.x()


def test_targets_are_large_enough_for_a_finger(on: Table, answer: CategoriseAnswer) -> None:
    assert all(part.height() >= fonts.scaled(40) for part in (*answer.chips, *answer.places))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(given_=responses)
def test_any_response_can_be_filled_in(qapp: QApplication, given_: Response) -> None:
    answer = CategoriseAnswer(item(WASTE), ORDER, None)  # type: ignore[arg-type]
    answer.fill(given_)
    assert set(answer.where.values()) <= {0, 1}
    answer.show_grade(WASTE.grade(given_))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(places=st.lists(st.sampled_from((0, 1, None)), min_size=3, max_size=3))
def test_what_was_given_comes_back(qapp: QApplication, places: list[int | None]) -> None:
    answer = CategoriseAnswer(item(WASTE), ORDER, None)  # type: ignore[arg-type]
    answer.fill(WASTE.solution)
    answer.fill(Placed(tuple(places)))
    assert answer.response() == Placed(tuple(places))
