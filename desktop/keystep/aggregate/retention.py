"""What has stayed: delayed tests and probes, never practice that was due.

A good scheduler holds recall at its reviews near the target whatever people remember; so reviews
say nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate.telling import Told, in_order
from keystep.domain.facts import AssessmentCompleted, Kind
from keystep.domain.lesson import Phase
from keystep.domain.measures import FEWEST_SHOWN, Estimate, kept, right_of
from keystep.domain.responses import FULL_SCORE

ALL = ""
"""Stands for all packs together."""
KINDS = (Kind.ASSESSMENT_COMPLETED.value,)


class Retention(Struct, frozen=True, kw_only=True):
    """What has stayed of a pack, or with "" of all.

    ``tested`` learners took a delayed test and the one after the learning before it: ``kept`` is
    the share of that score which they still earned. ``probed`` learners took ``probes`` of them,
    ``right`` is the share they had right. Both shares are None below five learners, and have no
    interval below ten.
    """

    pack: str
    tested: int
    kept: Estimate | None
    probed: int
    probes: int
    right: Estimate | None


class _Kept(Struct):
    """What one learner earned in tests after the learning, and in those weeks later."""

    after: float = 0.0
    later: float = 0.0


class _Probed(Struct):
    """Items that one learner got right in probes, out of how many."""

    right: float = 0.0
    asked: int = 0
    probes: int = 0


_Learners = defaultdict[str, _Kept]
_Probes = defaultdict[str, _Probed]


def retention(db: Connection) -> tuple[Retention, ...]:
    """All packs together, then each that was tested, by id; none where nothing was."""
    told = tuple(in_order(db, KINDS))
    tests, probes = _tests(told), _probes(told)
    return tuple(
        _figures(pack, tests.get(pack, {}), probes.get(pack, {}))
        for pack in sorted({*tests, *probes})
    )


def _figures(pack: str, tests: Mapping[str, _Kept], probes: Mapping[str, _Probed]) -> Retention:
    pairs = [(learner.after, learner.later) for learner in tests.values()]
    asked = [(learner.right, float(learner.asked)) for learner in probes.values()]
    return Retention(
        pack=pack,
        tested=len(pairs),
        kept=kept(pairs) if len(pairs) >= FEWEST_SHOWN else None,
        probed=len(asked),
        probes=sum(learner.probes for learner in probes.values()),
        right=right_of(asked) if len(asked) >= FEWEST_SHOWN else None,
    )


def _tests(told: Iterable[Told]) -> dict[str, _Learners]:
    """By pack and learner: each first delayed test with the latest test after the learning that
    came before it."""
    posts = dict[tuple[str, str, str], int]()
    done = set[tuple[str, str, str]]()
    found = defaultdict[str, _Learners](lambda: defaultdict(_Kept))
    for person, _, fact in told:
        if not isinstance(fact, AssessmentCompleted):
            continue
        key = person, fact.pack, fact.assessment
        if fact.phase is Phase.POST:
            posts[key] = fact.score
        elif fact.phase is Phase.DELAYED and key in posts and key not in done:
            done.add(key)
            for pack in (ALL, fact.pack):
                found[pack][person].after += posts[key] / FULL_SCORE
                found[pack][person].later += fact.score / FULL_SCORE
    return found


def _probes(told: Iterable[Told]) -> dict[str, _Probes]:
    """By pack and learner; a probe that was taken at two stations is one, the first."""
    seen = set[tuple[str, str]]()
    found = defaultdict[str, _Probes](lambda: defaultdict(_Probed))
    for person, _, fact in told:
        if not isinstance(fact, AssessmentCompleted) or fact.phase is not Phase.PROBE:
            continue
        if (person, fact.attempt) in seen:
            continue
        seen.add((person, fact.attempt))
        for pack in (ALL, fact.pack):
            probed = found[pack][person]
            probed.right += fact.items * fact.score / FULL_SCORE
            probed.asked += fact.items
            probed.probes += 1
    return found
