"""Stations through bad luck, and what two admins do with what came of it: all in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from keystep.domain.bundles import Claim, Heard, OpenBundle
from keystep.domain.facts import Fact, StationReported
from keystep.domain.lesson import Phase
from tests.unit.aggregate.builders import (
    HEALTH,
    MONDAY,
    Station,
    assessed,
    completed,
    reviewed,
    started,
    viewed,
)

NAMES = ("hall", "van", "dock")
RUNS = ("run 0", "run 1", "run 2")
MERGE, ERASE = "merge", "erase"
MATTERS = (*RUNS, MERGE, ERASE)
MERGED, KEPT, ERASED = "ben", "ana", "cleo"
LEARNERS = (MERGED, KEPT, ERASED, "")
CLAIMS = [Claim(who, who.title(), "North") for who in LEARNERS if who]
MOST_SITES = 6
STAYS, TRAVELS, ARRIVES, IS_LOST = "stays", "travels", "arrives", "is lost"
HOUR, DECADE = timedelta(hours=1), timedelta(days=3653)
JUMPS = st.sampled_from([-DECADE, -HOUR, 0 * HOUR, HOUR, 960 * HOUR, DECADE])
FACTS: tuple[Callable[[], Fact], ...] = (
    viewed,
    started,
    completed,
    reviewed,
    lambda: completed("answer"),
    lambda: assessed(Phase.PRE, 400),
    lambda: assessed(Phase.POST, 800),
)
SITES, PLACES, RUN = st.integers(0, MOST_SITES - 1), st.integers(1, 20), st.sampled_from(RUNS)
LOST = st.integers(0, 5)
FATES = st.sampled_from([TRAVELS, ARRIVES, STAYS, IS_LOST])
HAPPENED = st.lists(
    st.tuples(st.sampled_from(LEARNERS), st.sampled_from(FACTS)), min_size=1, max_size=4
)
LIFE = st.tuples(HAPPENED, FATES, st.integers(0, 4))
Life = tuple[list[tuple[str, Callable[[], Fact]]], str, int]
"""Who did what, what becomes of the bundle of it, and how many events are in it that were sealed
before."""


@dataclass(frozen=True)
class Arrival:
    """A bundle reaches the office in one of its runs."""

    bundle: OpenBundle
    run: str


@dataclass(frozen=True)
class Decision:
    """What an admin decides: whether a run is undone, whether two people are one, that somebody be
    forgotten. The last one on a matter holds."""

    matter: str
    yes: bool


Act = Arrival | Decision


@dataclass
class Site:
    """A disk in a machine, and the clocks there. ``sealed`` events of it have left."""

    disk: Station
    machine: str
    skew: timedelta = timedelta(0)
    offset: int = 60
    boots: int = 0
    sealed: int = 0
    forgot: tuple[str, ...] = ()


class Histories(RuleBasedStateMachine):
    """Every rule is something that happens. In the end what has not left yet arrives, and ``judge``
    is given all that came and was decided, in that order, and a chance to draw other orders by."""

    def __init__(self, judge: Callable[[Sequence[Act], Random], None]) -> None:
        super().__init__()
        self._judge, self._seed = judge, 0
        self._now, self._left, self._epochs = MONDAY, 0, 1
        self._sites = [Site(Station(name), name) for name in NAMES]
        self._travelling: list[OpenBundle] = []
        self.acts: list[Act] = []

    def _site(self, number: int) -> Site:
        return self._sites[number % len(self._sites)]

    @initialize(seed=st.integers(0, 1 << 32), lives=st.lists(LIFE, min_size=3, max_size=3))
    def begin(self, seed: int, lives: list[Life]) -> None:
        self._seed = seed
        for site, life in zip(self._sites, lives, strict=True):
            self._live(site, life)

    @rule(site=SITES, life=LIFE, hours=st.integers(0, 30))
    def learn(self, site: int, life: Life, hours: int) -> None:
        self._now += timedelta(hours=hours)
        self._live(self._site(site), life)

    @rule(site=SITES, ends=st.tuples(PLACES, PLACES), fate=FATES)
    def seal_again(self, site: int, ends: tuple[int, int], fate: str) -> None:
        """What was sealed before leaves in other pieces, and a heartbeat with it."""
        here = self._site(site)
        first, last = (min(end, here.sealed) for end in sorted(ends))
        if first:
            self._leave(here, first, last, fate)
        self._leave(here, here.sealed + 1, here.sealed, fate)

    @rule(site=SITES, days=st.integers(0, 3), life=LIFE)
    def hear(self, site: int, days: int, life: Life) -> None:
        """The station takes in a catalog that the office issued so many days ago."""
        here, issued = self._site(site), self._now - timedelta(days=days)
        self._did(here, "", StationReported(program="1.0", catalog=1, issued=issued))
        self._live(here, life)

    @rule(site=SITES, by=JUMPS, winter=st.booleans(), restarts=st.booleans(), life=LIFE)
    def set_clock(self, site: int, by: timedelta, winter: bool, restarts: bool, life: Life) -> None:
        here = self._site(site)
        here.skew, here.offset, here.boots = by, 60 if winter else 120, here.boots + restarts
        self._live(here, life)

    @rule(site=SITES, lost=LOST, noticed=st.booleans(), life=LIFE)
    def put_back(self, site: int, lost: int, noticed: bool, life: Life) -> None:
        """The disk is again as it was so many events ago. Who notices goes on with a new epoch; who
        does not gives the same numbers to other events."""
        here = self._site(site)
        here.disk, here.boots = here.disk.copy(max(0, len(here.disk.events) - lost)), here.boots + 1
        here.sealed = min(here.sealed, len(here.disk.events))
        if noticed:
            self._epochs += 1
            here.disk, here.sealed = Station(here.disk.name, f"e{self._epochs}"), 0
        self._live(here, life)

    @rule(site=SITES, lost=LOST, running=st.booleans(), life=LIFE)
    def clone(self, site: int, lost: int, running: bool, life: Life) -> None:
        """A copy of what the disk was so many events ago goes on elsewhere; one of a machine that
        was ``running`` in the same boot."""
        here = self._site(site)
        if len(self._sites) < MOST_SITES:
            disk, machine = (
                here.disk.copy(max(0, len(here.disk.events) - lost)),
                f"copy {len(self._sites)}",
            )
            sealed = min(here.sealed, len(disk.events))
            machine = here.machine if running else machine
            self._sites.append(replaced(here, disk=disk, machine=machine, sealed=sealed))
        self._live(self._sites[-1], life)

    @rule(site=SITES, life=LIFE)
    def forget(self, site: int, life: Life) -> None:
        """The office's order to forget somebody reaches a station, which seals anew what it had."""
        here = self._site(site)
        here.forgot = (ERASED,)
        self._leave(here, 1, here.sealed, life[1])
        self._live(here, life)

    @rule(run=RUN, which=PLACES, many=st.integers(1, 3))
    def arrive(self, run: str, which: int, many: int) -> None:
        for _ in range(min(many, len(self._travelling))):
            bundle = self._travelling.pop(which % len(self._travelling))
            self.acts.append(Arrival(bundle, run))

    @rule(matter=st.sampled_from(MATTERS), yes=st.booleans())
    def decide(self, matter: str, yes: bool) -> None:
        self.acts.append(Decision(matter, yes or matter == ERASE))

    def teardown(self) -> None:
        self.acts += [Arrival(bundle, RUNS[0]) for bundle in self._travelling]
        self._judge(self.acts, Random(self._seed))

    def _live(self, site: Site, life: Life) -> None:
        """Something is learnt and, unless it stays, sealed with what was not before."""
        happened, fate, again = life
        for who, fact in happened:
            self._did(site, who, fact())
        if fate != STAYS:
            self._leave(site, max(1, site.sealed + 1 - again), len(site.disk.events), fate)
            site.sealed = len(site.disk.events)

    def _did(self, site: Site, who: str, fact: Fact) -> None:
        self._now += timedelta(minutes=7)
        when, boot = self._now + site.skew, f"{site.machine} {site.boots}"
        site.disk.did(who, fact, when=when, boot=boot, truly=self._now, offset=site.offset)

    def _leave(self, site: Site, first: int, last: int, fate: str) -> None:
        """No two bundles are alike: each tells of another health."""
        if fate == IS_LOST:
            return
        self._left += 1
        name = "Zoë" if site.boots % 2 else "Ana"
        health = replace(HEALTH, waiting=self._left, heard=Heard(catalog=site.boots))
        bundle = site.disk.bundle(
            first,
            last,
            sealed=self._now + site.skew,
            health=health,
            claims=[replace(CLAIMS[1], name=name), *CLAIMS[::2]],
            erased=site.forgot,
        )
        if fate == ARRIVES:
            self.acts.append(Arrival(bundle, RUNS[self._left % len(RUNS)]))
        else:
            self._travelling.append(bundle)


def otherwise(acts: Sequence[Act], chance: Random) -> list[Act]:
    """The same in another order, some bundles several times.

    What is decided of one matter keeps its order, so that it ends the same.
    """
    series = defaultdict[str, list[Act]](list)
    for act in acts:
        if isinstance(act, Decision):
            series[act.matter].append(act)
    arrivals: list[Act] = [act for act in acts if isinstance(act, Arrival)]
    arrivals += chance.choices(arrivals, k=chance.randint(0, 3) if arrivals else 0)
    placed = [(chance.random(), act) for act in arrivals]
    for decided in series.values():
        places = sorted(chance.random() for _ in decided)
        placed += zip(places, decided, strict=True)
    return [act for _, act in sorted(placed, key=lambda one: one[0])]
