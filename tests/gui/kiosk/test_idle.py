"""Nobody touches the screen: who is still there is asked, then signed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.idle import HELD_MS, Idle
from tests.gui.learn.fingers import Fingers

Kind, Left, NoButton = QEvent.Type, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NONE = Qt.KeyboardModifier.NoModifier
SECOND = 1_000


class Ticking:
    """Milliseconds, moved by hand."""

    def __init__(self) -> None:
        self.ms = 5_000

    def __call__(self) -> int:
        return self.ms


class Heard:
    """What an :class:`Idle` told, in that order."""

    def __init__(self, idle: Idle) -> None:
        self.said = list[object]()
        idle.warned.connect(self.said.append)
        idle.returned.connect(lambda: self.said.append("returned"))
        idle.timed_out.connect(lambda: self.said.append("timed out"))

    def all(self) -> list[object]:
        QApplication.processEvents()
        said, self.said[:] = list(self.said), []
        return said


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def idle(qapp: QApplication, ticking: Ticking) -> Iterator[Idle]:
    """90 seconds, and 20 more. It looks at the clock when told to."""
    made = Idle(90, 20, ticking)
    made.start()
    made._timer.stop()
    yield made
    made.stop()


@pytest.fixture
def heard(idle: Idle) -> Heard:
    return Heard(idle)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """“Sign me out”, and some ground beside it."""
    made = QWidget()
    made.resize(400, 300)
    column = QVBoxLayout(made)
    column.addWidget(QPushButton("Sign me out"))
    column.addStretch(1)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def button(window: QWidget) -> QPushButton:
    found = window.findChild(QPushButton)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def wait(idle: Idle, ticking: Ticking, seconds: float) -> None:
    """Time goes by, a tick each second of it."""
    whole, rest = divmod(round(seconds * SECOND), SECOND)
    for _ in range(whole):
        ticking.ms += SECOND
        idle.tick()
    ticking.ms += rest


def send(target: QWidget, event: QEvent) -> None:
    QApplication.sendEvent(target, event)


def move(target: QWidget, at: QPoint) -> None:
    there = QPointF(target.mapToGlobal(at))
    send(target, QMouseEvent(Kind.MouseMove, QPointF(at), there, NoButton, NoButton, NONE))


def wheel(target: QWidget) -> None:
    there, down = target.mapToGlobal(QPointF(9, 9)), QPoint(0, -120)
    phase = Qt.ScrollPhase.NoScrollPhase
    send(target, QWheelEvent(QPointF(9, 9), there, QPoint(), down, NoButton, NONE, phase, False))


def test_it_warns_each_second_and_then_it_is_over(
    idle: Idle, heard: Heard, ticking: Ticking
) -> None:
    wait(idle, ticking, 89)
    assert heard.all() == []
    wait(idle, ticking, 21)
    assert heard.all() == [*range(20, 0, -1), "timed out"]
    wait(idle, ticking, 300)
    assert heard.all() == []


def test_the_second_round_is_as_the_first(idle: Idle, heard: Heard, ticking: Ticking) -> None:
    wait(idle, ticking, 110)
    idle.start()
    heard.all()
    wait(idle, ticking, 110)
    assert heard.all() == [*range(20, 0, -1), "timed out"]


ACTS: dict[str, Callable[[QWidget], object]] = {
    "a mouse button": lambda target: QTest.mouseClick(target, Left),
    "a key": lambda target: QTest.keyClick(target, Qt.Key.Key_A),
    "a modifier": lambda target: QTest.keyClick(target, Qt.Key.Key_Control),
    "a wheel": wheel,
    "a move": lambda target: move(target, QPoint(150, 150)),
}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_a_person_does_counts(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget, act: str
) -> None:
    wait(idle, ticking, 85)
    ACTS[act](window)
    wait(idle, ticking, 85)
    assert heard.all() == []
    wait(idle, ticking, 10)
    assert heard.all() == [20, 19, 18, 17, 16, 15]
    move(window, QPoint(20, 20))
    ACTS[act](window)
    assert heard.all() == ["returned"]
    wait(idle, ticking, 89)
    assert heard.all() == []


def test_a_finger_counts(
    idle: Idle,
    heard: Heard,
    ticking: Ticking,
    window: QWidget,
    touch_screen: QPointingDevice,
) -> None:
    wait(idle, ticking, 95)
    heard.all()
    Fingers(touch_screen).tap(window, QPoint(200, 250))
    assert heard.all() == ["returned"]


def test_moves_that_qt_makes_up_do_not_count(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    move(window, QPoint(100, 100))
    wait(idle, ticking, 60)
    over = QWidget(window)
    over.setGeometry(50, 50, 100, 100)
    over.setMouseTracking(True)
    over.show()
    move(over, QPoint(50, 50))
    move(window, QPoint(101, 101))
    wait(idle, ticking, 30)
    assert heard.all() == [20]


def test_what_lies_on_a_key_does_not_count(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    for _ in range(90):
        wait(idle, ticking, 1)
        send(window, QKeyEvent(Kind.KeyPress, Qt.Key.Key_A, NONE, "a", True))
    assert heard.all() == [20]


def test_timers_and_paintings_do_not_count(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    for _ in range(90):
        wait(idle, ticking, 1)
        window.repaint()
    assert heard.all() == [20]


def test_a_film_that_plays_counts(idle: Idle, heard: Heard, ticking: Ticking) -> None:
    plays = True
    idle.busy = lambda: plays
    wait(idle, ticking, 300)
    assert heard.all() == []
    plays = False
    wait(idle, ticking, 91)
    assert heard.all() == [20, 19]
    plays = True
    wait(idle, ticking, 1)
    assert heard.all() == ["returned"]


def test_a_machine_that_slept_is_over_on_waking(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    idle.busy = lambda: True
    wait(idle, ticking, 3)
    ticking.ms += 8 * 3_600 * SECOND
    idle.tick()
    assert heard.all() == ["timed out"]


def test_the_touch_that_woke_a_machine_comes_too_late_and_reaches_nobody(
    heard: Heard, idle: Idle, ticking: Ticking, button: QPushButton, qtbot: QtBot
) -> None:
    ticking.ms += 8 * 3_600 * SECOND
    with qtbot.assertNotEmitted(button.pressed):
        QTest.mousePress(button, Left)
    assert heard.all() == ["timed out"]
    QTest.mouseRelease(button, Left)
    QTest.mouseClick(button, Left)
    assert heard.all() == []


def test_a_press_is_done_before_the_page_goes(
    idle: Idle, heard: Heard, ticking: Ticking, button: QPushButton
) -> None:
    button.clicked.connect(lambda: heard.said.append("clicked"))
    wait(idle, ticking, 91)
    heard.all()
    QTest.mousePress(button, Left)
    assert heard.all() == []
    QTest.mouseRelease(button, Left)
    assert heard.all() == ["clicked", "returned"]


def test_who_signs_out_does_not_return(
    idle: Idle,
    heard: Heard,
    ticking: Ticking,
    button: QPushButton,
    touch_screen: QPointingDevice,
) -> None:
    button.clicked.connect(idle.stop)
    wait(idle, ticking, 91)
    heard.all()
    Fingers(touch_screen).tap(button)
    assert heard.all() == []


def test_a_touch_that_does_not_end_is_answered_all_the_same(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    wait(idle, ticking, 91)
    heard.all()
    QTest.mousePress(window, Left)
    wait(idle, ticking, HELD_MS // SECOND)
    assert heard.all() == ["returned"]


def test_who_touches_nothing_may_say_so(idle: Idle, heard: Heard, ticking: Ticking) -> None:
    wait(idle, ticking, 91)
    heard.all()
    idle.touch()
    assert heard.all() == ["returned"]
    wait(idle, ticking, 89)
    assert heard.all() == []


def test_stopped_it_tells_nothing(
    idle: Idle, heard: Heard, ticking: Ticking, window: QWidget
) -> None:
    wait(idle, ticking, 91)
    QTest.mouseClick(window, Left)
    idle.stop()
    heard.said.clear()
    wait(idle, ticking, 300)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert heard.all() == []


def test_it_looks_at_the_clock_each_second(ticking: Ticking) -> None:
    made = Idle(90, 20, ticking)
    assert not made._timer.isActive()
    made.start()
    assert made._timer.isActive()
    assert made._timer.interval() == SECOND
    made.stop()
    assert not made._timer.isActive()
