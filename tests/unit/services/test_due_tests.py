"""Delayed tests and probes: when they are offered, what they ask, what they leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from keystep.domain.facts import Kind
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Lesson, Pack, Phase, Step, StepKind
from keystep.domain.ports import Learner
from keystep.domain.progress import AssessmentProgress, CardProgress, LessonProgress, SkillProgress
from keystep.domain.quiz import Assessment, Item, Quiz, Telling
from keystep.domain.session import TESTS, Candidate, Work
from keystep.services.completion import complete_lesson
from keystep.services.due_tests import Outcome, due_tests, end_test, open_test
from keystep.services.learning import answer_item, open_lesson, view_step
from keystep.services.probes import probe
from keystep.services.putting_off import put_off
from keystep.services.roster import register
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.services.today import today
from tests.fakes import FakeClock
from tests.made import PACK, item, made_pack, put_on_shelf
from tests.takers import answer_all, right_answer, take_lesson, wrong_answer


def asking(lesson_id: str, target: str, phase: Phase | None = None) -> Lesson:
    step = Step(id="ask", title="Ask", kind=StepKind.CHECK, target=target, phase=phase)
    return Lesson(id=lesson_id, title=lesson_id, minutes=2, steps=(step,))


def quiz(quiz_id: str, count: int) -> Quiz:
    return Quiz(
        id=quiz_id, title=quiz_id, items=tuple(item(f"{quiz_id}-{n}") for n in range(count))
    )


def pack(forms: int = 2, items: int = 8, **changes: object) -> Pack:
    """Asks before and after on as many forms, and teaches in between."""
    ids = tuple(f"form-{n}" for n in range(forms))
    made = made_pack(
        paths=(),
        lessons=(
            asking("before", "all", Phase.PRE),
            asking("learn", "drill"),
            asking("after", "all", Phase.POST),
        ),
        quizzes=(*(quiz(form, 2) for form in ids), quiz("drill", items)),
        assessments=(Assessment(id="all", title="All of it", forms=ids),),
    )
    return replace(made, **changes)


@pytest.fixture
def taught(station: Station, amara: Learner) -> Station:
    """Amara took the whole pack today, all of it right."""
    put_on_shelf(station, pack())
    take_all(station, amara.id)
    return station


def take_all(station: Station, learner: str) -> None:
    for lesson in ("before", "learn", "after"):
        take_lesson(station, learner, lesson, pack=PACK)


def offers(station: Station, learner: str) -> list[Work]:
    return [test.offer.work for test in due_tests(station, learner)]


def offered(station: Station, learner: str, work: Work) -> Candidate:
    return next(t.offer for t in due_tests(station, learner) if t.offer.work is work)


def opened(station: Station, learner: str, work: Work) -> Run:
    run = open_test(station, learner, offered(station, learner, work), "Title", "Task")
    assert run is not None
    return run


def take(station: Station, learner: str, work: Work, *, right: bool = True) -> Run:
    run = opened(station, learner, work)
    (step,) = run.lesson.steps
    view_step(station, run, step)
    answer_all(station, run, step, right=right)
    return run


def facts(station: Station, kind: Kind) -> Iterator[dict[str, object]]:
    log = (recorded.event for recorded in station.store.events())
    return (event.body for event in log if event.kind == kind)


def test_the_delayed_test_is_offered_from_its_day_on_and_not_for_ever(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    there = []
    for days in (27, 1, 27, 1):
        clock.move(days=days)
        there.append(Work.DELAYED in offers(taught, amara.id))
    assert there == [False, True, True, False]


def test_a_pack_may_say_how_long_to_wait(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    (assessment,) = pack().assessments
    put_on_shelf(station, pack(assessments=(replace(assessment, delay_days=14),)))
    take_all(station, amara.id)
    clock.move(days=13)
    assert Work.DELAYED not in offers(station, amara.id)
    clock.move(days=1)
    assert Work.DELAYED in offers(station, amara.id)


def test_who_was_not_asked_after_the_learning_is_not_asked_later(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    put_on_shelf(station, pack())
    take_lesson(station, amara.id, "before", pack=PACK)
    clock.move(days=30)
    assert due_tests(station, amara.id) == ()


@pytest.mark.parametrize("forms", [2, 3, 4])
def test_no_form_comes_twice_while_another_is_left(
    station: Station, clock: FakeClock, forms: int
) -> None:
    put_on_shelf(station, pack(forms))
    learners = [register(station, f"Learner {n}", "").id for n in range(4)]
    for learner in learners:
        take_all(station, learner)
    clock.move(days=28)
    for learner in learners:
        take(station, learner, Work.DELAYED)
        results = station.store.select(AssessmentProgress, learner=learner, assessment="all")
        form = {result.phase: result.form for result in results}
        assert form[Phase.PRE] != form[Phase.POST] != form[Phase.DELAYED]
        assert len(set(form.values())) == min(forms, 3)


def test_the_delayed_test_is_taken_once_and_told_of_at_the_end(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=28)
    run = take(taught, amara.id, Work.DELAYED, right=False)
    (step,) = run.lesson.steps
    quiz = run.pack.quiz_of(step, run.form)
    assert (quiz.feedback, quiz.attempts) == (Telling.AT_THE_END, 1)
    assert end_test(taught, run) == Outcome(right=0, asked=2)
    assert Work.DELAYED not in offers(taught, amara.id)
    *_, told = facts(taught, Kind.ASSESSMENT_COMPLETED)
    assert told["phase"] == "delayed"
    assert (told["assessment"], told["items"], told["score"]) == ("all", 2, 0)
    take_lesson(taught, amara.id, "after", pack=PACK)
    clock.move(days=28)
    assert Work.DELAYED not in offers(taught, amara.id)


def test_a_test_is_no_lesson(taught: Station, amara: Learner, clock: FakeClock) -> None:
    clock.move(days=28)
    before = taught.store.select(LessonProgress, learner=amara.id)
    for work in (Work.DELAYED, Work.PROBE):
        count = len(list(taught.store.events()))
        run = take(taught, amara.id, work)
        log = [recorded.event for recorded in taught.store.events()][count:]
        items = [Kind.ITEM_ANSWERED] * len(run.items(run.lesson.steps[0]))
        assert [event.kind for event in log] == [*items, Kind.ASSESSMENT_COMPLETED]
        assert {event.body["lesson"] for event in log} == {""}
        assert {event.body["version"] for event in log} == {"1.0.0"}
    assert taught.store.select(LessonProgress, learner=amara.id) == before


def test_a_test_goes_on_where_it_was_left(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=28)
    for work in (Work.DELAYED, Work.PROBE):
        run = opened(taught, amara.id, work)
        (step,) = run.lesson.steps
        first, *rest = run.items(step)
        answer_item(taught, run, step, first, wrong_answer(first), duration_ms=1)
        clock.move(hours=1)
        again = opened(taught, amara.id, work)
        assert again.attempt == run.attempt
        assert set(again.items(step)) == {first, *rest}
        for each in rest:
            answer_item(taught, again, step, each, right_answer(each), duration_ms=1)
        assert end_test(taught, again) == Outcome(right=len(rest), asked=len(rest) + 1)
        assert work not in offers(taught, amara.id)


def test_a_probe_asks_the_same_until_the_week_is_over(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=7)
    run = opened(taught, amara.id, Work.PROBE)
    take_lesson(taught, amara.id, "learn", pack=PACK)
    again = opened(taught, amara.id, Work.PROBE)
    assert again.items(again.lesson.steps[0]) == run.items(run.lesson.steps[0])


def test_put_off_is_offered_again_tomorrow(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=28)
    offer = offered(taught, amara.id, Work.DELAYED)
    put_off(taught, amara.id, offer)
    assert offers(taught, amara.id) == [Work.PROBE]
    assert open_test(taught, amara.id, offer, "", "") is None
    clock.move(days=1)
    assert offers(taught, amara.id) == [Work.DELAYED, Work.PROBE]


def test_a_probe_asks_what_was_learnt_a_week_ago(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=7, minutes=-1)
    assert offers(taught, amara.id) == []
    clock.move(minutes=1)
    run = opened(taught, amara.id, Work.PROBE)
    asked = [item.id for item in run.items(run.lesson.steps[0])]
    assert len(asked) == 3
    assert all(item.startswith("drill-") for item in asked)


def test_there_is_one_probe_a_week_and_another_in_the_next(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=7)
    first = take(taught, amara.id, Work.PROBE)
    clock.move(days=6)
    assert offers(taught, amara.id) == []
    clock.move(days=1)
    second = opened(taught, amara.id, Work.PROBE)
    assert second.attempt != first.attempt


def test_what_was_answered_this_week_is_not_drawn(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    put_on_shelf(station, pack(items=3))
    take_all(station, amara.id)
    clock.move(days=7)
    assert offers(station, amara.id) == [Work.PROBE]
    run = take_lesson(station, amara.id, "learn", pack=PACK)
    assert run.checks
    assert offers(station, amara.id) == []
    clock.move(days=6)
    assert offers(station, amara.id) == []
    clock.move(days=2)
    assert offers(station, amara.id) == [Work.PROBE]


def test_what_is_not_graded_is_not_drawn(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    talk = Item(id="talk", skill="locking", question="And you?", asks=Reflection())
    drill = quiz("drill", 3)
    forms = (quiz("form-0", 2), quiz("form-1", 2))
    put_on_shelf(station, pack(quizzes=(*forms, replace(drill, items=(talk, *drill.items)))))
    run = open_lesson(station, amara.id, PACK, "learn")
    complete_lesson(station, run, duration_ms=1)
    clock.move(days=7)
    asked = opened(station, amara.id, Work.PROBE)
    assert talk not in asked.items(asked.lesson.steps[0])


def learnt(station: Station, many: int) -> list[str]:
    """So many learners who completed the lesson a week ago."""
    learners = [register(station, f"Learner {n}", "").id for n in range(many)]
    for learner in learners:
        complete_lesson(station, open_lesson(station, learner, PACK, "learn"), duration_ms=1)
    return learners


def drawn(station: Station, learner: str) -> tuple[str, ...]:
    """The items that this week's probe asks."""
    found = probe(station, learner, station.clock.now())
    assert found is not None
    return tuple(item.id for item in found.items)


