"""Importing: look first, apply, try again, take back."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from keystep.domain.bundles import Batch, Claim, Header, Heard, Reason, Verdict
from keystep.domain.down import LearnerStates
from keystep.domain.events import genesis
from keystep.domain.memory import Rating
from keystep.services import stations, syncing
from keystep.services.cards import due_cards, rate_card
from keystep.services.deck_files import import_deck
from keystep.services.importing import (
    Progress,
    import_share,
    preview_share,
    redo_import,
    runs,
    undo_import,
)
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.sync.bundle import seal_bundle
from tests.apkg import pictured_package
from tests.conftest import World
from tests.takers import take_lesson

LESSON, NEXT = "before-you-start", "three-sentences"


def learn(station: Station, name: str = "Amara Osei", lesson: str = LESSON) -> str:
    learner = register(station, name, "Desk North")
    take_lesson(station, learner.id, lesson)
    return learner.id


def fingerprint(world: World) -> dict[str, str]:
    """Every byte on the share and in the office's database."""
    files = [path for path in world.share.rglob("*") if path.is_file()]
    files += world.office.home.glob("office.sqlite*")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def bundle_of(world: World, station: Station) -> Path:
    [path] = world.share.glob(f"stations/{station.keys.device}/{station.store.epoch}-*.json")
    return path


def people_at(world: World) -> list[tuple[str, int]]:
    return [(row.name, row.events) for row in world.office.ledger.roster.people()]


def states_of(world: World, learner: str) -> LearnerStates:
    world.office.ledger.states.refresh()
    return world.office.ledger.roster.data_of(learner).states


def seal_all(world: World, station: Station) -> None:
    """All that ever happened at a station in one bundle, as whoever has its keys can make it."""
    log, epoch = list(station.store.events(1)), station.store.epoch
    header = Header(
        device=station.keys.device,
        epoch=epoch,
        no=99,
        first=1,
        last=log[-1].event.seq,
        before=genesis(station.keys.device, epoch).hex(),
        after=log[-1].h.hex(),
    )
    people = station.store.learners()
    claims = tuple(Claim(one.id, one.name, one.team) for one in people)
    bundle = seal_bundle(
        Batch(header=header, events=tuple(one.data for one in log), claims=claims, waiting=0),
        station.keys,
        world.office.pinned.recipients,
        program="1.0.0",
        sealed_at=world.clock.now().at,
        free_mib=1,
        heard=Heard(),
    )
    (world.share / "stations" / station.keys.device / bundle.name).write_bytes(bundle.data)


def test_a_preview_says_what_an_import_then_does_and_writes_nothing(world: World) -> None:
    known, fresh, bad = (world.add_station(name) for name in ("Van 12", "Hall 3", "Hall 7"))
    learn(known)
    syncing.sync(known)
    import_share(world.office)
    world.clock.move(minutes=5)
    learn(fresh)
    learn(bad)
    stranger = world.add_station("Hall 9", enrolled=False)
    for station in (fresh, bad, stranger):
        syncing.sync(station)
    bundle_of(world, bad).write_bytes(b"{}")
    before = fingerprint(world)

    seen = preview_share(world.office)

    assert fingerprint(world) == before
    done = import_share(world.office)
    assert {(f.file, f.verdict, f.reason, f.events) for f in seen.files} == {
        (f.file, f.verdict, f.reason, f.events) for f in done.files
    }
    assert [seen.count(verdict) for verdict in Verdict] == [1, 1, 1, 1]
    assert seen.run is None


def test_cards_of_a_pack_that_the_office_never_saw_count_like_any(world: World) -> None:
    van = world.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North")
    pack = import_deck(van, amara.id, pictured_package(world.root / "own.apkg")).pack
    van.clock.move(days=30)
    [due] = due_cards(van, amara.id)
    rate_card(van, amara.id, due, Rating.GOOD, duration_ms=1_000)
    syncing.sync(van)
    [told] = import_share(world.office).files
    assert (told.verdict, told.events) == (Verdict.NEW, len(list(van.store.events())))
    [card] = states_of(world, amara.id).cards
    assert (card.pack, card.reviews) == (pack, 3)


