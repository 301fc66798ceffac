"""One thing as two offices know it, put together: each folded other events of the same learner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

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

S = TypeVar("S", bound=Struct)
COUNTS = ("lessons", "quizzes", "scenarios", "cards", "items")


def together(one: S, other: S) -> S:
    """Both states of one key in one; of what cannot be added up, the later holds.

    ``other`` holds where neither is later.
    """
    joined: S = JOINED[type(one)](one, other)
    return joined


def _lesson(one: LessonProgress, other: LessonProgress) -> LessonProgress:
    """The latest run; a run that both saw a part of is one."""
    earlier, later = sorted((one, other), key=lambda lesson: lesson.updated)
    done = [lesson.completed for lesson in (one, other) if lesson.completed is not None]
    later = replace(later, completed=min(done, default=None))
    if earlier.attempt != later.attempt:
        return later
    seen = tuple(dict.fromkeys((*earlier.seen, *later.seen)))
    started = min(earlier.started, later.started)
    return replace(later, seen=seen, started=started, open=earlier.open and later.open)


def _answer(one: Answer, other: Answer) -> Answer:
    return max(other, one, key=lambda answer: answer.at)


def _item(one: ItemProgress, other: ItemProgress) -> ItemProgress:
    """What came later holds; of one day, what fell short."""
    return max(other, one, key=lambda item: (item.day, -item.right))


def _check(one: CheckProgress, other: CheckProgress) -> CheckProgress:
    return max(other, one, key=lambda check: check.sittings)


def _certainty(one: CertaintyProgress, other: CertaintyProgress) -> CertaintyProgress:
    return replace(other, answers=one.answers + other.answers, right=one.right + other.right)


def _card(one: CardProgress, other: CardProgress) -> CardProgress:
    """A review states the memory that it left, so the later one knows of the earlier."""
    later = max(other, one, key=lambda card: card.memory.reviewed)
    return replace(later, reviews=one.reviews + other.reviews, lapses=one.lapses + other.lapses)


def _tuning(one: Tuning, other: Tuning) -> Tuning:
    return max(other, one, key=lambda tuning: tuning.at)


def _skill(one: SkillProgress, other: SkillProgress) -> SkillProgress:
    """The mean of both ratings, by how much each rests on."""
    evidence = one.evidence + other.evidence
    weighed = one.theta * one.evidence + other.theta * other.evidence
    return replace(other, theta=weighed // max(evidence, 1), evidence=evidence)


def _story(one: StoryProgress, other: StoryProgress) -> StoryProgress:
    return replace(other, choices=(*one.choices, *other.choices))


def _assessment(one: AssessmentProgress, other: AssessmentProgress) -> AssessmentProgress:
    return max(other, one, key=lambda taken: taken.at)


def _day(one: DayProgress, other: DayProgress) -> DayProgress:
    return replace(other, **{name: getattr(one, name) + getattr(other, name) for name in COUNTS})


JOINED: Mapping[type[Struct], Callable[[Any, Any], Any]] = {
    LessonProgress: _lesson,
    Answer: _answer,
    ItemProgress: _item,
    CertaintyProgress: _certainty,
    CheckProgress: _check,
    CardProgress: _card,
    Tuning: _tuning,
    SkillProgress: _skill,
    StoryProgress: _story,
    AssessmentProgress: _assessment,
    DayProgress: _day,
}
