"""Sittings of a quiz: what a retry asks, how many there are, what the end of one counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.down import Person, ProgressDown, gathered
from keystep.domain.facts import Kind
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Phase
from keystep.domain.ports import Learner
from keystep.domain.quiz import Item
from keystep.domain.replaying import replay
from keystep.domain.responses import Written
from keystep.services.attempts import Entered, Standing, standing
from keystep.services.completion import check_results
from keystep.services.learning import answer_item, end_sitting, open_lesson
from keystep.services.run import Run
from keystep.services.station import Station
from tests.fakes import START
from tests.made import FORM, LESSON, NEEDS, OTHER_QUIZ, PACK, QUIZ, item, made_pack, put_on_shelf
from tests.takers import answer_all, right_answer, wrong_answer

THREE = replace(QUIZ, items=(item("first"), item("second"), item("sixth")), attempts=3)


def opened(station: Station, learner: str, quiz: object = THREE) -> Run:
    put_on_shelf(station, made_pack(quizzes=(quiz, OTHER_QUIZ, FORM)))
    return open_lesson(station, learner, PACK, LESSON)


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    return opened(station, amara.id)


def at(station: Station, run: Run) -> Standing:
    return standing(station, run, run.lesson.steps[1])


def answer(station: Station, run: Run, *right: bool) -> None:
    """Answer what this sitting, or the next one, still asks: in turn rightly or wrongly."""
    now = at(station, run)
    now = now.retry() if now.over else now
    todo = [asked for asked in now.asked if not now.is_given(asked)]
    for asked, rightly in zip(todo, right, strict=False):
        response = right_answer(asked) if rightly else wrong_answer(asked)
        answer_item(station, run, run.lesson.steps[1], asked, response, duration_ms=1)


def bodies(station: Station, kind: Kind) -> list[dict[str, object]]:
    return [r.event.body for r in station.store.events() if r.event.kind == kind]


def ids(items: tuple[Item, ...]) -> list[str]:
    return [each.id for each in items]


def test_a_sitting_is_over_with_its_last_answer(station: Station, run: Run) -> None:
    answer(station, run, True, False)
    assert not at(station, run).over
    assert not at(station, run).may_retry
    answer(station, run, False)
    now = at(station, run)
    assert (now.over, now.sitting, now.score, now.passed) == (True, 1, 333, False)
    assert ids(now.missed) == ["second", "sixth"]
    assert (now.may_retry, now.left) == (True, 2)


def test_a_retry_asks_only_what_was_missed(station: Station, run: Run) -> None:
    answer(station, run, True, False, False)
    assert ids(at(station, run).retry().asked) == ["second", "sixth"]
    answer(station, run, False)
    now = at(station, run)
    assert (now.sitting, now.over) == (2, False)
    assert [now.is_given(each) for each in now.asked] == [True, False]
    answer(station, run, True)
    now = at(station, run)
    assert (now.over, now.score, ids(now.missed)) == (True, 667, ["second"])


def test_each_sitting_ends_with_the_score_of_the_whole_quiz(station: Station, run: Run) -> None:
    answer(station, run, True, False, False)
    answer(station, run, False, True)
    answer(station, run, True)
    ends = bodies(station, Kind.QUIZ_COMPLETED)
    told = [(end["sitting"], end["score"], end["passed"]) for end in ends]
    assert told == [(1, 333, False), (2, 667, False), (3, 1000, True)]
    assert [each["sitting"] for each in bodies(station, Kind.ITEM_ANSWERED)] == [1, 1, 1, 2, 2, 3]


def test_there_are_no_more_sittings_than_the_quiz_allows(station: Station, run: Run) -> None:
    for _ in range(3):
        answer(station, run, False, False, False)
    now = at(station, run)
    assert (now.sitting, now.over, now.left, now.may_retry) == (3, True, 0, False)
    answer_item(
        station, run, run.lesson.steps[1], now.items[0], wrong_answer(item("first")), duration_ms=1
    )
    assert at(station, run).sitting == 3
    assert len(bodies(station, Kind.QUIZ_COMPLETED)) == 3


def test_without_a_number_one_may_try_for_ever(station: Station, amara: Learner) -> None:
    run = opened(station, amara.id, QUIZ)
    for _ in range(12):
        answer(station, run, False, False)
    assert at(station, run).left is None
    assert at(station, run).may_retry


def test_what_is_all_right_is_not_tried_again(station: Station, run: Run) -> None:
    answer(station, run, True, True, True)
    assert not at(station, run).may_retry


def test_an_answer_that_is_changed_before_the_end_is_the_one_that_counts(
    station: Station, run: Run
) -> None:
    answer(station, run, False)
    answer_item(
        station, run, run.lesson.steps[1], item("first"), right_answer(item("first")), duration_ms=1
    )
    assert not at(station, run).over
    answer(station, run, True, True)
    assert at(station, run).score == 1000
    assert len(bodies(station, Kind.QUIZ_COMPLETED)) == 1


def test_when_the_time_is_up_what_is_entered_counts_and_the_rest_earns_nothing(
    station: Station, run: Run
) -> None:
    answer(station, run, True)
    second = THREE.items[1]
    entered = [Entered(second, right_answer(second), 1_000)]
    end_sitting(station, run, run.lesson.steps[1], at(station, run), entered)
    now = at(station, run)
    assert (now.over, now.score, ids(now.unanswered)) == (True, 667, ["sixth"])
    [end] = bodies(station, Kind.QUIZ_COMPLETED)
    assert (end["score"], end["passed"]) == (667, False)
    assert ids(now.retry().asked) == ["sixth"]


def test_a_retry_may_end_without_an_answer(station: Station, run: Run) -> None:
    answer(station, run, True, False, False)
    end_sitting(station, run, run.lesson.steps[1], at(station, run).retry(), [])
    now = at(station, run)
    assert (now.sitting, now.over, now.left, now.score) == (2, True, 1, 333)
    assert ids(now.retry().asked) == ["second", "sixth"]


def test_what_nobody_grades_is_neither_missed_nor_counted(station: Station, amara: Learner) -> None:
    thought = replace(item("second"), asks=Reflection())
    run = opened(station, amara.id, replace(THREE, items=(item("first"), thought)))
    step = run.lesson.steps[1]
    answer_item(station, run, step, thought, Written("Yesterday."), duration_ms=1)
    answer_item(station, run, step, item("first"), right_answer(item("first")), duration_ms=1)
    now = at(station, run)
    assert (now.over, now.score, now.missed, now.scores) == (True, 1000, (), (1000,))


def test_an_assessment_is_taken_once(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = open_lesson(station, amara.id, PACK, NEEDS.id)
    answer_all(station, run, run.lesson.steps[0], right=False)
    now = standing(station, run, run.lesson.steps[0])
    assert (now.over, now.may_retry, now.passed, now.left) == (True, False, True, 0)


@pytest.mark.parametrize("phase", [Phase.PRE, Phase.POST])
def test_the_time_of_an_assessment_may_be_up(
    station: Station, amara: Learner, phase: Phase
) -> None:
    lesson = replace(NEEDS, steps=(replace(NEEDS.steps[0], phase=phase),))
    put_on_shelf(station, made_pack(lessons=(lesson,), paths=()))
    run = open_lesson(station, amara.id, PACK, NEEDS.id)
    step = run.lesson.steps[0]
    end_sitting(station, run, step, standing(station, run, step), [])
    [end] = bodies(station, Kind.ASSESSMENT_COMPLETED)
    assert (end["score"], end["items"], end["phase"]) == (0, 2, phase)
    assert standing(station, run, step).over


def test_sittings_are_the_same_at_another_station(
    tmp_path: Path,
    open_home: Callable[[Path], Station],
    station: Station,
    amara: Learner,
    run: Run,
) -> None:
    """What the office says of where somebody stands is enough to go on."""
    answer(station, run, True, False, False)
    end_sitting(station, run, run.lesson.steps[1], at(station, run).retry(), [])
    answer(station, run, True)
    other = open_home(tmp_path / "other")
    put_on_shelf(other, *station.shelf.packs.values())
    recorded = [each.event for each in station.store.events()]
    down = ProgressDown(
        no=1,
        share=other.store.share,
        device=other.keys.device,
        issued=START,
        people=(Person(learner=amara.id, name=amara.name, team=amara.team),),
        included=(),
        states=(gathered(amara.id, replay(recorded)),),
    )
    assert other.store.take_progress(down)
    assert at(other, run) == at(station, run)
    assert at(other, run).sitting == 3


def test_completion_counts_what_had_no_answer_when_the_time_was_up(
    station: Station, run: Run
) -> None:
    answer(station, run, True)
    end_sitting(station, run, run.lesson.steps[1], at(station, run), [])
    [result] = check_results(station, run)
    assert (result.right, result.asked, result.score, result.passed) == (1, 3, 333, False)
