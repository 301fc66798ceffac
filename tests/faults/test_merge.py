"""However bundles come, the aggregate is the same: on SQLite, and on a real PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import keystep.settings
from keystep.aggregate import Aggregate
from keystep.aggregate.store import Store
from keystep.bootstrap import open_office
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from tests.conftest import PASSPHRASE, World
from tests.faults.histories import NAMES, Act, Histories, otherwise
from tests.faults.model import Expected, Identity, expected
from tests.faults.offices import Admins, played, rebuilt, shown
from tests.faults.plugin import Depth
from tests.faults.tally import Tally
from tests.integration.federation_sites import station_log
from tests.unit.aggregate.builders import enrolled, url_of
from tests.unit.aggregate.dump import dump, emptied

STEPS = 16


@pytest.fixture(scope="module")
def databases(
    postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Admins]]:
    """Two admins on each. What these hold need not outlast a power cut: that saves half the
    time."""
    store = Store(postgres)
    with store.write() as db:
        db.exec_driver_sql("ALTER ROLE ALL SET synchronous_commit = off")
    store.close()
    file = tmp_path_factory.mktemp("offices") / "office.sqlite"
    with ExitStack() as stack:

        def both(url: str) -> Admins:
            one, other = (stack.enter_context(Aggregate.open(url)) for _ in range(2))
            return one, other

        yield {"sqlite": both(url_of(file)), "postgresql": both(postgres)}


@pytest.fixture
def offices(databases: dict[str, Admins]) -> dict[str, Admins]:
    """Of three stations, whatever other tests have left on the server."""
    for one, _ in databases.values():
        enrolled(emptied(one), *NAMES)
    return databases


def count(tally: Tally, rows: Mapping[str, object], model: Expected) -> None:
    """Nothing is missing, nothing is there twice, and all of it counts that should."""
    events = rows["event"]
    assert isinstance(events, list)
    here = [(tuple(row[:4]), (row[4], bool(row[-1]))) for row in events]
    tally.examples += 1
    tally.lost += len(model.events.keys() - {one for one, _ in here})
    tally.twice += len(here) - len({one for one, _ in here})
    assert dict(here) == model.events


def agree(admins: Admins, model: Expected) -> None:
    """The gaps that are asked for again, and the forks that are alerted."""
    ledger, _ = admins
    missing = {
        (one.device, one.epoch): [seq for a, b in one.missing for seq in range(a, b + 1)]
        for one in ledger.gaps()
    }
    parted = {(one.device, one.epoch): (one.first, one.seqs) for one in ledger.forks()}
    assert missing == model.missing
    assert parted == {place: (seqs[0], len(seqs)) for place, seqs in model.parted.items()}


def run(judge: Callable[[Sequence[Act], Random], None], examples: int) -> None:
    run_state_machine_as_test(
        partial(Histories, judge),
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.fault(26, 29, 30, 31, 32, 33, 34, 58)
def test_any_order_leads_to_the_same_aggregate(
    offices: dict[str, Admins], depth: Depth, tally: Tally
) -> None:
    """Of the histories with several events under one number, too, and of wrong clocks."""
    lite = offices["sqlite"]

    def judge(acts: Sequence[Act], chance: Random) -> None:
        first, model = played(lite, acts, chance), expected(acts)
        count(tally, first, model)
        agree(lite, model)
        assert played(lite, otherwise(acts, chance), chance) == first
        assert rebuilt(lite) == first

    run(judge, depth.many(9_000, 36))


@pytest.mark.fault(26, 28, 30, 32, 33, 34, 58)
def test_both_databases_tell_the_same_in_any_order(
    offices: dict[str, Admins], depth: Depth, tally: Tally
) -> None:
    lite, server = offices["sqlite"], offices["postgresql"]

    def judge(acts: Sequence[Act], chance: Random) -> None:
        first, model = played(server, acts, chance), expected(acts)
        count(tally, first, model)
        agree(server, model)
        assert played(lite, otherwise(acts, chance), chance) == first
        assert rebuilt(server) == first
        assert shown(server) == shown(lite)

    run(judge, depth.many(1_000, 10))


@pytest.mark.fault(27, 56)
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_four_importers_at_once_count_nothing_twice(
    world: World, request: pytest.FixtureRequest, tally: Tally, backend: str
) -> None:
    """Four processes; one file among the others is refused, and kept once."""
    if backend == "postgresql":
        url = request.getfixturevalue("postgres")
        keystep.settings.change(world.office.home, database=url)
        with Aggregate.open(url) as ledger:
            emptied(ledger)
    world.office.close()
    with closing(open_office(world.office.home, PASSPHRASE, world.clock)) as office:
        world.office = office
        stations = [busy(world.add_station(name)) for name in NAMES[:2]]
        model = {one for station in stations for one in log_of(station)}
        bad = world.share / "stations" / stations[0].keys.device / "bad.json"
        bad.write_bytes(b"{}")
        command = [sys.executable, "-m", "tests.faults.importers", str(office.home), "4"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        here = [tuple(row[:4]) for row in dump(office.ledger)["event"]]
        [kept] = office.ledger.quarantined()
        tally.refuse(kept=office.ledger.bytes_of(kept.sha) == b"{}")
    tally.fault()
    tally.lost += len(model - set(here))
    tally.twice += len(here) - len(set(here))
    assert set(here) == model
    assert sum(map(int, done.stdout.split())) == len(model)
    for station in stations:
        assert sync(station).received == 4
        assert known_catalog(station) is not None


def busy(station: Station) -> Station:
    """It has sealed several bundles."""
    for number in range(4):
        register(station, f"Person {number}", "Desk North")
        sync(station)
    return station


def log_of(station: Station) -> set[Identity]:
    log = station_log(station.home, station.keys.device)
    return {(device, epoch, seq, bytes.fromhex(h)) for device, epoch, seq, h in log}
