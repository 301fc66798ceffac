"""What learners say and do that somebody who writes lessons should look at, and the answers.

A matter gathers what several people say of one thing; its key tells it from any other and holds
nothing that a person wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from keystep.domain.facts import Fact, ItemFlagged, LessonRated, SearchMade, TopicSuggested
from keystep.domain.words import one_line
from keystep.errors import UsageError

LOW_STARS = 2
"""Who gives a lesson so few stars or fewer finds it of little use."""
LOW_MEAN = 3.0
"""A lesson whose mean is below wants looking at."""
LONGEST_ANSWER = 1_000
MOST_ANSWERS = 20
"""So many of a learner's latest answers travel."""


class Sort(StrEnum):
    SUGGESTED = "suggested"
    FLAGGED = "flagged"
    RATED = "rated"
    SOUGHT = "sought"
    FORGOTTEN = "forgotten"


ANSWERED_TO = frozenset({Sort.SUGGESTED, Sort.FLAGGED, Sort.RATED})
"""What learners told the office, and may hear an answer to. Searches and forgotten cards nobody
told it."""


class Standing(StrEnum):
    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    DONE = "done"


class Handling(Struct, frozen=True, kw_only=True):
    """What was done about a matter, of which ``people`` had spoken then.

    ``text`` is the answer, or a note where none travels; ``by`` is who did it.
    """

    standing: Standing
    by: str
    at: datetime
    people: int
    text: str = ""


class OfficeAnswer(Struct, frozen=True, kw_only=True):
    """The office's answer to one learner; plain text.

    ``said`` are the learner's own words where they wrote any, else "": then ``pack``, ``lesson``,
    ``step`` and ``item`` say what it is about.
    """

    sort: Sort
    text: str
    at: datetime
    said: str = ""
    pack: str = ""
    lesson: str = ""
    step: str = ""
    item: str = ""

    @property
    def id(self) -> str:
        """Tells this answer from every other one, also from the same that was mended."""
        parts = (self.sort, self.said, self.pack, self.lesson, self.step, self.item, self.text)
        return _hashed("\n".join((*parts, self.at.isoformat())))


class Matter(Struct, frozen=True, kw_only=True):
    """``said`` is what learners wrote, ``people`` how many say so, ``count`` how often.

    ``reasons`` are those of flags; ``stars`` the mean of a lesson. ``query`` was searched for in
    vain before a topic was suggested.
    """

    key: str
    sort: Sort
    people: int
    said: str = ""
    query: str = ""
    pack: str = ""
    version: str = ""
    lesson: str = ""
    step: str = ""
    item: str = ""
    deck: str = ""
    card: str = ""
    count: int = 0
    reasons: Mapping[str, int] = {}
    stars: float | None = None
    last: datetime | None = None
    handling: Handling | None = None

    @property
    def more(self) -> int:
        """How many more people say so than when something was done about it."""
        return max(0, self.people - self.handling.people) if self.handling else 0

    @property
    def standing(self) -> Standing:
        """What is settled is new again once more people say the same."""
        if self.handling is None or (self.more and self.handling.standing is not Standing.TAKEN):
            return Standing.NEW
        return self.handling.standing

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.standing in {Standing.NEW, Standing.TAKEN}


def suggested_key(text: str) -> str:
    return f"{Sort.SUGGESTED}/{_hashed(folded(text))}"


def sought_key(query: str) -> str:
    return f"{Sort.SOUGHT}/{_hashed(folded(query))}"


def flagged_key(pack: str, version: str, lesson: str, step: str, item: str) -> str:
    return "/".join((Sort.FLAGGED, pack, version, lesson, step, item))


def rated_key(pack: str, lesson: str) -> str:
    return "/".join((Sort.RATED, pack, lesson))


def forgotten_key(pack: str, deck: str, card: str) -> str:
    return "/".join((Sort.FORGOTTEN, pack, deck, card))


def key_of(fact: Fact) -> str:
    """The key of the matter that somebody speaks of, "" where it is of none."""
    of: Callable[[Any], str] = _KEYS.get(type(fact), lambda _fact: "")
    return of(fact)


def folded(text: str) -> str:
    """What tells one wish from another: neither capitals nor spaces do."""
    return " ".join(text.casefold().split())


def answer_text(text: str) -> str:
    """An answer on one line. Raises UsageError for none, or one that is too long."""
    line = note_text(text)
    if not line:
        raise UsageError("There is no answer yet. Write what the learner is to read.")
    return line


def note_text(text: str) -> str:
    """What the office writes, on one line. Raises UsageError where it is too long."""
    line = one_line(text)
    if len(line) > LONGEST_ANSWER:
        raise UsageError(
            "That has {n} characters, at most {most} fit. Say it in fewer words.",
            most=LONGEST_ANSWER,
            n=len(line),
        )
    return line


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_KEYS: dict[type[Fact], Callable[[Any], str]] = {
    TopicSuggested: lambda fact: suggested_key(fact.text),
    SearchMade: lambda fact: "" if fact.opened else sought_key(fact.query),
    ItemFlagged: lambda fact: flagged_key(
        fact.pack, fact.version, fact.lesson, fact.step, fact.item
    ),
    LessonRated: lambda fact: rated_key(fact.pack, fact.lesson),
}
