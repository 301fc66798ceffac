"""A whole lesson with every kind of step, by keys alone."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.domain.lesson import StepKind
from keystep.domain.ports import Learner
from keystep.domain.progress import LessonProgress
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.hands import (
    Key,
    click,
    do_step,
    go_to_step,
    of_kind,
    open_lesson,
    page,
    press,
    says,
    texts,
    turn_until,
    write,
)
from tests.homes import put_anew
from tests.takers import PACK

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)
LESSON = "three-sentences"


def test_a_lesson_is_taken_by_keys_from_first_step_to_completion(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    player = open_lesson(window, LESSON)
    seen = []
    for _ in player.run.lesson.steps:
        seen.append(player.step.kind)
        do_step(window, player)
    assert set(seen) == set(StepKind) - {StepKind.AUDIO, StepKind.CHECKLIST}
    done = station.store.find(LessonProgress, amara.id, PACK, LESSON)
    assert done is not None
    assert done.completed
    assert set(done.seen) == {step.id for step in player.run.lesson.steps}
    assert isinstance(page(window), CompletionPage)
    for sentence in player.run.lesson.learnt:
        assert says(window, sentence)


def test_completion_goes_back_to_today_with_enter(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    turn_until(window, lambda: page(window) is not player)
    press(window, Key.Key_Return)
    assert isinstance(page(window), TodayPage)


def test_a_left_lesson_opens_where_it_was_left_with_its_answers(
    window: LearnWindow, station: Station
) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CHECK)
    press(window, Key.Key_2, Key.Key_Return)
    press(window, Key.Key_Escape)
    assert isinstance(page(window), TodayPage)
    again = open_lesson(window, LESSON)
    assert again.step.kind is StepKind.CHECK
    assert again.view.place() == "Question 2 of 3"
    again.view.ask(0)  # type: ignore[attr-defined]
    rows = again.view.question.answers.rows  # type: ignore[attr-defined]
    assert [row.isChecked() for row in rows] == [False, True, False, False]
    assert rows[1].verdict.kind == "right"
    assert len(of_kind(station.store.events(), "item_answered")) == 1


def test_an_answered_check_opens_with_its_verdict(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CHECK)
    while player.step.kind is StepKind.CHECK:
        press(window, Key.Key_1, Key.Key_Return, Key.Key_Return)
    press(window, Key.Key_Left, Key.Key_Escape)
    again = open_lesson(window, LESSON)
    assert again.view.is_done()
    assert again.view.verdict.isVisible()  # type: ignore[attr-defined]


def test_a_checked_answer_lets_go_of_the_keyboard(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CHECK)
    press(window, Key.Key_2)
    assert window._ring.target is player.view.question.answers.rows[1]  # type: ignore[attr-defined]
    press(window, Key.Key_Return)
    assert window._ring.target is None
    press(window, Key.Key_Return)
    assert player.view.place() == "Question 2 of 3"


def test_what_was_typed_and_not_checked_is_still_there(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CHECK)
    player.view.ask(2)  # type: ignore[attr-defined]
    player.view.enter()
    write(window, "a tim")
    player.go_back()
    press(window, Key.Key_Escape)
    again = open_lesson(window, LESSON)
    again.turn_on()
    again.view.ask(2)  # type: ignore[attr-defined]
    assert again.view.question.answers.edit.text() == "a tim"  # type: ignore[attr-defined]


def test_the_page_of_an_unfinished_check_does_not_turn(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CHECK)
    press(window, Key.Key_Right)
    assert player.step.kind is StepKind.CHECK
    assert not player.foot.primary.isEnabled()
    assert player.foot.primary.text() == "Choose an answer"
    press(window, Key.Key_Left)
    assert player.step.kind is StepKind.VIDEO


def test_arrows_turn_pages_and_the_first_page_has_no_back(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    assert player.foot.back.isHidden()
    press(window, Key.Key_Right)
    assert player.step.kind is StepKind.INFOGRAPHIC
    press(window, Key.Key_Left, Key.Key_Left)
    assert player.step is player.run.lesson.steps[0]


def test_every_page_turn_is_remembered(window: LearnWindow, station: Station) -> None:
    open_lesson(window, LESSON)
    press(window, Key.Key_Right, Key.Key_Left)
    steps = [event.body["step"] for event in of_kind(station.store.events(), "step_viewed")]
    assert steps == ["why-three", "where-minutes-go", "why-three"]


def test_page_down_scrolls_to_the_end_before_it_turns(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    window.resize(1024, 600)
    QApplication.processEvents()
    press(window, Key.Key_PageDown)
    assert player.step is player.run.lesson.steps[0]
    for _ in range(8):
        press(window, Key.Key_PageDown)
    assert player.step is not player.run.lesson.steps[0]


def test_a_scenario_tells_each_turn_at_its_end(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.SCENARIO)
    taken = []
    while not player.view.foot().turns:
        taken.append(player.view.at.open_choices[1])  # type: ignore[attr-defined]
        press(window, Key.Key_B, Key.Key_Return)
    for choice in taken:
        assert says(player.view, choice.text)
        assert says(player.view, choice.debrief)


def test_a_click_takes_the_same_way(window: LearnWindow) -> None:
    open_lesson(window, LESSON)
    click(window, "Next")
    click(window, "Leave")
    assert isinstance(page(window), TodayPage)


def test_a_card_answered_again_comes_back(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CARDS)
    assert player.view.place() == "4 cards left"
    press(window, Key.Key_Space, Key.Key_1)
    assert player.view.place() == "4 cards left"
    press(window, Key.Key_Space, Key.Key_3)
    assert player.view.place() == "3 cards left"


def test_a_rating_needs_the_answer_first(window: LearnWindow, station: Station) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.CARDS)
    press(window, Key.Key_3)
    assert not of_kind(station.store.events(), "card_reviewed")


def test_a_film_shows_captions_until_they_are_turned_off(window: LearnWindow, qtbot: QtBot) -> None:
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.VIDEO)
    view = player.view
    view.transcript.rows[2].click()  # type: ignore[attr-defined]
    assert view.canvas.caption == "“Your order left Hall 7 at 9:40.”"  # type: ignore[attr-defined]
    assert view.transcript.rows[2].is_now  # type: ignore[attr-defined]
    press(window, Key.Key_C)
    assert view.canvas.caption == ""  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: view.film is not None)  # type: ignore[attr-defined]


@pytest.mark.qt_log_ignore("", extend=True)
def test_a_film_that_cannot_be_played_leaves_its_words(
    window: LearnWindow, station: Station, qtbot: QtBot
) -> None:
    put_anew(station.shelf.media(PACK, "three.webm"), b"not a film")
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.VIDEO)
    qtbot.waitUntil(lambda: says(player.view, "This film cannot be played here"))
    assert player.view.transcript.isVisible()  # type: ignore[attr-defined]
    assert says(player.view, "Open outside")
    press(window, Key.Key_Right)
    assert player.step.kind is StepKind.CHECK


def test_without_multimedia_the_words_stay(
    window: LearnWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keystep.gui.learn.steps.film", None)
    player = open_lesson(window, LESSON)
    go_to_step(window, player, StepKind.VIDEO)
    qtbot.waitUntil(lambda: says(player.view, "This film cannot be played here"))


def test_the_header_says_where_one_is(window: LearnWindow) -> None:
    player = open_lesson(window, LESSON)
    assert "Answer in three sentences" in texts(player.head)
    assert "Step 1 of 6 · about 9 min left" in texts(player.head)
