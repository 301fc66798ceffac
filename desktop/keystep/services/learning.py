"""Taking a lesson: open it, turn its pages, answer, complete it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from msgspec import Struct

from keystep.domain.events import (
    AssessmentCompleted,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    StepViewed,
)
from keystep.domain.lesson import Lesson, Pack, Phase, Step, StepKind
from keystep.domain.progress import (
    Answer,
    AssessmentProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
)
from keystep.domain.quiz import FULL_SCORE, Confidence, Grade, Item, Response, grade, quiz_score
from keystep.domain.scenario import Walk, walk
from keystep.domain.skills import MasteryWord, mastery, mastery_word
from keystep.services.station import Station

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Run:
    """A learner's run through a lesson. ``form`` picks the form of its assessments."""

    learner: str
    pack: Pack
    lesson: Lesson
    attempt: str
    form: int
    step: int
    """The step to show first: where the learner left, or 0."""

    def items(self, step: Step) -> tuple[Item, ...]:
        """The items that a check step asks in this run."""
        return self.pack.items_of(step, self.form)

    def fact(self, kind: Callable[..., F], **body: object) -> F:
        """A fact about this run."""
        return kind(
            pack=self.pack.id,
            version=self.pack.version,
            lesson=self.lesson.id,
            attempt=self.attempt,
            **body,
        )


class SkillWord(Struct, frozen=True):
    """Mastery as a learner is told it; ``level`` is 0 to 1."""

    title: str
    word: MasteryWord
    level: float


class CheckResult(Struct, frozen=True, kw_only=True):
    """How a check went in this run. Scores are thousandths, ``pass_mark`` is per cent.

    An assessment has no pass mark; the one after the learning knows the score ``before`` it.
    """

    title: str
    right: int
    asked: int
    score: int
    pass_mark: int | None
    before: int | None = None

    @property
    def passed(self) -> bool:
        """An assessment cannot be failed."""
        return self.pass_mark is None or self.score >= self.pass_mark * 10


class Completion(Struct, frozen=True):
    """What a completed lesson leaves, with the result of each of its checks."""

    learnt: tuple[str, ...]
    skills: tuple[SkillWord, ...]
    key_result: str
    next_lesson: Lesson | None
    checks: tuple[CheckResult, ...]


def open_lesson(station: Station, learner: str, pack_id: str, lesson_id: str) -> Run:
    """Continue the learner's open run of a lesson, or start a new one.

    An open run of an older version of the pack is not continued: its answers stay, the steps may
    have changed. Raises UsageError when there is no such lesson, NotSaved.
    """
    pack, lesson = station.shelf.pack(pack_id), station.shelf.lesson(pack_id, lesson_id)
    form = hashlib.sha256(learner.encode()).digest()[0] % 2
    progress = station.store.find(LessonProgress, learner, pack_id, lesson_id)
    if progress and progress.open and progress.version == pack.version:
        steps = [step.id for step in lesson.steps]
        at = steps.index(progress.step) if progress.step in steps else 0
        return Run(learner, pack, lesson, progress.attempt, form, at)
    run = Run(learner, pack, lesson, station.new_id(), form, 0)
    _append(station, run, run.fact(LessonStarted))
    return run


def view_step(station: Station, run: Run, step: Step) -> None:
    """Remember that this step is on the screen. Raises NotSaved."""
    _append(station, run, run.fact(StepViewed, step=step.id))


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
) -> Grade:
    """Grade a response and record it; the last item's answer completes the quiz with it.

    One transaction. Raises NotSaved: then nothing of it counts.
    """
    result = grade(item, response)
    answered = run.fact(
        ItemAnswered,
        step=step.id,
        item=item.id,
        skill=item.skill,
        response=response,
        score=result.score,
        chance=item.chance,
        duration_ms=duration_ms,
        confidence=confidence,
    )
    given = answers(station, run, step)
    earned = {answer.item: answer.score for answer in given.values()} | {item.id: result.score}
    asked = [asked.id for asked in run.items(step)]
    facts: list[Fact] = [answered]
    if item.id not in given and earned.keys() >= set(asked):
        score = quiz_score(tuple(earned[asked_id] for asked_id in asked))
        facts.append(_check_completed(run, step, score))
    _append(station, run, *facts)
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
    _append(station, run, *facts)
    return after


def is_step_done(station: Station, run: Run, step: Step) -> bool:
    """Whether nothing is left to answer on this step."""
    if step.kind is StepKind.CHECK:
        return answers(station, run, step).keys() >= {item.id for item in run.items(step)}
    if step.kind is StepKind.SCENARIO:
        return story(station, run, step).ending is not None
    return True


def complete_lesson(station: Station, run: Run, *, duration_ms: int) -> Completion:
    """Close the run and say what was learnt. Raises NotSaved."""
    _append(station, run, run.fact(LessonCompleted, duration_ms=duration_ms))
    return Completion(
        learnt=run.lesson.learnt,
        skills=skill_words(station, run.learner, run.pack, run.lesson.skills),
        key_result=run.lesson.key_result,
        next_lesson=next_lesson(station, run.learner, run.pack),
        checks=_check_results(station, run),
    )


def skill_words(
    station: Station, learner: str, pack: Pack, wanted: tuple[str, ...]
) -> tuple[SkillWord, ...]:
    """Mastery of the wanted skills of a pack, in that order."""
    words = []
    for skill_id in wanted:
        progress = station.store.find(SkillProgress, learner, pack.id, skill_id)
        theta, evidence = (progress.theta, progress.evidence) if progress else (0.0, 0)
        level = mastery(theta) if evidence else 0.0
        words.append(SkillWord(pack.skill(skill_id).title, mastery_word(theta, evidence), level))
    return tuple(words)


def next_lesson(station: Station, learner: str, pack: Pack) -> Lesson | None:
    """The first lesson of the pack's paths that this learner has not completed."""
    done = {
        progress.lesson
        for progress in station.store.select(LessonProgress, learner=learner, pack=pack.id)
        if progress.completed
    }
    ordered = (lesson for path in pack.paths for lesson in path.lessons)
    return next((pack.lesson(lesson) for lesson in ordered if lesson not in done), None)


def _check_results(station: Station, run: Run) -> tuple[CheckResult, ...]:
    """Of every check of the lesson that had an answer."""
    results = []
    for step in run.lesson.steps:
        given = answers(station, run, step) if step.kind is StepKind.CHECK else {}
        if given:
            scores = tuple(given[item.id].score for item in run.items(step) if item.id in given)
            results.append(
                CheckResult(
                    title=step.title,
                    right=scores.count(FULL_SCORE),
                    asked=len(scores),
                    score=quiz_score(scores),
                    pass_mark=None if step.phase else run.pack.quiz_of(step, run.form).pass_mark,
                    before=_score_before(station, run, step),
                )
            )
    return tuple(results)


def _score_before(station: Station, run: Run, step: Step) -> int | None:
    """What the learner scored before the learning that this step measures the end of."""
    if step.phase is not Phase.POST:
        return None
    known = (run.learner, run.pack.id, step.target, Phase.PRE)
    taken = station.store.find(AssessmentProgress, *known)
    return taken.score if taken else None


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


def _append(station: Station, run: Run, *facts: Fact) -> None:
    station.store.append(run.learner, facts, station.clock.now())
