"""What happens, in the past tense: the bodies of events.

Numbers are whole: scores and chances in thousandths, durations in milliseconds, FSRS quantities in
ten-thousandths. So every JSON library writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from keystep.domain.lesson import Phase
from keystep.domain.memory import Memory
from keystep.domain.quiz import Confidence
from keystep.domain.responses import Response

Thousandths = Annotated[int, Meta(ge=0, le=1000)]
TenThousandths = Annotated[int, Meta(ge=0, le=10_000)]
Count = Annotated[int, Meta(ge=0, le=1 << 32)]
Change = Annotated[int, Meta(ge=-(1 << 32), le=1 << 32)]
SAID_AT_MOST = 500
Said = Annotated[str, Meta(max_length=SAID_AT_MOST)]
"""What a learner wrote; no more than a note."""


class Kind(StrEnum):
    LEARNER_REGISTERED = "learner_registered"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    LESSON_STARTED = "lesson_started"
    STEP_VIEWED = "step_viewed"
    LESSON_COMPLETED = "lesson_completed"
    ITEM_ANSWERED = "item_answered"
    QUIZ_COMPLETED = "quiz_completed"
    CARD_REVIEWED = "card_reviewed"
    CARD_REVIEW_UNDONE = "card_review_undone"
    CARD_HISTORY_IMPORTED = "card_history_imported"
    SCHEDULER_TUNED = "scheduler_tuned"
    SCENARIO_STEP_TAKEN = "scenario_step_taken"
    SCENARIO_COMPLETED = "scenario_completed"
    ASSESSMENT_COMPLETED = "assessment_completed"
    CHECKLIST_COMPLETED = "checklist_completed"
    LESSON_RATED = "lesson_rated"
    ITEM_FLAGGED = "item_flagged"
    TOPIC_SUGGESTED = "topic_suggested"
    SURVEY_ANSWERED = "survey_answered"
    SEARCH_MADE = "search_made"
    BREAK_TAKEN = "break_taken"
    STATION_REPORTED = "station_reported"


class Fact(Struct, frozen=True, kw_only=True):
    """Base of every event body; ``shape`` numbers the versions of its fields."""

    kind: ClassVar[Kind]
    shape: ClassVar[int] = 1


class InPack(Fact, frozen=True, kw_only=True):
    pack: str
    version: str


class InLesson(InPack, frozen=True, kw_only=True):
    lesson: str


class InRun(InLesson, frozen=True, kw_only=True):
    """``attempt`` is a UUID, the same in all that happens in one run through the lesson."""

    attempt: str


class InStep(InRun, frozen=True, kw_only=True):
    step: str


class LearnerRegistered(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.LEARNER_REGISTERED


class SignedIn(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.SIGNED_IN


class Leaving(StrEnum):
    """Why somebody sits at a kiosk no more: they wished it, nobody touched it any more, or the
    program ended or let somebody else sit down."""

    OWN = "own"
    TIMED_OUT = "timed_out"
    CLOSED = "closed"


class SignedOut(Fact, frozen=True, kw_only=True):
    """The last event of who sat at a kiosk; a laptop that is one person's own knows none."""

    kind: ClassVar[Kind] = Kind.SIGNED_OUT
    why: Leaving


