"""What learners say: of lessons, of what is faulty in them, of what is missing.

People are counted, not taps: of everybody the last word on a thing holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate.leeches import Leech, leeches
from keystep.aggregate.telling import Told, in_order
from keystep.domain.facts import (
    Fact,
    ItemFlagged,
    Kind,
    LessonRated,
    SearchMade,
    SurveyAnswered,
    TopicSuggested,
)
from keystep.domain.matters import LOW_STARS, folded
from keystep.domain.measures import FEWEST_SHOWN

KINDS = frozenset(
    kind.value
    for kind in (
        *(Kind.SEARCH_MADE, Kind.ITEM_FLAGGED, Kind.LESSON_RATED),
        *(Kind.TOPIC_SUGGESTED, Kind.SURVEY_ANSWERED),
    )
)
F = TypeVar("F", bound=Fact)


class Sought(Struct, frozen=True, kw_only=True):
    """Words that were searched for without opening a hit, as they were last written."""

    query: str
    people: int
    times: int
    last: datetime


class Flagged(Struct, frozen=True, kw_only=True):
    """An item, or where ``item`` is "" a step, that ``people`` flagged; ``reasons`` are theirs."""

    pack: str
    version: str
    lesson: str
    step: str
    item: str
    people: int
    reasons: dict[str, int]
    last: datetime


class Rated(Struct, frozen=True, kw_only=True):
    """``stars`` is the mean of everybody's last rating, ``low`` how many gave one star or two.

    Both are None below five people.
    """

    pack: str
    lesson: str
    people: int
    stars: float | None
    low: int | None


class Suggested(Struct, frozen=True, kw_only=True):
    """A topic as it was last written, and what was searched for in vain before, if anything."""

    text: str
    query: str
    people: int
    at: datetime


class Surveyed(Struct, frozen=True, kw_only=True):
    """``means`` are those of everybody's last answers by question; none below five people."""

    pack: str
    lesson: str
    survey: str
    people: int
    means: dict[str, float]
    said: tuple[str, ...]


class Voices(Struct, frozen=True, kw_only=True):
    """What most people say comes first; of topics the newest.

    ``leeches`` are the cards that they keep forgetting: nobody says so, but it tells.
    """

    sought: tuple[Sought, ...]
    flagged: tuple[Flagged, ...]
    rated: tuple[Rated, ...]
    suggested: tuple[Suggested, ...]
    surveyed: tuple[Surveyed, ...]
    leeches: tuple[Leech, ...] = ()


def voices(db: Connection) -> Voices:
    """All that learners said."""
    words = list(in_order(db, KINDS))
    return Voices(
        sought=_sought(words),
        flagged=_flagged(words),
        rated=_rated(words),
        suggested=_suggested(words),
        surveyed=_surveyed(words),
        leeches=leeches(db),
    )


def _said(words: Iterable[Told], kind: type[F]) -> Iterator[tuple[Told, F]]:
    return ((word, word.fact) for word in words if isinstance(word.fact, kind))


def _sought(words: Iterable[Told]) -> tuple[Sought, ...]:
    found = defaultdict[str, list[tuple[Told, SearchMade]]](list)
    for word, fact in _said(words, SearchMade):
        if not fact.opened and fact.query.strip():
            found[folded(fact.query)].append((word, fact))
    rows = (
        Sought(
            query=those[-1][1].query.strip(),
            people=len({word.person for word, _ in those}),
            times=len(those),
            last=those[-1][0].at,
        )
        for those in found.values()
    )
    return tuple(sorted(rows, key=lambda row: (-row.people, -row.times, row.query)))


def _flagged(words: Iterable[Told]) -> tuple[Flagged, ...]:
    found = defaultdict[tuple[str, ...], list[tuple[Told, ItemFlagged]]](list)
    for word, fact in _said(words, ItemFlagged):
        found[fact.pack, fact.lesson, fact.step, fact.item, fact.version].append((word, fact))
    rows = (_flag(those) for those in found.values())
    return tuple(
        sorted(rows, key=lambda row: (-row.people, row.pack, row.lesson, row.step, row.item))
    )


def _flag(those: list[tuple[Told, ItemFlagged]]) -> Flagged:
    last, fact = those[-1]
    reasons = Counter(reason for _, reason in {(w.person, f.reason.value) for w, f in those})
    return Flagged(
        pack=fact.pack,
        version=fact.version,
        lesson=fact.lesson,
        step=fact.step,
        item=fact.item,
        people=len({word.person for word, _ in those}),
        reasons=dict(sorted(reasons.items())),
        last=last.at,
    )


def _rated(words: Iterable[Told]) -> tuple[Rated, ...]:
    last = defaultdict[tuple[str, str], dict[str, int]](dict)
    for word, fact in _said(words, LessonRated):
        last[fact.pack, fact.lesson][word.person] = fact.stars
    rows = (_rate(*place, tuple(stars.values())) for place, stars in last.items())
    return tuple(sorted(rows, key=lambda row: (-row.people, row.pack, row.lesson)))


def _rate(pack: str, lesson: str, stars: tuple[int, ...]) -> Rated:
    low = sum(1 for given in stars if given <= LOW_STARS)
    shown = low if len(stars) >= FEWEST_SHOWN else None
    return Rated(pack=pack, lesson=lesson, people=len(stars), stars=_mean(stars), low=shown)


def _suggested(words: Iterable[Told]) -> tuple[Suggested, ...]:
    found = defaultdict[str, list[tuple[Told, TopicSuggested]]](list)
    for word, fact in _said(words, TopicSuggested):
        found[folded(fact.text)].append((word, fact))
    rows = [
        Suggested(
            text=those[-1][1].text,
            query=those[-1][1].query,
            people=len({word.person for word, _ in those}),
            at=those[-1][0].at,
        )
        for those in found.values()
    ]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _surveyed(words: Iterable[Told]) -> tuple[Surveyed, ...]:
    last = defaultdict[tuple[str, str, str], dict[str, SurveyAnswered]](dict)
    of_lessons = ((word, fact) for word, fact in _said(words, SurveyAnswered) if fact.lesson)
    for word, fact in of_lessons:
        last[fact.pack, fact.lesson, fact.survey][word.person] = fact
    rows = (_survey(place, tuple(given.values())) for place, given in last.items())
    return tuple(sorted(rows, key=lambda row: (-row.people, row.pack, row.lesson, row.survey)))


def _survey(place: tuple[str, str, str], given: tuple[SurveyAnswered, ...]) -> Surveyed:
    by_question = defaultdict[str, list[int]](list)
    for fact in given:
        for question, answer in fact.answers.items():
            by_question[question].append(answer)
    means = {question: _mean(answers) for question, answers in sorted(by_question.items())}
    pack, lesson, survey = place
    return Surveyed(
        pack=pack,
        lesson=lesson,
        survey=survey,
        people=len(given),
        means={question: mean for question, mean in means.items() if mean is not None},
        said=tuple(fact.text for fact in given if fact.text),
    )


def _mean(numbers: Iterable[int]) -> float | None:
    """None where so few people said it that each could be told apart."""
    those = list(numbers)
    return sum(those) / len(those) if len(those) >= FEWEST_SHOWN else None
