"""Which lessons and skills serve a key result: what packs say, and what it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keystep.aggregate.people import LessonRef
from keystep.aggregate.skill_rows import Skill
from keystep.domain.lesson import Lesson, Pack
from keystep.domain.okr import KeyResult, KrKind


def lessons_serving(
    packs: Iterable[Pack], key_result: KeyResult
) -> tuple[tuple[str, LessonRef], ...]:
    """(title, lesson) of every lesson that serves a key result, in pack order.

    The lesson or the key result says so, or it trains a skill that serves the key result.
    """
    return tuple(
        (lesson.title, LessonRef(pack.id, lesson.id, assessment_of(pack, lesson)))
        for pack in packs
        for lesson in pack.lessons
        if _serves(pack, lesson, key_result)
    )


def skills_serving(packs: Iterable[Pack], key_result: KeyResult) -> tuple[tuple[str, Skill], ...]:
    """(title, skill) of every skill that serves a key result, in pack order.

    Its pack or the key result says so, or a lesson trains it that serves the key result.
    """
    return tuple(
        (skill.title, (pack.id, skill.id))
        for pack in packs
        for wanted in [_aligned(pack, key_result) | set(_trained(pack, key_result))]
        for skill in pack.skills
        if skill.id in wanted
    )


def assessment_of(pack: Pack, lesson: Lesson) -> str:
    """The first assessment that asks about a skill of the lesson; "" where none does."""
    for assessment in pack.assessments:
        items = (item for form in assessment.forms for item in pack.quiz(form).items)
        if any(item.skill in lesson.skills for item in items):
            return assessment.id
    return ""


def _serves(pack: Pack, lesson: Lesson, key_result: KeyResult) -> bool:
    named = lesson.key_result == key_result.id or f"{pack.id}/{lesson.id}" in key_result.lessons
    return named or not _aligned(pack, key_result).isdisjoint(lesson.skills)


def _trained(pack: Pack, key_result: KeyResult) -> Iterator[str]:
    for lesson in pack.lessons:
        if _serves(pack, lesson, key_result):
            yield from lesson.skills


def _aligned(pack: Pack, key_result: KeyResult) -> set[str]:
    """The skills of a pack that it, or the key result, says serve the key result."""
    stated = (one.skills for one in pack.key_results if one.id == key_result.id)
    named = {skill for skills in stated for skill in skills}
    own = [*key_result.skills]
    if key_result.kind is KrKind.MASTERY:
        own.append(key_result.source)
    return named | {skill.id for skill in pack.skills if f"{pack.id}/{skill.id}" in own}
