"""Completing a lesson: what was learnt, how its checks went, what comes next."""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.events import LessonCompleted
from keystep.domain.lesson import Lesson, Pack, Phase, Step, StepKind
from keystep.domain.progress import (
    MILLIONTHS,
    AssessmentProgress,
    LessonProgress,
    SkillProgress,
)
from keystep.domain.quiz import FULL_SCORE, quiz_score
from keystep.domain.skills import MasteryWord, mastery, mastery_word
from keystep.services.learning import Run, answers
from keystep.services.station import Station


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


def complete_lesson(station: Station, run: Run, *, duration_ms: int) -> Completion:
    """Close the run and say what was learnt. Raises NotSaved."""
    done = run.fact(LessonCompleted, duration_ms=duration_ms)
    station.store.append(run.learner, [done], station.clock.now())
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
        theta, evidence = (progress.theta / MILLIONTHS, progress.evidence) if progress else (0.0, 0)
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
    checks = (step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    results = (_check_result(station, run, step) for step in checks)
    return tuple(result for result in results if result.asked)


def _check_result(station: Station, run: Run, step: Step) -> CheckResult:
    given = answers(station, run, step)
    scores = tuple(given[item.id].score for item in run.items(step) if item.id in given)
    return CheckResult(
        title=step.title,
        right=scores.count(FULL_SCORE),
        asked=len(scores),
        score=quiz_score(scores),
        pass_mark=None if step.phase else run.pack.quiz_of(step, run.form).pass_mark,
        before=_score_before(station, run, step),
    )


def _score_before(station: Station, run: Run, step: Step) -> int | None:
    """What the learner scored before the learning that this step measures the end of."""
    if step.phase is not Phase.POST:
        return None
    known = (run.learner, run.pack.id, step.target, Phase.PRE)
    taken = station.store.find(AssessmentProgress, *known)
    return taken.score if taken else None
