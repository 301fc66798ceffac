"""The papers of what the office asks of people.

Whom an audience names stands in a paper of each person's own: when they are forgotten it goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from keystep.aggregate.papers import Change, Papers, Register
from keystep.domain.assigning import Announcement, Assignment, Sent, Survey, WantedLevel

S = TypeVar("S", bound=Sent)


class Named(Struct, frozen=True):
    """``learner`` belongs to the audience of a paper."""

    register: str
    key: str
    learner: str


ASSIGNMENTS = Register("assignment", Assignment)
ANNOUNCEMENTS = Register("announcement", Announcement)
SURVEYS = Register("survey", Survey)
LEVELS = Register("wanted level", WantedLevel)
NAMED = Register("named person", Named)


def sent(papers: Papers, register: Register[S]) -> tuple[S, ...]:
    """All of a kind, with everybody whom they name; by id."""
    people = defaultdict[str, list[str]](list)
    for named in papers.all(NAMED).values():
        if named.register == register.name:
            people[named.key].append(named.learner)
    return tuple(_naming(one, people[one.id]) for one in papers.all(register).values())


def put(papers: Papers, register: Register[S], value: S) -> Iterator[Change]:
    """What is to be written so that ``value`` holds."""
    yield register.put(value.id, _naming(value, ()))
    wanted = set(value.audience.people)
    yield from (_name(register, value.id, learner) for learner in sorted(wanted))
    yield from _unname(papers, register, value.id, wanted)


def drop(papers: Papers, register: Register[S], key: str) -> Iterator[Change]:
    """What is to be written so that there is no such thing any more."""
    yield register.drop(key)
    yield from _unname(papers, register, key, set())


def _name(register: Register[S], key: str, learner: str) -> Change:
    named = Named(register.name, key, learner)
    return NAMED.put(_place(named), named, learner=learner)


def _unname(papers: Papers, register: Register[S], key: str, wanted: set[str]) -> Iterator[Change]:
    for named in papers.all(NAMED).values():
        if (named.register, named.key) == (register.name, key) and named.learner not in wanted:
            yield NAMED.drop(_place(named), learner=named.learner)


def _place(named: Named) -> str:
    return "/".join((named.register, named.key, named.learner))


def _naming(one: S, people: list[str] | tuple[str, ...]) -> S:
    return replace(one, audience=replace(one.audience, people=tuple(sorted(people))))
