"""The kinds of questions, each as it is asked and as it is told, for the screenshots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtTest import QTest

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


def _scene(name: str, act: Callable[[Any, str], object], kind: str) -> Callable[[Any], None]:
    def scene(stage: Any) -> None:
        act(stage, kind)

    scene.__name__ = name
    return scene


SCENES: tuple[Callable[[Any], None], ...] = (
    *(_scene(f"asked_{kind}", _ask, kind) for kind in PLACES),
    *(_scene(f"told_{kind}", _tell, kind) for kind in PLACES),
)
