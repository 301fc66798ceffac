"""The power goes, and what was never synced is lost, in part or whole: nothing that was promised
is missing afterwards."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from keystep.bootstrap import STATION_DATABASE, open_office, open_station
from keystep.domain.bundles import Verdict
from keystep.services import upkeep
from keystep.services.importing import import_share
from keystep.services.office import Office
from keystep.services.roster import register, sign_in
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.storage import event_store
from keystep.storage.engine import Journal
from keystep.storage.event_store import open_store
from keystep.storage.lock import HomeLock
from keystep.storage.verification import verify
from keystep.sync.inbox import read_receipts
from keystep.sync.keys import station_keys
from keystep.sync.safe_files import TEMPORARY
from tests.conftest import PASSPHRASE, World
from tests.fakes import START, FakeClock, FakeIds
from tests.faults.plugin import Depth
from tests.faults.power import Power
from tests.faults.replaying_operations import EPOCH, LESSONS, NEW, OLD, OTHER, PARTS
from tests.faults.tally import Tally
from tests.faults.zygote import Zygote
from tests.homes import stock
from tests.integration.federation_sites import office_rows
from tests.takers import take_lesson
from tests.unit.aggregate.dump import dump

AT = START.isoformat()
LATER = FakeClock(START)
LATER.move(days=2)


class Kept(NamedTuple):
    """What is there after the power went: events as they are promised, people, files' names."""

    events: set[str]
    people: set[str]
    names: frozenset[str] = frozenset()


@pytest.fixture
def power(tmp_path: Path, beside: Path, zygote: Zygote, depth: Depth, tally: Tally) -> Power:
    return Power(tmp_path, beside / "log", zygote, depth, tally)


@pytest.fixture(params=Journal)
def journal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Journal:
    chosen: Journal = request.param
    monkeypatch.setattr(event_store, "safe_journal", lambda _version: chosen)
    return chosen


@pytest.mark.fault(7)
def test_a_station_keeps_what_it_said_is_saved(
    power: Power, shipped: Path, journal: Journal
) -> None:
    van = power.root / "van"
    stock(van, shipped)

    def look(_thoroughly: bool) -> Kept:
        with power.tally.recovering():
            station = open_station(van, LATER, FakeIds("later"))
        with closing(station):
            kept = sound(station)
            sign_in(station, "somebody")
            assert station.store.tip(station.store.epoch) == len(kept.events) + 1
        return kept

    for cut, kept in power.cuts("learn", AT, journal, stride=(1, 211), look=look):
        lost = cut.told("saved") - kept.events
        power.tally.lost += len(lost)
        assert not lost, cut.state
        assert kept.people.isdisjoint(cut.told("erased")), cut.state


@pytest.mark.fault(7)
def test_the_first_answer_outlives_the_making_of_everything(power: Power, journal: Journal) -> None:
    home = power.root / "new" / "home"

    def look(_thoroughly: bool) -> set[str]:
        with HomeLock(home):
            device = station_keys(home).device
            with closing(open_store(home / STATION_DATABASE, device, lambda: EPOCH)) as store:
                assert verify(store) == ()
                return {device} if store.tip(EPOCH) else set()

    for cut, kept in power.cuts("begin", journal, stride=(1, 61), look=look):
        power.tally.lost += len(cut.told("saved") - kept)
        assert cut.told("saved") <= kept, cut.state


@pytest.mark.fault(7)
def test_what_a_station_published_is_whole_and_on_the_share(
    world: World, power: Power, journal: Journal
) -> None:
    van = world.add_station("van")
    learner = register(van, "Amara Osei", "Desk North")
    take_lesson(van, learner.id, LESSONS[0])
    sync(van)
    import_share(world.office)
    van.close()
    world.office.close()

    def look(thoroughly: bool) -> Kept:
        whole(world.share)
        with closing(open_station(world.root / "van", LATER, FakeIds("later"))) as station:
            kept, store = sound(station), station.store
            there = frozenset(p.name for p in (world.share / "stations").glob("*/*.json"))
            waiting = {bundle.name for bundle in store.unpublished()}
            assert {bundle.name for bundle in store.unreceived()} - waiting <= there
            if thoroughly:
                sync(station)
                assert store.unpublished() == []
        return kept._replace(names=there)

    for cut, kept in power.cuts("send", AT, journal, stride=(1, 211), look=look):
        lost = cut.told("saved") - kept.events
        power.tally.lost += len(lost)
        assert not lost, cut.state
        assert cut.told("published") <= kept.names, cut.state


