"""Projections: what each event makes of a learner's state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain import skills
from keystep.domain.events import Event, Instant, genesis, record
from keystep.domain.facts import (
    AssessmentCompleted,
    CardBefore,
    CardReviewed,
    CardReviewUndone,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    ScenarioCompleted,
    ScenarioStepTaken,
    StepViewed,
)
from keystep.domain.lesson import Phase
from keystep.domain.progress import (
    MILLIONTHS,
    Answer,
    AssessmentProgress,
    CardProgress,
    DayProgress,
    ItemProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
)
from keystep.domain.projections import PROJECTIONS
from keystep.domain.responses import Choice

START = datetime(2026, 9, 7, 9, tzinfo=UTC)
RUN = {"pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "run-1"}
STEP = {**RUN, "step": "s"}


def happened(fact: Fact, minutes: int = 0) -> Event:
    now = Instant(START + timedelta(minutes=minutes), 0, "boot", minutes)
    return record(1, "amara", fact, now, genesis("d", "e")).event


def folded(state: type[Struct], *facts: Fact) -> Any:
    """Fold ``facts``, a minute apart, into the single row of ``state`` that they concern."""
    projection = next(p for p in PROJECTIONS if p.state is state)
    row, keys = None, set()
    for minute, fact in enumerate(facts):
        if isinstance(fact, projection.facts):
            event = happened(fact, minute)
            keys.add(projection.key_of(event, fact))
            row = projection.fold(row, event, fact)
    assert len(keys) <= 1
    return row


def answered(score: int = 1000, item: str = "i", attempt: str = "run-1") -> ItemAnswered:
    return ItemAnswered(
        **{**STEP, "attempt": attempt},
        item=item,
        skill="k",
        response=Choice((0,)),
        score=score,
        chance=250,
        duration_ms=900,
    )


def reviewed(rating: int, interval_s: int = 600) -> CardReviewed:
    return CardReviewed(
        pack="p",
        version="1.0.0",
        deck="d",
        card="c",
        skill="k",
        rating=rating,
        elapsed_days=0,
        interval_s=interval_s,
        stability=23_065,
        difficulty=50_000,
        state=1,
        step=1,
    )


def undone(minute: int, before: CardProgress | None = None) -> CardReviewUndone:
    """The review of that minute, taken back by somebody who knew only of ``before``."""
    known = before and CardBefore(
        memory=before.memory, reviews=before.reviews, lapses=before.lapses, attempt=before.attempt
    )
    place = {"pack": "p", "version": "1.0.0", "deck": "d", "card": "c", "skill": "k"}
    reviewed_at = START + timedelta(minutes=minute)
    return CardReviewUndone(**place, reviewed=reviewed_at, before=known, theta=0)


def test_a_lesson_remembers_its_step_and_what_was_seen() -> None:
    lesson: LessonProgress = folded(
        LessonProgress,
        LessonStarted(**RUN),
        StepViewed(**RUN, step="one"),
        StepViewed(**RUN, step="two"),
        StepViewed(**RUN, step="one"),
    )
    assert (lesson.step, lesson.seen, lesson.open) == ("one", ("one", "two"), True)
    assert lesson.updated - lesson.started == timedelta(minutes=3)


def test_taking_a_lesson_again_keeps_its_first_completion() -> None:
    again = {**RUN, "attempt": "run-2"}
    lesson: LessonProgress = folded(
        LessonProgress,
        LessonStarted(**RUN),
        LessonCompleted(**RUN, duration_ms=1),
        LessonStarted(**again),
        StepViewed(**again, step="one"),
    )
    assert lesson.open
    assert lesson.attempt == "run-2"
    assert lesson.seen == ("one",)
    assert lesson.completed == START + timedelta(minutes=1)


def test_the_last_answer_to_an_item_stands() -> None:
    answer: Answer = folded(Answer, answered(0), answered(1000))
    assert answer.score == 1000


def test_an_item_is_right_on_so_many_days_in_a_row() -> None:
    def right(*scores: int) -> int:
        return int(folded(ItemProgress, *map(answered, scores)).right)

    assert (right(1000), right(0), right(1000, 0), right(500)) == (1, 0, 0, 0)
    assert right(1000, 1000) == 1, "on the same day"
    assert right(0, 1000) == 0, "told a moment ago"


def test_what_is_answered_again_in_a_sitting_says_nothing_of_an_item() -> None:
    item = folded(ItemProgress, answered(0), replace(answered(1000), sitting=2))
    assert item.right == 0


def test_a_card_counts_reviews_and_lapses() -> None:
    card: CardProgress = folded(CardProgress, reviewed(1), reviewed(3), reviewed(1, 60))
    assert (card.reviews, card.lapses) == (3, 1)
    assert card.due == START + timedelta(minutes=2, seconds=60)


def test_a_first_again_is_no_lapse() -> None:
    assert folded(CardProgress, reviewed(1)).lapses == 0


def test_skill_moves_with_every_kind_of_evidence() -> None:
    ended = ScenarioCompleted(**STEP, scenario="x", skill="k", ending="e", score=1000)
    skill: SkillProgress = folded(SkillProgress, answered(), reviewed(3), ended)
    assert skill.evidence == 3
    theta = skills.updated(0.0, 0, 1.0, 0.25)
    theta = skills.updated(theta, 1, 1.0, 0.0)
    theta = skills.updated(theta, 2, 1.0, 0.0)
    assert skill.theta == pytest.approx(MILLIONTHS * theta, abs=2)


def test_a_guessable_success_moves_skill_less_than_a_sure_one() -> None:
    assert 0 < skills.updated(0.0, 0, 1.0, 0.5) < skills.updated(0.0, 0, 1.0, 0.0)


def test_a_story_keeps_its_replies_in_order() -> None:
    def reply(choice: str) -> ScenarioStepTaken:
        return ScenarioStepTaken(**STEP, scenario="x", scene="a", choice=choice)

    story: StoryProgress = folded(StoryProgress, reply("b"), reply("a"))
    assert story.choices == ("b", "a")


def test_the_result_of_a_group_says_nothing_about_one_learner() -> None:
    alone = ScenarioCompleted(**STEP, scenario="x", skill="k", ending="e", score=1000)
    skill: SkillProgress = folded(SkillProgress, alone, replace(alone, group=7))
    assert skill.evidence == 1


def test_an_assessment_keeps_its_form() -> None:
    taken = AssessmentCompleted(
        **STEP, assessment="x", phase=Phase.PRE, form="form-b", items=6, score=500
    )
    result: AssessmentProgress = folded(AssessmentProgress, taken)
    assert (result.phase, result.form, result.score) == (Phase.PRE, "form-b", 500)


def test_a_day_is_active_from_five_cards_or_one_completion() -> None:
    four: DayProgress = folded(DayProgress, *[reviewed(3)] * 4)
    assert not four.active
    assert folded(DayProgress, *[reviewed(3)] * 5).active
    assert folded(DayProgress, LessonCompleted(**RUN, duration_ms=1)).active
    assert not folded(DayProgress, answered(), answered(item="j")).active


def test_what_was_reviewed_elsewhere_outlives_a_review_that_is_taken_back() -> None:
    """Two stations that had not heard of each other; the second took both of its answers back."""
    elsewhere, first, second = reviewed(3), reviewed(3, 700), reviewed(1, 60)
    alone = folded(CardProgress, first)
    alone = replace(alone, memory=replace(alone.memory, reviewed=START + timedelta(minutes=1)))
    card = folded(CardProgress, elsewhere, first, second, undone(2, alone))
    assert (card.reviews, card.memory.reviewed) == (2, START + timedelta(minutes=1))
    card = folded(CardProgress, elsewhere, first, second, undone(2, alone), undone(1))
    assert card.reviews == 1
    assert folded(CardProgress, first, undone(0)) is None
