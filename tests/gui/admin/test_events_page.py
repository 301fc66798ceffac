"""The raw events: each kind is called something, and what learners say is told in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.aggregate.event_log import LoggedEvent
from keystep.domain.events import Instant, record
from keystep.domain.facts import (
    ChecklistCompleted,
    Fact,
    Flaw,
    ItemFlagged,
    Kind,
    LessonRated,
    SearchMade,
    SignedIn,
    SurveyAnswered,
    TopicSuggested,
)
from keystep.gui.admin.board.event_words import FLAWS, KINDS, content
from keystep.gui.admin.board.events_page import EventsPage
from tests.gui.choosing import choose

HERE = {"pack": "shop", "version": "1", "lesson": "lock"}
NOW = Instant(datetime(2027, 1, 4, 9, tzinfo=UTC), 60, "boot", 1)


def logged(fact: Fact, **changes: object) -> LoggedEvent:
    """``fact`` as the office has it; ``changes`` are other fields of its body."""
    recorded = record(1, "ana", fact, NOW, b"")
    written = json.loads(recorded.data)
    written["body"] |= changes
    return LoggedEvent(
        device="d",
        epoch="e",
        seq=1,
        learner="ana",
        kind=fact.kind.value,
        at=NOW.at,
        data=json.dumps(written).encode(),
    )


def test_every_kind_of_event_has_a_name() -> None:
    assert set(KINDS) == set(Kind)
    assert len(set(KINDS.values())) == len(Kind)
    assert set(FLAWS) == set(Flaw)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (LessonRated(stars=4, **HERE), "4 of 5 for shop/lock"),
        (ItemFlagged(step="s", reason=Flaw.OUTDATED, **HERE), "out of date: shop/lock/s"),
        (ItemFlagged(step="s", item="q", reason=Flaw.WRONG, **HERE), "wrong: shop/lock/s/q"),
        (TopicSuggested(text="Lifting"), "“Lifting”"),
        (TopicSuggested(text="{x}", query="lift"), "“{x}”, after a search for “lift”"),
        (
            SurveyAnswered(survey="s", answers={"useful": 5, "clear": 2}, text="Ja", **HERE),
            "clear 2, useful 5 for shop/lock: “Ja”",
        ),
        (SurveyAnswered(survey="s", answers={"clear": 2}, **HERE), "clear 2 for shop/lock"),
        (SearchMade(query="crane", found=1200), "“crane”, 1,200 hits, none opened"),
        (SearchMade(query="crane", found=1, opened="lesson:a"), "“crane”, 1 hit, lesson:a"),
        (
            ChecklistCompleted(step="s", attempt="a", points=7, duration_ms=1, **HERE),
            "7 points of shop/lock/s",
        ),
        (SignedIn(), "{}"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_learners_say_is_told_in_words(fact: Fact, told: str) -> None:
    assert content(logged(fact)) == told


def test_what_this_program_cannot_read_is_shown_as_it_was_written() -> None:
    assert '"stars":9' in content(logged(LessonRated(stars=4, **HERE), stars=9))


def test_only_what_learners_say_can_be_asked_for(qtbot: QtBot) -> None:
    page = EventsPage({})
    qtbot.addWidget(page)
    page.show_page([logged(SignedIn())], 50, NOW)
    assert not page.kinds
    page.show()
    with qtbot.waitSignal(page.page_wanted) as asked:
        choose(page.which, 1)
    assert asked.args == [0]
    assert Kind.TOPIC_SUGGESTED in page.kinds
    assert Kind.STEP_VIEWED not in page.kinds


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_a_page_of_events_shows_them(qapp: QApplication, direction: Qt.LayoutDirection) -> None:
    qapp.setLayoutDirection(direction)
    try:
        page = EventsPage({"d": "Hall 7"})
        page.show_page([logged(TopicSuggested(text="<b>Lifting</b>"))], 0, NOW)
        model = page.table.model()
        cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
        assert cells[1] == "Topic suggested"
        assert "Hall 7" in cells[3]
        assert cells[4] == "“<b>Lifting</b>”"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
