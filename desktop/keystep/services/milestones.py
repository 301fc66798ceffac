"""The milestones of a learner, and which of them has not been told yet."""

from __future__ import annotations

from keystep.domain.milestones import Counted, Milestone, reached
from keystep.domain.progress import MILLIONTHS, DayProgress, LessonProgress, SkillProgress
from keystep.domain.skills import MasteryWord, mastery_word
from keystep.services.path_states import path_states
from keystep.services.station import Station

KIND = "milestone"
TOLD = b"1"
HELD = frozenset({MasteryWord.STEADY, MasteryWord.SURE})


def milestones(station: Station, learner: str) -> tuple[Milestone, ...]:
    """Every one that was reached: of what means most first, the furthest first."""
    store = station.store
    days = store.select(DayProgress, learner=learner)
    skills = store.select(SkillProgress, learner=learner)
    counts = {
        Counted.PATHS: sum(path.next is None for path in path_states(station, learner)),
        Counted.SKILLS: sum(mastery_word(s.theta / MILLIONTHS, s.evidence) in HELD for s in skills),
        Counted.DAYS: sum(day.active for day in days),
        Counted.LESSONS: sum(
            lesson.completed is not None for lesson in store.select(LessonProgress, learner=learner)
        ),
        Counted.CARDS: sum(day.cards for day in days),
    }
    return tuple(reached(counts))


def new_milestone(station: Station, learner: str) -> Milestone | None:
    """The one to tell of, if any was reached since the last time; it is told once.

    Of several the one that means most is told. Raises NotSaved.
    """
    told = station.store.notes(learner, KIND)
    new = [one for one in milestones(station, learner) if one.key not in told]
    for one in new:
        station.store.note(learner, KIND, one.key, TOLD)
    return new[0] if new else None
