"""What was done about the things that learners speak of, and whom the answers are for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from keystep.aggregate import papers
from keystep.aggregate.aliases import ids_by_person
from keystep.aggregate.papers import Change, Register
from keystep.aggregate.schema import learner, paper
from keystep.aggregate.store import Store
from keystep.aggregate.telling import Told, in_order
from keystep.domain.facts import Fact, ItemFlagged, Kind, LessonRated, TopicSuggested
from keystep.domain.matters import (
    LOW_STARS,
    Handling,
    OfficeAnswer,
    Sort,
    key_of,
)
from keystep.domain.words import Words, one_line

HANDLED = Register("matter", Handling)
"""By the matter's key."""
ANSWERED = Register("answer", OfficeAnswer)
"""By the matter's key and the person's id: each answer is about one person, and goes with them."""
KINDS = {
    Sort.SUGGESTED: Kind.TOPIC_SUGGESTED,
    Sort.FLAGGED: Kind.ITEM_FLAGGED,
    Sort.RATED: Kind.LESSON_RATED,
}


class Matters:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def handled(self) -> dict[str, Handling]:
        """What was done, by the matter's key."""
        with self._store.read() as db:
            return papers.every(db, HANDLED)

    def handle(self, key: str, handling: Handling, said: Words) -> int:
        """Keep that ``handling`` was done about a matter; returns the activity's id."""
        with self._store.write() as db:
            changes = [_about(key, handling, speakers(db, key))]
            return papers.write(db, said, handling.by, handling.at, changes)

    def answer(self, key: str, handling: Handling, said: Words) -> int:
        """The same, and let everybody who spoke of it hear ``handling.text``."""
        with self._store.write() as db:
            told = speakers(db, key)
            changes = [_about(key, replace(handling, people=len(told)), told)]
            changes += [
                ANSWERED.put(f"{key}/{person}", _answer(word.fact, handling), learner=person)
                for person, word in told.items()
            ]
            return papers.write(db, said, handling.by, handling.at, changes)

    def names(self, key: str) -> tuple[str, ...]:
        """The names of those who spoke of a matter, as far as they are known, in order."""
        with self._store.read() as db:
            people = sorted(speakers(db, key))
            return tuple(
                db.scalars(
                    select(learner.c.name).where(learner.c.id.in_(people)).order_by(learner.c.name)
                )
            )


def speakers(db: Connection, key: str) -> dict[str, Told]:
    """What each person said last of a matter; of ratings the low ones."""
    kind = KINDS.get(Sort(key.partition("/")[0]))
    words = in_order(db, {kind.value}) if kind else iter(())
    last = {word.person: word for word in words if key_of(word.fact) == key}
    return {person: word for person, word in last.items() if not _is_content(word.fact)}


def answers(db: Connection, people: Collection[str]) -> dict[str, tuple[OfficeAnswer, ...]]:
    """By person the answers to them, also under their other ids; the newest first."""
    also = ids_by_person(db)
    person = {one: who for who in people for one in (who, *also.get(who, ()))}
    query = select(paper.c.learner, paper.c.document).where(
        paper.c.register == ANSWERED.name, paper.c.learner.in_(person)
    )
    found: dict[str, list[OfficeAnswer]] = {}
    for of, document in db.execute(query):
        one = msgspec.json.decode(document, type=ANSWERED.of)
        found.setdefault(person[of], []).append(one)
    return {who: tuple(sorted(those, key=_age, reverse=True)) for who, those in found.items()}


def _age(one: OfficeAnswer) -> tuple[datetime, str]:
    return one.at, one.id


def _is_content(fact: Fact) -> bool:
    return isinstance(fact, LessonRated) and fact.stars > LOW_STARS


def _about(key: str, handling: Handling, told: dict[str, Told]) -> Change:
    """What one person alone spoke of is about them."""
    return HANDLED.put(key, handling, learner=next(iter(told)) if len(told) == 1 else "")


def _answer(fact: Fact, handling: Handling) -> OfficeAnswer:
    said = OfficeAnswer(sort=Sort.SUGGESTED, text=handling.text, at=handling.at)
    match fact:
        case TopicSuggested():
            return replace(said, said=one_line(fact.text))
        case ItemFlagged():
            place = {"lesson": fact.lesson, "step": fact.step, "item": fact.item}
            return replace(said, sort=Sort.FLAGGED, pack=fact.pack, **place)
        case LessonRated():
            return replace(said, sort=Sort.RATED, pack=fact.pack, lesson=fact.lesson)
    raise AssertionError(fact)
