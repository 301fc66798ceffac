"""What is left of a time: it passes only for whoever sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.learn.steps.check_clock import SittingClock
from keystep.gui.learn.steps.countdown import Countdown
from keystep.gui.learn.steps.scenario_clock import SceneClock
from tests.fakes import FakeClock


@pytest.fixture(params=[SittingClock, SceneClock])
def countdown(
    request: pytest.FixtureRequest, qtbot: QtBot, clock: FakeClock
) -> Iterator[Countdown]:
    """Twenty seconds, on the screen."""

    def now() -> int:
        return clock.now().clock

    made = SceneClock(20, now) if request.param is SceneClock else SittingClock(20_000, 0, now)
    window = QWidget()
    QVBoxLayout(window).addWidget(made)
    bring_to_front(window, qtbot)
    yield made
    window.close()


def bring_to_front(window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def sit(countdown: Countdown, clock: FakeClock, seconds: int) -> None:
    for _ in range(seconds):
        clock.move(seconds=1)
        countdown.tick()


def test_it_stands_still_while_another_window_is_in_front(
    countdown: Countdown, clock: FakeClock, qtbot: QtBot
) -> None:
    sit(countdown, clock, 4)
    clock.move(seconds=0.5)
    other = QWidget()
    bring_to_front(other, qtbot)
    sit(countdown, clock, 60)
    assert countdown.left_ms == 15_500
    other.close()
    bring_to_front(countdown.window(), qtbot)
    sit(countdown, clock, 5)
    assert countdown.left_ms == 10_500


def test_it_stands_still_while_it_is_not_seen(countdown: Countdown, clock: FakeClock) -> None:
    countdown.hide()
    sit(countdown, clock, 60)
    countdown.show()
    sit(countdown, clock, 1)
    assert countdown.left_ms == 19_000


def test_its_end_is_told_once(countdown: Countdown, clock: FakeClock) -> None:
    told = list[int]()
    countdown.up.connect(lambda: told.append(countdown.left_ms))
    sit(countdown, clock, 40)
    assert told == [0]


def test_stopped_it_never_runs_again(countdown: Countdown, clock: FakeClock) -> None:
    countdown.stop()
    countdown.hide()
    countdown.show()
    sit(countdown, clock, 60)
    assert countdown.left_ms == 20_000