class LessonStarted(InRun, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.LESSON_STARTED


class StepViewed(InStep, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.STEP_VIEWED


class LessonCompleted(InRun, frozen=True, kw_only=True):
    """``known``: the learner passed its check without taking it, or left it out.

    That is open once a diagnostic has found all that it teaches to be known.
    """

    kind: ClassVar[Kind] = Kind.LESSON_COMPLETED
    duration_ms: Count
    known: bool = False


class ItemAnswered(InStep, frozen=True, kw_only=True):
    """``chance`` is what blind guessing earns on average; both it and ``score`` in thousandths.

    What is not graded has no score. ``hints`` were read before. ``shown`` are the parts as they
    stood, by index in the pack's order; () where in that order. ``sitting`` is which go at the
    quiz it belongs to within the run, from 1.
    """

    kind: ClassVar[Kind] = Kind.ITEM_ANSWERED
    item: str
    skill: str
    response: Response
    score: Thousandths | None
    chance: Thousandths
    duration_ms: Count
    confidence: Confidence | None = None
    shown: tuple[Count, ...] = ()
    hints: Count = 0
    sitting: Count = 1


class QuizCompleted(InStep, frozen=True, kw_only=True):
    """A sitting ended. ``score`` is that of the whole quiz as it stands then: later sittings ask
    only what was missed, and what was right before counts on."""

    kind: ClassVar[Kind] = Kind.QUIZ_COMPLETED
    quiz: str
    score: Thousandths
    passed: bool
    sitting: Count = 1


class AssessmentCompleted(InStep, frozen=True, kw_only=True):
    """``form`` is the id of the quiz that served as the form."""

    kind: ClassVar[Kind] = Kind.ASSESSMENT_COMPLETED
    assessment: str
    phase: Phase
    form: str
    items: Count
    score: Thousandths


class Remembered(InPack, frozen=True, kw_only=True):
    """A card and what FSRS knows of it now: ``stability`` in 1/10,000 day, ``difficulty`` in
    1/10,000, ``interval_s`` until due; ``state`` and ``step`` are the scheduler's.
    """

    deck: str
    card: str
    skill: str
    interval_s: Count
    stability: Count
    difficulty: Count
    state: Annotated[int, Meta(ge=1, le=3)]
    step: Count | None


class CardReviewed(Remembered, frozen=True, kw_only=True):
    """``rating`` 1 Again to 4 Easy; ``elapsed_days`` learner days since the last review.

    ``recall`` is the chance of knowing it that was predicted before it, in 1/10,000, absent at the
    first. ``fuzz_days`` of ``interval_s`` are not the scheduler's: they were added, or where less
    than 0 taken off, so that cards learnt together do not stay together.
    """

    kind: ClassVar[Kind] = Kind.CARD_REVIEWED
    rating: Annotated[int, Meta(ge=1, le=4)]
    elapsed_days: Count
    recall: TenThousandths | None = None
    fuzz_days: Change = 0
    attempt: str = ""
    duration_ms: Count = 0


class CardBefore(Struct, frozen=True, kw_only=True):
    """The state of a card before the review that was undone, see ``CardProgress``."""

    memory: Memory
    reviews: Count
    lapses: Count
    attempt: str


class CardReviewUndone(InPack, frozen=True, kw_only=True):
    """The review of ``reviewed`` was a slip and is taken back, on the same learner's day.

    ``before`` is what the card's state was, none where it was new; ``theta`` by how much the
    review had moved the skill's rating, in millionths.
    """

    kind: ClassVar[Kind] = Kind.CARD_REVIEW_UNDONE
    deck: str
    card: str
    skill: str
    reviewed: datetime
    before: CardBefore | None
    theta: Change


class PastReview(Struct, frozen=True):
    """A review in another program, ``days`` learner days after the one before it (0 the first)."""

    days: Count
    rating: Annotated[int, Meta(ge=1, le=4)]


class CardHistoryImported(Remembered, frozen=True, kw_only=True):
    """What another program recorded of a card, the last of it at ``reviewed`` on ``day``.

    It makes no day active and says nothing of a skill: nobody here saw it happen. It counts only
    where the card has no state of its own yet.
    """

    kind: ClassVar[Kind] = Kind.CARD_HISTORY_IMPORTED
    reviewed: datetime
    day: date
    reviews: tuple[PastReview, ...]


class SchedulerTuned(Fact, frozen=True, kw_only=True):
    """From now on the learner's cards are scheduled so.

    ``retention`` is the chance of knowing a card when it is due that they want, in thousandths.
    ``parameters`` are the 21 of FSRS-6 in millionths, () for the published ones, fitted to
    ``reviews`` reviews; on others held out for that the log loss, in 1/10,000, was ``loss_before``
    and is ``loss``.
    """

    kind: ClassVar[Kind] = Kind.SCHEDULER_TUNED
    retention: Annotated[int, Meta(ge=700, le=970)]
    parameters: tuple[Change, ...] = ()
    reviews: Count = 0
    loss_before: Count = 0
    loss: Count = 0


class BreakTaken(Fact, frozen=True, kw_only=True):
    """A learning break was taken: a session of ``minutes`` was done to its end.

    ``reminded``: it followed a reminder, that of ``slot`` ("2026-09-07T10:00", local).
    """

    kind: ClassVar[Kind] = Kind.BREAK_TAKEN
    minutes: Count
    reminded: bool = False
    slot: str = ""


class ScenarioStepTaken(InStep, frozen=True, kw_only=True):
    """``choice`` is the reply to ``scene``, or a :class:`keystep.domain.story.Move`.

    ``group``: so many votes of a group decided it; 0 where one learner did.
    """

    kind: ClassVar[Kind] = Kind.SCENARIO_STEP_TAKEN
    scenario: str
    scene: str
    choice: str
    group: Count = 0


class ScenarioCompleted(InStep, frozen=True, kw_only=True):
    """The first walk of a run came to its ending; what is played again after that is practice.

    ``group`` are the votes that the last reply had: the result is a group's, not the learner's.
    """

    kind: ClassVar[Kind] = Kind.SCENARIO_COMPLETED
    scenario: str
    skill: str
    ending: str
    score: Thousandths
    group: Count = 0


class ChecklistCompleted(InStep, frozen=True, kw_only=True):
    """A procedure of ``points`` points was ticked off, on the job or in a lesson.

    Opened from the library there is no run of a lesson, and ``attempt`` is a UUID of its own.
    """

    kind: ClassVar[Kind] = Kind.CHECKLIST_COMPLETED
    points: Count
    duration_ms: Count


class LessonRated(InLesson, frozen=True, kw_only=True):
    """``stars`` from 1 to 5."""

    kind: ClassVar[Kind] = Kind.LESSON_RATED
    stars: Annotated[int, Meta(ge=1, le=5)]


class Flaw(StrEnum):
    """Why something was flagged."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    BROKEN = "broken"


class ItemFlagged(InLesson, frozen=True, kw_only=True):
    """An item, or where ``item`` is "" a step, is faulty."""

    kind: ClassVar[Kind] = Kind.ITEM_FLAGGED
    step: str
    item: str = ""
    reason: Flaw


class TopicSuggested(Fact, frozen=True, kw_only=True):
    """``text`` is the learner's own; ``query`` what was looked for in vain, if anything."""

    kind: ClassVar[Kind] = Kind.TOPIC_SUGGESTED
    text: Said
    query: Said = ""


class SurveyAnswered(InLesson, frozen=True, kw_only=True):
    """``answers`` gives, by question id, a number from 1 (no) to 5 (yes)."""

    kind: ClassVar[Kind] = Kind.SURVEY_ANSWERED
    survey: str
    answers: dict[str, Annotated[int, Meta(ge=1, le=5)]]
    text: Said = ""


class SearchMade(Fact, frozen=True, kw_only=True):
    """A search of the library; ``opened`` names the hit that was opened, "" for none.

    ``found`` counts the hits. What nobody opened tells what is missing.
    """

    kind: ClassVar[Kind] = Kind.SEARCH_MADE
    query: Said
    found: Count
    opened: str = ""


class StationReported(Fact, frozen=True, kw_only=True):
    """The station took in catalog ``catalog``, which the office issued at ``issued``.

    So it happened later than that, whatever the station's clock says.
    """

    kind: ClassVar[Kind] = Kind.STATION_REPORTED
    program: str
    catalog: Count
    issued: datetime


def _with_a_kind(base: type[Fact]) -> Iterator[type[Fact]]:
    """The facts below a class; those that facts only share their fields by have no kind."""
    for fact in base.__subclasses__():
        if "kind" in vars(fact):
            yield fact
        yield from _with_a_kind(fact)


FACTS: dict[str, type[Fact]] = {fact.kind.value: fact for fact in _with_a_kind(Fact)}
