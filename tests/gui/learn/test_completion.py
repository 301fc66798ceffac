"""The page that ends a lesson says what its check showed, and no more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keystep.domain.ports import Learner
from keystep.domain.quiz import Confidence
from keystep.gui.i18n import percent
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.completion_parts import MARK
from keystep.gui.learn.player import Player
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.voice import RateRow, SurveyCard
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.status import StatusGlyph
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.hands import Key, click, open_lesson, page, press, says, turn_until
from tests.made import PACK as MADE
from tests.made import made_pack, put_on_shelf
from tests.takers import answer_surely, right_answer, take_lesson, wrong_answer

LESSON = "three-sentences"


def complete(window: LearnWindow, lesson: str, *, right: bool = True) -> CompletionPage:
    """Take a lesson by keys, all right or all wrong."""
    player = open_lesson(window, lesson)
    answer = right_answer if right else wrong_answer
    turn_until(window, lambda: page(window) is not player, answer)
    done = page(window)
    assert isinstance(done, CompletionPage)
    return done


def ticks(page: QWidget) -> int:
    """The marks beside sentences; a status has a smaller one beside its word."""
    return sum(glyph.height() == MARK for glyph in page.findChildren(StatusGlyph))


def test_a_passed_lesson_says_what_can_be_done_now(window: LearnWindow) -> None:
    done = complete(window, LESSON)
    assert says(done, "What you can do now")
    assert says(done, "3 of 3 right")
    assert not says(done, "Take it again")
    assert ticks(done) == 3


def test_below_the_pass_mark_nothing_is_called_learnt(window: LearnWindow) -> None:
    done = complete(window, LESSON, right=False)
    assert says(done, "What this lesson is about")
    assert not says(done, "What you can do now")
    assert says(done, "0 of 3 right")
    assert says(done, "80\N{NARROW NO-BREAK SPACE}% are needed")
    assert ticks(done) == 0


def test_a_lesson_is_taken_again_from_its_first_step(window: LearnWindow) -> None:
    complete(window, LESSON, right=False)
    click(window, "Take it again")
    player = page(window)
    assert isinstance(player, Player)
    assert player.run.lesson.id == LESSON
    assert player.step is player.run.lesson.steps[0]


def test_the_first_assessment_cannot_be_failed(window: LearnWindow) -> None:
    done = complete(window, "before-you-start", right=False)
    assert says(done, "0 of 6 right")
    assert not says(done, "What you know now")
    assert not says(done, "are needed")
    assert not says(done, "Before and after")


def test_the_last_assessment_shows_both_results(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    take_lesson(station, amara.id, "before-you-start", right=False)
    done = complete(window, "how-far-you-came")
    assert says(done, "6 of 6 right")
    assert says(done, "What you know now")
    assert says(done, "0 \N{RIGHTWARDS ARROW} 100\N{NARROW NO-BREAK SPACE}%")


def test_it_says_how_far_one_s_certainty_can_be_trusted(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    answer_surely(station, amara.id, 10, Confidence.CERTAIN, 8)
    done = complete(window, LESSON)
    assert says(done, f"When you are certain, you are right {percent(0.8)} of the time.")
    assert not says(done, "When you guess")


def test_enter_goes_back_to_today_and_its_start(window: LearnWindow) -> None:
    complete(window, "call-back")
    press(window, Key.Key_Return)
    assert window.focusWidget() is page(window).minutes.start


def test_cards_that_wait_are_worth_doing_next(
    window: LearnWindow, station: Station, amara: Learner, clock: FakeClock
) -> None:
    take_lesson(station, amara.id, LESSON)
    clock.move(days=30)
    done = complete(window, "call-back")
    assert says(done, "Worth doing next")
    click(done, "Practise now")
    assert isinstance(page(window), PracticePage)


def test_the_end_says_what_helps_and_asks_how_it_was(window: LearnWindow) -> None:
    done = complete(window, LESSON)
    assert says(done, "Median response time")
    assert says(done, "Next on your path")
    assert done.findChildren(RateRow)
    assert done.findChildren(SurveyCard)
    assert not says(done, "Worth doing next")


def test_a_diagnostic_says_what_is_worth_learning_and_fails_nobody(
    window: LearnWindow, station: Station
) -> None:
    put_on_shelf(station, made_pack())
    assert window.navigator is not None
    window.navigator.open_lesson(MADE, "needs")
    player = page(window)
    turn_until(window, lambda: page(window) is not player, wrong_answer)
    done = page(window)
    assert says(done, "Your way from here")
    assert says(done, "Tag it")
    assert not says(done, "are needed")
    assert ticks(done) == 0
