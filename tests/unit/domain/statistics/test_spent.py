"""Time spent, without counting any of it twice."""

from __future__ import annotations

from datetime import date, timedelta

from keystep.domain.facts import (
    CardReviewed,
    ChecklistCompleted,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
)
from keystep.domain.responses import Choice
from keystep.domain.statistics.spent import LONGEST_MS, WEEKS, Spent, spent_on, weeks, within

DAY = date(2026, 9, 9)
LESSON = {"pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "run"}


def lesson(**changes: object) -> LessonCompleted:
    return LessonCompleted(**{**LESSON, "duration_ms": 240_000, **changes})


def answered(attempt: str = "run", duration_ms: int = 9_000) -> ItemAnswered:
    return ItemAnswered(
        pack="p", version="1.0.0", lesson="l", attempt=attempt, step="s", item="i", skill="k",
        response=Choice((0,)), score=1000, chance=0, duration_ms=duration_ms,
    )  # fmt: skip


def reviewed(attempt: str = "", duration_ms: int = 5_000) -> CardReviewed:
    return CardReviewed(
        pack="p", version="1.0.0", deck="d", card="c", skill="k", interval_s=60, stability=1,
        difficulty=1, state=1, step=0, rating=3, elapsed_days=0, attempt=attempt,
        duration_ms=duration_ms,
    )  # fmt: skip


def ticked(attempt: str) -> ChecklistCompleted:
    return ChecklistCompleted(
        pack="p", version="1.0.0", lesson="l", attempt=attempt, step="s", points=3,
        duration_ms=60_000,
    )  # fmt: skip


def on_one_day(*facts: Fact) -> Spent:
    return spent_on([(DAY, fact) for fact in facts])[DAY]


def test_what_a_whole_lesson_holds_is_in_its_time() -> None:
    told = on_one_day(answered(), reviewed("run"), ticked("run"), lesson())
    assert told == Spent(lessons=240_000)


def test_what_was_left_open_counts_by_its_answers() -> None:
    told = on_one_day(LessonStarted(**LESSON), answered(), reviewed("run"), reviewed())
    assert told == Spent(questions=9_000, cards=10_000)


def test_a_checklist_on_the_job_counts() -> None:
    assert on_one_day(ticked("alone")) == Spent(lessons=60_000)


def test_nobody_learns_while_they_are_away() -> None:
    told = on_one_day(answered("open", 3_600_000), reviewed(duration_ms=3_600_000))
    assert told == Spent(questions=LONGEST_MS, cards=LONGEST_MS)


def test_weeks_run_from_monday_to_sunday_and_this_one_is_last() -> None:
    monday = DAY - timedelta(days=2)
    days = {
        monday: Spent(cards=1),
        monday + timedelta(days=6): Spent(cards=2),
        monday - timedelta(days=1): Spent(questions=4),
        monday - timedelta(weeks=WEEKS): Spent(lessons=8),
    }
    told = weeks(days, DAY)
    assert len(told) == WEEKS
    assert (told[-1].monday, told[-1].spent) == (monday, Spent(cards=3))
    assert told[-2].spent == Spent(questions=4)
    assert sum(week.spent.total for week in told) == 7


def test_a_span_ends_before_its_end() -> None:
    days = {DAY: Spent(cards=1), DAY + timedelta(days=1): Spent(cards=2)}
    assert within(days, DAY, DAY + timedelta(days=1)) == Spent(cards=1)
