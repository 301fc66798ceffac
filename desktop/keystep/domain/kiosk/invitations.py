"""What a kiosk shows to whoever passes, before anybody signed in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from keystep.domain.interactions import MultipleResponse, SingleChoice, TrueFalse
from keystep.domain.lesson import Pack
from keystep.domain.progress import DayProgress
from keystep.domain.quiz import Item, Quiz, Telling

FEWEST = 5
"""Of fewer people nothing is shown: who they are could be guessed."""
ACHIEVED_DAYS = 7
MOST_OPTIONS = 4
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_REASON, LONGEST_FEEDBACK = 100, 34, 64, 140

Chosen = SingleChoice | TrueFalse | MultipleResponse


class Asked(Struct, frozen=True):
    """The question of a day, and its options as that day shows them, by index."""

    item: Item
    asks: Chosen
    order: tuple[int, ...]


class Achieved(Struct, frozen=True, kw_only=True):
    """What ``people`` achieved together; 0 where fewer than ``FEWEST`` had a part in it."""

    people: int
    lessons: int
    scenarios: int
    cards: int
    items: int


def question_of(packs: Iterable[Pack], day: date) -> Asked | None:
    """The question of ``day``, the same wherever the same packs are; None where there is none.

    What tests and limited checks ask is kept for them: whoever passes would see the answer.
    """
    found = [
        (_lot(day, pack.id, quiz.id, item.id), quiz, item, item.asks)
        for pack in packs
        for quiz in _open_quizzes(pack)
        for item in quiz.items
        if isinstance(item.asks, Chosen) and _is_short(item, item.asks)
    ]
    if not found:
        return None
    _, quiz, item, asks = min(found, key=lambda one: one[0])
    return Asked(item, asks, quiz.order(item, day.isoformat()))


def achieved(days: Sequence[DayProgress]) -> Achieved | None:
    """What those achieved who were active on some of ``days``; None where they were too few."""
    active = {day.learner for day in days if day.active}
    of = [day for day in days if day.learner in active]
    if len(active) < FEWEST:
        return None
    told = Achieved(
        people=len(active),
        lessons=_together(of, lambda day: day.lessons),
        scenarios=_together(of, lambda day: day.scenarios),
        cards=_together(of, lambda day: day.cards),
        items=_together(of, lambda day: day.items),
    )
    return told if told.lessons or told.scenarios or told.cards or told.items else None


def drift(minute: int, reach: int) -> tuple[int, int]:
    """How far the picture lies from its place in that minute, so that nothing burns in.

    A step a minute at most, ``reach`` at most (which is more than 1), to every side in its turn:
    across and down swing with periods of their own, so the path takes hours to repeat.
    """
    return _swing(minute, reach), _swing(minute, reach - 1)


def _open_quizzes(pack: Pack) -> Iterator[Quiz]:
    tests = {form for one in pack.assessments for form in one.forms}
    for quiz in pack.quizzes:
        limited = quiz.attempts or quiz.minutes or quiz.feedback is Telling.AT_THE_END
        if quiz.id not in tests and not limited:
            yield quiz


def _is_short(item: Item, asks: Chosen) -> bool:
    """Whether it is read at a glance, and needs neither picture nor sound."""
    return (
        not (item.picture or item.sound)
        and len(item.question) <= LONGEST_QUESTION
        and len(asks.options) <= MOST_OPTIONS
        and all(len(option.text) <= LONGEST_OPTION for option in asks.options)
        and all(len(option.feedback) <= LONGEST_REASON for option in asks.options)
        and len(item.feedback) <= LONGEST_FEEDBACK
    )


def _together(days: Iterable[DayProgress], count: Callable[[DayProgress], int]) -> int:
    parts = [(day.learner, count(day)) for day in days if count(day) > 0]
    shown = len({learner for learner, _ in parts}) >= FEWEST
    return sum(n for _, n in parts) if shown else 0


def _swing(minute: int, reach: int) -> int:
    """To and fro between -reach and reach, from 0, by 1 a minute."""
    at = (minute + reach) % (4 * reach)
    return min(at, 4 * reach - at) - reach


def _lot(day: date, *ids: str) -> bytes:
    return hashlib.sha256("/".join((day.isoformat(), *ids)).encode()).digest()
