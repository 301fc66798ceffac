"""Taking a lesson: open it, turn its pages, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from keystep.domain.facts import (
    ChecklistCompleted,
    Fact,
    LessonStarted,
    StepViewed,
)
from keystep.domain.lesson import Step, first_form
from keystep.domain.progress import LessonProgress
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade, Response
from keystep.services.asking import asked
from keystep.services.attempts import Entered, Standing, answered_with, ended, standing
from keystep.services.run import Run
from keystep.services.station import Station


def open_lesson(
    station: Station, learner: str, pack_id: str, lesson_id: str, *, step: str = ""
) -> Run:
    """The learner's open run of a lesson, or a new one. What is recorded first begins it.

    It opens at ``step`` where there is one of that id, else where the learner left. An open run of
    an older version of the pack is not continued: its answers stay, the steps may have changed.
    Raises UsageError when there is no such lesson.
    """
    shelf = station.shelf
    pack, lesson = shelf.pack(pack_id), shelf.lesson(pack_id, lesson_id)
    steps = [each.id for each in lesson.steps]
    progress = station.store.find(LessonProgress, learner, pack_id, lesson_id)
    going_on = progress is not None and progress.open and progress.version == pack.version
    wanted = (step, progress.step if progress and going_on else "")
    at = next((steps.index(each) for each in wanted if each in steps), 0)
    attempt = progress.attempt if progress and going_on else station.new_id()
    return Run(shelf, learner, pack, lesson, attempt, first_form(learner), at)


def start_over(station: Station, run: Run) -> Run:
    """A new run like ``run``; what was answered before stays with the old one. Raises NotSaved."""
    fresh = replace(run, attempt=station.new_id())
    begin(station, fresh)
    return fresh


def begin(station: Station, run: Run) -> None:
    """Record that the learner is at it, if nothing of the run is recorded. Raises NotSaved."""
    if not has_begun(station, run):
        record(station, run)


def has_begun(station: Station, run: Run) -> bool:
    """Whether anything of this run is recorded."""
    progress = station.store.find(LessonProgress, run.learner, run.pack.id, run.lesson.id)
    return progress is not None and progress.attempt == run.attempt


def is_current(station: Station, run: Run, step: str = "") -> bool:
    """Whether opening the lesson now, at ``step``, would give this run still. Raises UsageError."""
    now = open_lesson(station, run.learner, run.pack.id, run.lesson.id, step=step)
    goes_on = now.attempt == run.attempt or not (has_begun(station, now) or has_begun(station, run))
    return goes_on and now.step == run.step and now.shelf is run.shelf


def view_step(station: Station, run: Run, step: Step) -> None:
    """Remember that this step of a lesson is on the screen. Raises NotSaved."""
    if not run.comes_by_itself:
        record(station, run, run.fact(StepViewed, step=step.id))


def seen_steps(station: Station, run: Run) -> frozenset[str]:
    """The ids of the steps that were on the screen in this run."""
    progress = station.store.find(LessonProgress, run.learner, run.pack.id, run.lesson.id)
    return frozenset(progress.seen if progress and progress.attempt == run.attempt else ())


def answer_item(
    station: Station,
    run: Run,
    step: Step,
    item: Item,
    response: Response,
    *,
    duration_ms: int,
    confidence: Confidence | None = None,
    hints: int = 0,
) -> Grade:
    """Grade a response and record it; the last answer of a sitting completes the quiz with it.

    ``hints`` were read before. After a sitting an answer to what was missed begins the next one.

    One transaction. Raises NotSaved: then nothing of it counts.
    """
    at = standing(station, run, step)
    at = at.retry() if at.may_retry and at.is_missed(item) else at
    entered = Entered(item, response, duration_ms, confidence, hints)
    answered = answered_with(run, step, entered, at.sitting)
    coming = {item.id: answered.score}
    items = asked(station, run, step, coming)
    left = items if at.sitting == 1 else at.asked
    ends = not at.over and all(each.id in coming or at.is_given(each) for each in left)
    completed = (ended(run, step, items, at, coming),) if ends else ()
    record(station, run, answered, *completed)
    return item.grade(response, hints)


def end_sitting(
    station: Station, run: Run, step: Step, at: Standing, entered: Sequence[Entered]
) -> None:
    """The time of sitting ``at`` is up: what is ``entered`` counts, what is not earns nothing.

    One transaction. Raises NotSaved: then nothing of it counts.
    """
    answered = [answered_with(run, step, each, at.sitting) for each in entered]
    coming = {fact.item: fact.score for fact in answered}
    record(station, run, *answered, ended(run, step, at.items, at, coming))


def complete_checklist(station: Station, run: Run, step: Step, *, duration_ms: int) -> None:
    """Record that every point of a checklist was ticked off. Raises NotSaved."""
    points = len(step.points)
    done = run.fact(ChecklistCompleted, step=step.id, points=points, duration_ms=duration_ms)
    record(station, run, done)


def record(station: Station, run: Run, *facts: Fact) -> None:
    """Record facts about a run; the first ones begin its lesson. Raises NotSaved."""
    begun = () if run.comes_by_itself or has_begun(station, run) else (run.fact(LessonStarted),)
    station.store.append(run.learner, (*begun, *facts), station.clock.now())
