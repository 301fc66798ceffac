"""Rows and tiles that are chosen, by real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.gui import fonts, theme
from keystep.gui.widgets.answer_row import Verdict, answer_row
from keystep.gui.widgets.choice_row import ChoiceRow
from keystep.gui.widgets.rating_button import RatingButton
from keystep.gui.widgets.session_row import SessionItem, SessionRow
from keystep.gui.widgets.time_tile import TimeTile
from tests.gui.widgets.pixels import count, picture

LONG = "The control panel shows “Stop”, and nobody has touched the machine for a while. " * 3


def column(*parts: QWidget) -> QWidget:
    host = QWidget()
    layout = QVBoxLayout(host)
    for part in parts:
        layout.addWidget(part)
    return host


def test_space_toggles_an_answer_of_several(shown, qtbot) -> None:
    row = shown(answer_row("Your own lock hangs on it", several=True))
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


def test_a_click_anywhere_on_the_row_chooses_it(shown, qtbot) -> None:
    row = shown(answer_row("At the far end", several=True), 600)
    far = row.rect().bottomRight()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=far)
    assert row.isChecked()


def test_one_of_several_excludes_its_siblings_and_arrows_move(shown, qtbot) -> None:
    first, second = answer_row("One", several=False), answer_row("Two", several=False)
    shown(column(first, second))
    first.click()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert not first.isChecked()


@pytest.mark.parametrize("several", [True, False])
def test_a_verdict_freezes_the_answer_and_is_told(shown, qtbot, several: bool) -> None:
    row = shown(answer_row("The panel shows “Stop”", several=several))
    row.show_verdict(Verdict("not_this_one", "The panel only shows a request."))
    qtbot.keyClick(row, Qt.Key.Key_Space)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not row.isChecked()
    assert "Not this one" in row.accessibleName()
    assert row.accessibleDescription() == "The panel only shows a request."
    assert row.isEnabled()
    assert row.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_a_verdict_wears_tint_and_border_of_its_state(shown) -> None:
    row = shown(answer_row("Air is let out", several=True), 500)
    assert count(picture(row), "warning_tint") == 0
    row.show_verdict(Verdict("missed", "Six bar behind a valve."))
    image = picture(row)
    assert count(image, "warning_tint") > 10_000
    assert count(image, "warning") > 200


def test_long_answers_wrap_and_grow(shown) -> None:
    row = answer_row(LONG, several=True)
    assert row.heightForWidth(400) > row.heightForWidth(1200)
    assert row.heightForWidth(400) >= fonts.line_height("body_strong") * 5


def test_a_choice_tells_its_letter(shown, qtbot) -> None:
    first, second = ChoiceRow("A", "“At noon.”"), ChoiceRow("B", "“Some time.”")
    shown(column(first, second))
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.isChecked()
    assert second.accessibleName() == "B: “Some time.”"
    assert second.letter == "B"


def test_tiles_exclude_each_other_and_the_chosen_one_is_tinted(shown, qtbot) -> None:
    three, five = TimeTile("3", "min", "Cards only"), TimeTile("5", "min", "Cards and a step")
    shown(column(three, five))
    qtbot.keyClick(three, Qt.Key.Key_Space)
    qtbot.mouseClick(five, Qt.MouseButton.LeftButton)
    assert five.isChecked()
    assert not three.isChecked()
    assert count(picture(five), "tint") > 1000
    assert count(picture(three), "tint") == 0


def test_a_rating_is_told_with_its_interval(shown, qtbot) -> None:
    good = shown(RatingButton("Good", "5 days", "3", usual=True))
    with qtbot.waitSignal(good.clicked):
        qtbot.mouseClick(good, Qt.MouseButton.LeftButton)
    assert good.accessibleName() == "Good, 5 days"


def test_a_session_row_tells_what_why_and_how_long(shown) -> None:
    row = shown(SessionRow(SessionItem("cards", "6 cards", "Due today.", 2.5)), 500)
    assert row.accessibleName() == "6 cards, 2½ min"
    assert row.accessibleDescription() == "Due today."
    assert row.height() >= 76


TARGETS = [
    lambda: answer_row("Yes", several=True),
    lambda: answer_row("Yes", several=False),
    lambda: ChoiceRow("A", "Yes"),
    lambda: TimeTile("3", "min", "Cards"),
    lambda: RatingButton("Good", "5 days", "3"),
]


@pytest.mark.parametrize("make", TARGETS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_targets_are_at_least_40_high_and_grow_with_the_text(look, make, scale: float) -> None:
    theme.apply(look, theme.LIGHT, scale)
    part = make()
    assert part.sizeHint().height() >= 40 * scale
    assert part.accessibleName()
    part.deleteLater()
