"""What came of the surveys. Nobody's answers are shown singly: below five people none are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from keystep.domain.assigning import Question, Survey
from keystep.domain.facts import SurveyAnswered
from keystep.domain.measures import FEWEST_LEARNERS, FEWEST_SHOWN, Estimate, mean_of
from keystep.services.assigning.editing import surveys
from keystep.services.office import Office

SCALE = range(1, 6)


class QuestionResult(Struct, frozen=True, kw_only=True):
    """How a question was answered by ``people``; ``mean`` with its interval and ``counts`` of the
    answers 1 to 5 are None below five people."""

    question: Question
    people: int
    mean: Estimate | None
    counts: tuple[int, ...] | None


class SurveyResult(Struct, frozen=True, kw_only=True):
    """Of ``asked`` people ``people`` have answered; ``said`` in the order of its letters, so that
    it tells nothing of who said it."""

    survey: Survey
    asked: int
    people: int
    questions: tuple[QuestionResult, ...]
    said: tuple[str, ...]


def survey_results(office: Office) -> tuple[SurveyResult, ...]:
    """Of every survey, the latest first."""
    people = office.ledger.learning.known()
    return tuple(
        _result(
            survey,
            sum(survey.audience.includes(one.ids, one.team, one.began) for one in people),
            office.ledger.learning.survey_answers(survey.id),
        )
        for survey in surveys(office)
    )


def _result(survey: Survey, asked: int, given: Mapping[str, SurveyAnswered]) -> SurveyResult:
    enough = len(given) >= FEWEST_SHOWN
    answers = [fact.answers for fact in given.values()]
    return SurveyResult(
        survey=survey,
        asked=asked,
        people=len(given),
        questions=tuple(
            _question(one, [each[one.id] for each in answers if one.id in each])
            for one in survey.questions
        ),
        said=tuple(sorted(fact.text for fact in given.values() if fact.text)) if enough else (),
    )


def _question(question: Question, answers: Sequence[int]) -> QuestionResult:
    counts, enough = Counter(answers), len(answers) >= FEWEST_SHOWN
    return QuestionResult(
        question=question,
        people=len(answers),
        mean=mean_of(answers, FEWEST_LEARNERS) if enough else None,
        counts=tuple(counts[n] for n in SCALE) if enough else None,
    )
