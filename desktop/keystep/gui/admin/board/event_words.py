"""What raw events are called; what learners say is told in words, all else as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec

from keystep.aggregate.event_log import LoggedEvent
from keystep.domain.events import decode_event, known_fact
from keystep.domain.facts import (
    ChecklistCompleted,
    Fact,
    Flaw,
    ItemFlagged,
    Kind,
    LessonRated,
    SearchMade,
    SurveyAnswered,
    TopicSuggested,
)
from keystep.gui.i18n import isolate, mark, number, tr, trn

KINDS: Mapping[str, str] = {
    Kind.LEARNER_REGISTERED: mark("Learner registered"),
    Kind.SIGNED_IN: mark("Signed in"),
    Kind.SIGNED_OUT: mark("Signed out"),
    Kind.LESSON_STARTED: mark("Lesson started"),
    Kind.STEP_VIEWED: mark("Step viewed"),
    Kind.LESSON_COMPLETED: mark("Lesson completed"),
    Kind.ITEM_ANSWERED: mark("Item answered"),
    Kind.QUIZ_COMPLETED: mark("Quiz completed"),
    Kind.CARD_REVIEWED: mark("Card reviewed"),
    Kind.CARD_REVIEW_UNDONE: mark("Card review taken back"),
    Kind.CARD_HISTORY_IMPORTED: mark("Card history imported"),
    Kind.SCHEDULER_TUNED: mark("Cards timed anew"),
    Kind.SCENARIO_STEP_TAKEN: mark("Scenario step taken"),
    Kind.SCENARIO_COMPLETED: mark("Scenario completed"),
    Kind.ASSESSMENT_COMPLETED: mark("Assessment completed"),
    Kind.CHECKLIST_COMPLETED: mark("Checklist completed"),
    Kind.LESSON_RATED: mark("Lesson rated"),
    Kind.ITEM_FLAGGED: mark("Item or step flagged"),
    Kind.TOPIC_SUGGESTED: mark("Topic suggested"),
    Kind.SURVEY_ANSWERED: mark("Survey answered"),
    Kind.SEARCH_MADE: mark("Search made"),
    Kind.BREAK_TAKEN: mark("Learning break taken"),
    Kind.STATION_REPORTED: mark("Station reported"),
}
FLAWS: Mapping[Flaw, str] = {
    Flaw.WRONG: mark("wrong"),
    Flaw.OUTDATED: mark("out of date"),
    Flaw.UNCLEAR: mark("unclear"),
    Flaw.BROKEN: mark("does not work"),
}


def content(event: LoggedEvent) -> str:
    """On one line; what cannot be told in words as JSON."""
    with suppress(msgspec.ValidationError):
        fact = known_fact(decode_event(event.data))
        if fact is not None and type(fact) in _WORDS:
            return _WORDS[type(fact)](fact)
    body = msgspec.json.decode(event.data).get("body", {})
    return isolate(msgspec.json.encode(body).decode())


def _ticked(fact: ChecklistCompleted) -> str:
    points = trn("1 point", "{n} points", fact.points)
    return tr("{points} of {place}", points=points, place=_place(fact.pack, fact.lesson, fact.step))


def _rated(fact: LessonRated) -> str:
    stars, place = number(fact.stars), _place(fact.pack, fact.lesson)
    return tr("{stars} of {most} for {place}", stars=stars, most=number(5), place=place)


def _flagged(fact: ItemFlagged) -> str:
    place = _place(fact.pack, fact.lesson, fact.step, fact.item)
    return tr("{flaw}: {place}", flaw=tr(FLAWS[fact.reason]), place=place)


def _suggested(fact: TopicSuggested) -> str:
    if not fact.query:
        return tr("“{text}”", text=fact.text)
    return tr("“{text}”, after a search for “{query}”", text=fact.text, query=fact.query)


def _surveyed(fact: SurveyAnswered) -> str:
    answers = ", ".join(f"{key} {number(value)}" for key, value in sorted(fact.answers.items()))
    told = tr("{answers} for {place}", answers=answers, place=_place(fact.pack, fact.lesson))
    return tr("{told}: “{text}”", told=told, text=fact.text) if fact.text else told


def _searched(fact: SearchMade) -> str:
    hits = trn("1 hit", "{n} hits", fact.found)
    opened = isolate(fact.opened) or tr("none opened")
    return tr("“{query}”, {hits}, {opened}", query=fact.query, hits=hits, opened=opened)


def _place(*ids: str) -> str:
    return isolate("/".join(filter(None, ids)))


_WORDS: Mapping[type[Fact], Callable[..., str]] = {
    ChecklistCompleted: _ticked,
    LessonRated: _rated,
    ItemFlagged: _flagged,
    TopicSuggested: _suggested,
    SurveyAnswered: _surveyed,
    SearchMade: _searched,
}
