"""Tests that come by themselves: what has stayed some weeks after, and a few questions by chance.

A delayed test is offered once, on the form that follows the one asked after the learning. Who has
not taken it ``OFFERED_DAYS`` later has no figure, rather than one that was taken much later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.events import Instant
from keystep.domain.lesson import BY_ITSELF, Lesson, Pack, Phase, Step, StepKind, first_form
from keystep.domain.progress import AssessmentProgress
from keystep.domain.quiz import Assessment, Quiz, Telling
from keystep.domain.responses import FULL_SCORE
from keystep.domain.session import SECONDS_PER_ITEM, Candidate, Work
from keystep.domain.words import Words
from keystep.errors import NotSaved
from keystep.services.attempts import standing
from keystep.services.place import let_go
from keystep.services.probes import Probe, attempt_of, day_of, keep_drawn, probe
from keystep.services.putting_off import put_off_today
from keystep.services.run import Run
from keystep.services.station import Station

OFFERED_DAYS = 28


@dataclass(frozen=True)
class DueTest:
    """A test to take now. ``pack`` holds what its ``step`` asks."""

    offer: Candidate
    pack: Pack
    step: Step
    attempt: str
    form: int = 0


class Outcome(Struct, frozen=True):
    """Of ``asked`` questions ``right`` earned everything."""

    right: int
    asked: int


def due_tests(station: Station, learner: str) -> tuple[DueTest, ...]:
    """What may be taken now and was not put off today; delayed tests first."""
    now, off = station.clock.now(), put_off_today(station, learner)
    drawn = probe(station, learner, now)
    due = (*_delayed(station, learner, now), *([_probe(drawn)] if drawn else []))
    return tuple(test for test in due if test.offer.key not in off)


def open_test(
    station: Station, learner: str, offer: Candidate, title: str, task: str
) -> Run | None:
    """The run of a test on offer; None if it is no more. Nothing is recorded before an answer.

    ``title`` and ``task`` are what the player says of it.
    """
    due = {test.offer.key: test for test in due_tests(station, learner)}
    test = due.get(offer.key)
    if test is None:
        return None
    minutes = max(1, round(test.offer.seconds / 60))
    step = replace(test.step, title=title)
    if step.phase is Phase.PROBE:
        items = test.pack.items_of(step, test.form, test.attempt)
        with suppress(NotSaved):  # it may be taken all the same
            keep_drawn(station, learner, Probe(test.pack, items, test.attempt))
    lesson = Lesson(id="", title=title, minutes=minutes, steps=(step,), task=task)
    return Run(station.shelf, learner, test.pack, lesson, test.attempt, test.form, 0)


def end_test(station: Station, run: Run) -> Outcome:
    """Let go of the place in it, and say how it went: its answers are recorded already.

    Practice that came by itself ends the same way.
    """
    with suppress(NotSaved):  # it was taken all the same
        let_go(station, run)
    (step,) = run.lesson.steps
    scores = standing(station, run, step).scores
    return Outcome(scores.count(FULL_SCORE), len(scores))


def _delayed(station: Station, learner: str, now: Instant) -> Iterator[DueTest]:
    results = station.store.select(AssessmentProgress, learner=learner)
    taken = {(one.pack, one.assessment) for one in results if one.phase is Phase.DELAYED}
    for post in results:
        pack, done = station.shelf.packs.get(post.pack), (post.pack, post.assessment) in taken
        if pack is None or post.phase is not Phase.POST or done:
            continue
        for assessment in pack.assessments:
            if assessment.id == post.assessment and _is_open(assessment, post, now):
                yield _delayed_test(learner, pack, assessment, post)


def _is_open(assessment: Assessment, post: AssessmentProgress, now: Instant) -> bool:
    since = (now.day - day_of(post.at, now)).days - assessment.delay_days
    return 0 <= since < OFFERED_DAYS and len(assessment.forms) > 1


def _delayed_test(
    learner: str, pack: Pack, assessment: Assessment, post: AssessmentProgress
) -> DueTest:
    """On the form after the one taken last; where that is gone, as the learner's turn has it."""
    forms = assessment.forms
    form = forms.index(post.form) - 1 if post.form in forms else first_form(learner)
    step = _step(Phase.DELAYED, assessment.id)
    kept = replace(pack, quizzes=tuple(map(_once, pack.quizzes)))
    attempt = attempt_of(learner, pack, Phase.DELAYED, assessment.id)
    offer = Candidate(
        work=Work.DELAYED,
        pack=pack.id,
        target=assessment.id,
        title=Words("What has stayed?"),
        reason=Words("Some weeks after: {title}", {"title": assessment.title}),
        seconds=len(kept.items_of(step, form, attempt)) * SECONDS_PER_ITEM,
    )
    return DueTest(offer, kept, step, attempt, form)


def _probe(drawn: Probe) -> DueTest:
    pack = drawn.pack
    quiz = Quiz(id=Phase.PROBE.value, title="", items=drawn.items, shuffle=True)
    offer = Candidate(
        work=Work.PROBE,
        pack=pack.id,
        target="",
        title=Words("Three quick questions"),
        reason=Words("Drawn by chance from lessons you finished."),
        seconds=len(drawn.items) * SECONDS_PER_ITEM,
    )
    asking = replace(pack, quizzes=(_once(quiz), *pack.quizzes))
    return DueTest(offer, asking, _step(Phase.PROBE, quiz.id), drawn.attempt)


def _once(quiz: Quiz) -> Quiz:
    """Taken once, and only then told how it went: what an answer tells would change the next."""
    return replace(quiz, feedback=Telling.AT_THE_END, attempts=1)


def _step(phase: Phase, target: str) -> Step:
    return Step(id=BY_ITSELF[phase], title="", kind=StepKind.CHECK, target=target, phase=phase)