@pytest.mark.fault(7)
def test_an_office_keeps_what_it_answered_for(world: World, power: Power) -> None:
    van = world.add_station("van")
    learner = register(van, "Amara Osei", "Desk North")
    for lesson in LESSONS:
        take_lesson(van, learner.id, lesson)
        sync(van)
    device, made = van.keys.device, van.store.tip(van.store.epoch)
    van.close()
    world.office.close()
    home = world.root / "office"

    def look(thoroughly: bool) -> int:
        whole(world.share)
        with power.tally.recovering():
            office = open_office(home, PASSPHRASE, LATER)
        with closing(office):
            here = counted(office)
            receipts = read_receipts(office.share, device, office.pinned.public_key)
            assert all(receipt.last <= here for receipt in receipts)
            if thoroughly:
                rebuilt_alike(office)
                report = import_share(office)
                assert report.count(Verdict.REFUSED) == report.count(Verdict.HELD) == 0
                assert counted(office) == made
        power.tally.twice += sum(len(rows) > 1 for rows in office_rows(home).values())
        return here

    for cut, here in power.cuts("take_in", AT, stride=(1, 197), look=look):
        promised = max(map(int, cut.told("imported")), default=0)
        power.tally.lost += max(0, promised - here)
        assert here >= promised, cut.state


@pytest.mark.fault(7)
def test_a_file_has_its_name_only_when_it_is_whole(power: Power) -> None:
    (power.root / OLD).write_bytes(b"old")
    contents = {NEW: (b"".join(PARTS), OTHER), OLD: (b"old", PARTS[1])}

    def look(_thoroughly: bool) -> set[str]:
        files = [path for path in power.root.rglob("*") if path.is_file()]
        named = [path for path in files if not path.name.endswith(TEMPORARY)]
        ways = {str(path.relative_to(power.root)): path.read_bytes() for path in named}
        assert all(data in contents[way] for way, data in ways.items())
        return {way for way, data in ways.items() if data != b"old"}

    for cut, there in power.cuts("publish", stride=(1, 3), look=look):
        assert cut.told("published") <= there, cut.state


@pytest.mark.fault(7)
def test_an_organisation_that_was_founded_has_its_keys_and_knows_its_share(
    power: Power, shipped: Path
) -> None:
    home, share = power.root / "office", power.root / "share"
    stock(home, shipped)

    def look(_thoroughly: bool) -> None:
        whole(share)
        assert (home / "keys" / "admin.json").exists() >= (share / "keystep-1.json").exists()

    for cut, _ in power.cuts("found", stride=(1, 5), look=look):
        if cut.promised:
            with closing(open_office(home, PASSPHRASE, LATER)) as office:
                office.share.read_identity()


def sound(station: Station) -> Kept:
    """Chain and projections are proved; what is in the log, in the words of the promises."""
    assert upkeep.verify(station) == ()
    store, epoch = station.store, station.store.epoch
    return Kept(
        {f"{epoch} {one.event.seq} {one.h.hex()}" for one in store.events()},
        {learner.id for learner in store.learners()},
    )


def whole(share: Path) -> None:
    """Every file that has its final name can be read, and is what a bundle's name says."""
    for path in share.rglob("*.json"):
        data = path.read_bytes()
        msgspec.json.decode(data)
        if path.parent.parent.name == "stations" and not path.name.startswith("hello"):
            assert hashlib.sha256(data).hexdigest().startswith(path.stem.rpartition("-")[2]), path


def rebuilt_alike(office: Office) -> None:
    """The roll-ups are what the events lead to."""
    ledger = office.ledger
    ledger.states.refresh()
    before = dump(ledger)
    ledger.rebuild()
    ledger.states.refresh()
    assert dump(ledger) == before


def counted(office: Office) -> int:
    return sum(station.events for station in office.ledger.members.overview())
