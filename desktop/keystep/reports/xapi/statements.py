"""Events as xAPI 1.0.3 statements.

Verbs are ADL's and the xAPI vocabulary's where one fits; what has none, and what this program
cannot read, keeps its own kind as a verb and all of its body as an extension: nothing is dropped.
An actor is a person's id, never a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from keystep.domain.events import Counted, Event, known_fact
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    ChecklistCompleted,
    Fact,
    InPack,
    InStep,
    ItemAnswered,
    LessonCompleted,
    LessonRated,
    QuizCompleted,
    ScenarioCompleted,
    ScenarioStepTaken,
    SurveyAnswered,
)
from keystep.domain.responses import (
    FULL_SCORE,
    Choice,
    Filled,
    Placed,
    Pointed,
    Response,
    Written,
)
from keystep.reports.xapi.vocabulary import FAILED, PASSED, THINGS, TYPES, VERBS

BETWEEN, PAIRED = "[,]", "[.]"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)

INTERACTIONS: dict[type, str] = {
    Choice: "choice",
    Written: "fill-in",
    Filled: "fill-in",
    Placed: "matching",
    Pointed: "other",
}


class Names(Struct, frozen=True):
    """``base`` begins every IRI of ours, and is where the accounts of people belong.

    ``titles`` gives what a thing is called, by ("pack", id) or ("lesson", pack, id), and the tag of
    that language; None where nobody knows.
    """

    base: str
    titles: Callable[[tuple[str, ...]], tuple[str, str] | None] = lambda _key: None

    def iri(self, *parts: str) -> str:
        return self.base + "/".join(quote(part, safe="") for part in parts)


def statement_of(counted: Counted, names: Names) -> dict[str, Any]:
    """The statement that says what an event says; the same id whenever it is made."""
    event = counted.event
    fact = known_fact(event)
    verb, shown = _verb(event.kind, fact, names)
    made: dict[str, Any] = {
        "id": str(uuid5(NAMESPACE_URL, _place(counted))),
        "actor": {"account": {"homePage": names.base, "name": counted.person or counted.device}},
        "verb": {"id": verb, "display": {"en": shown}},
        "object": _object(event.kind, fact, names),
        "timestamp": _time(event),
        "context": _context(counted, fact, names),
        "version": "1.0.0",
    }
    if result := _result(fact):
        made["result"] = result
    return made


def _place(counted: Counted) -> str:
    return f"{counted.device}:{counted.epoch}:{counted.event.seq}:{counted.h.hex()}"


def _verb(kind: str, fact: Fact | None, names: Names) -> tuple[str, str]:
    if isinstance(fact, QuizCompleted):
        return PASSED if fact.passed else FAILED
    own = names.iri("verbs", kind), kind.replace("_", " ")
    return VERBS.get(kind, own) if fact is not None else own


def _time(event: Event) -> str:
    """As the wall clock of the station showed it."""
    zone = timezone(timedelta(minutes=event.offset))
    at: datetime = event.at.astimezone(zone)
    return at.isoformat(timespec="milliseconds")


def _object(kind: str, fact: Fact | None, names: Names) -> dict[str, Any]:
    sort, parts = _thing(fact)
    if not sort:
        return {"id": names.iri("kinds", kind), "definition": {"name": {"en": kind}}}
    definition: dict[str, Any] = {"type": TYPES.get(sort, names.iri("types", sort))}
    if named := names.titles((sort, *parts)):
        title, language = named
        definition["name"] = {language: title}
    if isinstance(fact, ItemAnswered):
        definition["interactionType"] = INTERACTIONS[type(fact.response)]
    return {"id": names.iri(sort, *parts), "definition": definition}


def _thing(fact: Fact | None) -> tuple[str, tuple[str, ...]]:
    """What a fact is about: its sort, and what leads to it within that."""
    for shape, sort, fields in THINGS:
        if isinstance(fact, shape):
            return sort, tuple(getattr(fact, name) for name in fields)
    return "", ()


def _context(counted: Counted, fact: Fact | None, names: Names) -> dict[str, Any]:
    event = counted.event
    made: dict[str, Any] = {
        "platform": "Keystep",
        "extensions": {
            names.iri("extensions", "place"): {
                "device": counted.device,
                "epoch": counted.epoch,
                "seq": event.seq,
                "h": counted.h.hex(),
            },
            names.iri("extensions", "body"): {"kind": event.kind, "v": event.v, "body": event.body},
        },
    }
    attempt = getattr(fact, "attempt", "")
    if isinstance(fact, InPack):
        made["revision"] = fact.version
        made["contextActivities"] = _around(fact, names)
    if _UUID.fullmatch(attempt):
        made["registration"] = attempt
    return made


def _around(fact: InPack, names: Names) -> dict[str, Any]:
    around = {"grouping": [{"id": names.iri("pack", fact.pack)}]}
    if isinstance(fact, InStep | SurveyAnswered) and fact.lesson:
        around["parent"] = [{"id": names.iri("lesson", fact.pack, fact.lesson)}]
    return around


def _result(fact: Fact | None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    match fact:
        case ItemAnswered():
            made = {"response": response_of(fact.response), "duration": _duration(fact.duration_ms)}
            if fact.score is not None:
                made |= {"score": _score(fact.score), "success": fact.score == FULL_SCORE}
        case QuizCompleted():
            made = {"score": _score(fact.score), "success": fact.passed, "completion": True}
        case AssessmentCompleted() | ScenarioCompleted():
            made = {"score": _score(fact.score), "completion": True}
        case LessonCompleted() | ChecklistCompleted():
            made = {"completion": True, "duration": _duration(fact.duration_ms)}
        case CardReviewed():
            made = {"score": {"raw": fact.rating, "min": 1, "max": 4}, "success": fact.rating > 1}
        case LessonRated():
            made = {"score": {"raw": fact.stars, "min": 1, "max": 5}}
        case SurveyAnswered():
            made = {"response": fact.text}
        case ScenarioStepTaken():
            made = {"response": fact.choice}
    return made


def response_of(response: Response) -> str:
    """As SCORM and xAPI write responses: indices in the pack's order, parts between [,]."""
    match response:
        case Choice(options=options):
            return BETWEEN.join(map(str, options))
        case Written(text=text):
            return text
        case Filled(gaps=gaps):
            return BETWEEN.join(map(response_of, gaps))
        case Placed(places=places):
            placed = ((n, place) for n, place in enumerate(places) if place is not None)
            return BETWEEN.join(f"{n}{PAIRED}{place}" for n, place in placed)
        case Pointed(places=spots):
            return BETWEEN.join(f"{spot.x}{PAIRED}{spot.y}" for spot in spots)


def _score(thousandths: int) -> dict[str, float]:
    return {"scaled": thousandths / FULL_SCORE}


def _duration(milliseconds: int) -> str:
    return f"PT{milliseconds / 1000:.2f}S"
