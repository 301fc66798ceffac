"""Which results tell what has stayed: delayed tests and probes, never practice that was due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from keystep.domain.facts import AssessmentCompleted, Fact
from keystep.domain.lesson import Phase


class Stayed(NamedTuple):
    """The test after the learning, and the one some weeks later."""

    after: AssessmentCompleted
    later: AssessmentCompleted


def delayed_tests(facts: Iterable[Fact]) -> Iterator[Stayed]:
    """Of one person's facts, in order: each first delayed test with the latest test after the
    learning that came before it."""
    posts = dict[tuple[str, str], AssessmentCompleted]()
    done = set[tuple[str, str]]()
    for fact in facts:
        if not isinstance(fact, AssessmentCompleted):
            continue
        key = fact.pack, fact.assessment
        if fact.phase is Phase.POST:
            posts[key] = fact
        elif fact.phase is Phase.DELAYED and key in posts and key not in done:
            done.add(key)
            yield Stayed(posts[key], fact)


def probes(facts: Iterable[Fact]) -> Iterator[AssessmentCompleted]:
    """Of one person's facts, in order: the probes that asked anything.

    One that was taken at two stations is one, the first.
    """
    seen = set[str]()
    for fact in facts:
        if not isinstance(fact, AssessmentCompleted) or fact.phase is not Phase.PROBE:
            continue
        if fact.items and fact.attempt not in seen:
            seen.add(fact.attempt)
            yield fact
