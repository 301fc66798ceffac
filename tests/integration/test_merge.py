"""However bundles come, the aggregate is the same: on SQLite, and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url

from keystep.aggregate import Aggregate
from keystep.aggregate.kpis import KpiRow
from keystep.aggregate.store import Store
from keystep.domain.bundles import Claim, OpenBundle
from keystep.domain.events import Fact, StationReported
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    assessed,
    completed,
    enrolled,
    reviewed,
    sha_of,
    started,
    taken_in,
    url_of,
    viewed,
)
from tests.unit.aggregate.dump import dump, emptied

MEMORY = Path("/dev/shm")
LEARNERS = ("ana", "ben", "cleo", "")
NAMES = [Claim(who, who.title(), "North") for who in LEARNERS if who]
RUNS = (0, 1, 2)
FACTS: tuple[Callable[[], Fact], ...] = (
    viewed,
    started,
    completed,
    reviewed,
    lambda: completed("answer"),
    lambda: assessed(Phase.PRE, 400),
    lambda: assessed(Phase.POST, 800),
    lambda: StationReported(program="1.0", catalog=1, issued=MONDAY + timedelta(days=9)),
)
CYCLE = Cycle(
    id="q1",
    title="Q1",
    start=MONDAY.date(),
    end=MONDAY.date() + timedelta(days=90),
    objectives=(
        Objective(
            id="o",
            title="O",
            key_results=tuple(
                KeyResult(id=kind.value, title="K", kind=kind, source=source, target=50)
                for kind, source in [
                    (KrKind.KNOWLEDGE, "customers/basics"),
                    (KrKind.ENGAGEMENT, ""),
                    (KrKind.COMPLETION, "customers/path"),
                    (KrKind.WORK, "calls"),
                ]
            ),
        ),
    ),
)
PATHS = {"customers/path": ("greet", "answer")}
KPI = KpiRow(kpi="calls", team="North", day=MONDAY.date(), value=20.5, n=40)

Happening = tuple[str, Callable[[], Fact], int, str]
Act = Callable[["Office"], object]

happenings = st.tuples(
    st.sampled_from(LEARNERS),
    st.sampled_from(FACTS),
    st.integers(0, 40),
    st.sampled_from(["boot", "another boot"]),
)


@dataclass(frozen=True)
class Office:
    """An office that knows the names of everybody, with the numbers of its runs."""

    ledger: Aggregate
    runs: Mapping[int, int]

    def take(self, bundle: OpenBundle, run: int) -> None:
        self.ledger.import_bundle(sha_of(bundle), "b.json", bundle, NOW.at, self.runs[run])


@dataclass(frozen=True)
class Story:
    """What came and was decided, in one order and in another."""

    stations: tuple[Station, ...]
    acts: Sequence[Act]
    otherwise: Sequence[Act]


def lived(station: Station, happened: Sequence[Happening]) -> Station:
    for who, fact, days, boot in happened:
        station.did(who, fact(), when=MONDAY + timedelta(days=days), boot=boot)
    return station


@st.composite
def histories(draw: st.DrawFn) -> tuple[Station, ...]:
    """Two stations, and a copy of the first one's disk that lived on by itself."""
    first = lived(Station("hall"), draw(st.lists(happenings, min_size=1, max_size=10)))
    other = lived(Station("van"), draw(st.lists(happenings, min_size=1, max_size=8)))
    kept = draw(st.integers(0, len(first.events)))
    twin = lived(first.copy(kept), draw(st.lists(happenings, max_size=6)))
    return first, other, twin


