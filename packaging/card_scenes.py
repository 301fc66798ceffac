"""Cards of every kind, asked and told, and what is done with them, for the screenshots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystep.domain.lesson import StepKind

CARDS = {
    "gaps": ("shop-floor-safety", "lo-order/3"),
    "typed": ("shop-floor-safety", "lo-stop"),
    "hidden": ("shop-floor-safety", "di-signs/3"),
    "picture": ("shop-floor-safety", "lo-tag"),
}
"""Pack and id of a card of each kind."""


def _ask(stage: Any, kind: str, lapses: int = 0) -> Any:
    """The page of cards with a card of a kind on it."""
    from keystep.services.cards import Practice, queue  # noqa: PLC0415

    station, window = stage.parts["station"], stage.window
    window.navigator.go_to("cards")
    page = window.pages.currentWidget()
    pack_id, card_id = CARDS[kind]
    pack = station.shelf.packs[pack_id]
    deck, card = station.shelf.cards(pack_id).places[card_id]
    known = queue(station, station.store.learners()[0].id).cards[0].progress
    page.board.show_card(
        Practice(pack, deck, card, known and replace(known, lapses=lapses)), more=True
    )
    QTest.qWait(50)
    return page


def _tell(kind: str) -> Callable[[Any], None]:
    def told(stage: Any) -> None:
        _ask(stage, kind).board.flip()
        QTest.qWait(100)

    told.__name__ = f"card_{kind}_told"
    return told


def card_gaps(stage: Any) -> None:
    _ask(stage, "gaps")


def card_typed(stage: Any) -> None:
    QTest.keyClicks(_ask(stage, "typed").board.face.edit, "the islolater")


def card_typed_told(stage: Any) -> None:
    card_typed(stage)
    stage.window.pages.currentWidget().board.flip()
    QTest.qWait(100)


def card_hidden(stage: Any) -> None:
    _ask(stage, "hidden")


def card_slipping(stage: Any) -> None:
    """It was forgotten again and again."""
    _ask(stage, "picture", lapses=9).board.flip()
    QTest.qWait(100)


def card_taken_back(stage: Any) -> None:
    """An answer was, and there are two buttons."""
    from keystep import settings  # noqa: PLC0415

    settings.change(stage.parts["home"], ratings=2)
    stage.window.navigator.go_to("cards")
    page = stage.window.pages.currentWidget()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_1) * 2:
        QTest.keyClick(page.board, key)
    page.undo.way.click()
    page.board.flip()
    QTest.qWait(50)


def cards_backlog(stage: Any) -> None:
    """More is due than a day asks for."""
    from keystep.services.learning import open_lesson  # noqa: PLC0415

    station, clock = stage.parts["station"], stage.parts["clock"]
    learner = station.store.learners()[0].id
    for pack in station.shelf.packs.values():
        for lesson in pack.lessons:
            for step in lesson.steps:
                if step.kind is StepKind.CARDS:
                    _meet(station, open_lesson(station, learner, pack.id, lesson.id), step)
    clock.pass_time(days=40)
    stage.window.navigator.go_to("cards")
    QTest.qWait(50)


def _meet(station: Any, run: Any, step: Any) -> None:
    from keystep.domain.memory import Rating  # noqa: PLC0415
    from keystep.services.cards import rate_card, step_cards  # noqa: PLC0415

    for practice in step_cards(station, run, step):
        rate_card(station, run.learner, practice, Rating.EASY, duration_ms=1, attempt=run.attempt)


def your_decks(stage: Any) -> None:
    """Another share of what is known was chosen, and not yet kept."""
    stage.window.navigator.go_to("decks")
    page = stage.window.pages.currentWidget()
    for row in page.rows()[:1]:
        row.click()
    page.retention.slider.setValue(85)
    QTest.qWait(50)


def lesson_cards_taken_back(stage: Any) -> None:
    """Within a lesson."""
    stage.window.navigator.open_lesson("answering-customers", "three-sentences")
    player = stage.window.pages.currentWidget()
    player.show_step(4)
    QTest.qWait(50)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_3):
        QTest.keyClick(player.view.board, key)
    player.view.undo.way.click()
    QTest.qWait(50)


SCENES = (
    *(card_gaps, _tell("gaps"), card_typed, card_typed_told, card_hidden, _tell("hidden")),
    *(_tell("picture"), card_slipping, card_taken_back, cards_backlog, your_decks),
    lesson_cards_taken_back,
)
