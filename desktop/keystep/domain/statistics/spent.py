"""Time spent learning, by what was recorded with each answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from keystep.domain.facts import (
    CardReviewed,
    ChecklistCompleted,
    Fact,
    ItemAnswered,
    LessonCompleted,
)

LONGEST_MS = 120_000
"""Whoever takes longer over one card or question went away meanwhile."""
WEEKS = 12
WEEK = timedelta(weeks=1)


class Spent(Struct, frozen=True):
    """Milliseconds: on lessons and checklists, and outside of them on questions and on cards."""

    lessons: int = 0
    questions: int = 0
    cards: int = 0

    @property
    def total(self) -> int:
        return self.lessons + self.questions + self.cards

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.lessons + other.lessons,
            self.questions + other.questions,
            self.cards + other.cards,
        )


class Week(Struct, frozen=True):
    monday: date
    spent: Spent


def spent_on(told: Sequence[tuple[date, Fact]]) -> dict[date, Spent]:
    """By day. What was answered within a lesson that was completed is in its time already."""
    whole = {fact.attempt for _, fact in told if isinstance(fact, LessonCompleted)}
    days = defaultdict[date, Spent](Spent)
    for day, fact in told:
        days[day] += _spent(fact, whole)
    return dict(days)


def weeks(days: Mapping[date, Spent], today: date) -> tuple[Week, ...]:
    """The last ``WEEKS`` weeks, Monday to Sunday, this one last."""
    this = today - timedelta(days=today.weekday())
    mondays = [this - WEEK * n for n in range(WEEKS - 1, -1, -1)]
    return tuple(Week(monday, within(days, monday, monday + WEEK)) for monday in mondays)


def within(days: Mapping[date, Spent], first: date, end: date) -> Spent:
    """From ``first`` up to before ``end``."""
    return sum((spent for day, spent in days.items() if first <= day < end), Spent())


def _spent(fact: Fact, whole: Collection[str]) -> Spent:
    match fact:
        case LessonCompleted():
            return Spent(lessons=fact.duration_ms)
        case ItemAnswered() | CardReviewed() | ChecklistCompleted() if fact.attempt in whole:
            return Spent()
        case ItemAnswered():
            return Spent(questions=min(fact.duration_ms, LONGEST_MS))
        case CardReviewed():
            return Spent(cards=min(fact.duration_ms, LONGEST_MS))
        case ChecklistCompleted():
            return Spent(lessons=fact.duration_ms)
        case _:
            return Spent()