def test_a_file_that_did_not_change_is_not_read_again(world: World) -> None:
    van = world.add_station("Van 12")
    learn(van)
    syncing.sync(van)
    import_share(world.office)
    path = bundle_of(world, van)
    status = path.stat()
    path.write_bytes(b"x" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert import_share(world.office).files[0].verdict is Verdict.DUPLICATE
    path.write_bytes(b"x" * status.st_size)
    assert import_share(world.office).files[0].verdict is Verdict.REFUSED


@pytest.mark.fault(36)
def test_a_bundle_from_a_stick_counts_once_its_station_is_enrolled_and_the_stick_is_gone(
    world: World,
) -> None:
    van = world.add_station("Van 12", enrolled=False)
    learn(van)
    syncing.sync(van)
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    bundle_of(world, van).unlink()
    [held] = import_share(world.office, root=stick).files
    assert (held.verdict, held.reason) == (Verdict.HELD, Reason.UNKNOWN_STATION)
    shutil.rmtree(stick)

    stations.enrol(world.office, van.keys.device)

    [told] = import_share(world.office).files
    assert (told.verdict, told.station) == (Verdict.NEW, "Van 12")
    assert [name for name, _ in people_at(world)] == ["Amara Osei"]
    assert world.office.ledger.quarantined() == ()


@pytest.mark.fault(31)
def test_a_new_history_of_a_station_waits_for_the_admin(world: World) -> None:
    van = world.add_station("Van 12")
    learn(van)
    van.store.start_epoch(van.new_epoch())
    learn(van, "Jonas Weber")
    syncing.sync(van)
    report = import_share(world.office)
    [held] = [file for file in report.files if file.reason is not None]
    assert (held.verdict, held.reason) == (Verdict.HELD, Reason.NEW_EPOCH)
    assert "Van 12" in held.detail
    assert f"keystep stations enrol {van.keys.device[:8]}" in held.detail
    [asking] = stations.greet_stations(world.office)
    stations.enrol(world.office, asking.device)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert [name for name, _ in people_at(world)] == ["Amara Osei", "Jonas Weber"]


@pytest.mark.fault(37)
def test_of_a_revoked_station_counts_what_was_here_and_the_rest_once_it_is_trusted_again(
    world: World,
) -> None:
    van = world.add_station("Van 12")
    learn(van)
    syncing.sync(van)
    import_share(world.office)
    copy = world.root / "copy"
    shutil.copytree(world.share, copy)
    stations.revoke(world.office, van.keys.device)
    world.clock.move(hours=1)
    learn(van, "Jonas Weber")
    syncing.sync(van)
    report = import_share(world.office)
    assert [f.reason for f in report.files if f.verdict is Verdict.REFUSED] == [Reason.REVOKED]
    assert [name for name, _ in people_at(world)] == ["Amara Osei"]
    for path in world.share.glob(f"stations/{van.keys.device}/{van.store.epoch}-*"):
        path.unlink()

    stations.reinstate(world.office, van.keys.device)

    assert import_share(world.office).count(Verdict.NEW) == 1
    assert [name for name, _ in people_at(world)] == ["Amara Osei", "Jonas Weber"]


@pytest.mark.fault(37)
def test_what_a_revoked_station_wrote_before_still_comes_in_late(world: World) -> None:
    van = world.add_station("Van 12")
    learn(van)
    syncing.sync(van)
    first = bundle_of(world, van)
    world.clock.move(hours=1)
    learn(van, "Jonas Weber")
    syncing.sync(van)
    away = first.rename(world.root / first.name)
    import_share(world.office)
    stations.revoke(world.office, van.keys.device)
    away.rename(first)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert [name for name, _ in people_at(world)] == ["Amara Osei", "Jonas Weber"]


@pytest.mark.fault(58)
def test_an_import_is_undone_and_redone(world: World) -> None:
    van = world.add_station("Van 12")
    amara = learn(van)
    syncing.sync(van)
    import_share(world.office)
    one = states_of(world, amara)
    world.clock.move(hours=1)
    take_lesson(van, amara, NEXT)
    syncing.sync(van)
    run = import_share(world.office).run
    both = states_of(world, amara)
    assert run is not None
    latest = runs(world.office)[0]
    assert (latest.id, latest.undone_at) == (run, None)

    assert undo_import(world.office, run) is None
    assert states_of(world, amara) == one
    assert import_share(world.office).count(Verdict.NEW) == 0
    assert states_of(world, amara) == one
    assert redo_import(world.office, run) is None
    assert states_of(world, amara) == both != one


def test_an_import_that_brought_nothing_leaves_no_trace(world: World) -> None:
    for _ in range(3):
        world.clock.move(minutes=1)
        assert import_share(world.office).run is None
    assert runs(world.office) == ()


@pytest.mark.parametrize("missing", ["stations", "receipts", "catalog"])
def test_folders_of_the_share_are_made_again(world: World, missing: str) -> None:
    van = world.add_station("Van 12")
    learn(van)
    syncing.sync(van)
    import_share(world.office)
    shutil.rmtree(world.share / missing)
    assert import_share(world.office).unanswered is None
    world.clock.move(days=1)
    assert syncing.sync(van).published
    assert import_share(world.office).count(Verdict.NEW) == 1


def test_a_bundle_that_counted_in_part_counts_whole_once_its_station_is_trusted(
    world: World,
) -> None:
    van = world.add_station("Van 12")
    learn(van)
    syncing.sync(van)
    import_share(world.office)
    bundle_of(world, van).unlink()
    stations.revoke(world.office, van.keys.device)
    world.clock.move(hours=1)
    learn(van, "Jonas Weber")
    seal_all(world, van)
    for _ in range(2):
        import_share(world.office)
        assert [name for name, _ in people_at(world)] == ["Amara Osei"]
    stations.reinstate(world.office, van.keys.device)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert [name for name, _ in people_at(world)] == ["Amara Osei", "Jonas Weber"]


@pytest.mark.fault(39, 58)
def test_an_undone_bundle_that_somebody_spelled_anew_stays_undone(world: World) -> None:
    van = world.add_station("Van 12")
    amara = learn(van)
    syncing.sync(van)
    data = bundle_of(world, van).read_bytes()
    run = import_share(world.office).run
    assert run is not None
    undo_import(world.office, run)
    undone = states_of(world, amara)
    (world.share / "stations" / van.keys.device / "copy.json").write_bytes(data + b" ")
    assert import_share(world.office).count(Verdict.NEW) == 0
    assert states_of(world, amara) == undone


def test_a_key_that_is_withdrawn_during_an_import_is_heeded_at_once(
    world: World, tmp_path: Path
) -> None:
    hall = world.add_station("Hall 7")
    for number, lesson in enumerate((LESSON, NEXT)):
        learn(hall, f"Learner {number}", lesson)
        syncing.sync(hall)
    ledger = world.office.ledger

    def withdraw(progress: Progress) -> None:
        if progress.done == 1:
            ledger.members.revoke(hall.keys.device, world.clock.at)

    report = import_share(world.office, on_progress=withdraw)

    assert [file.verdict for file in report.files] == [Verdict.NEW, Verdict.REFUSED]
    assert report.files[1].reason is Reason.REVOKED
    (aside,) = ledger.quarantined()
    assert ledger.bytes_of(aside.sha) is not None
    assert sum(row.events for row in ledger.members.overview()) == report.files[0].events
    stations.reinstate(world.office, hall.keys.device)
    later = import_share(world.office)
    assert later.events > 0
    assert ledger.gaps() == ()
