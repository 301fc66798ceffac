"""How states of learners follow from events.

A projection keeps one immutable state per key, and its ``fold`` makes the next one from an event;
nothing else ever changes a state, so replaying the log recreates every projection exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain import skills
from keystep.domain.events import Event
from keystep.domain.facts import (
    AssessmentCompleted,
    CardHistoryImported,
    CardReviewed,
    CardReviewUndone,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    QuizCompleted,
    Remembered,
    ScenarioCompleted,
    ScenarioStepTaken,
    SchedulerTuned,
    StepViewed,
)
from keystep.domain.memory import Memory, Rating
from keystep.domain.progress import (
    MILLIONTHS,
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
from keystep.domain.responses import FULL_SCORE


@dataclass(frozen=True)
class Projection:
    """One kind of state: the fields that name a row, the facts that concern it, and its fold.

    ``fold(old, event, fact)`` takes the state before (None at first) and returns the next; None
    where there is none, or none any more.
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


def _item(old: ItemProgress | None, event: Event, fact: ItemAnswered) -> ItemProgress | None:
    """One day counts once: what was told a moment ago says nothing of how well it is known."""
    if fact.score is None or fact.sitting > 1:
        return old
    right, fresh = fact.score == FULL_SCORE, old is None or event.day > old.day
    before = old.right if old else 0
    return ItemProgress(
        learner=event.learner,
        pack=fact.pack,
        item=fact.item,
        skill=fact.skill,
        right=before + fresh if right else 0,
        day=event.day,
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


def _card(
    old: CardProgress | None,
    event: Event,
    fact: CardReviewed | CardReviewUndone | CardHistoryImported,
) -> CardProgress | None:
    if isinstance(fact, CardReviewUndone):
        return _undone(old, event, fact)
    if isinstance(fact, CardHistoryImported):
        return old or _imported(event, fact)
    lapsed = old is not None and fact.rating == Rating.AGAIN
    return _card_state(
        event,
        fact,
        _memory(fact, event.at, event.day),
        reviews=(old.reviews if old else 0) + 1,
        lapses=(old.lapses if old else 0) + lapsed,
        attempt=fact.attempt,
    )


def _undone(old: CardProgress | None, event: Event, fact: CardReviewUndone) -> CardProgress | None:
    """What was reviewed again since, at another station say, stays; and so do reviews from before
    that the station which took this one back had not heard of."""
    if old is None or old.memory.reviewed != fact.reviewed:
        return old
    before, others = fact.before, old.reviews - 1
    if before is None:
        return replace(old, reviews=others) if others else None
    return _card_state(
        event,
        fact,
        before.memory,
        reviews=max(before.reviews, others),
        lapses=before.lapses,
        attempt=before.attempt,
    )


def _imported(event: Event, fact: CardHistoryImported) -> CardProgress:
    again = sum(review.rating == Rating.AGAIN for review in fact.reviews[1:])
    memory = _memory(fact, fact.reviewed, fact.day)
    return _card_state(event, fact, memory, reviews=len(fact.reviews), lapses=again, attempt="")


def _memory(fact: Remembered, reviewed: datetime, day: date) -> Memory:
    return Memory(
        stability=fact.stability,
        difficulty=fact.difficulty,
        state=fact.state,
        step=fact.step,
        reviewed=reviewed,
        day=day,
        due=reviewed + timedelta(seconds=fact.interval_s),
    )


def _card_state(
    event: Event,
    fact: Remembered | CardReviewUndone,
    memory: Memory,
    *,
    reviews: int,
    lapses: int,
    attempt: str,
) -> CardProgress:
    return CardProgress(
        learner=event.learner,
        pack=fact.pack,
        card=fact.card,
        deck=fact.deck,
        memory=memory,
        due=memory.due,
        reviews=reviews,
        lapses=lapses,
        attempt=attempt,
    )


def _tuning(_old: Tuning | None, event: Event, fact: SchedulerTuned) -> Tuning:
    return Tuning(
        learner=event.learner,
        retention=fact.retention,
        parameters=fact.parameters,
        reviews=fact.reviews,
        loss_before=fact.loss_before,
        loss=fact.loss,
        at=event.at,
    )


def _skill(
    old: SkillProgress | None,
    event: Event,
    fact: ItemAnswered | CardReviewed | CardReviewUndone | ScenarioCompleted,
) -> SkillProgress | None:
    if isinstance(fact, CardReviewUndone):
        if old is None or old.evidence == 1:
            return None
        return replace(old, theta=old.theta - fact.theta, evidence=old.evidence - 1)
    score = Rating(fact.rating).score if isinstance(fact, CardReviewed) else fact.score
    if score is None or (isinstance(fact, ScenarioCompleted) and fact.group):
        return old
    old = old or SkillProgress(learner=event.learner, pack=fact.pack, skill=fact.skill)
    chance = fact.chance if isinstance(fact, ItemAnswered) else 0
    before, earned, guessed = old.theta / MILLIONTHS, score / FULL_SCORE, chance / FULL_SCORE
    theta = round(MILLIONTHS * skills.updated(before, old.evidence, earned, guessed))
    return replace(old, theta=theta, evidence=old.evidence + 1)


def _story(old: StoryProgress | None, event: Event, fact: ScenarioStepTaken) -> StoryProgress:
    old = old or StoryProgress(learner=event.learner, attempt=fact.attempt, step=fact.step)
    return replace(old, choices=(*old.choices, fact.choice))


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


COUNTED: dict[type[Fact], tuple[str, int]] = {
    LessonCompleted: ("lessons", 1),
    QuizCompleted: ("quizzes", 1),
    AssessmentCompleted: ("quizzes", 1),
    ScenarioCompleted: ("scenarios", 1),
    CardReviewed: ("cards", 1),
    CardReviewUndone: ("cards", -1),
    ItemAnswered: ("items", 1),
}
"""What a fact adds to which counter of a day."""


def _day(old: DayProgress | None, event: Event, fact: Fact) -> DayProgress | None:
    nothing = DayProgress(learner=event.learner, day=event.day)
    counter, more = COUNTED[type(fact)]
    count = getattr(old or nothing, counter) + more
    after = replace(old or nothing, **{counter: count})
    return None if after == nothing else after


PROJECTIONS: tuple[Projection, ...] = (
    Projection(
        LessonProgress,
        ("learner", "pack", "lesson"),
        (LessonStarted, StepViewed, LessonCompleted),
        _lesson,
    ),
    Projection(Answer, ("learner", "attempt", "step", "item"), (ItemAnswered,), _answer),
    Projection(ItemProgress, ("learner", "pack", "item"), (ItemAnswered,), _item),
    Projection(CertaintyProgress, ("learner", "confidence"), (ItemAnswered,), _certainty),
    Projection(
        CheckProgress,
        ("learner", "attempt", "step"),
        (QuizCompleted, AssessmentCompleted),
        _check,
    ),
    Projection(
        CardProgress,
        ("learner", "pack", "card"),
        (CardReviewed, CardReviewUndone, CardHistoryImported),
        _card,
    ),
    Projection(Tuning, ("learner",), (SchedulerTuned,), _tuning),
    Projection(
        SkillProgress,
        ("learner", "pack", "skill"),
        (ItemAnswered, CardReviewed, CardReviewUndone, ScenarioCompleted),
        _skill,
    ),
    Projection(
        StoryProgress,
        ("learner", "attempt", "step"),
        (ScenarioStepTaken,),
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
