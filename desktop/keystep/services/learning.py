"""Taking a lesson: open it, turn its pages, answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from keystep.domain.facts import (
    AssessmentCompleted,
    ChecklistCompleted,
    Fact,
    ItemAnswered,
    LessonStarted,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    StepViewed,
)
from keystep.domain.lesson import Lesson, Pack, Step
from keystep.domain.progress import (
    Answer,
    LessonProgress,
    StoryProgress,
)
from keystep.domain.quiz import Confidence, Item, quiz_score
from keystep.domain.responses import Grade, Response
from keystep.domain.scenario import Walk, walk
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
    form = hashlib.sha256(learner.encode()).digest()[0] % 2
    steps = [each.id for each in lesson.steps]
    progress = station.store.find(LessonProgress, learner, pack_id, lesson_id)
    going_on = progress is not None and progress.open and progress.version == pack.version
    wanted = (step, progress.step if progress and going_on else "")
    at = next((steps.index(each) for each in wanted if each in steps), 0)
    attempt = progress.attempt if progress and going_on else station.new_id()
    return Run(shelf, learner, pack, lesson, attempt, form, at)


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
    """Remember that this step is on the screen. Raises NotSaved."""
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
    """Grade a response and record it; the last item's answer completes the quiz with it.

    ``hints`` were read before.

    One transaction. Raises NotSaved: then nothing of it counts.
    """
    result, shown = item.grade(response, hints), run.order(step, item)
    answered = run.fact(
        ItemAnswered,
        step=step.id,
        item=item.id,
        skill=item.skill,
        response=response,
        score=result.score,
        chance=item.asks.chance,
        duration_ms=duration_ms,
        confidence=confidence,
        shown=() if list(shown) == sorted(shown) else shown,
        hints=hints,
    )
    given = answers(station, run, step)
    earned = {answer.item: answer.score for answer in given.values()} | {item.id: result.score}
    asked = [asked.id for asked in run.items(step)]
    facts: list[Fact] = [answered]
    if item.id not in given and earned.keys() >= set(asked):
        score = quiz_score(tuple(earned[asked_id] for asked_id in asked))
        facts.append(_check_completed(run, step, score))
    record(station, run, *facts)
    return result


def story(station: Station, run: Run, step: Step) -> Walk:
    """Where the scenario of ``step`` stands in this run."""
    told = station.store.find(StoryProgress, run.learner, run.attempt, step.id)
    return walk(run.pack.scenario(step.target), told.choices if told else ())


def take_choice(station: Station, run: Run, step: Step, choice_id: str) -> Walk:
    """Give a reply in a scenario. Raises KeyError when it is not open, NotSaved."""
    scenario = run.pack.scenario(step.target)
    before = story(station, run, step)
    taken = (*(turn.choice.id for turn in before.turns), choice_id)
    after = walk(scenario, taken)
    facts: list[Fact] = [
        run.fact(
            ScenarioStepTaken,
            step=step.id,
            scenario=scenario.id,
            scene=before.scene.id if before.scene else "",
            choice=choice_id,
        )
    ]
    if after.ending:
        facts.append(
            run.fact(
                ScenarioCompleted,
                step=step.id,
                scenario=scenario.id,
                skill=scenario.skill,
                ending=after.ending.id,
                score=after.ending.score * 10,
            )
        )
    record(station, run, *facts)
    return after


def complete_checklist(station: Station, run: Run, step: Step, *, duration_ms: int) -> None:
    """Record that every point of a checklist was ticked off. Raises NotSaved."""
    points = len(step.points)
    done = run.fact(ChecklistCompleted, step=step.id, points=points, duration_ms=duration_ms)
    record(station, run, done)


def _check_completed(run: Run, step: Step, score: int) -> Fact:
    quiz = run.pack.quiz_of(step, run.form)
    if step.phase is None:
        return run.fact(
            QuizCompleted,
            step=step.id,
            quiz=quiz.id,
            score=score,
            passed=score >= quiz.pass_mark * 10,
        )
    return run.fact(
        AssessmentCompleted,
        step=step.id,
        assessment=step.target,
        phase=step.phase,
        form=quiz.id,
        items=len(run.items(step)),
        score=score,
    )


def record(station: Station, run: Run, *facts: Fact) -> None:
    """Record facts about a run; the first ones begin it. Raises NotSaved."""
    begun = () if has_begun(station, run) else (run.fact(LessonStarted),)
    station.store.append(run.learner, (*begun, *facts), station.clock.now())
