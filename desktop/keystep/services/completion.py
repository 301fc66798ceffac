"""Completing a lesson: what was learnt, how its checks went, what comes next."""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from keystep.domain.facts import LessonCompleted
from keystep.domain.lesson import Pack, Phase, Step, StepKind
from keystep.domain.progress import (
    MILLIONTHS,
    AssessmentProgress,
    CertaintyProgress,
    SkillProgress,
)
from keystep.domain.quiz import quiz_score
from keystep.domain.responses import FULL_SCORE
from keystep.domain.skills import MasteryWord, mastery, mastery_word
from keystep.errors import NotSaved
from keystep.services.attempts import standing
from keystep.services.calibration import calibration
from keystep.services.cards import due_cards
from keystep.services.learning import record, seen_steps
from keystep.services.needs import Needs, needs
from keystep.services.pace import note_duration
from keystep.services.path_states import LessonState, path_states
from keystep.services.place import let_go
from keystep.services.run import Run
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


class Completion(Struct, frozen=True, kw_only=True):
    """What a completed lesson leaves, with the result of each of its checks.

    ``known``: its checks were passed without taking it. ``calibration`` is empty where nothing was
    asked. ``needs`` are what a diagnostic in it found. ``due`` counts the cards that wait,
    ``next_lesson`` is what comes next.
    """

    learnt: tuple[str, ...]
    skills: tuple[SkillWord, ...]
    key_result: str
    checks: tuple[CheckResult, ...]
    known: bool
    calibration: tuple[CertaintyProgress, ...]
    needs: Needs | None
    due: int
    next_lesson: LessonState | None


def complete_lesson(
    station: Station, run: Run, *, duration_ms: int, known: bool = False
) -> Completion:
    """Close the run and say what was learnt. Raises NotSaved."""
    done = run.fact(LessonCompleted, duration_ms=duration_ms, known=known)
    record(station, run, done)
    with suppress(NotSaved):  # the lesson is completed all the same
        let_go(station, run)
        if _saw_it_all(station, run):
            note_duration(station, run, duration_ms)
    found, checks = needs(station, run), check_results(station, run)
    return Completion(
        learnt=run.lesson.learnt,
        skills=skill_words(station, run.learner, run.pack, run.lesson.skills),
        key_result=run.lesson.key_result,
        checks=checks,
        known=known,
        calibration=calibration(station, run.learner) if checks else (),
        needs=found,
        due=len(due_cards(station, run.learner)),
        next_lesson=found.take[0] if found and found.take else _next_lesson(station, run),
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


def check_results(station: Station, run: Run) -> tuple[CheckResult, ...]:
    """How every check of the lesson went that had an answer in this run."""
    checks = (step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    results = (_check_result(station, run, step) for step in checks)
    return tuple(result for result in results if result.asked)


def _next_lesson(station: Station, run: Run) -> LessonState | None:
    """What comes next on a path with this lesson, else on one of its pack, else on any."""
    here = run.pack.id, run.lesson.id
    paths = sorted(
        path_states(station, run.learner),
        key=lambda path: (
            here not in [(lesson.pack, lesson.lesson) for lesson in path.lessons],
            path.pack != run.pack.id,
        ),
    )
    return next((path.next for path in paths if path.next), None)


def _saw_it_all(station: Station, run: Run) -> bool:
    """Whether the duration of this run is that of the whole lesson."""
    return seen_steps(station, run) >= {step.id for step in run.lesson.steps}


def _check_result(station: Station, run: Run, step: Step) -> CheckResult:
    at = standing(station, run, step)
    told = [item for item in at.items if at.over or item.id in at.given]
    scores = tuple(score for score in map(at.earned, told) if score is not None)
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
