"""What the next minutes hold, for the screenshots: pieces of every kind, swapped, practised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtTest import QTest

from keystep.domain.lesson import StepKind

PACK, LESSON = "shop-floor-safety", "taking-a-lock-off"


def session(stage: Any) -> None:
    """Five minutes of cards, questions missed and a lesson, after a week with mistakes."""
    from keystep.gui.learn.desk import keep  # noqa: PLC0415

    _miss(stage)
    keep(stage.parts["station"], minutes=5)
    stage.window.navigator.go_to("today")


def session_swapped(stage: Any) -> None:
    """The first piece that can be was swapped, by a press of its button."""
    session(stage)
    QTest.qWait(50)
    _minutes(stage).put_off.emit(_swaps(stage)[0])


def session_over(stage: Any) -> None:
    """Everything was put off."""
    from keystep.services.putting_off import put_off  # noqa: PLC0415
    from keystep.services.today import today  # noqa: PLC0415

    station = stage.parts["station"]
    (learner,) = station.store.learners()
    while pieces := today(station, learner.id, 10).session:
        put_off(station, learner.id, pieces[0])
    stage.window.navigator.go_to("today")


def session_practice(stage: Any) -> None:
    """The first of the questions that were missed."""
    from keystep.domain.session import PRACTICES  # noqa: PLC0415

    session(stage)
    now = stage.window.pages.currentWidget().minutes
    pieces = tuple(piece for piece in now.shown.session if piece.work in PRACTICES)
    stage.window.pages.currentWidget().begun.emit(pieces)
    QTest.qWait(50)


def _miss(stage: Any) -> None:
    """Take a lesson of another pack, all of it wrong, and come back two days later."""
    from keystep.services import completion, learning  # noqa: PLC0415

    station, clock = stage.parts["station"], stage.parts["clock"]
    (learner,) = station.store.learners()
    run = learning.open_lesson(station, learner.id, PACK, LESSON)
    for step in run.lesson.steps:
        learning.view_step(station, run, step)
        if step.kind is StepKind.CHECK and step.phase is None:
            for item in run.items(step):
                wrong = _wrong(item)
                if wrong is not None:
                    learning.answer_item(station, run, step, item, wrong, duration_ms=9_000)
    completion.complete_lesson(station, run, duration_ms=240_000)
    clock.pass_time(days=2)


def _wrong(item: Any) -> Any:
    from keystep.domain.responses import Choice  # noqa: PLC0415

    solution = item.asks.solution
    if not isinstance(solution, Choice):
        return None
    return Choice((next(n for n in range(9) if n not in solution.options),))


def _minutes(stage: Any) -> Any:
    return stage.window.pages.currentWidget().minutes


def _swaps(stage: Any) -> Any:
    now = _minutes(stage).shown
    return [piece for piece in now.session if piece.key in now.swaps]


SCENES: tuple[Callable[[Any], None], ...] = (
    session,
    session_swapped,
    session_over,
    session_practice,
)
