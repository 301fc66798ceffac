"""What happened, in the past tense, and the chain that binds it.

Numbers inside events are whole: scores and chances in thousandths, durations in milliseconds,
FSRS quantities in ten-thousandths. So every JSON library writes the same bytes.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta, Struct

from keystep.domain.lesson import Phase
from keystep.domain.quiz import Confidence, Response

Thousandths = Annotated[int, Meta(ge=0, le=1000)]
TenThousandths = Annotated[int, Meta(ge=0, le=10_000)]
Count = Annotated[int, Meta(ge=0, le=1 << 32)]
SAID_AT_MOST = 500
Said = Annotated[str, Meta(max_length=SAID_AT_MOST)]
"""What a learner wrote; no more than a note."""

DAY_STARTS = timedelta(hours=4)
ERASED = "erased"  # what stands for the kind of an event of which only its place is left


class Kind(StrEnum):
    LEARNER_REGISTERED = "learner_registered"
    SIGNED_IN = "signed_in"
    LESSON_STARTED = "lesson_started"
    STEP_VIEWED = "step_viewed"
    LESSON_COMPLETED = "lesson_completed"
    ITEM_ANSWERED = "item_answered"
    QUIZ_COMPLETED = "quiz_completed"
    CARD_REVIEWED = "card_reviewed"
    SCENARIO_STEP_TAKEN = "scenario_step_taken"
    SCENARIO_COMPLETED = "scenario_completed"
    ASSESSMENT_COMPLETED = "assessment_completed"
    CHECKLIST_COMPLETED = "checklist_completed"
    LESSON_RATED = "lesson_rated"
    ITEM_FLAGGED = "item_flagged"
    TOPIC_SUGGESTED = "topic_suggested"
    SURVEY_ANSWERED = "survey_answered"
    SEARCH_MADE = "search_made"
    STATION_REPORTED = "station_reported"


class Instant(Struct, frozen=True):
    """One reading of a station's clocks.

    ``at`` is aware UTC; ``offset`` minutes east of it; ``boot`` names the machine's current boot
    and ``clock`` is milliseconds since then on a clock that runs through suspend.
    """

    at: datetime
    offset: int
    boot: str
    clock: int

    @property
    def local(self) -> datetime:
        """Local wall time, naive."""
        return (self.at + timedelta(minutes=self.offset)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The learner's day, which starts at 04:00 local time."""
        return (self.local - DAY_STARTS).date()


class Fact(Struct, frozen=True, kw_only=True):
    """Base of every event body; ``version`` is that of the body's shape."""

    kind: ClassVar[Kind]
    shape: ClassVar[int] = 1


