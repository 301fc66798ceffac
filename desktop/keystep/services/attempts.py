"""Attempts at a quiz: sittings, of which each but the first asks what was missed before.

All of it follows from the events of the run, so that another station goes on where this one ended:
an answer says which sitting it belongs to, and the end of each sitting is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.facts import AssessmentCompleted, Fact, ItemAnswered, QuizCompleted
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Step
from keystep.domain.progress import Answer, CheckProgress
from keystep.domain.quiz import Confidence, Item, quiz_score
from keystep.domain.responses import FULL_SCORE, Response
from keystep.services.answers import answers
from keystep.services.asking import asked
from keystep.services.run import Run
from keystep.services.station import Station


@dataclass(frozen=True)
class Entered:
    """What is entered for an item, to be answered with; ``hints`` were read before."""

    item: Item
    response: Response
    duration_ms: int
    confidence: Confidence | None = None
    hints: int = 0


class Standing(Struct, frozen=True, kw_only=True):
    """Where a check stands in a run.

    ``items`` are all that it asked so far, with the one to ask now; ``given`` the last answers by
    item id. ``sitting`` counts from 1, ``over`` tells that it ended. There may be ``attempts``
    sittings, 0 for as many as one likes. ``pass_mark`` is in per cent, None for an assessment
    and for practice that came by itself.
    """

    items: tuple[Item, ...]
    given: Mapping[str, Answer]
    sitting: int
    over: bool
    attempts: int
    pass_mark: int | None

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items of this sitting."""
        if self.sitting == 1:
            return self.items
        return tuple(item for item in self.items if self.is_given(item) or self.is_missed(item))

    def is_given(self, item: Item) -> bool:
        """Whether the item was answered in this sitting."""
        answer = self.given.get(item.id)
        return answer is not None and answer.sitting == self.sitting

    def is_missed(self, item: Item) -> bool:
        """Whether the item did not earn everything, be it for want of an answer."""
        return self.earned(item) not in {None, FULL_SCORE}

    def earned(self, item: Item) -> int | None:
        """Thousandths that its last answer earned, 0 without one; None for what is not graded."""
        answer = self.given.get(item.id)
        if answer is None:
            return None if isinstance(item.asks, Reflection) else 0
        return answer.score

    @property
    def scores(self) -> tuple[int, ...]:
        """What each item earned that is graded, in thousandths."""
        return tuple(score for score in map(self.earned, self.items) if score is not None)

    @property
    def score(self) -> int:
        """That of the whole quiz, in thousandths."""
        return quiz_score(tuple(map(self.earned, self.items)))

    @property
    def passed(self) -> bool:
        """An assessment cannot be failed."""
        return self.pass_mark is None or self.score >= self.pass_mark * 10

    @property
    def missed(self) -> tuple[Item, ...]:
        return tuple(filter(self.is_missed, self.items))

    @property
    def unanswered(self) -> tuple[Item, ...]:
        """What nobody came to before the time was up."""
        return tuple(item for item in self.items if item.id not in self.given)

    @property
    def left(self) -> int | None:
        """How many sittings there may be after this one; None for as many as one likes."""
        return max(self.attempts - self.sitting, 0) if self.attempts else None

    @property
    def may_retry(self) -> bool:
        """Whether what was missed may be asked again."""
        return self.over and self.left != 0 and bool(self.missed)

    def retry(self) -> Standing:
        """The next sitting, before its first answer."""
        return replace(self, sitting=self.sitting + 1, over=False)


def standing(station: Station, run: Run, step: Step) -> Standing:
    """Where a check stands, as far as it is recorded; its items are those of the run."""
    given = answers(station, run, step)
    ended = station.store.find(CheckProgress, run.learner, run.attempt, step.id)
    sittings = ended.sittings if ended else 0
    quiz = run.pack.quiz_of(step, run.form)
    now = Standing(
        items=asked(station, run, step),
        given=given,
        sitting=max((1, sittings, *(answer.sitting for answer in given.values()))),
        over=False,
        attempts=1 if step.phase else quiz.attempts,
        pass_mark=None if step.phase or step.comes_by_itself else quiz.pass_mark,
    )
    over = sittings >= now.sitting or all(map(now.is_given, now.asked))
    return replace(now, over=over)


def answered_with(run: Run, step: Step, entered: Entered, sitting: int) -> ItemAnswered:
    """The answer that is entered, as an answer of ``sitting``."""
    item, shown = entered.item, run.order(step, entered.item)
    return run.fact(
        ItemAnswered,
        step=step.id,
        item=item.id,
        skill=item.skill,
        response=entered.response,
        score=item.grade(entered.response, entered.hints).score,
        chance=item.asks.chance,
        duration_ms=entered.duration_ms,
        confidence=entered.confidence,
        shown=() if list(shown) == sorted(shown) else shown,
        hints=entered.hints,
        sitting=sitting,
    )


def ended(
    run: Run, step: Step, items: Sequence[Item], at: Standing, coming: Mapping[str, int | None]
) -> Fact:
    """The end of sitting ``at``, with the scores that its last answers bring, by item id."""
    quiz = run.pack.quiz_of(step, run.form)
    earned = {item.id: at.earned(item) for item in items} | dict(coming)
    score = quiz_score(tuple(earned.values()))
    if step.phase is None:
        return run.fact(
            QuizCompleted,
            step=step.id,
            quiz=quiz.id,
            score=score,
            passed=score >= quiz.pass_mark * 10,
            sitting=at.sitting,
        )
    return run.fact(
        AssessmentCompleted,
        step=step.id,
        assessment=step.target,
        phase=step.phase,
        form=quiz.id,
        items=len(items),
        score=score,
    )
