"""Where learners stand: the states that :mod:`keystep.domain.projections` folds events into."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from keystep.domain.lesson import Phase
from keystep.domain.memory import Memory
from keystep.domain.quiz import Confidence
from keystep.domain.responses import FULL_SCORE, Response

MILLIONTHS = 1_000_000
CARDS_OF_A_DAY = 5


class LessonProgress(Struct, frozen=True, kw_only=True):
    """A learner's latest run through a lesson; ``completed`` stays from the first completion on."""

    learner: str
    pack: str
    lesson: str
    version: str
    attempt: str
    step: str = ""
    seen: tuple[str, ...] = ()
    open: bool = True
    started: datetime
    updated: datetime
    completed: datetime | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """The last answer given to an item within one run; ``score`` as in its event."""

    learner: str
    attempt: str
    step: str
    item: str
    pack: str
    response: Response
    score: int | None
    confidence: Confidence | None
    at: datetime
    hints: int = 0
    sitting: int = 1

    @property
    def fell_short(self) -> bool:
        """Whether it was graded and did not earn everything."""
        return self.score is not None and self.score < FULL_SCORE


class ItemProgress(Struct, frozen=True, kw_only=True):
    """How a learner did with an item lately, whichever run asked it.

    On ``right`` of their days in a row, up to ``day``, it earned everything; 0: it fell short last.
    """

    learner: str
    pack: str
    item: str
    skill: str
    right: int
    day: date


class CheckProgress(Struct, frozen=True, kw_only=True):
    """How many sittings of a check ended within one run."""

    learner: str
    attempt: str
    step: str
    sittings: int


class CertaintyProgress(Struct, frozen=True, kw_only=True):
    """Of ``answers`` that were given first and with this confidence, ``right`` earned everything.

    What is tried again after its answer was told says nothing of how well one knew.
    """

    learner: str
    confidence: Confidence
    answers: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        return self.right / self.answers


class CardProgress(Struct, frozen=True, kw_only=True):
    """A learner's memory of a card; ``attempt`` is the lesson run that last showed it."""

    learner: str
    pack: str
    card: str
    deck: str
    memory: Memory
    due: datetime
    reviews: int
    lapses: int
    attempt: str


class Tuning(Struct, frozen=True, kw_only=True):
    """How a learner's cards are scheduled since ``at``; the rest is as in ``SchedulerTuned``."""

    learner: str
    retention: int
    parameters: tuple[int, ...]
    reviews: int
    loss_before: int
    loss: int
    at: datetime


class SkillProgress(Struct, frozen=True, kw_only=True):
    """``theta`` is an Elo rating in millionths, see :mod:`keystep.domain.skills`.

    It is whole so that every machine that folds the same events arrives at the same figure.
    """

    learner: str
    pack: str
    skill: str
    theta: int = 0
    evidence: int = 0


class StoryProgress(Struct, frozen=True, kw_only=True):
    """What was recorded of a scenario within one run, for :func:`keystep.domain.story.walk`.

    ``choices`` are all its moves in order.
    """

    learner: str
    attempt: str
    step: str
    choices: tuple[str, ...] = ()


class AssessmentProgress(Struct, frozen=True, kw_only=True):
    """The latest result of one phase of an assessment; ``score`` in thousandths."""

    learner: str
    pack: str
    assessment: str
    phase: Phase
    form: str
    score: int
    at: datetime


class DayProgress(Struct, frozen=True, kw_only=True):
    """What a learner did on one of their days (which start at 04:00)."""

    learner: str
    day: date
    lessons: int = 0
    quizzes: int = 0
    scenarios: int = 0
    cards: int = 0
    items: int = 0

    @property
    def active(self) -> bool:
        """A qualifying day: something completed, or five cards."""
        return bool(self.lessons or self.quizzes or self.scenarios) or self.cards >= CARDS_OF_A_DAY