def test_another_learner_or_week_draws_otherwise(station: Station, clock: FakeClock) -> None:
    put_on_shelf(station, pack(items=40))
    learners, found = learnt(station, 4), set[tuple[str, ...]]()
    for _ in range(3):
        clock.move(days=7)
        found.update(drawn(station, learner) for learner in learners)
    assert len(found) > 10


def test_every_item_is_drawn_about_as_often(station: Station, clock: FakeClock) -> None:
    put_on_shelf(station, pack(items=6))
    learners = learnt(station, 30)
    clock.move(days=7)
    counts = Counter(item for learner in learners for item in drawn(station, learner))
    assert counts.total() == 90
    assert set(counts) == {f"drill-{n}" for n in range(6)}
    assert min(counts.values()) > 6


def test_a_probe_is_evidence_of_mastery_and_no_review(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=7)
    before = taught.store.find(SkillProgress, amara.id, PACK, "locking")
    assert before is not None
    take(taught, amara.id, Work.PROBE, right=False)
    after = taught.store.find(SkillProgress, amara.id, PACK, "locking")
    assert after is not None
    assert (after.evidence, after.theta < before.theta) == (before.evidence + 3, True)
    assert taught.store.select(CardProgress, learner=amara.id) == []


def test_today_offers_one_test_before_all_else(
    taught: Station, amara: Learner, clock: FakeClock
) -> None:
    clock.move(days=28)
    first, *others = today(taught, amara.id, 10).session
    assert first == offered(taught, amara.id, Work.DELAYED)
    assert str(first.reason) == "Some weeks after: All of it"
    assert first.seconds == 40
    assert TESTS.isdisjoint(entry.work for entry in others)
