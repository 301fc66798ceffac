"""The learner's own figures, for the screenshots: a year of practice, then a first week."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea

from keystep.domain.events import Instant
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    Fact,
    ItemAnswered,
    LessonCompleted,
)
from keystep.domain.lesson import Phase
from keystep.domain.memory import Memory, Rating, recall, review, scheduler
from keystep.domain.quiz import Confidence
from keystep.domain.responses import Choice

PACK = "answering-customers"
DAYS = 300
TESTS = {
    **{n: (Phase.PROBE, 667 if n % 3 else 1000, 3) for n in range(40, DAYS, 30)},
    60: (Phase.POST, 917, 6),
    95: (Phase.DELAYED, 833, 6),
}


def progress(stage: Any) -> None:
    _live_a_year(stage)
    stage.window.navigator.go_to("progress")
    QTest.qWait(600)


def progress_below(stage: Any) -> None:
    """The rest of the page."""
    progress(stage)
    _scroll(stage, 0.5)


def progress_end(stage: Any) -> None:
    progress(stage)
    _scroll(stage, 1.0)


def progress_tables(stage: Any) -> None:
    progress(stage)
    page = stage.window.pages.currentWidget()
    page.choice.findChildren(QPushButton)[1].click()
    QTest.qWait(100)


def progress_begun(stage: Any) -> None:
    """The first week: most of it is still to come."""
    stage.window.navigator.go_to("progress")
    QTest.qWait(600)


SCENES: tuple[Callable[[Any], None], ...] = (
    *(progress, progress_below, progress_end, progress_tables, progress_begun),
)


def _scroll(stage: Any, share: float) -> None:
    bar = stage.window.pages.currentWidget().findChild(QScrollArea).verticalScrollBar()
    bar.setValue(round(share * bar.maximum()))
    QTest.qWait(50)


def _live_a_year(stage: Any) -> None:
    """Most working days some cards and questions; now and then a probe."""
    station, clock = stage.parts["station"], stage.parts["clock"]
    packs = station.shelf.packs.values()
    cards = [(p.id, deck.id, card.id) for p in packs for deck in p.decks for card in deck.cards]
    learner, year, today = station.store.learners()[0].id, _Year(cards), clock.now()
    for n in range(DAYS):
        then = msgspec.structs.replace(today, at=today.at - timedelta(days=DAYS - n))
        station.store.append(learner, year.day(then, n), then)


class _Year:
    def __init__(self, cards: list[tuple[str, str, str]]) -> None:
        self._dice, self._cards = random.Random(7), cards
        self._known: dict[tuple[str, str, str], Memory] = {}

    def day(self, now: Instant, n: int) -> list[Fact]:
        facts = list[Fact]()
        if n in TESTS:
            facts.append(_test(f"test-{n}", *TESTS[n]))
        if now.day.weekday() > 4 or 150 < n < 160 or self._dice.random() < 0.2:
            return facts
        begun = self._cards[: 4 + n // 3]
        due = [c for c in begun if c not in self._known or self._known[c].due.date() <= now.day]
        facts += [self._review(card, now) for card in due[:40]]
        facts += [self._answer(now, k) for k in range(self._dice.randrange(2, 30))]
        return [*facts, _lesson(now, self._dice.randrange(120_000, 600_000))]

    def _review(self, card: tuple[str, str, str], now: Instant) -> CardReviewed:
        fsrs, before = scheduler(), self._known.get(card)
        chance = recall(fsrs, before, now.day) if before else 0.7
        known = self._dice.random() < chance - 0.02
        rating = self._dice.choice([Rating.GOOD] * 6 + [Rating.HARD, Rating.EASY])
        made = review(fsrs, before, rating if known else Rating.AGAIN, now.at, now.day)
        memory = self._known[card] = made.memory
        pack, deck, name = card
        return CardReviewed(
            pack=pack, version="1.0.0", deck=deck, card=name, skill="listening",
            rating=rating if known else Rating.AGAIN, elapsed_days=made.elapsed_days,
            interval_s=round(made.interval.total_seconds()), stability=memory.stability,
            difficulty=memory.difficulty, state=memory.state, step=memory.step,
            recall=made.recall, duration_ms=self._dice.randrange(3_000, 14_000),
        )  # fmt: skip

    def _answer(self, now: Instant, n: int) -> ItemAnswered:
        sure = self._dice.choice(list(Confidence))
        right = self._dice.random() < {"certain": 0.9, "fairly": 0.74}.get(sure.value, 0.45)
        return ItemAnswered(
            pack=PACK, version="1.0.0", lesson="calm-voice", attempt=f"{now.at.timestamp()}",
            step="check", item=f"item-{n}", skill="listening", response=Choice((0,)),
            score=1000 if right else 0, chance=250, confidence=sure,
            duration_ms=self._dice.randrange(8_000, 40_000),
        )  # fmt: skip


def _test(attempt: str, phase: Phase, score: int, items: int) -> AssessmentCompleted:
    return AssessmentCompleted(
        pack=PACK, version="1.0.0", lesson="", attempt=attempt, step=phase.value,
        assessment="customers" if phase is not Phase.PROBE else "", phase=phase, form="a",
        items=items, score=score,
    )  # fmt: skip


def _lesson(now: Instant, duration_ms: int) -> LessonCompleted:
    return LessonCompleted(
        pack=PACK, version="1.0.0", lesson="calm-voice", attempt=f"{now.at.timestamp()}",
        duration_ms=duration_ms,
    )  # fmt: skip
