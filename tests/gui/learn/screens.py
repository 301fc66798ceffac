"""Every screen of the learn face, reached by keys: for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from keystep.domain.lesson import StepKind
from keystep.domain.memory import Rating
from keystep.errors import UsageError
from keystep.gui.learn.window import LearnWindow
from keystep.services import cards, learning
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.hands import (
    Key,
    finish_step,
    open_lesson,
    press,
)
from tests.takers import PACK

LESSON = "three-sentences"


def every_screen(
    window: LearnWindow, station: Station, learner: str, clock: FakeClock
) -> Iterator[str]:
    """Leads from screen to screen and names the one that is shown."""
    for place in ("today", "paths", "cards", "folder"):
        window.place_chosen.emit(place)
        yield place
    player = open_lesson(window, LESSON)
    for _ in player.run.lesson.steps:
        kind = player.step.kind
        yield kind
        if kind is StepKind.CHECK:
            press(window, Key.Key_1, Key.Key_Return)
            yield "check, answered"
        if kind is StepKind.CARDS:
            press(window, Key.Key_Space)
            yield "cards, turned"
        finish_step(window, player)
        yield f"{kind}, done"
        press(window, Key.Key_Return)
    yield "completion"
    yield from _cards_due(window, station, learner, clock)
    window.tell_unexpected(ZeroDivisionError("1/0"))
    yield "unexpected"
    window.refuse(UsageError("There is no pack “{pack}” here.", pack=PACK))
    yield "refused"


def _cards_due(
    window: LearnWindow, station: Station, learner: str, clock: FakeClock
) -> Iterator[str]:
    run = learning.open_lesson(station, learner, PACK, LESSON)
    step = next(s for s in run.lesson.steps if s.kind is StepKind.CARDS)
    for practice in cards.step_cards(station, run, step):
        cards.rate_card(station, learner, practice, Rating.EASY, duration_ms=1)
    clock.move(days=30)
    window.place_chosen.emit("progress")
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    yield "progress"
    window.place_chosen.emit("today")
    yield "today, cards due"
    window.place_chosen.emit("cards")
    yield "cards due"
    press(window, Key.Key_Space)
    yield "cards due, turned"
