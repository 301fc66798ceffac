"""Taking a lesson: open it, turn its pages, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from keystep.domain.facts import (
    ChecklistCompleted,
    Fact,
    LessonStarted,
    StepViewed,
)
from keystep.domain.lesson import Lesson, Pack, Step, first_form
from keystep.domain.progress import Answer, LessonProgress
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Grade, Response
from keystep.services.asking import asked
from keystep.services.attempts import Entered, Standing, answered_with, ended, standing
from keystep.services.shelf import Shelf
from keystep.services.station import Station

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Run:
    """A learner's run through a lesson. ``form`` picks the form of its assessments.

    ``shelf`` is the one it began with: packs that arrive meanwhile do not change it. ``pack`` is
    in the learner's language.
    """

    shelf: Shelf
    learner: str
    pack: Pack
    lesson: Lesson
    attempt: str
    form: int
    step: int
    """The step to show first, counted from 0."""

    @property
    def key(self) -> str:
        """What notes of the lesson are kept under: "pack/lesson"."""
        return f"{self.pack.id}/{self.lesson.id}"

    @property
    def is_test(self) -> bool:
        """Whether it is a test that came by itself: no lesson begins or ends with it."""
        return any(step.comes_by_itself for step in self.lesson.steps)

    def items(self, step: Step) -> tuple[Item, ...]:
        """The items that a check step asks in this run."""
        return self.pack.items_of(step, self.form, self.attempt)

    def order(self, step: Step, item: Item) -> tuple[int, ...]:
        """The parts of an item as they stand in this run, by index in the pack's order."""
        return self.pack.quiz_of(step, self.form).order(item, self.attempt)

    def fact(self, kind: Callable[..., F], **body: object) -> F:
        """A fact about this run."""
        return kind(
            pack=self.pack.id,
            version=self.pack.version,
            lesson=self.lesson.id,
            attempt=self.attempt,
            **body,
        )


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


def is_current(station: Station, run: Run) -> bool:
    """Whether opening the lesson now would give this run still. Raises UsageError."""
    now = open_lesson(station, run.learner, run.pack.id, run.lesson.id)
    goes_on = now.attempt == run.attempt or not (has_begun(station, now) or has_begun(station, run))
    return goes_on and now.step == run.step and now.shelf is run.shelf


def view_step(station: Station, run: Run, step: Step) -> None:
    """Remember that this step of a lesson is on the screen. Raises NotSaved."""
    if not run.is_test:
        record(station, run, run.fact(StepViewed, step=step.id))


def seen_steps(station: Station, run: Run) -> frozenset[str]:
    """The ids of the steps that were on the screen in this run."""
    progress = station.store.find(LessonProgress, run.learner, run.pack.id, run.lesson.id)
    return frozenset(progress.seen if progress and progress.attempt == run.attempt else ())


def answers(station: Station, run: Run, step: Step) -> dict[str, Answer]:
    """The answers given in this run to a check step, by item id."""
    given = station.store.select(Answer, learner=run.learner, attempt=run.attempt, step=step.id)
    return {answer.item: answer for answer in given}


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
    begun = () if run.is_test or has_begun(station, run) else (run.fact(LessonStarted),)
    station.store.append(run.learner, (*begun, *facts), station.clock.now())
