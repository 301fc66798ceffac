"""What a learner needs, by a diagnostic: a map of skills, and the way that follows from it."""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.diagnostic import Belief, weakest_first
from keystep.domain.facts import Fact, LessonCompleted, LessonStarted
from keystep.domain.lesson import Lesson
from keystep.services.diagnosis import found, is_known, trains
from keystep.services.learning import has_begun, open_lesson
from keystep.services.path_states import LessonState, lesson_states
from keystep.services.run import Run
from keystep.services.station import Station


class SkillFound(Struct, frozen=True):
    """A skill as a diagnostic found it."""

    title: str
    belief: Belief


class Needs(Struct, frozen=True, kw_only=True):
    """``skills`` stand in the order in which the pack asks about them.

    ``skip`` are the lessons that train nothing but what is known; ``take`` the others, in the order
    to take them. Neither holds what the learner has done.
    """

    skills: tuple[SkillFound, ...]
    take: tuple[LessonState, ...]
    skip: tuple[LessonState, ...]


def needs(station: Station, run: Run) -> Needs | None:
    """What the diagnostics of this run found; None where it has none, or none was begun."""
    skills = found(station, run)
    if not skills:
        return None
    training = [lesson for lesson in _along(run) if trains(lesson, skills)]
    take = [lesson for lesson in training if not is_known(lesson, skills)]
    order = weakest_first([lesson.skills for lesson in take], skills)
    return Needs(
        skills=tuple(SkillFound(run.pack.skill(s).title, belief) for s, belief in skills.items()),
        take=_ahead(station, run, [take[n] for n in order]),
        skip=_ahead(station, run, [lesson for lesson in training if is_known(lesson, skills)]),
    )


def leave_out(station: Station, learner: str, lessons: tuple[LessonState, ...]) -> None:
    """Complete lessons as known, without taking them: the learner says so. Raises NotSaved.

    One transaction.
    """
    facts = list[Fact]()
    for lesson in lessons:
        run = open_lesson(station, learner, lesson.pack, lesson.lesson)
        if not has_begun(station, run):
            facts.append(run.fact(LessonStarted))
        facts.append(run.fact(LessonCompleted, duration_ms=0, known=True))
    station.store.append(learner, facts, station.clock.now())


def _along(run: Run) -> tuple[Lesson, ...]:
    """The lessons of the pack in the order of its first path with this lesson, else in its own."""
    for path in run.pack.paths:
        along = [lesson for pack, lesson in path.places(run.pack.id) if pack == run.pack.id]
        if run.lesson.id in along:
            return tuple(run.pack.lesson(lesson) for lesson in along)
    return run.pack.lessons


def _ahead(station: Station, run: Run, lessons: list[Lesson]) -> tuple[LessonState, ...]:
    """Those of the lessons that are not done."""
    states = lesson_states(station, run.learner, [(run.pack, lesson) for lesson in lessons])
    return tuple(lesson for lesson in states if not lesson.done)
