"""Who spends their minutes: people on six paths, of different memory, pace and diligence."""

from __future__ import annotations

from random import Random

from keystep.domain.bundles import KeyResultWord
from keystep.domain.okr import Status
from keystep.services.shelf import Shelf
from tests.benchmarks.courses import taking, things
from tests.benchmarks.memories import World
from tests.benchmarks.weeks import Person, Span

SESSIONS = (3, 5, 5, 10)
STATUSES = (Status.AT_RISK, Status.LAGGING, Status.ON_TRACK, Status.ON_TRACK, Status.TOO_EARLY)
PATHS = 6
SPAN = Span()


def person(shelf: Shelf, world: World, seed: int, span: Span = SPAN) -> Person:
    """Somebody on six paths, some of whose key results lag; the same for a seed."""
    rng = Random(seed)
    every = [(pack, path) for pack in shelf.packs.values() for path in pack.paths]
    paths = tuple(rng.sample(every, PATHS))
    mind = world.person(rng)
    there = dict.fromkeys(
        thing
        for pack, path in paths
        for of, lesson in taking(shelf, pack, path)
        for thing in things(of, lesson, lesson.steps)
    )
    words = tuple(
        _told(kr.id, rng.choice(STATUSES))
        for pack in shelf.packs.values()
        for kr in pack.key_results
    )
    made = Person(
        shelf=shelf,
        paths=paths,
        words=words,
        memories={thing: mind.memory(rng.gauss(0, 1)) for thing in there},
        guess=rng.uniform(0.05, 0.3),
        pace=rng.lognormvariate(0, 0.2),
        minutes=rng.choice(SESSIONS),
        diligence=rng.uniform(0.4, 0.95),
        rng=rng,
        span=span,
    )
    made.come_so_far()
    return made


def _told(key_result: str, status: str) -> KeyResultWord:
    return KeyResultWord(
        id=key_result, title="", unit="", baseline="", target="", now="", attainment=None,
        elapsed=500, status=status,
    )  # fmt: skip
