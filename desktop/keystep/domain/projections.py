"""How states of learners follow from events.

A projection keeps one immutable state per key, and its ``fold`` makes the next one from an event;
nothing else ever changes a state, so replaying the log recreates every projection exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain import skills
from keystep.domain.events import Event
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    StepViewed,
)
from keystep.domain.flashcards import Memory, Rating
from keystep.domain.progress import (
    MILLIONTHS,
    Answer,
    AssessmentProgress,
    CardProgress,
    CertaintyProgress,
    CheckProgress,
    DayProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
)
from keystep.domain.responses import FULL_SCORE


@dataclass(frozen=True)
class Projection:
    """One kind of state: the fields that name a row, the facts that concern it, and its fold.

    ``fold(old, event, fact)`` takes the state before (None at first) and returns the next; None
    where there is still none.
    """

    state: type[Struct]
    key: tuple[str, ...]
    facts: tuple[type[Fact], ...]
    fold: Callable[[Any, Event, Any], Struct | None]

    def key_of(self, event: Event, fact: Fact) -> tuple[str, ...]:
        """The row an event concerns: each key field is the event's own, else the fact's."""
        return tuple(str(getattr(event if hasattr(event, k) else fact, k)) for k in self.key)


def _lesson(
    old: LessonProgress | None, event: Event, fact: LessonStarted | StepViewed | LessonCompleted
) -> LessonProgress:
    if old is None or old.attempt != fact.attempt:
        old = LessonProgress(
            learner=event.learner,
            pack=fact.pack,
            lesson=fact.lesson,
            version=fact.version,
            attempt=fact.attempt,
            started=event.at,
            updated=event.at,
            completed=old.completed if old else None,
        )
    if isinstance(fact, StepViewed):
        seen = old.seen if fact.step in old.seen else (*old.seen, fact.step)
        return replace(old, step=fact.step, seen=seen, updated=event.at)
    if isinstance(fact, LessonCompleted):
        return replace(old, open=False, completed=old.completed or event.at, updated=event.at)
    return replace(old, updated=event.at)


def _answer(_old: Answer | None, event: Event, fact: ItemAnswered) -> Answer:
    return Answer(
        learner=event.learner,
        attempt=fact.attempt,
        step=fact.step,
        item=fact.item,
        pack=fact.pack,
        response=fact.response,
        score=fact.score,
        confidence=fact.confidence,
        at=event.at,
        hints=fact.hints,
        sitting=fact.sitting,
    )


def _certainty(
    old: CertaintyProgress | None, event: Event, fact: ItemAnswered
) -> CertaintyProgress | None:
    if fact.confidence is None or fact.score is None or fact.sitting > 1:
        return old
    old = old or CertaintyProgress(learner=event.learner, confidence=fact.confidence)
    return replace(old, answers=old.answers + 1, right=old.right + (fact.score == FULL_SCORE))


def _check(
    old: CheckProgress | None, event: Event, fact: QuizCompleted | AssessmentCompleted
) -> CheckProgress:
    """The same sitting may end at two stations; it is one all the same."""
    sitting = fact.sitting if isinstance(fact, QuizCompleted) else 1
    return CheckProgress(
        learner=event.learner,
        attempt=fact.attempt,
        step=fact.step,
        sittings=max(sitting, old.sittings if old else 0),
    )


def _card(old: CardProgress | None, event: Event, fact: CardReviewed) -> CardProgress:
    memory = Memory(
        stability=fact.stability,
        difficulty=fact.difficulty,
        state=fact.state,
        step=fact.step,
        reviewed=event.at,
        day=event.day,
        due=event.at + timedelta(seconds=fact.interval_s),
    )
    lapsed = old is not None and fact.rating == Rating.AGAIN
    return CardProgress(
        learner=event.learner,
        pack=fact.pack,
        card=fact.card,
        deck=fact.deck,
        memory=memory,
        due=memory.due,
        reviews=(old.reviews if old else 0) + 1,
        lapses=(old.lapses if old else 0) + lapsed,
        attempt=fact.attempt,
    )


def _skill(
    old: SkillProgress | None, event: Event, fact: ItemAnswered | CardReviewed | ScenarioCompleted
) -> SkillProgress:
    old = old or SkillProgress(learner=event.learner, pack=fact.pack, skill=fact.skill)
    score = Rating(fact.rating).score if isinstance(fact, CardReviewed) else fact.score
    if score is None or (isinstance(fact, ScenarioCompleted) and fact.group):
        return old
    chance = fact.chance if isinstance(fact, ItemAnswered) else 0
    before, earned, guessed = old.theta / MILLIONTHS, score / FULL_SCORE, chance / FULL_SCORE
    theta = round(MILLIONTHS * skills.updated(before, old.evidence, earned, guessed))
    return replace(old, theta=theta, evidence=old.evidence + 1)


def _story(
    old: StoryProgress | None, event: Event, fact: ScenarioStepTaken | ScenarioCompleted
) -> StoryProgress:
    old = old or StoryProgress(learner=event.learner, attempt=fact.attempt, step=fact.step)
    if isinstance(fact, ScenarioStepTaken):
        return replace(old, choices=(*old.choices, fact.choice))
    return replace(old, ending=fact.ending)


def _assessment(
    _old: AssessmentProgress | None, event: Event, fact: AssessmentCompleted
) -> AssessmentProgress:
    return AssessmentProgress(
        learner=event.learner,
        pack=fact.pack,
        assessment=fact.assessment,
        phase=fact.phase,
        form=fact.form,
        score=fact.score,
        at=event.at,
    )


COUNTED: dict[type[Fact], str] = {
    LessonCompleted: "lessons",
    QuizCompleted: "quizzes",
    AssessmentCompleted: "quizzes",
    ScenarioCompleted: "scenarios",
    CardReviewed: "cards",
    ItemAnswered: "items",
}


def _day(old: DayProgress | None, event: Event, fact: Fact) -> DayProgress:
    old = old or DayProgress(learner=event.learner, day=event.day)
    counter = COUNTED[type(fact)]
    return replace(old, **{counter: getattr(old, counter) + 1})


PROJECTIONS: tuple[Projection, ...] = (
    Projection(
        LessonProgress,
        ("learner", "pack", "lesson"),
        (LessonStarted, StepViewed, LessonCompleted),
        _lesson,
    ),
    Projection(Answer, ("learner", "attempt", "step", "item"), (ItemAnswered,), _answer),
    Projection(CertaintyProgress, ("learner", "confidence"), (ItemAnswered,), _certainty),
    Projection(
        CheckProgress,
        ("learner", "attempt", "step"),
        (QuizCompleted, AssessmentCompleted),
        _check,
    ),
    Projection(CardProgress, ("learner", "pack", "card"), (CardReviewed,), _card),
    Projection(
        SkillProgress,
        ("learner", "pack", "skill"),
        (ItemAnswered, CardReviewed, ScenarioCompleted),
        _skill,
    ),
    Projection(
        StoryProgress,
        ("learner", "attempt", "step"),
        (ScenarioStepTaken, ScenarioCompleted),
        _story,
    ),
    Projection(
        AssessmentProgress,
        ("learner", "pack", "assessment", "phase"),
        (AssessmentCompleted,),
        _assessment,
    ),
    Projection(DayProgress, ("learner", "day"), tuple(COUNTED), _day),
)