@st.composite
def pieces(draw: st.DrawFn, station: Station, *, erasing: bool = False) -> list[OpenBundle]:
    """The whole history in runs of seqs, with heartbeats and runs that overlap the others.

    When ``erasing``, the station was told to forget somebody before it sealed some of them.
    """
    seqs = st.integers(1, len(station.events)) if station.events else st.just(1)
    cuts = sorted({1, *draw(st.lists(seqs, max_size=3)), len(station.events) + 1})
    runs = [(first, after - 1) for first, after in itertools.pairwise(cuts)]
    for _ in range(draw(st.integers(1, 3))):
        first, last = sorted((draw(seqs), draw(seqs)))
        runs.append((first, min(last, len(station.events))))
    return [
        station.bundle(
            first,
            last,
            sealed=MONDAY + timedelta(days=draw(st.integers(30, 32))),
            claims=[Claim("ana", draw(st.sampled_from(["Ana", "Zoë"])), "North"), *NAMES[1:]],
            erased=draw(st.sampled_from([(), ("cleo",)])) if erasing else (),
        )
        for first, last in runs
    ]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Bundles (some lost, perhaps) in runs, some of which are undone in the end; somebody may turn
    out to be somebody else, or be erased."""
    stations = draw(histories())
    bundles = [one for station in stations for one in draw(pieces(station, erasing=True))]
    lost = draw(st.integers(0, len(bundles) - 1))
    kept = draw(st.permutations(bundles))[lost if draw(st.booleans()) else 0 :]
    run_of = {sha_of(bundle): draw(st.sampled_from(RUNS)) for bundle in kept}
    takes = [taking(bundle, run_of[sha_of(bundle)]) for bundle in kept]
    undone = {run: draw(st.booleans()) for run in RUNS}
    decisions = [switching(run, undone=True) for run in RUNS if undone[run]]
    decisions += draw(st.lists(st.sampled_from([merged, erased]), max_size=2, unique=True))
    others = draw(st.permutations([*takes, *draw(st.lists(st.sampled_from(takes), max_size=3))]))
    changes = [draw(switches(run, undone[run])) for run in RUNS]
    changes += [[act] for act in decisions if act in {merged, erased}]
    return Story(stations, [*takes, *decisions], draw(interleaved(others, changes)))


@st.composite
def switches(draw: st.DrawFn, run: int, undone: bool) -> list[Act]:
    """Undone and redone a few times, and left as it is to be."""
    times = 2 * draw(st.integers(0, 1)) + undone
    return [switching(run, undone=number % 2 == 0) for number in range(times)]


@st.composite
def interleaved(draw: st.DrawFn, acts: Sequence[Act], others: Sequence[Sequence[Act]]) -> list[Act]:
    """Each of ``others`` in its order, somewhere between ``acts``."""
    placed = [(float(number), act) for number, act in enumerate(acts)]
    for series in others:
        where = st.integers(-1, len(acts) - 1)
        places = sorted(draw(where) for _ in series)
        placed += [(place + 0.5, act) for place, act in zip(places, series, strict=True)]
    return [act for _, act in sorted(placed, key=itemgetter(0))]


def taking(bundle: OpenBundle, run: int) -> Act:
    return lambda office: office.take(bundle, run)


def switching(run: int, *, undone: bool) -> Act:
    if undone:
        return lambda office: office.ledger.runs.undo(office.runs[run], NOW.at)
    return lambda office: office.ledger.runs.redo(office.runs[run])


def merged(office: Office) -> None:
    office.ledger.roster.merge("ben", "ana", NOW.at)


def erased(office: Office) -> None:
    office.ledger.roster.erase("cleo", NOW.at)


@pytest.fixture(scope="session")
def ledgers(postgres: str) -> Iterator[dict[str, Aggregate]]:
    """An office on each database. What they hold need not outlast a power cut: that saves half
    the time."""
    store = Store(postgres)
    with store.write() as db:
        db.exec_driver_sql("ALTER ROLE ALL SET synchronous_commit = off")
    store.close()
    with ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        file = Path(stack.enter_context(folder)) / "office.sqlite"
        yield {
            "sqlite": stack.enter_context(Aggregate.open(url_of(file))),
            "postgresql": stack.enter_context(Aggregate.open(postgres)),
        }


def fresh(ledger: Aggregate) -> Aggregate:
    enrolled(emptied(ledger), "hall", "van")
    ledger.store_kpis([KPI], "kpis.csv", MONDAY)
    return ledger


def after(ledger: Aggregate, acts: Sequence[Act]) -> object:
    """What a new office tells once all this has happened there."""
    taken_in(fresh(ledger), Station("desk").bundle(claims=NAMES, sealed=MONDAY))
    office = Office(ledger, {run: ledger.runs.begin(f"run {run}", NOW.at) for run in RUNS})
    for act in acts:
        act(office)
    return told(ledger)


def told(ledger: Aggregate) -> object:
    """All that a face could show, and all that goes down to the stations."""
    ledger.states.refresh()
    raw = ledger.events(limit=1000)
    return dump(ledger), ledger.board(CYCLE, NOW, PATHS), raw, ledger.engagement(CYCLE, NOW.day)


quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(story=stories())
def test_any_way_leads_to_the_same_aggregate(ledgers: dict[str, Aggregate], story: Story) -> None:
    lite, server = ledgers["sqlite"], ledgers["postgresql"]
    expected = after(lite, story.acts)
    assert after(server, story.otherwise) == expected
    assert after(lite, story.otherwise) == expected
    for ledger in (lite, server):
        ledger.rebuild()
        assert told(ledger) == expected


@quick
@given(stations=histories(), data=st.data())
def test_what_was_undone_is_as_if_it_had_never_come(
    ledgers: dict[str, Aggregate], stations: tuple[Station, ...], data: st.DataObject
) -> None:
    lite = ledgers["sqlite"]
    bundles = [bundle for station in stations for bundle in data.draw(pieces(station))]
    run_of = {sha_of(bundle): data.draw(st.sampled_from(RUNS)) for bundle in bundles}
    takes = {run: [taking(b, run) for b in bundles if run_of[sha_of(b)] == run] for run in RUNS}
    gone = data.draw(st.sampled_from(RUNS))
    stayed = [act for run in RUNS if run != gone for act in takes[run]]
    after(lite, stayed)
    expected = counting(lite)
    after(lite, [*takes[gone], *stayed, switching(gone, undone=True)])
    assert counting(lite) == expected


def counting(ledger: Aggregate) -> object:
    """The events that count, and what is folded from them."""
    rows = dump(ledger)
    events = [row for row in rows["event"] if row[-1]]
    return events, [rows[name] for name in ("learner_day", "lesson_day", "test_result")]


@quick
@given(stations=histories(), data=st.data())
def test_splits_and_overlaps_hold_the_same_events(
    ledgers: dict[str, Aggregate], stations: tuple[Station, ...], data: st.DataObject
) -> None:
    lite = fresh(ledgers["sqlite"])
    for station in stations:
        for bundle in data.draw(st.permutations(data.draw(pieces(station)))):
            taken_in(lite, bundle)
    everything = {
        (s.device, s.epoch, recorded.event.seq, recorded.h)
        for s in stations
        for recorded in s.events
    }
    events = dump(lite)["event"]
    assert {row[:4] for row in events} == everything
    assert len(events) == len(everything)
    assert lite.gaps() == ()
    in_pieces = {
        name: rows for name, rows in dump(lite).items() if name not in {"learner", "station"}
    }
    taken_in(fresh(lite), *(station.bundle() for station in stations))
    whole = {name: rows for name, rows in dump(lite).items() if name not in {"learner", "station"}}
    assert in_pieces == whole


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_four_importers_at_once_count_nothing_twice(
    ledgers: dict[str, Aggregate], backend: str
) -> None:
    ledger = fresh(ledgers[backend])
    station = Station("hall").did("ana", *[fact() for fact in FACTS] * 12)
    bundles = [station.bundle(first, first + 9) for first in range(1, 76, 5)]

    def take(own: list[OpenBundle]) -> int:
        return sum(
            ledger.import_bundle(sha_of(bundle), "b.json", bundle, NOW.at, run)[1] for bundle in own
        )

    run = ledger.runs.begin("share", NOW.at)

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(take, [bundles, bundles[::-1], bundles[::2], bundles[1::2]]))
    assert sum(counts) == 80
    expected = told(ledger)
    taken_in(fresh(ledger), *bundles)
    assert told(ledger) == expected


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_two_admins_never_take_the_same_number(ledgers: dict[str, Aggregate], backend: str) -> None:
    ledger = emptied(ledgers[backend])
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: ledger.next_number("catalog"), range(20)))
    assert sorted(numbers) == list(range(1, 21))


def test_a_second_admin_opens_the_same_server(ledgers: dict[str, Aggregate], postgres: str) -> None:
    taken_in(fresh(ledgers["postgresql"]), Station("hall").did("ana", viewed()).bundle())
    url = make_url(postgres).render_as_string(hide_password=False)
    with Aggregate.open(url) as second:
        assert [event.learner for event in second.events()] == ["ana"]
