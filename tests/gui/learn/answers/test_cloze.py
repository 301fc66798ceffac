"""A text with gaps: by key, mouse and touch, in both directions, and what checking says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Cloze, Gap, Option, ShortText, SingleChoice
from keystep.domain.quiz import Item
from keystep.domain.responses import Choice, Filled, Response, Written
from keystep.gui import theme
from keystep.gui.learn.steps.answers.cloze import ClozeAnswer
from keystep.gui.learn.steps.answers.gaps import ChosenGap
from keystep.gui.widgets.choice_list import ChoiceList
from keystep.gui.widgets.label import WrappedLabel
from tests.gui.choosing import choose
from tests.gui.learn.fingers import Fingers
from tests.unit.domain.asking import responses

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
LONG = "one that a colleague wrote for you last week, when nobody had looked at the machine yet"
ASKS = Cloze(
    text="Turn off the {switch}, then {act} it with your own lock. Hang a tag ({tag}) on it, and "
    "try to start the machine: nothing may move.",
    gaps=(
        Gap(id="switch", entry=ShortText(accept=("isolator", "main switch"), typos=1)),
        Gap(
            id="act",
            entry=SingleChoice(
                options=(
                    Option(text="lock", right=True, feedback="Only a lock holds it."),
                    Option(text="leave", feedback="Anybody may turn it on."),
                )
            ),
        ),
        Gap(
            id="tag",
            entry=SingleChoice(options=(Option(text="red", right=True), Option(text=LONG))),
        ),
    ),
)
ARABIC = Cloze(
    text="أطفئ {switch}، ثم {act} بقفلك الخاص.",
    gaps=(
        Gap(id="switch", entry=ShortText(accept=("المفتاح الرئيسي",))),
        Gap(
            id="act",
            entry=SingleChoice(options=(Option(text="أقفله", right=True), Option(text="اتركه"))),
        ),
    ),
)
WRONG = Filled((Written("isolator"), Choice((1,)), Choice(())))
Make = Callable[..., ClozeAnswer]
Look = Callable[[Qt.LayoutDirection, float], None]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    kept: list[QWidget] = []

    def shown(asks: Cloze = ASKS, width: int = 640) -> ClozeAnswer:
        asked = Item(id="gaps", skill="lock-out", question="How?", asks=asks)
        answer = ClozeAnswer(asked, (), media=None)  # type: ignore[arg-type]
        window = QWidget()
        column = QVBoxLayout(window)
        column.addWidget(answer)
        column.addStretch(1)
        window.resize(width, 480)
        qtbot.addWidget(window)
        kept.append(window)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        answer.first().setFocus()
        return answer

    return shown


@pytest.fixture
def look(qapp: QApplication, appearance: theme.Appearance) -> Iterator[Look]:
    def wear(way: Qt.LayoutDirection, scale: float) -> None:
        qapp.setLayoutDirection(way)
        appearance.scale_text(scale)

    yield wear
    qapp.setLayoutDirection(LTR)


@pytest.fixture
def answer(make: Make) -> ClozeAnswer:
    return make()


def settle() -> None:
    """Layouts in layouts come to rest one after the other."""
    for _ in range(3):
        QApplication.processEvents()


def press(*keys: Qt.Key) -> None:
    """Keys to whatever takes them."""
    for key in keys:
        taker = QApplication.focusWidget()
        assert taker is not None
        QTest.keyClick(taker, key)
        QApplication.processEvents()


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def lists(gap: QWidget) -> list[ChoiceList]:
    """The lists that are open."""
    return [one for one in gap.window().findChildren(ChoiceList) if one.isVisible()]


def told(answer: ClozeAnswer) -> list[str]:
    QApplication.processEvents()
    return [part.text() for part in answer.findChildren(WrappedLabel) if part.isVisible()]


def assert_apart(answer: ClozeAnswer, least: float) -> None:
    """Every gap lies in the text, large enough for a finger and beside its neighbours."""
    settle()
    areas, text = [gap.geometry() for gap in answer.gaps], answer.gaps[0].parentWidget()
    assert text is not None
    assert all(text.rect().contains(area) and area.height() >= least for area in areas)
    assert not any(one.intersects(other) for one, other in pairwise(areas))


def test_filled_by_keys_alone(make: Make) -> None:
    answer = make()
    write("isolator")
    press(Key.Key_Tab, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    press(Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    assert answer.response() == Filled((Written("isolator"), Choice((1,)), Choice((0,))))


def test_enter_leads_to_what_is_empty_and_then_to_the_page(make: Make) -> None:
    answer = make()
    checked: list[bool] = []
    shortcut = QShortcut(QKeySequence(Key.Key_Return), answer.window())
    shortcut.activated.connect(lambda: checked.append(True))
    write("isolator")
    press(Key.Key_Return)
    assert QApplication.focusWidget() is answer.gaps[1]
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert QApplication.focusWidget() is answer.gaps[2]
    assert not checked
    press(Key.Key_Return, Key.Key_Return)
    assert answer.response() == Filled((Written("isolator"), Choice((0,)), Choice((0,))))
    press(Key.Key_Return)
    assert checked == [True]


def test_enter_stays_in_the_only_empty_gap(make: Make) -> None:
    answer = make()
    answer.fill(Filled((Written(" "), Choice((0,)), Choice((0,)))))
    press(Key.Key_Return)
    assert QApplication.focusWidget() is answer.gaps[0]


def test_escape_leaves_the_list_as_it_was(make: Make) -> None:
    answer = make()
    press(Key.Key_Tab, Key.Key_Space, Key.Key_Down, Key.Key_Escape)
    assert lists(answer) == []
    assert answer.response() == Filled((Written(""), Choice(()), Choice(())))


def test_a_click_opens_the_list_and_another_chooses(make: Make, qtbot: QtBot) -> None:
    answer = make()
    gap = answer.gaps[1]
    assert isinstance(gap, ChosenGap)
    with qtbot.waitSignal(answer.changed):
        choose(gap, 1)
    assert gap.response() == Choice((1,))


def test_a_press_alone_opens_nothing_and_a_wheel_chooses_nothing(make: Make) -> None:
    gap = make().gaps[1]
    assert isinstance(gap, ChosenGap)
    QTest.mousePress(gap, LEFT)
    assert lists(gap) == []
    QTest.mouseRelease(gap, LEFT, pos=QPoint(-40, -40))
    assert lists(gap) == []
    middle, none = QPointF(gap.rect().center()), Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, -120),
        LEFT.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(gap, turn)
    assert not gap.is_filled()


def test_a_finger_opens_the_list_and_chooses(make: Make, fingers: Fingers) -> None:
    gap = make().gaps[1]
    assert isinstance(gap, ChosenGap)
    fingers.tap(gap)
    [there] = lists(gap)
    places = [there.rows.visualItemRect(there.rows.item(n)) for n in range(2)]
    assert all(place.height() >= 40 for place in places)
    fingers.tap(there.rows.viewport(), places[1].center())
    assert gap.response() == Choice((1,))


@pytest.mark.parametrize(("asks", "way"), [(ASKS, LTR), (ASKS, RTL), (ARABIC, RTL)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_gaps_lie_in_the_text_side_by_side(
    make: Make, look: Look, asks: Cloze, way: Qt.LayoutDirection, scale: float
) -> None:
    look(way, scale)
    answer = make(asks)
    assert_apart(answer, 38 * scale + 2)
    answer.fill(WRONG)
    answer.show_grade(asks.grade(answer.response()))
    assert_apart(answer, 38 * scale + 2)


def test_gaps_follow_the_text_from_right_to_left(make: Make, look: Look) -> None:
    look(RTL, 1.0)
    first, second = (gap.geometry() for gap in make(ARABIC).gaps)
    assert second.right() < first.left()


def test_lines_break_around_the_gaps(make: Make) -> None:
    tops = {gap.geometry().center().y() for gap in make(width=320).gaps}
    assert len(tops) == 3


def test_a_gap_does_not_tell_how_long_its_answer_is(make: Make) -> None:
    def width(word: str) -> int:
        return (
            make(Cloze(text="{a}", gaps=(Gap(id="a", entry=ShortText(accept=(word,))),)))
            .gaps[0]
            .width()
        )

    assert width("on") == width("air") >= 96
    assert width("main switch") == width("main switches") > width("on")


def test_every_gap_says_where_it_stands(make: Make) -> None:
    assert [gap.accessibleName() for gap in make().gaps] == [
        "Gap 1 of 3, after: Turn off the",
        "Gap 2 of 3, after: then",
        "Gap 3 of 3, after: your own lock. Hang a tag",
    ]


def test_what_is_entered_comes_back(make: Make) -> None:
    before, after = make(), make()
    before.fill(WRONG)
    after.fill(before.response())
    assert after.response() == before.response() == WRONG


@given(response=responses)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_can_be_filled_in(answer: ClozeAnswer, response: Response) -> None:
    answer.fill(response)
    again = answer.response()
    assert isinstance(again, Filled)
    assert len(again.gaps) == len(ASKS.gaps)
    answer.fill(again)
    assert answer.response() == again


def test_each_gap_says_how_it_was_and_what_is_right(answer: ClozeAnswer) -> None:
    answer.fill(WRONG)
    answer.show_grade(ASKS.grade(WRONG))
    assert [gap.accessibleDescription() for gap in answer.gaps] == [
        "Right",
        "Not this one. The answer: lock",
        "You missed this. The answer: red",
    ]
    assert told(answer) == [
        *("leave: Not this one", "Anybody may turn it on."),
        *("lock: You missed this", "Only a lock holds it."),
    ]


def test_what_was_checked_cannot_be_changed(answer: ClozeAnswer) -> None:
    answer.fill(WRONG)
    answer.show_grade(ASKS.grade(WRONG))
    answer.gaps[0].setFocus()
    write("x")
    press(Key.Key_Tab, Key.Key_Space)
    QTest.mouseClick(answer.gaps[2], LEFT)
    assert lists(answer) == []
    assert answer.response() == WRONG


def test_a_gap_shows_its_verdict_by_shape_and_words(answer: ClozeAnswer) -> None:
    """What was given is wider than before by the right answer, which is read in the gap."""
    answer.fill(Filled((Written("x"), Choice((0,)), Choice((0,)))))
    before = answer.gaps[0].height()
    answer.show_grade(ASKS.grade(answer.response()))
    settle()
    assert answer.gaps[0].height() > before
    assert answer.gaps[1].height() == 40
