"""What the diagnostics of a pack found of a learner, and the order of lessons that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from keystep.domain.diagnostic import Belief, Knowing, beliefs, weakest_first
from keystep.domain.lesson import Lesson, Pack, Phase, first_form
from keystep.domain.progress import LessonProgress
from keystep.services.answers import answers
from keystep.services.asking import is_open_ended
from keystep.services.run import Run
from keystep.services.station import Station

Found = Mapping[str, Belief]
"""What to believe of each skill that was asked about."""


def found(station: Station, run: Run) -> Found:
    """What the diagnostics of a run found; nothing before their first answer."""
    asking = [step for step in run.lesson.steps if is_open_ended(run, step)]
    items = [item for step in asking for item in run.items(step)]
    given = [answer for step in asking for answer in answers(station, run, step).values()]
    scores = {answer.item: answer.score for answer in given}
    return beliefs(items, scores) if scores else {}


def trains(lesson: Lesson, skills: Found) -> bool:
    """Whether it teaches some of these skills; a lesson that assesses is there to measure."""
    return any(s in skills for s in lesson.skills) and not any(step.phase for step in lesson.steps)


def is_known(lesson: Lesson, skills: Found) -> bool:
    """Whether all that it teaches was found to be known."""
    return all(s in skills and skills[s].knowing is Knowing.KNOWN for s in lesson.skills)


def own_order(
    station: Station, learner: str, lessons: Sequence[tuple[Pack, Lesson]]
) -> tuple[int, ...]:
    """The order in which a learner best takes the lessons of a path, by index.

    Those of its pack that a diagnostic on the path found worth taking change places with each
    other, the weakest first; all others keep theirs.
    """
    order = list(range(len(lessons)))
    for pack, lesson in lessons:
        skills = _found_last(station, learner, pack, lesson)
        own = [n for n in order if lessons[n][0] is pack and trains(lessons[n][1], skills)]
        places = [n for n in own if not is_known(lessons[n][1], skills)]
        wanted = weakest_first([lessons[n][1].skills for n in places], skills)
        order = [places[wanted[places.index(n)]] if n in places else n for n in order]
    return tuple(order)


def _found_last(station: Station, learner: str, pack: Pack, lesson: Lesson) -> Found:
    """What the learner's last run of a lesson found, if it is completed and has a diagnostic."""
    if all(step.phase is not Phase.NEEDS for step in lesson.steps):
        return {}
    progress = station.store.find(LessonProgress, learner, pack.id, lesson.id)
    if progress is None or progress.open:
        return {}
    form = first_form(learner)
    return found(station, Run(station.shelf, learner, pack, lesson, progress.attempt, form, 0))
