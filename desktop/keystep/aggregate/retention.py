"""What has stayed: delayed tests and probes, never practice that was due.

A good scheduler holds recall at its reviews near the target whatever people remember; so reviews
say nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate.telling import in_order
from keystep.domain.events import DAY_STARTS
from keystep.domain.facts import Fact, Kind
from keystep.domain.measures import FEWEST_SHOWN, Estimate, kept, right_of
from keystep.domain.responses import FULL_SCORE
from keystep.domain.retention import delayed_tests, probes

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


_Persons = Mapping[str, Sequence[Fact]]
_Learners = defaultdict[str, _Kept]
_Probes = defaultdict[str, _Probed]


class Days(NamedTuple):
    """From ``first`` to ``last``; stations do not tell their zone, so UTC stands for all."""

    first: date
    last: date

    def hold(self, at: datetime) -> bool:
        return self.first <= (at - DAY_STARTS).date() <= self.last


EVER = Days(date.min, date.max)


def retention(
    db: Connection, people: Collection[str] | None = None, days: Days = EVER
) -> tuple[Retention, ...]:
    """All packs together, then each that was tested, by id; none where nothing was.

    Of ``people``, None: of all; by the delayed tests and probes of ``days``.
    """
    persons, outside = defaultdict[str, list[Fact]](list), set[Fact]()
    for person, at, fact in in_order(db, KINDS):
        if people is None or person in people:
            persons[person].append(fact)
        if not days.hold(at):
            outside.add(fact)
    tested, probed = _tests(persons, outside), _probes(persons, outside)
    return tuple(
        _figures(pack, tested.get(pack, {}), probed.get(pack, {}))
        for pack in sorted({*tested, *probed})
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


def _tests(persons: _Persons, outside: Collection[Fact]) -> dict[str, _Learners]:
    """By pack and learner."""
    found = defaultdict[str, _Learners](lambda: defaultdict(_Kept))
    for person, facts in persons.items():
        for after, later in delayed_tests(facts):
            for pack in {ALL, later.pack} if later not in outside else ():
                found[pack][person].after += after.score / FULL_SCORE
                found[pack][person].later += later.score / FULL_SCORE
    return found


def _probes(persons: _Persons, outside: Collection[Fact]) -> dict[str, _Probes]:
    """By pack and learner."""
    found = defaultdict[str, _Probes](lambda: defaultdict(_Probed))
    for person, facts in persons.items():
        for probe in probes(facts):
            for pack in {ALL, probe.pack} if probe not in outside else ():
                probed = found[pack][person]
                probed.right += probe.items * probe.score / FULL_SCORE
                probed.asked += probe.items
                probed.probes += 1
    return found
