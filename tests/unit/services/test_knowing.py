"""“I already know this”: passing completes the lesson, falling short starts it."""

from __future__ import annotations

from keystep.domain.facts import Kind
from keystep.domain.ports import Learner
from keystep.domain.progress import LessonProgress
from keystep.services import learning
from keystep.services.answers import answers
from keystep.services.completion import Completion
from keystep.services.knowing import (
    NotYet,
    begin_proof,
    can_prove,
    end_proof,
    give_up_proof,
    is_proving,
    proof_steps,
)
from keystep.services.run import Run
from keystep.services.station import Station
from tests.made import LESSON, PACK, made_pack, put_on_shelf
from tests.takers import answer_all


def proving(station: Station, learner: Learner, lesson: str = LESSON) -> Run:
    put_on_shelf(station, made_pack())
    run = learning.open_lesson(station, learner.id, PACK, lesson)
    begin_proof(station, run)
    return run


def last(station: Station, kind: Kind) -> dict[str, object]:
    return [r.event.body for r in station.store.events() if r.event.kind == kind][-1]


def test_the_checks_of_the_lesson_are_asked(station: Station, amara: Learner) -> None:
    run = proving(station, amara)
    assert [step.id for step in proof_steps(run)] == ["check", "other"]
    assert is_proving(station, learning.open_lesson(station, amara.id, PACK, LESSON))


def test_where_a_lesson_only_asks_or_never_does_there_is_nothing_to_prove(
    station: Station, amara: Learner
) -> None:
    put_on_shelf(station, made_pack())
    for lesson in ("tag-it", "needs"):
        run = learning.open_lesson(station, amara.id, PACK, lesson)
        assert not can_prove(station, run)


def test_passing_completes_the_lesson(station: Station, amara: Learner) -> None:
    run = proving(station, amara)
    for step in proof_steps(run):
        answer_all(station, run, step)
    done = end_proof(station, run, duration_ms=9_000)
    assert isinstance(done, Completion)
    assert done.known
    assert last(station, Kind.LESSON_COMPLETED)["known"] is True
    progress = station.store.find(LessonProgress, amara.id, PACK, LESSON)
    assert progress is not None
    assert progress.completed
    assert not is_proving(station, run)


def test_falling_short_starts_the_lesson_and_says_what_was_missed(
    station: Station, amara: Learner
) -> None:
    run = proving(station, amara)
    first, second = proof_steps(run)
    answer_all(station, run, first, right=False)
    answer_all(station, run, second)
    outcome = end_proof(station, run, duration_ms=9_000)
    assert isinstance(outcome, NotYet)
    assert [item.id for item in outcome.missed] == ["first", "second"]
    assert outcome.asked == 3
    assert outcome.run.step == 0
    assert answers(station, outcome.run, first) == {}
    assert not is_proving(station, outcome.run)
    again = learning.open_lesson(station, amara.id, PACK, LESSON)
    assert again.attempt == outcome.run.attempt
    kinds = [recorded.event.kind for recorded in station.store.events()]
    assert kinds.count(Kind.ITEM_ANSWERED) == 3
    assert Kind.LESSON_COMPLETED not in kinds


def test_giving_up_before_an_answer_goes_on_in_the_same_run(
    station: Station, amara: Learner
) -> None:
    run = proving(station, amara)
    assert give_up_proof(station, run).attempt == run.attempt
    assert not is_proving(station, run)


def test_giving_up_after_an_answer_asks_anew_in_the_lesson(
    station: Station, amara: Learner
) -> None:
    run = proving(station, amara)
    answer_all(station, run, proof_steps(run)[0])
    fresh = give_up_proof(station, run)
    assert fresh.attempt != run.attempt
    assert can_prove(station, fresh)
