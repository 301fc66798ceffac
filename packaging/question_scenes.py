"""Questions, for the screenshots: each kind asked and told, tests, diagnostics; and groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from keystep.domain.lesson import StepKind

PLACES = {
    "ordering": ("shop-floor-safety", "lock-tag-try"),
    "hotspot": ("shop-floor-safety", "lock-tag-try"),
    "cloze": ("shop-floor-safety", "taking-a-lock-off"),
    "matching": ("shop-floor-safety", "nine-diamonds"),
    "categorise": ("shop-floor-safety", "nine-diamonds"),
    "reflection": ("shop-floor-safety", "say-it-today"),
}
"""Pack and lesson whose check asks a question of this kind."""


def _ask(stage: Any, kind: str) -> Any:
    """Open the check at its question of ``kind``."""
    pack, lesson = PLACES[kind]
    window = stage.window
    run_of = stage.parts["station"].shelf.lesson(pack, lesson)
    step = next(step for step in run_of.steps if step.kind is StepKind.CHECK)
    window.navigator.open_lesson(pack, lesson, step=step.id)
    QTest.qWait(50)
    view = window.pages.currentWidget().view
    kinds = [item.asks.__struct_config__.tag for item in view.sitting.at.asked]
    view.ask(kinds.index(kind))
    view.changed.emit()
    QTest.qWait(50)
    return view


def _tell(stage: Any, kind: str) -> None:
    """Answer it half rightly, and check."""
    view = _ask(stage, kind)
    view.question.answers.fill(_half(view.item))
    QTest.qWait(20)
    view.act()
    QTest.qWait(400)


def _half(item: Any) -> Any:
    """An answer of which part is right."""
    from keystep.domain.responses import (  # noqa: PLC0415
        Choice,
        Filled,
        Place,
        Placed,
        Pointed,
        Written,
    )

    solution = item.asks.solution
    if isinstance(solution, Placed):
        first, second, *rest = solution.places
        return Placed((second, first, *rest))
    if isinstance(solution, Filled):
        one = Choice((1,)) if isinstance(solution.gaps[0], Choice) else Written("bolt")
        return Filled((one, *solution.gaps[1:]))
    if isinstance(solution, Pointed):
        return Pointed((*solution.places[:-1], Place(60, 60)))
    return Written("I would stop the line first, and then call the shift leader.")


def probe(stage: Any) -> None:
    """Today, more than a week after the lessons were done."""
    stage.parts["clock"].pass_time(days=9)
    stage.window.navigator.go_to("today")


def _reviewed(stage: Any) -> Any:
    """The test of a pack, answered and reviewed."""
    stage.window.navigator.open_lesson("shop-floor-safety", "before-you-start", step="pre")
    QTest.qWait(50)
    player = stage.window.pages.currentWidget()
    view = player.view
    for n, item in enumerate(view.sitting.at.asked):
        view.question.answers.fill(item.asks.solution if n % 2 else _other(item))
        view.act()
        QTest.qWait(20)
    return player


def review(stage: Any) -> None:
    _reviewed(stage)


def skill_map(stage: Any) -> None:
    """The end of a lesson with a diagnostic: some skills known, some not."""
    player = _reviewed(stage)
    player.go_on()
    while player is stage.window.pages.currentWidget():
        QTest.qWait(20)
        view = player.view
        if view.foot().turns:
            player.go_on()
            continue
        if view.sitting.asks(view.item):
            known = view.item.skill in {"lock-out", "lift-well"}
            view.question.answers.fill(view.item.asks.solution if known else _other(view.item))
        view.act()
    QTest.qWait(50)


def group(stage: Any) -> None:
    """A scenario played by a group, two replies level."""
    stage.window.navigator.open_lesson("shop-floor-safety", "taking-a-lock-off")
    player = stage.window.pages.currentWidget()
    kinds = [step.kind for step in player.run.lesson.steps]
    player.show_step(kinds.index(StepKind.SCENARIO))
    QTest.qWait(50)
    _click(player, "Play as a group")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        player.view.press(key)
    QTest.qWait(50)


def _click(page: Any, words: str) -> None:
    found = (each for each in page.findChildren(QAbstractButton) if each.text() == words)
    next(each for each in found if each.isVisible()).click()
    QTest.qWait(50)


def _other(item: Any) -> Any:
    """The first answer that is not right."""
    from keystep.domain.responses import Choice, Written  # noqa: PLC0415

    solution = item.asks.solution
    if isinstance(solution, Choice):
        return Choice((next(n for n in range(9) if n not in solution.options),))
    return solution if not isinstance(solution, Written) else Written("0")


def _scene(name: str, act: Callable[[Any, str], object], kind: str) -> Callable[[Any], None]:
    def scene(stage: Any) -> None:
        act(stage, kind)

    scene.__name__ = name
    return scene


SCENES: tuple[Callable[[Any], None], ...] = (
    *(_scene(f"asked_{kind}", _ask, kind) for kind in PLACES),
    *(_scene(f"told_{kind}", _tell, kind) for kind in PLACES),
    *(probe, review, skill_map, group),
)
