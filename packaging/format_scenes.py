"""The scenes of the formats that a lesson may have, for ``screenshots``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SAFETY, LAUNCH = "shop-floor-safety", "launching-a-product"
OPEN_MS = 900


def infographic_spot(stage: Any) -> None:
    _step(stage, SAFETY, "lock-tag-try", "still-live").view.press(Qt.Key.Key_5)


def zoom_layer(stage: Any) -> None:
    """The enlarged picture with a number open."""
    view = _step(stage, SAFETY, "lock-tag-try", "still-live").view
    view.press(Qt.Key.Key_3)
    view.picture.enlarge()


def zoom_layer_near(stage: Any) -> None:
    from keystep.gui.learn.zoom_layer import ZoomLayer  # noqa: PLC0415

    zoom_layer(stage)
    canvas = stage.window.findChild(ZoomLayer).canvas
    canvas.wear(canvas.zoom.to(2.5).showing(0.5, 0.4))


def audio(stage: Any) -> None:
    view = _step(stage, SAFETY, "trucks-and-people", "sounds").view
    QTest.qWait(OPEN_MS)
    view.seek(view.transcript.rows[1].cue.start_ms)


def audio_words(stage: Any) -> None:
    """A recording without a poster."""
    view = _first(stage, LAUNCH, "answers-ready", "audio").view
    QTest.qWait(OPEN_MS)
    view.seek(view.transcript.rows[1].cue.start_ms)


def checklist(stage: Any) -> None:
    view = _first(stage, SAFETY, "lock-tag-try", "checklist").view
    for row in view.rows[:3]:
        row.click()


def checklist_done(stage: Any) -> None:
    view = _first(stage, SAFETY, "lock-tag-try", "checklist").view
    for row in view.rows:
        row.click()
    view.act()


def article_table(stage: Any) -> None:
    """An article of tables and call-outs."""
    _step(stage, SAFETY, "nine-diamonds", "label")


SCENES: tuple[Callable[[Any], None], ...] = (
    *(infographic_spot, zoom_layer, zoom_layer_near, audio, audio_words),
    *(checklist, checklist_done, article_table),
)


def _open(stage: Any, pack: str, lesson: str) -> Any:
    stage.window.navigator.open_lesson(pack, lesson)
    return stage.window.pages.currentWidget()


def _step(stage: Any, pack: str, lesson: str, step: str) -> Any:
    """The player on a step."""
    player = _open(stage, pack, lesson)
    player.show_step([each.id for each in player.run.lesson.steps].index(step))
    QApplication.processEvents()
    return player


def _first(stage: Any, pack: str, lesson: str, kind: str) -> Any:
    """The player on the first step of a kind."""
    player = _open(stage, pack, lesson)
    player.show_step([each.kind for each in player.run.lesson.steps].index(kind))
    QApplication.processEvents()
    return player
