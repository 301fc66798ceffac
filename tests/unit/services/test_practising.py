"""Questions that come again: what is offered, what a run asks, what its answers leave."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import Catalog, KeyResultWord
from keystep.domain.facts import Kind
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Phase, Step, StepKind
from keystep.domain.ports import Learner
from keystep.domain.progress import MILLIONTHS, ItemProgress, LessonProgress, SkillProgress
from keystep.domain.quiz import Assessment, Item
from keystep.domain.session import PRACTICES, Candidate, Work
from keystep.domain.skills import MasteryWord, mastery_word
from keystep.services.aims import aims_of
from keystep.services.attempts import standing
from keystep.services.catalogs import keep_catalog
from keystep.services.due_tests import Outcome, due_tests, end_test
from keystep.services.learning import answer_item
from keystep.services.practising import LATELY_DAYS, drills, open_practice
from keystep.services.run import Run
from keystep.services.station import Station
from tests.fakes import START, FakeClock
from tests.made import FORM, LESSON, OTHER_QUIZ, PACK, QUIZ, TRY_IT, item, made_pack, put_on_shelf
from tests.takers import answer_all, right_answer, take_lesson, wrong_answer

MANY = replace(QUIZ, items=tuple(item(f"i{n}") for n in range(5)))


@pytest.fixture
def missed(station: Station, amara: Learner) -> Station:
    """Amara took a lesson of six questions yesterday, and missed them all."""
    put_on_shelf(station, made_pack(quizzes=(MANY, OTHER_QUIZ, FORM)))
    take_lesson(station, amara.id, LESSON, pack=PACK, right=False)
    station.clock.move(days=1)
    return station


def offers(station: Station, learner: str) -> dict[Work, Candidate]:
    there = (drill.offer for drill in drills(station.shelf, aims_of(station, learner)))
    return {offer.work: offer for offer in there}


def opened(station: Station, learner: str, work: Work) -> Run:
    run = open_practice(station, learner, offers(station, learner)[work], "Title", "Task")
    assert run is not None
    return run


def practise(station: Station, learner: str, work: Work, *, right: bool = True) -> Run:
    run = opened(station, learner, work)
    answer_all(station, run, run.lesson.steps[0], right=right)
    return run


def test_what_was_missed_comes_again_from_the_next_day_on(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    put_on_shelf(station, made_pack())
    take_lesson(station, amara.id, LESSON, pack=PACK, right=False)
    assert offers(station, amara.id) == {}
    clock.move(days=1)
    offer = offers(station, amara.id)[Work.MISSED]
    assert (offer.count, offer.seconds, str(offer.title)) == (3, 60, "3 questions to try again")
    assert str(offer.reason) == "What you missed in the last two weeks."
    assert len(offer.gains) == 3
    assert all(offer.gains)
    clock.move(days=LATELY_DAYS)
    assert Work.MISSED not in offers(station, amara.id)


def test_what_was_right_or_is_of_an_unfinished_lesson_does_not(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    put_on_shelf(station, made_pack())
    take_lesson(station, amara.id, LESSON, pack=PACK)
    clock.move(days=1)
    assert Work.MISSED not in offers(station, amara.id)


def test_practice_is_no_lesson_and_no_test(missed: Station, amara: Learner) -> None:
    before = missed.store.select(LessonProgress, learner=amara.id)
    count = len(list(missed.store.events()))
    run = practise(missed, amara.id, Work.MISSED)
    log = [recorded.event for recorded in missed.store.events()][count:]
    assert [event.kind for event in log] == [Kind.ITEM_ANSWERED] * 6 + [Kind.QUIZ_COMPLETED]
    assert {(event.body["lesson"], event.body["attempt"]) for event in log} == {("", run.attempt)}
    assert (run.comes_by_itself, run.is_test) == (True, False)
    assert missed.store.select(LessonProgress, learner=amara.id) == before
    assert standing(missed, run, run.lesson.steps[0]).pass_mark is None
    assert end_test(missed, run) == Outcome(right=6, asked=6)


def test_its_answers_count_for_skills_and_it_is_over_for_the_day(
    missed: Station, amara: Learner, clock: FakeClock
) -> None:
    before = missed.store.find(SkillProgress, amara.id, PACK, "locking")
    practise(missed, amara.id, Work.MISSED)
    after = missed.store.find(SkillProgress, amara.id, PACK, "locking")
    assert before is not None
    assert after is not None
    assert after.evidence == before.evidence + 6
    assert after.theta > before.theta
    assert offers(missed, amara.id) == {}
    clock.move(days=1)
    assert Work.MISSED not in offers(missed, amara.id)


def test_it_may_be_tried_again_and_counts_once(missed: Station, amara: Learner) -> None:
    run = practise(missed, amara.id, Work.MISSED, right=False)
    (step,) = run.lesson.steps
    assert standing(missed, run, step).may_retry
    for each in run.items(step):
        answer_item(missed, run, step, each, right_answer(each), duration_ms=1)
    assert {one.right for one in missed.store.select(ItemProgress, learner=amara.id)} == {0}


def test_what_is_left_after_a_while_is_the_rest(missed: Station, amara: Learner) -> None:
    run = opened(missed, amara.id, Work.MISSED)
    (step,) = run.lesson.steps
    first, *rest = run.items(step)
    answer_item(missed, run, step, first, wrong_answer(first), duration_ms=1)
    again = opened(missed, amara.id, Work.MISSED)
    assert {one.id for one in again.items(again.lesson.steps[0])} == {one.id for one in rest}


def test_no_more_is_asked_than_was_planned(missed: Station, amara: Learner) -> None:
    offer = offers(missed, amara.id)[Work.MISSED].cut(4)
    run = open_practice(missed, amara.id, offer, "", "")
    assert run is not None
    assert len(run.items(run.lesson.steps[0])) == 4


def test_what_is_no_more_on_offer_does_not_open(missed: Station, amara: Learner) -> None:
    offer = offers(missed, amara.id)[Work.MISSED]
    practise(missed, amara.id, Work.MISSED)
    assert open_practice(missed, amara.id, offer, "", "") is None
    put_on_shelf(missed, made_pack("other"))
    assert open_practice(missed, amara.id, offer, "", "") is None


def test_a_weak_skill_is_practised_with_what_was_not_missed(
    missed: Station, amara: Learner, clock: FakeClock
) -> None:
    assert set(offers(missed, amara.id)) == {Work.MISSED}, "or it would be asked twice"
    clock.move(days=LATELY_DAYS)
    offer = offers(missed, amara.id)[Work.WEAK]
    assert (offer.target, str(offer.title)) == ("locking", "6 questions on “Lock a machine”")
    assert str(offer.reason) == "One of your weakest skills so far."
    practise(missed, amara.id, Work.WEAK)
    practised = missed.store.find(SkillProgress, amara.id, PACK, "locking")
    assert practised is not None
    assert practised.evidence == 12


def test_a_skill_is_practised_until_it_is_steady(
    missed: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=LATELY_DAYS)
    while offers(missed, amara.id):
        practise(missed, amara.id, Work.WEAK)
        clock.move(days=1)
    skill = missed.store.find(SkillProgress, amara.id, PACK, "locking")
    assert skill is not None
    assert mastery_word(skill.theta / MILLIONTHS, skill.evidence) is MasteryWord.STEADY


def test_what_assessments_ask_and_what_nobody_grades_stays_out(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    ask = Step(id="t", title="T", kind=StepKind.CHECK, target="all", phase=Phase.POST)
    talk = Item(id="talk", skill="locking", question="And you?", asks=Reflection())
    mixed = replace(QUIZ, items=(*QUIZ.items, talk))
    pack = made_pack(
        lessons=(replace(TRY_IT, steps=(TRY_IT.steps[1], ask)),),
        quizzes=(mixed, FORM),
        assessments=(Assessment(id="all", title="All", forms=("form",)),),
        paths=(),
    )
    put_on_shelf(station, pack)
    take_lesson(station, amara.id, LESSON, pack=PACK, right=False)
    clock.move(days=1)
    run = opened(station, amara.id, Work.MISSED)
    assert {one.id for one in run.items(run.lesson.steps[0])} == {"first", "second"}


def test_a_lagging_key_result_is_named_and_weighs(missed: Station, amara: Learner) -> None:
    before = offers(missed, amara.id)[Work.MISSED]
    word = KeyResultWord(
        id="lock-outs", title="", unit="", baseline="0", target="1", now="", attainment=None,
        elapsed=500, status="at_risk",
    )  # fmt: skip
    told = Catalog(no=1, share="s", issued=START, stations=(), key_results=(word,))
    keep_catalog(missed.home, told)
    offer = offers(missed, amara.id)[Work.MISSED]
    title = "Lock-outs right at first audit"
    assert str(offer.reason) == f"Missed lately; serves “{title}”, which lags."
    assert offer.gain > before.gain


def test_what_was_practised_is_not_probed_that_week(
    missed: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=6)
    assert [test.offer.work for test in due_tests(missed, amara.id)] == [Work.PROBE]
    practise(missed, amara.id, Work.MISSED)
    assert due_tests(missed, amara.id) == ()
    assert not PRACTICES & set(offers(missed, amara.id))
    clock.move(days=7)
    assert [test.offer.work for test in due_tests(missed, amara.id)] == [Work.PROBE]