class LearnerRegistered(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.LEARNER_REGISTERED


class SignedIn(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.SIGNED_IN


class LessonStarted(Fact, frozen=True, kw_only=True):
    """``attempt`` is a UUID; every later event of this run through the lesson repeats it."""

    kind: ClassVar[Kind] = Kind.LESSON_STARTED
    pack: str
    version: str
    lesson: str
    attempt: str


class StepViewed(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.STEP_VIEWED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str


class LessonCompleted(Fact, frozen=True, kw_only=True):
    """``known``: the learner passed its check without taking it."""

    kind: ClassVar[Kind] = Kind.LESSON_COMPLETED
    pack: str
    version: str
    lesson: str
    attempt: str
    duration_ms: Count
    known: bool = False


class ItemAnswered(Fact, frozen=True, kw_only=True):
    """``chance`` is what blind guessing earns on average; both it and ``score`` in thousandths."""

    kind: ClassVar[Kind] = Kind.ITEM_ANSWERED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    item: str
    skill: str
    response: Response
    score: Thousandths
    chance: Thousandths
    duration_ms: Count
    confidence: Confidence | None = None


class QuizCompleted(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.QUIZ_COMPLETED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    quiz: str
    score: Thousandths
    passed: bool


class AssessmentCompleted(Fact, frozen=True, kw_only=True):
    """``form`` is the id of the quiz that served as the form."""

    kind: ClassVar[Kind] = Kind.ASSESSMENT_COMPLETED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    assessment: str
    phase: Phase
    form: str
    items: Count
    score: Thousandths


class CardReviewed(Fact, frozen=True, kw_only=True):
    """``rating`` 1 Again to 4 Easy; ``elapsed_days`` learner days since the last review.

    ``stability`` in 1/10,000 day and ``difficulty`` in 1/10,000 are those after this review;
    ``recall`` is the chance of knowing it that was predicted before it, in 1/10,000, absent at the
    first. ``interval_s`` is the time until due; ``state`` and ``step`` are the scheduler's.
    """

    kind: ClassVar[Kind] = Kind.CARD_REVIEWED
    pack: str
    version: str
    deck: str
    card: str
    skill: str
    rating: Annotated[int, Meta(ge=1, le=4)]
    elapsed_days: Count
    interval_s: Count
    stability: Count
    difficulty: Count
    state: Annotated[int, Meta(ge=1, le=3)]
    step: Count | None
    recall: TenThousandths | None = None
    attempt: str = ""
    duration_ms: Count = 0


class ScenarioStepTaken(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.SCENARIO_STEP_TAKEN
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    scenario: str
    scene: str
    choice: str


class ScenarioCompleted(Fact, frozen=True, kw_only=True):
    kind: ClassVar[Kind] = Kind.SCENARIO_COMPLETED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    scenario: str
    skill: str
    ending: str
    score: Thousandths


class ChecklistCompleted(Fact, frozen=True, kw_only=True):
    """A procedure of ``points`` points was ticked off, on the job or in a lesson.

    Opened from the library there is no run of a lesson, and ``attempt`` is a UUID of its own.
    """

    kind: ClassVar[Kind] = Kind.CHECKLIST_COMPLETED
    pack: str
    version: str
    lesson: str
    attempt: str
    step: str
    points: Count
    duration_ms: Count


class LessonRated(Fact, frozen=True, kw_only=True):
    """``stars`` from 1 to 5."""

    kind: ClassVar[Kind] = Kind.LESSON_RATED
    pack: str
    version: str
    lesson: str
    stars: Annotated[int, Meta(ge=1, le=5)]


class Flaw(StrEnum):
    """Why something was flagged."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    BROKEN = "broken"


class ItemFlagged(Fact, frozen=True, kw_only=True):
    """An item, or where ``item`` is "" a step, is faulty."""

    kind: ClassVar[Kind] = Kind.ITEM_FLAGGED
    pack: str
    version: str
    lesson: str
    step: str
    item: str = ""
    reason: Flaw


class TopicSuggested(Fact, frozen=True, kw_only=True):
    """``text`` is the learner's own; ``query`` what was looked for in vain, if anything."""

    kind: ClassVar[Kind] = Kind.TOPIC_SUGGESTED
    text: Said
    query: Said = ""


class SurveyAnswered(Fact, frozen=True, kw_only=True):
    """``answers`` gives, by question id, a number from 1 (no) to 5 (yes)."""

    kind: ClassVar[Kind] = Kind.SURVEY_ANSWERED
    pack: str
    version: str
    lesson: str
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


FACTS: dict[str, type[Fact]] = {fact.kind.value: fact for fact in Fact.__subclasses__()}


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """A fact with who, when and where in its stream. ``learner`` is a UUID, "" for the station's.

    Device and epoch are the stream's and stand once in a bundle, not in each event.
    """

    seq: int
    learner: str
    kind: str
    v: int
    at: datetime
    offset: int
    boot: str
    clock: int
    body: dict[str, Any]

    @property
    def instant(self) -> Instant:
        return Instant(self.at, self.offset, self.boot, self.clock)

    @property
    def day(self) -> date:
        """The learner's day on which it happened."""
        return self.instant.day


class Recorded(Struct, frozen=True, gc=False):
    """An event as the log holds it: its canonical bytes and its place in the hash chain."""

    event: Event
    data: bytes
    h: bytes


def record(seq: int, learner: str, fact: Fact, now: Instant, before: bytes) -> Recorded:
    """Make the next event of a stream; ``before`` is h of the event before it."""
    event = Event(
        seq=seq,
        learner=learner,
        kind=fact.kind.value,
        v=fact.shape,
        at=now.at.astimezone(UTC).replace(microsecond=now.at.microsecond // 1000 * 1000),
        offset=now.offset,
        boot=now.boot,
        clock=now.clock,
        body=msgspec.to_builtins(fact),
    )
    data = canonical(event)
    return Recorded(event, data, chain(before, data))


def fact_of(event: Event) -> Fact | None:
    """The typed body; None for a kind or a version this program does not know.

    Raises msgspec.ValidationError when a known body has the wrong shape.
    """
    fact = FACTS.get(event.kind)
    if fact is None or event.v != fact.shape:
        return None
    return msgspec.convert(event.body, fact)


def canonical(value: object) -> bytes:
    """JSON in one form only: UTF-8, keys sorted, no spaces."""
    return msgspec.json.encode(value, order="sorted")


def decode_event(data: bytes) -> Event:
    """Raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Event)


def genesis(device: str, epoch: str) -> bytes:
    """h before the first event of a stream."""
    return hashlib.sha256(f"keystep:{device}:{epoch}".encode()).digest()


def chain(before: bytes, data: bytes) -> bytes:
    """h of an event with canonical bytes ``data`` that follows ``before``."""
    return hashlib.sha256(before + data).digest()
