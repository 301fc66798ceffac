"""The flow of a lesson: what waits, what can be passed, where one comes back to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Option, SingleChoice
from keystep.domain.lesson import StepKind
from keystep.domain.ports import Learner
from keystep.domain.quiz import Quiz
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player import Player
from keystep.gui.learn.player_place import SCROLL
from keystep.gui.learn.player_time import IDLE_MS
from keystep.gui.learn.window import LearnWindow
from keystep.services.learning import open_lesson as open_run
from keystep.services.pace import note_duration
from keystep.services.place import keep_places, places
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.hands import Key, click, of_kind, page, press, says, turn, turn_until
from tests.made import (
    FORM,
    LESSON,
    OTHER_QUIZ,
    PACK,
    POINTS,
    item,
    made_pack,
    put_on_shelf,
)


@pytest.fixture
def player(window: LearnWindow, station: Station) -> Player:
    """The made lesson, on its first step."""
    put_on_shelf(station, made_pack())
    return opened(window)


def opened(window: LearnWindow, step: str = "") -> Player:
    """The made lesson as the learner comes back to it."""
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, LESSON, step)
    QApplication.processEvents()
    shown = page(window)
    assert isinstance(shown, Player)
    return shown


def show(player: Player, step: str) -> None:
    player.show_step([each.id for each in player.run.lesson.steps].index(step))
    QApplication.processEvents()


def answer_check(window: LearnWindow, player: Player) -> None:
    turn_until(window, player.view.is_done)


def test_shuffled_options_are_chosen_where_they_stand(
    window: LearnWindow, station: Station
) -> None:
    texts = ("Yes", "No", "Perhaps", "Never")
    options = tuple(Option(text, right=text == "Yes") for text in texts)
    asked = replace(item("first"), asks=SingleChoice(options=options))
    quiz = Quiz(id="lock-quiz", title="Locking", items=(asked,), shuffle=True)
    put_on_shelf(station, made_pack(quizzes=(quiz, OTHER_QUIZ, FORM)))
    player = opened(window, "check")
    order = player.run.order(player.step, asked)
    rows = player.view.question.answers.rows  # type: ignore[attr-defined]
    assert [texts.index(row.text()) for row in sorted(rows, key=lambda row: row.y())] == list(order)
    press(window, Qt.Key(Key.Key_1.value + order.index(0)), Key.Key_Return)
    assert says(player.beside, "Right")
    (answered,) = of_kind(station.store.events(), "item_answered")
    assert answered.body["response"]["options"] == [0]


def test_what_was_chosen_and_not_checked_outlives_the_program(
    window: LearnWindow, station: Station, amara: Learner, player: Player, qtbot: QtBot
) -> None:
    show(player, "check")
    press(window, Key.Key_2)
    qtbot.waitUntil(lambda: "drafts" in places(station, player.run).get("check", {}))
    again = Player(Desk(station, amara), player.run)
    qtbot.addWidget(again)
    show(again, "check")
    rows = again.view.question.answers.rows  # type: ignore[attr-defined]
    assert [row.isChecked() for row in rows] == [False, True]
    assert again.foot.primary.text() == "Check answer"


@pytest.mark.parametrize("spoilt", [{"first": {"response": "?"}}, {"gone": {}}, [], "x"])
def test_a_draft_that_cannot_be_read_leaves_the_question_open(
    window: LearnWindow, station: Station, player: Player, spoilt: object
) -> None:
    show(player, "check")
    player.leave()
    keep_places(station, player.run, {"check": {"drafts": spoilt}})
    again = opened(window, "check")
    assert again.foot.primary.text() == "Choose an answer"


def test_a_required_step_waits_and_says_for_what(window: LearnWindow, player: Player) -> None:
    show(player, "check")
    press(window, Key.Key_Right)
    assert player.step.id == "check"
    assert says(player.foot, "Answer every question to go on")
    answer_check(window, player)
    press(window, Key.Key_Right)
    assert player.step.id == "do"


def test_a_checklist_waits_for_every_point(window: LearnWindow, player: Player) -> None:
    show(player, "do")
    press(window, Key.Key_PageDown, Key.Key_PageDown)
    assert player.step.id == "do"
    assert says(player.foot, "Tick off every point to go on")


def test_an_optional_step_can_be_passed_by_key_and_by_button(
    window: LearnWindow, player: Player
) -> None:
    show(player, "other")
    press(window, Key.Key_Right)
    assert player.step.id == "end"
    show(player, "other")
    click(player.foot, "Skip this step")
    assert player.step.id == "end"


def test_a_required_step_has_no_button_to_pass_it(player: Player) -> None:
    show(player, "check")
    assert player.foot.skip.isHidden()


def test_the_end_leads_back_to_what_is_required_and_was_passed_over(
    window: LearnWindow, player: Player
) -> None:
    show(player, "end")
    press(window, Key.Key_Return)
    assert page(window) is player
    assert player.step.id == "check"
    assert says(player.foot, "Answer every question to go on")


def swipe(player: Player, fingers: Fingers, across: int, down: int = 0) -> None:
    """One finger on the middle of the step, in steps as a screen sends them."""
    middle = player.stage.viewport().rect().center()
    path = tuple(middle + QPoint(across * n // 5, down * n // 5) for n in range(1, 6))
    fingers.drag(player.stage.viewport(), middle, path)


def test_swipes_turn_the_pages(window: LearnWindow, player: Player, fingers: Fingers) -> None:
    swipe(player, fingers, -200)
    assert player.step.id == "check"
    swipe(player, fingers, 200)
    assert player.step.id == "why"


def test_from_right_to_left_a_swipe_goes_the_other_way(
    window: LearnWindow, player: Player, fingers: Fingers
) -> None:
    player.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    swipe(player, fingers, 200)
    assert player.step.id == "check"


def test_a_swipe_waits_for_what_is_required(player: Player, fingers: Fingers) -> None:
    show(player, "check")
    swipe(player, fingers, -300)
    assert player.step.id == "check"
    assert says(player.foot, "Answer every question to go on")


def test_a_drag_along_scrolls_and_a_short_one_turns_nothing(
    player: Player, fingers: Fingers
) -> None:
    swipe(player, fingers, 30, -150)
    assert player.step.id == "why"
    assert player.stage.verticalScrollBar().value() == 150
    swipe(player, fingers, -40)
    assert player.step.id == "why"


def test_a_tap_still_answers_and_a_swipe_over_an_answer_does_not(
    player: Player, fingers: Fingers
) -> None:
    show(player, "check")
    rows = player.view.question.answers.rows  # type: ignore[attr-defined]
    fingers.tap(rows[0])
    assert rows[0].isChecked()
    across = tuple(QPoint(300 - n * 30, 20) for n in range(1, 6))
    fingers.drag(rows[1], QPoint(300, 20), across)
    assert not rows[1].isChecked()


def test_what_takes_touch_itself_has_it_to_itself(player: Player, fingers: Fingers) -> None:
    player.view.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    swipe(player, fingers, -300)
    assert player.step.id == "why"


def scroll(player: Player, value: int) -> None:
    player.stage.verticalScrollBar().setValue(value)


def test_one_comes_back_to_the_step_and_as_far_down(window: LearnWindow, player: Player) -> None:
    show(player, "more")
    scroll(player, 321)
    press(window, Key.Key_Escape)
    again = opened(window)
    assert again.step.id == "more"
    assert again.stage.verticalScrollBar().value() == 321


def test_a_page_turned_back_to_is_where_it_was(window: LearnWindow, player: Player) -> None:
    scroll(player, 222)
    show(player, "more")
    assert player.stage.verticalScrollBar().value() == 0
    show(player, "why")
    assert player.stage.verticalScrollBar().value() == 222


def test_a_scrolled_place_is_kept_soon_without_leaving(
    player: Player, station: Station, qtbot: QtBot
) -> None:
    scroll(player, 99)
    qtbot.waitUntil(lambda: SCROLL in places(station, player.run).get("why", {}))
    assert places(station, player.run)["why"][SCROLL][0] == 99


def test_a_tick_is_kept_at_once(window: LearnWindow, player: Player, station: Station) -> None:
    show(player, "do")
    press(window, Key.Key_Space)
    assert places(station, player.run)["do"]["ticked"] == [0]


def test_closing_the_window_keeps_the_place(
    window: LearnWindow, player: Player, station: Station
) -> None:
    scroll(player, 77)
    window.close()
    assert places(station, player.run)["why"][SCROLL][0] == 77


def test_a_completed_lesson_keeps_no_place(
    window: LearnWindow, player: Player, station: Station
) -> None:
    scroll(player, 77)
    take(window, player)
    assert isinstance(page(window), CompletionPage)
    QApplication.processEvents()
    assert not station.store.notes(player.run.learner, "place")


def take(window: LearnWindow, player: Player) -> None:
    """The whole lesson by keys."""
    for _ in range(60):
        if page(window) is not player:
            return
        tick = player.step.kind is StepKind.CHECKLIST and not player.view.is_done()
        left = len(POINTS) if tick else 0
        for _ in range(left):
            press(window, Key.Key_Space)
            player.view.enter()
        turn(window)


def test_the_time_that_counts_is_that_at_work(
    window: LearnWindow, player: Player, station: Station, clock: FakeClock
) -> None:
    clock.move(seconds=30)
    show(player, "more")
    clock.move(hours=3)
    show(player, "end")
    press(window, Key.Key_Escape)
    clock.move(days=1)
    again = opened(window)
    clock.move(seconds=10)
    take(window, again)
    [done] = of_kind(station.store.events(), "lesson_completed")
    assert done.body["duration_ms"] == 30_000 + IDLE_MS + 10_000


def test_time_in_another_program_does_not_count(
    player: Player, station: Station, clock: FakeClock, qapp: QApplication
) -> None:
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    clock.move(seconds=60)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    clock.move(seconds=5)
    player.leave()
    assert places(station, player.run)["why"]["spent"] == 5_000


def test_minutes_in_the_head_are_those_it_takes_here(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    put_on_shelf(station, made_pack())
    for _ in range(3):
        note_duration(station, open_run(station, amara.id, PACK, LESSON), 3 * 60_000)
    assert says(opened(window).head, "Step 1 of 6 · about 3 min left")


def test_the_first_step_says_what_the_lesson_is_for(window: LearnWindow, player: Player) -> None:
    assert says(player.notices, "Work on a machine that stands still")
    assert says(player.notices, "Feeds: Lock-outs right at first audit")
    show(player, "more")
    assert not says(player, "What it is for")


def test_a_lesson_opens_at_the_step_that_was_looked_up(window: LearnWindow, player: Player) -> None:
    assert opened(window, "do").step.id == "do"


def test_the_flag_is_about_the_question_on_the_screen(window: LearnWindow, player: Player) -> None:
    assert "page" in player.head.flag.accessibleName()
    show(player, "check")
    assert "question" in player.head.flag.accessibleName()
