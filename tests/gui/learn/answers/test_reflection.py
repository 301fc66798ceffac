"""Thoughts that are written down: lines by Enter, no more than fit, and to be read afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Reflection
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Response, Written
from keystep.gui import theme
from keystep.gui.learn.steps.answers.reflection import LETTERS, ReflectionAnswer
from tests.unit.domain.asking import responses

Key = Qt.Key


@pytest.fixture
def answer(qtbot: QtBot) -> Iterator[ReflectionAnswer]:
    asked = Item(id="thoughts", skill="lock-out", question="When?", asks=Reflection())
    made = ReflectionAnswer(asked, (), media=None)  # type: ignore[arg-type]
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    window.resize(640, 600)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made.first().setFocus()
    yield made
    window.close()


def texts(answer: ReflectionAnswer) -> list[str]:
    QApplication.processEvents()
    return [part.text() for part in answer.findChildren(QLabel) if part.isVisible()]


def test_enter_begins_a_new_line(answer: ReflectionAnswer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(answer.changed):
        QTest.keyClicks(answer.area, "Last week")
    QTest.keyClick(answer.area, Key.Key_Return)
    QTest.keyClicks(answer.area, "on line 3")
    assert answer.response() == Written("Last week\non line 3")


def test_it_grows_with_what_is_written(answer: ReflectionAnswer) -> None:
    heights = []
    for lines in (1, 5, 30):
        answer.fill(Written("\n".join("x" * lines)))
        QApplication.processEvents()
        heights.append(answer.area.height())
    assert heights[0] < heights[1] < heights[2]
    assert heights[2] < 9 * 22 + 30


def test_no_more_can_be_written_than_is_kept(answer: ReflectionAnswer) -> None:
    answer.fill(Written("ab" + "x" * (LETTERS - 4)))
    cursor = answer.area.textCursor()
    cursor.setPosition(1)
    answer.area.setTextCursor(cursor)
    QGuiApplication.clipboard().setText("😀😀😀😀")
    QTest.keySequence(answer.area, QKeySequence(QKeySequence.StandardKey.Paste))
    assert answer.area.text().startswith("a😀😀bx")
    assert len(answer.area.text()) == LETTERS
    QTest.keySequence(answer.area, QKeySequence(QKeySequence.StandardKey.Undo))
    assert answer.area.text() == "ab" + "x" * (LETTERS - 4)


def test_letters_are_counted_near_the_end_only(answer: ReflectionAnswer) -> None:
    answer.fill(Written("x" * (LETTERS - 100)))
    assert not any("left" in text for text in texts(answer))
    QTest.keyClicks(answer.area, "y")
    assert "99 letters left" in texts(answer)


def test_what_was_sent_stands_there_to_be_read(answer: ReflectionAnswer) -> None:
    answer.fill(Written("Last week.\nOn line 3."))
    answer.show_grade(Grade(None))
    assert set(texts(answer)) == {
        "Last week.\nOn line 3.",
        "Not graded. It is kept with your answers.",
    }
    assert not answer.area.isVisible()
    assert answer.response() == Written("Last week.\nOn line 3.")


def test_tab_leaves_the_area(answer: ReflectionAnswer) -> None:
    after = QPushButton("Send")
    answer.window().layout().addWidget(after)
    after.show()
    QTest.keyClick(answer.area, Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert answer.area.text() == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_three_lines_have_room_at_first(
    answer: ReflectionAnswer, appearance: theme.Appearance, scale: float
) -> None:
    appearance.scale_text(scale)
    QApplication.processEvents()
    assert answer.area.viewport().height() >= 3 * 22 * scale


@given(response=responses)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_can_be_filled_in(answer: ReflectionAnswer, response: Response) -> None:
    answer.fill(response)
    again = answer.response()
    answer.fill(again)
    assert answer.response() == again


def test_undo_takes_back_only_what_was_written(answer: ReflectionAnswer) -> None:
    answer.fill(Written("before"))
    QTest.keyClicks(answer.area, "x")
    for _ in range(3):
        QTest.keySequence(answer.area, QKeySequence(QKeySequence.StandardKey.Undo))
    assert answer.area.text() == "before"
