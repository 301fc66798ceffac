"""How a quiz runs: told at once or at the end, tried again, within its time, left and continued."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.interactions import Option, Reflection, SingleChoice
from keystep.domain.ports import Learner
from keystep.domain.quiz import Quiz, Telling
from keystep.domain.responses import Choice
from keystep.gui.i18n import percent
from keystep.gui.learn import player_place
from keystep.gui.learn.player import Player
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.status import StatusGlyph
from keystep.services import knowing
from keystep.services.learning import open_lesson
from keystep.services.place import keep_places, places
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import (
    Key,
    button,
    click,
    of_kind,
    page,
    press,
    says,
    texts,
    turn_until,
    with_jam,
    write,
)
from tests.made import FORM, LESSON, NEEDS, OTHER_QUIZ, PACK, QUIZ, item, made_pack, put_on_shelf

THREE = replace(QUIZ, items=(item("first"), item("second"), item("sixth")), attempts=3)
AT_THE_END = replace(THREE, feedback=Telling.AT_THE_END)
TIMED = replace(AT_THE_END, minutes=2)
Rig = tuple[LearnWindow, Station]


@pytest.fixture
def rig(window: LearnWindow, station: Station) -> Rig:
    return window, station


def check(rig: Rig, quiz: Quiz = AT_THE_END, step: str = "check") -> CheckView:
    """The check of the made lesson with ``quiz``, as the learner comes to it, or back to it."""
    window, station = rig
    put_on_shelf(station, made_pack(quizzes=(quiz, OTHER_QUIZ, FORM)))
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, LESSON, step)
    QApplication.processEvents()
    view = page(window).view
    assert isinstance(view, CheckView)
    return view


def player(rig: Rig) -> Player:
    shown = page(rig[0])
    assert isinstance(shown, Player)
    return shown


def answer(rig: Rig, *keys: Key) -> None:
    for key in keys:
        press(rig[0], key, Key.Key_Return)


def scores(rig: Rig, kind: str = "quiz_completed") -> list[int]:
    return [event.body["score"] for event in of_kind(rig[1].store.events(), kind)]


def pass_time(view: CheckView, clock: FakeClock, seconds: int) -> None:
    """Sit before the screen for so long."""
    assert view.board.countdown is not None
    for _ in range(seconds):
        clock.move(seconds=1)
        view.board.countdown.tick()
        if view.board.countdown is None:
            break
    QApplication.processEvents()


def rows(view: CheckView) -> list[bool]:
    assert view.question is not None
    return [row.isChecked() for row in view.question.answers.rows]  # type: ignore[attr-defined]


def test_told_at_the_end_each_answer_leads_straight_to_the_next_question(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2)
    assert view.place() == "Question 2 of 3"
    assert view.promise() == "1 answer saved"
    assert not says(player(rig), "Not this one")
    assert len(scores(rig, "item_answered")) == 1
    assert not view.is_done()
    assert player(rig).foot.primary.text() == "Choose an answer"


def test_after_the_last_answer_everything_is_told(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2, Key.Key_1)
    press(rig[0], Key.Key_1)
    assert player(rig).foot.primary.text() == "Save and finish"
    press(rig[0], Key.Key_Return)
    assert view.place() == "Result"
    assert says(view, "2 of 3 right")
    assert says(view, "Not passed yet")
    assert says(view, f"{percent(0.8)} are needed")
    assert scores(rig) == [667]
    assert view.board.review is not None
    names = [each.row.accessibleName() for each in view.board.review.questions]
    assert [name.rpartition(". ")[2] for name in names] == ["Not this one", "Right", "Right"]
    press(rig[0], Key.Key_Return)
    assert player(rig).step.id == "do"


def test_one_goes_back_and_changes_an_answer_until_the_end(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2, Key.Key_1)
    click(view, "Previous question")
    assert view.place() == "Question 2 of 3"
    press(rig[0], Key.Key_Return)
    assert view.place() == "Question 3 of 3"
    view.questions.tiles[0].click()
    assert rows(view) == [False, True]
    assert player(rig).foot.primary.text() == "Next question"
    press(rig[0], Key.Key_1)
    assert player(rig).foot.primary.text() == "Save answer"
    press(rig[0], Key.Key_Return)
    assert view.place() == "Question 3 of 3"
    answer(rig, Key.Key_1)
    assert says(view, "3 of 3 right")
    assert scores(rig) == [1000]
    assert scores(rig, "item_answered") == [0, 1000, 1000, 1000]


def test_the_list_says_what_is_answered_and_what_is_on_the_screen(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_1)
    tiles = view.questions.tiles
    assert [tile.accessibleName() for tile in tiles] == [
        "Question 1, answered",
        "Question 2, not answered",
        "Question 3, not answered",
    ]
    assert [tile.accessibleDescription() for tile in tiles] == ["", "On the screen", ""]
    assert all(tile.width() >= 40 and tile.height() >= 40 for tile in tiles)


def test_a_change_that_is_not_saved_is_still_there_the_next_time(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2)
    view.questions.tiles[0].click()
    press(rig[0], Key.Key_1, Key.Key_Escape)
    again = check(rig)
    assert again.place() == "Question 2 of 3"
    again.questions.tiles[0].click()
    assert rows(again) == [True, False]
    assert player(rig).foot.primary.text() == "Save answer"


def test_the_review_opens_each_question_by_key(rig: Rig) -> None:
    view = check(rig, replace(AT_THE_END, items=(replace(item("first"), feedback="That is why."),)))
    answer(rig, Key.Key_2)
    review = view.board.review
    assert review is not None
    review.questions[0].row.setFocus()
    press(rig[0], Key.Key_Space)
    assert says(review.questions[0], "Is this first?")
    assert says(review.questions[0], "That is why.")
    press(rig[0], Key.Key_Return)
    assert not says(review.questions[0], "That is why.")
    assert player(rig).step.id == "check"


def test_a_review_is_there_the_next_time(rig: Rig) -> None:
    check(rig)
    answer(rig, Key.Key_2, Key.Key_1, Key.Key_1)
    press(rig[0], Key.Key_Escape)
    again = check(rig)
    assert again.place() == "Result"
    assert says(again, "2 of 3 right")
    assert again.flagged == ""


def test_only_what_was_missed_is_asked_again(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2, Key.Key_1, Key.Key_2)
    assert says(view, "2 attempts left")
    click(view, "Try again what was missed")
    assert view.place() == "Question 1 of 2"
    assert says(view, "What you missed, once more")
    assert view.item.id == "first"
    assert rows(view) == [False, False]
    answer(rig, Key.Key_1, Key.Key_1)
    assert says(view, "3 of 3 right")
    assert says(view, "Passed")
    assert scores(rig) == [333, 1000]


def test_told_at_once_the_end_offers_what_was_missed(rig: Rig) -> None:
    view = check(rig, THREE)
    answer(rig, Key.Key_2)
    assert says(player(rig).beside, "Not this one")
    press(rig[0], Key.Key_Return)
    answer(rig, Key.Key_1)
    press(rig[0], Key.Key_Return)
    answer(rig, Key.Key_1)
    assert says(view, "2 of 3 right")
    assert player(rig).foot.primary.text() == "Next"
    button(view, "Try again what was missed").setFocus()
    press(rig[0], Key.Key_Return)
    assert view.place() == "Question 1 of 1"
    answer(rig, Key.Key_1)
    assert says(view, "3 of 3 right")
    assert not says(view, "Try again what was missed")


def test_after_the_last_attempt_there_is_no_other(rig: Rig) -> None:
    view = check(rig, replace(AT_THE_END, items=(item("first"),), attempts=2))
    answer(rig, Key.Key_2)
    click(view, "Try again what was missed")
    answer(rig, Key.Key_2)
    assert not says(view, "Try again what was missed")
    assert says(view, "That was the last attempt.")
    assert scores(rig) == [0, 0]


@pytest.mark.parametrize("quiz", [THREE, AT_THE_END], ids=["at once", "at the end"])
@pytest.mark.parametrize("answered", [0, 1], ids=["just begun", "one answered"])
def test_a_retry_is_continued_where_it_was_left(rig: Rig, quiz: Quiz, answered: int) -> None:
    view = check(rig, quiz)
    turn_until(rig[0], view.is_done, lambda asked: Choice((asked.id != "first",)))
    click(view, "Try again what was missed")
    answer(rig, *[Key.Key_1] * answered)
    press(rig[0], Key.Key_Escape)
    again = check(rig, quiz)
    assert again.place() == f"Question {answered + 1} of 2"
    assert again.item.id == ("second", "sixth")[answered]


def test_whoever_proves_to_know_it_has_one_go(rig: Rig, amara: Learner) -> None:
    put_on_shelf(rig[1], made_pack(quizzes=(AT_THE_END, OTHER_QUIZ, FORM)))
    knowing.begin_proof(rig[1], open_lesson(rig[1], amara.id, PACK, LESSON))
    view = check(rig, step="")
    answer(rig, Key.Key_2, Key.Key_2, Key.Key_2)
    assert says(view, "0 of 3 right")
    assert not says(view, "Try again what was missed")


def test_the_time_is_shown_and_runs_only_while_the_quiz_is_on_the_screen(
    rig: Rig, clock: FakeClock
) -> None:
    view = check(rig, TIMED)
    pass_time(view, clock, 50)
    assert says(view, "1:10 left")
    press(rig[0], Key.Key_Left)
    clock.move(seconds=30)
    press(rig[0], Key.Key_Right)
    assert says(view, "1:10 left")
    clock.move(hours=9)
    view.board.countdown.tick()  # type: ignore[union-attr]
    assert says(view, "1:05 left")


def test_the_time_left_outlives_the_program(
    rig: Rig, clock: FakeClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_place, "LOOK_MS", 1)
    view = check(rig, TIMED)
    run = player(rig).run
    pass_time(view, clock, 50)
    spent = {"no": 1, "spent_ms": 50_000}
    qtbot.waitUntil(lambda: places(rig[1], run).get("check", {}).get("sitting") == spent)
    press(rig[0], Key.Key_Escape)
    again = check(rig, TIMED)
    assert says(again, "1:10 left")


def test_when_the_time_is_up_what_is_entered_counts(rig: Rig, clock: FakeClock) -> None:
    view = check(rig, TIMED)
    answer(rig, Key.Key_1)
    press(rig[0], Key.Key_1)
    pass_time(view, clock, 120)
    assert scores(rig) == [667]
    assert view.place() == "Result"
    assert says(view, "The time was up. 1 question has no answer.")
    assert view.board.countdown is None
    assert view.is_done()
    click(view, "Try again what was missed")
    assert view.place() == "Question 1 of 1"
    assert says(view, "2:00 left")


def test_told_at_once_the_end_of_the_time_tells_all_of_it(rig: Rig, clock: FakeClock) -> None:
    view = check(rig, replace(TIMED, feedback=Telling.AT_ONCE))
    pass_time(view, clock, 120)
    assert scores(rig) == [0]
    assert view.place() == "Result"
    assert says(view, "The time was up. 3 questions have no answer.")


@pytest.mark.parametrize(("share", "left"), [(150, ["3:00 left"]), (200, ["4:00 left"]), (0, [])])
def test_more_time_is_given_to_whoever_wants_it(rig: Rig, share: int, left: list[str]) -> None:
    rig[0].look.chosen.emit("quiz_time", share)
    view = check(rig, TIMED)
    assert [text for text in texts(view) if text.endswith(" left")] == left


def quiz_times(window: LearnWindow) -> list[QAction]:
    [under] = [act for act in window.look.menu.actions() if act.text() == "More time in quizzes"]
    return under.menu().actions()  # type: ignore[attr-defined]


def test_more_time_is_chosen_where_the_look_is(rig: Rig, open_window: Open) -> None:
    window, station = rig
    [twice] = [act for act in quiz_times(window) if act.text() == "Twice"]
    twice.trigger()
    assert says(check(rig, TIMED), "4:00 left")
    again = open_window(station)
    assert [act.text() for act in quiz_times(again) if act.isChecked()] == ["Twice"]


def test_an_end_that_cannot_be_saved_is_said_and_tried_again(
    station: Station, amara: Learner, open_window: Open, clock: FakeClock
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id))
    jammed, store = with_jam(station)
    rig = open_window(jammed), jammed
    view = check(rig, TIMED)
    press(rig[0], Key.Key_1)
    store.jammed = True
    pass_time(view, clock, 120)
    assert says(view, "The disk is full.")
    assert not view.is_done()
    assert player(rig).foot.primary.text() == "Save your answers"
    store.jammed = False
    press(rig[0], Key.Key_Return)
    assert says(view, "1 of 3 right")
    assert scores(rig) == [333]


@pytest.mark.parametrize("spoilt", [None, {"no": "x"}, {"no": 7, "spent_ms": 5}, {"no": 2}])
def test_a_state_that_does_not_fit_begins_anew(rig: Rig, spoilt: object) -> None:
    check(rig, TIMED)
    press(rig[0], Key.Key_Escape)
    run = open_lesson(rig[1], rig[1].store.learners()[0].id, PACK, LESSON)
    keep_places(rig[1], run, {"check": {"sitting": spoilt}})
    view = check(rig, TIMED)
    assert view.place() == "Question 1 of 3"
    assert says(view, "2:00 left")


def test_a_part_of_the_score_is_told_as_such(rig: Rig) -> None:
    some = SingleChoice(options=(Option("Yes", right=True), Option("Soon", weight=40)))
    check(rig, replace(THREE, items=(replace(item("first"), asks=some),)))
    answer(rig, Key.Key_2)
    assert says(player(rig).beside, "Partly right")
    assert says(player(rig).beside, f"This earned {percent(0.4)}.")


def test_what_hints_cost_is_told(rig: Rig) -> None:
    asked = replace(item("first"), hints=("Think.", "It is short."))
    view = check(rig, replace(THREE, items=(asked,)))
    assert view.question is not None
    view.question.hints.more.click()
    answer(rig, Key.Key_1)
    assert says(player(rig).beside, "With 1 hint, this earned two thirds.")
    press(rig[0], Key.Key_Escape)
    check(rig, replace(THREE, items=(asked,)))
    assert says(player(rig).beside, "With 1 hint, this earned two thirds.")


def test_what_nobody_grades_is_noted(rig: Rig) -> None:
    asked = replace(item("first"), asks=Reflection(), feedback="Talk about it.")
    view = check(rig, replace(THREE, items=(asked,)))
    view.enter()
    write(rig[0], "On Monday")
    player(rig).go_on()
    assert says(player(rig).beside, "Noted")
    assert says(view, "All answered")


def test_a_diagnostic_does_not_say_how_many_questions_there_are(rig: Rig) -> None:
    window, station = rig
    put_on_shelf(station, made_pack())
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, NEEDS.id)
    view = page(window).view
    assert view.place() == "Question 1"
    first = view.item
    answer(rig, Key.Key_2)
    assert view.item == first
    press(window, Key.Key_Return)
    assert view.place() == "Question 2"
    turn_until(window, view.is_done, lambda _: Choice((1,)))
    assert not says(view, "right")
    assert scores(rig, "assessment_completed") == [0]


def test_the_list_is_reached_and_used_by_keys(rig: Rig) -> None:
    view = check(rig)
    answer(rig, Key.Key_2)
    for _ in range(30):
        press(rig[0], Key.Key_Tab)
        if QApplication.focusWidget() is view.questions.tiles[0]:
            break
    press(rig[0], Key.Key_Return)
    assert view.place() == "Question 1 of 3"
    assert rows(view) == [False, True]


def test_the_last_minute_has_another_shape(rig: Rig, clock: FakeClock) -> None:
    view = check(rig, TIMED)
    shapes = view.findChildren(StatusGlyph)
    pass_time(view, clock, 59)
    assert not any(shape.isVisible() for shape in shapes)
    pass_time(view, clock, 1)
    assert says(view, "1:00 left")
    assert any(shape.isVisible() for shape in shapes)
