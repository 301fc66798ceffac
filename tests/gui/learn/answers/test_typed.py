"""An answer to write: room at every text size, and figures that keep their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Numeric, ShortText
from keystep.domain.quiz import Item
from keystep.domain.responses import Written
from keystep.gui import theme
from keystep.gui.learn.steps.answers.typed import TypedAnswer
from keystep.gui.widgets.label import WrappedLabel

LONG = "the person who is responsible for the isolation of the machine, and nobody else at all"
Make = Callable[[Numeric | ShortText], TypedAnswer]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator[Make]:
    kept: list[QWidget] = []

    def shown(asks: Numeric | ShortText) -> TypedAnswer:
        asked = Item(id="typed", skill="lock-out", question="?", asks=asks)
        answer, window = TypedAnswer(asked, (), media=None), QWidget()  # type: ignore[arg-type]
        column = QVBoxLayout(window)
        column.addWidget(answer)
        column.addStretch(1)
        window.resize(560, 480)
        qtbot.addWidget(window)
        kept.append(window)
        window.show()
        return answer

    yield shown
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def words(answer: TypedAnswer) -> list[WrappedLabel]:
    for _ in range(3):
        QApplication.processEvents()
    return answer.findChildren(WrappedLabel)


@pytest.mark.parametrize(
    "asks", [ShortText(accept=(LONG,)), Numeric(answer="15", unit="minutes after the first call")]
)
def test_nothing_is_cut_at_twice_the_size(
    make: Make, appearance: theme.Appearance, asks: Numeric | ShortText
) -> None:
    appearance.scale_text(2.0)
    answer = make(asks)
    QTest.keyClicks(answer.edit, "7")
    answer.show_grade(asks.grade(answer.response()))
    told = words(answer)
    assert any(asks.model in label.text() for label in told)
    assert all(label.height() >= label.heightForWidth(label.width()) for label in told)
    assert all(answer.rect().contains(label.geometry()) for label in told if label.x())


def test_figures_keep_their_order_from_right_to_left(make: Make, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    asks = Numeric(answer="15", unit="min")
    answer = make(asks)
    answer.fill(Written("15"))
    answer.show_grade(asks.grade(answer.response()))
    assert any("\u206615 min\u2069" in label.text() for label in words(answer))


def test_a_unit_that_reads_from_right_to_left_stands_after_its_figure(
    make: Make, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    asks = Numeric(answer="15", unit="دقيقة")
    answer = make(asks)
    unit = next(label for label in words(answer) if label.text() == asks.unit)
    assert unit.geometry().right() < answer.edit.geometry().left()
    answer.show_grade(asks.grade(Written("7")))
    assert any(asks.model in label.text() for label in words(answer))


def test_after_checking_the_start_is_seen_and_nothing_changes(make: Make) -> None:
    asks = ShortText(accept=("isolator",))
    answer = make(asks)
    QTest.keyClicks(answer.edit, LONG)
    answer.show_grade(asks.grade(answer.response()))
    QTest.keyClicks(answer.edit, "x")
    assert answer.response() == Written(LONG)
    assert answer.edit.cursorPosition() == 0
