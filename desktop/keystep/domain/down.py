"""Progress down: where a station's learners stand, as the office knows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct

from keystep.domain.lesson import BY_ITSELF, PRACTICE
from keystep.domain.matters import OfficeAnswer
from keystep.domain.progress import (
    Answer,
    AssessmentProgress,
    CardProgress,
    CertaintyProgress,
    CheckProgress,
    DayProgress,
    ItemProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
    Tuning,
)
from keystep.domain.replaying import Replay

Range = tuple[int, int]
S = TypeVar("S", bound=Struct)


class Person(Struct, frozen=True, kw_only=True):
    """A row of a station's slice of the roster; ``also`` are ids found to be the same person.

    ``certificates`` are the codes of what they earned, the first earned first; ``answers`` are to
    what they suggested, flagged and rated, the newest first.
    """

    learner: str
    name: str
    team: str
    also: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    answers: tuple[OfficeAnswer, ...] = ()


class Included(Struct, frozen=True, kw_only=True):
    """Seqs of the addressed station's own events that the states hold, as (first, last)."""

    epoch: str
    ranges: tuple[Range, ...]

    def holds(self, seq: int) -> bool:
        return any(first <= seq <= last for first, last in self.ranges)


class LearnerStates(Struct, frozen=True, kw_only=True):
    """Everything folded about one person; each state names them by ``learner``."""

    learner: str
    lessons: tuple[LessonProgress, ...] = ()
    answers: tuple[Answer, ...] = ()
    items: tuple[ItemProgress, ...] = ()
    checks: tuple[CheckProgress, ...] = ()
    certainties: tuple[CertaintyProgress, ...] = ()
    cards: tuple[CardProgress, ...] = ()
    tunings: tuple[Tuning, ...] = ()
    skills: tuple[SkillProgress, ...] = ()
    stories: tuple[StoryProgress, ...] = ()
    assessments: tuple[AssessmentProgress, ...] = ()
    days: tuple[DayProgress, ...] = ()

    def each(self) -> Iterator[Struct]:
        for name in self.__struct_fields__[1:]:
            yield from getattr(self, name)


class ProgressDown(Struct, frozen=True, kw_only=True):
    """The admin's numbered word to one station: its people, and where they stand.

    The station folds its own events that ``included`` does not hold on top.
    """

    no: int
    share: str
    device: str
    issued: datetime
    people: tuple[Person, ...]
    included: tuple[Included, ...]
    states: tuple[LearnerStates, ...]

    @property
    def learners(self) -> frozenset[str]:
        """Every id that the people here go by."""
        ids = ((person.learner, *person.also) for person in self.people)
        return frozenset(one for group in ids for one in group)


def gathered(learner: str, replayed: Replay) -> LearnerStates:
    """What ``replayed`` holds of ``learner``, in the order of keys.

    Answers, checks and stories are those of the latest run of each lesson, and of tests and the
    last practice that came by themselves and are not finished: no screen shows others, and without
    them a year at a kiosk stays small.
    """
    given = _of(learner, replayed, Answer)
    tests = {answer.attempt for answer in given if answer.step in BY_ITSELF.values()}
    practised = [answer for answer in given if answer.step == PRACTICE]
    tests |= {answer.attempt for answer in sorted(practised, key=lambda one: one.at)[-1:]}
    ended = {state.attempt for state in _of(learner, replayed, CheckProgress)}
    runs = {state.attempt for state in _of(learner, replayed, LessonProgress)} | (tests - ended)
    return LearnerStates(
        learner=learner,
        lessons=_of(learner, replayed, LessonProgress),
        answers=tuple(answer for answer in given if answer.attempt in runs),
        items=_of(learner, replayed, ItemProgress),
        checks=tuple(c for c in _of(learner, replayed, CheckProgress) if c.attempt in runs),
        certainties=_of(learner, replayed, CertaintyProgress),
        cards=_of(learner, replayed, CardProgress),
        tunings=_of(learner, replayed, Tuning),
        skills=_of(learner, replayed, SkillProgress),
        stories=tuple(s for s in _of(learner, replayed, StoryProgress) if s.attempt in runs),
        assessments=_of(learner, replayed, AssessmentProgress),
        days=_of(learner, replayed, DayProgress),
    )


def _of(learner: str, replayed: Replay, state: type[S]) -> tuple[S, ...]:
    rows: dict[Any, Any] = replayed[state]
    return tuple(rows[key] for key in sorted(rows) if key[0] == learner)
