"""Taking lessons: what is kept, what is resumed, what completion says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.facts import Kind
from keystep.domain.interactions import Option, SingleChoice
from keystep.domain.lesson import StepKind
from keystep.domain.ports import Learner
from keystep.domain.quiz import Quiz
from keystep.domain.skills import MasteryWord
from keystep.errors import UsageError
from keystep.services import cards, learning
from keystep.services.answers import answers
from keystep.services.completion import complete_lesson
from keystep.services.roster import register
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.made import FORM, OTHER_QUIZ, YES_OR_NO, item, made_pack, put_on_shelf
from tests.made import LESSON as TRY_IT
from tests.made import PACK as MADE
from tests.takers import PACK, answer_all, right_answer, take_lesson, wrong_answer

LESSON = "three-sentences"


def kinds(station: Station) -> list[str]:
    return [recorded.event.kind for recorded in station.store.events()]


def test_a_lesson_is_left_and_continued_at_its_step(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    learning.view_step(station, run, run.lesson.steps[0])
    learning.view_step(station, run, run.lesson.steps[2])
    again = learning.open_lesson(station, amara.id, PACK, LESSON)
    assert again.step == 2
    assert again.attempt == run.attempt
    assert kinds(station).count(Kind.LESSON_STARTED) == 1


def test_answers_survive_reopening_the_station(
    tmp_path: Path, open_home: Callable[[Path], Station]
) -> None:
    first = open_home(tmp_path / "home")
    amara = register(first, "Amara", "")
    run = learning.open_lesson(first, amara.id, PACK, LESSON)
    check = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    learning.view_step(first, run, check)
    item = run.items(check)[0]
    learning.answer_item(first, run, check, item, wrong_answer(item), duration_ms=5)
    first.close()

    second = open_home(tmp_path / "home")
    again = learning.open_lesson(second, amara.id, PACK, LESSON)
    assert again.lesson.steps[again.step] == check
    kept = answers(second, again, check)
    assert kept[item.id].response == wrong_answer(item)
    assert kept[item.id].score == 0


def test_the_last_answer_completes_the_quiz_once(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    check = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    *earlier, last = run.items(check)
    for asked in earlier:
        learning.answer_item(station, run, check, asked, right_answer(asked), duration_ms=1)
    assert Kind.QUIZ_COMPLETED not in kinds(station)
    learning.answer_item(station, run, check, last, right_answer(last), duration_ms=1)
    assert kinds(station).count(Kind.QUIZ_COMPLETED) == 1
    learning.answer_item(station, run, check, last, wrong_answer(last), duration_ms=1)
    assert kinds(station).count(Kind.QUIZ_COMPLETED) == 1


def test_completion_says_what_was_learnt_and_what_comes_next(
    station: Station, amara: Learner
) -> None:
    take_lesson(station, amara.id, "before-you-start")
    completion = take_lesson(station, amara.id, LESSON)
    assert completion.learnt == station.shelf.lesson(PACK, LESSON).learnt
    assert [skill.word for skill in completion.skills] != [MasteryWord.NEW]
    assert completion.key_result == "response-time"
    assert completion.next_lesson is not None
    assert completion.next_lesson.lesson not in ("before-you-start", LESSON)
    [check] = completion.checks
    assert (check.right, check.asked, check.score, check.before) == (3, 3, 1000, None)
    assert check.passed


def test_a_check_below_its_pass_mark_is_not_passed(station: Station, amara: Learner) -> None:
    [check] = take_lesson(station, amara.id, LESSON, right=False).checks
    assert (check.right, check.asked, check.score) == (0, 3, 0)
    assert check.pass_mark == 80
    assert not check.passed


def test_the_last_assessment_knows_the_score_of_the_first(station: Station, amara: Learner) -> None:
    first, _ = take_lesson(station, amara.id, "before-you-start", right=False).checks
    assert (first.score, first.before, first.pass_mark) == (0, None, None)
    assert first.passed
    [last] = take_lesson(station, amara.id, "how-far-you-came").checks
    assert (last.score, last.before) == (1000, 0)


def test_a_completed_lesson_starts_anew(station: Station, amara: Learner) -> None:
    take_lesson(station, amara.id, LESSON)
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    assert run.step == 0
    check = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    assert answers(station, run, check) == {}


def test_before_and_after_are_asked_on_different_forms(station: Station) -> None:
    for name in ("Amara", "Jonas", "Mei", "Luis"):
        learner = register(station, name, "")
        asked = []
        for lesson in ("before-you-start", "how-far-you-came"):
            run = learning.open_lesson(station, learner.id, PACK, lesson)
            check = next(step for step in run.lesson.steps if step.phase)
            asked.append({item.id for item in run.items(check)})
            answer_all(station, run, check)
        assert not asked[0] & asked[1]


def test_some_learners_begin_with_the_other_form(station: Station) -> None:
    forms = set()
    for name in "ABCDEFGHIJ":
        run = learning.open_lesson(
            station, register(station, name, "").id, PACK, "before-you-start"
        )
        check = next(step for step in run.lesson.steps if step.phase)
        forms.add(run.pack.quiz_of(check, run.form).id)
    assert forms == {"form-a", "form-b"}


def test_cards_of_a_step_are_shown_once_unless_forgotten(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    step = next(step for step in run.lesson.steps if step.kind is StepKind.CARDS)
    first, second, *_ = cards.step_cards(station, run, step)
    good, again = cards.Rating.GOOD, cards.Rating.AGAIN
    cards.rate_card(station, amara.id, first, good, duration_ms=1, attempt=run.attempt)
    cards.rate_card(station, amara.id, second, again, duration_ms=1, attempt=run.attempt)
    left = [practice.card.id for practice in cards.step_cards(station, run, step)]
    assert first.card.id not in left
    assert left[-1] == second.card.id


def test_intervals_shown_are_those_recorded(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    step = next(step for step in run.lesson.steps if step.kind is StepKind.CARDS)
    practice = cards.step_cards(station, run, step)[0]
    shown = cards.intervals(station, amara.id, practice)
    rated = cards.rate_card(station, amara.id, practice, cards.Rating.EASY, duration_ms=1)
    assert rated.interval == shown[cards.Rating.EASY]


def test_unknown_lessons_are_named(station: Station, amara: Learner) -> None:
    with pytest.raises(UsageError, match="no lesson “nowhere” in the pack “answering-customers”"):
        learning.open_lesson(station, amara.id, PACK, "nowhere")
    with pytest.raises(UsageError, match="no pack “none” here"):
        learning.open_lesson(station, amara.id, "none", LESSON)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_names_that_cannot_be_shown_are_refused(station: Station, name: str) -> None:
    with pytest.raises(UsageError):
        register(station, name, "")


def test_a_lesson_opens_at_the_step_that_is_wanted(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, LESSON)
    learning.view_step(station, run, run.lesson.steps[1])
    wanted = run.lesson.steps[4].id
    assert learning.open_lesson(station, amara.id, PACK, LESSON, step=wanted).step == 4
    assert learning.open_lesson(station, amara.id, PACK, LESSON, step="no-such-step").step == 1
    other = learning.open_lesson(station, amara.id, PACK, "call-back", step="no-such-step")
    assert other.step == 0


def test_options_stand_as_recorded_whenever_the_run_goes_on(
    station: Station, amara: Learner
) -> None:
    three = (*YES_OR_NO.options, Option("Perhaps"))
    asked = replace(item("first"), asks=SingleChoice(options=three))
    quiz = Quiz(id="lock-quiz", title="Locking", items=(asked,), shuffle=True)
    put_on_shelf(station, made_pack(quizzes=(quiz, OTHER_QUIZ, FORM)))
    orders = set()
    for _ in range(20):
        run = learning.open_lesson(station, amara.id, MADE, TRY_IT)
        step = run.lesson.steps[1]
        order = run.order(step, asked)
        learning.answer_item(station, run, step, asked, right_answer(asked), duration_ms=1)
        again = learning.open_lesson(station, amara.id, MADE, TRY_IT)
        assert again.order(step, asked) == order
        body = list(station.store.events())[-2].event.body
        assert tuple(body["shown"]) == (() if order == (0, 1, 2) else order)
        assert answers(station, run, step)["first"].score == 1000
        orders.add(order)
        complete_lesson(station, run, duration_ms=1)
    assert len(orders) > 2


def test_a_checklist_is_recorded_with_its_points(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = learning.open_lesson(station, amara.id, MADE, TRY_IT)
    learning.complete_checklist(station, run, run.lesson.steps[2], duration_ms=42_000)
    *_, recorded = station.store.events()
    body = recorded.event.body
    assert recorded.event.kind == Kind.CHECKLIST_COMPLETED
    assert (body["step"], body["points"], body["duration_ms"]) == ("do", 3, 42_000)


def test_a_diagnostic_finds_the_lessons_worth_taking(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = learning.open_lesson(station, amara.id, MADE, "needs")
    [step] = run.lesson.steps
    locking, tagging = run.items(step)
    learning.answer_item(station, run, step, locking, right_answer(locking), duration_ms=1)
    learning.answer_item(station, run, step, tagging, wrong_answer(tagging), duration_ms=1)
    done = complete_lesson(station, run, duration_ms=1)
    assert done.needs is not None
    assert [lesson.lesson for lesson in done.needs.take] == ["tag-it", TRY_IT]
    assert done.next_lesson == done.needs.take[0]
    [check] = done.checks
    assert (check.pass_mark, check.passed) == (None, True)


def test_completion_tells_of_cards_that_wait(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    take_lesson(station, amara.id, LESSON)
    clock.move(days=30)
    assert take_lesson(station, amara.id, "before-you-start").due > 0
