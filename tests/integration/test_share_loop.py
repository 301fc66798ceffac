"""Progress from a station through a real folder into the office's figures, and its mishaps."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from keystep import settings
from keystep.bootstrap import open_office
from keystep.domain.bundles import Reason, Verdict
from keystep.domain.okr import Status
from keystep.errors import ShareFull, ShareUnreachable
from keystep.services import importing, stations, syncing
from keystep.services.catalogs import CATALOG, kept_catalog
from keystep.services.importing import import_share
from keystep.services.kpi.importing import import_kpis
from keystep.services.okr import board as boards
from keystep.services.okr.files import load_okrs
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.sync.inbox import read_receipts
from tests.conftest import PASSPHRASE, World
from tests.figures import (
    FIRST_WEEKS,
    RESPONSE_TIME,
    cycle_text,
    response_times,
    written_cycle,
    written_kpis,
)
from tests.takers import take_lesson


def figures(world: World) -> dict[str, float | None]:
    board = boards.board(world.office)
    assert board is not None
    return {row.key_result.id: row.now.value if row.now else None for row in board.rows}


def given_okrs(world: World) -> None:
    cycle = cycle_text(FIRST_WEEKS, RESPONSE_TIME)
    load_okrs(world.office, written_cycle(world.root, cycle))


def finish_path(station: Station, *names: str) -> None:
    for name in names:
        learner = register(station, name, "Desk North")
        for lesson in station.shelf.pack("answering-customers").paths[0].lessons:
            take_lesson(station, learner.id, lesson)


def share_of(world: World, name: str) -> Path:
    folder = world.root / name
    shutil.copytree(world.share, folder)
    return folder


def test_a_key_result_moves_when_progress_arrives(world: World) -> None:
    given_okrs(world)
    van = world.add_station("Van 12")
    register(van, "Jonas", "Desk North")
    finish_path(van, "Amara")
    import_share(world.office)
    assert figures(world)["path"] is None
    syncing.sync(van)
    report = import_share(world.office)
    assert report.count(Verdict.NEW) == 1
    assert report.events == sum(1 for _ in van.store.events()) - van.store.outbox().unsealed
    world.clock.move(days=7)
    assert figures(world)["path"] == pytest.approx(50.0)


def test_importing_again_changes_nothing(world: World) -> None:
    given_okrs(world)
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    syncing.sync(van)
    import_share(world.office)
    before = figures(world)
    again = import_share(world.office)
    assert again.count(Verdict.DUPLICATE) == len(again.files) == 1
    assert again.events == 0
    assert figures(world) == before


@pytest.mark.fault(21, 26)
def test_copies_in_any_order_give_the_same_board(world: World) -> None:
    given_okrs(world)
    for name in ("Van 12", "Hall 7"):
        station = world.add_station(name)
        for learner in ("Amara", "Jonas"):
            finish_path(station, f"{learner} at {name}")
            syncing.sync(station)
    copies = world.root / "copies"
    copies.mkdir()
    for copy in ("one", "two"):
        shutil.copytree(world.share, copies / copy)
        for number, bundle in enumerate(sorted((copies / copy).glob("stations/*/*.json"))):
            name = f"{random.Random(f'{copy}{number}').random()} (conflicted copy).json"
            if not bundle.name.startswith("hello"):
                bundle.rename(bundle.with_name(name))
    world.clock.move(days=7)
    report = import_share(world.office, root=copies)
    shuffled = figures(world)
    assert report.count(Verdict.NEW) == report.count(Verdict.DUPLICATE) == 4
    assert import_share(world.office).events == 0
    assert figures(world) == shuffled == {"path": 100.0, "response-time": None}


def test_receipts_let_a_station_tidy_up(world: World) -> None:
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    assert syncing.sync(van).published == 1
    assert van.store.outbox().received is None
    import_share(world.office)
    world.clock.move(hours=1)
    assert syncing.sync(van).received == 1
    assert van.store.outbox().received is not None
    assert [p.name for p in world.share.glob("stations/*/*") if "hello" not in p.name] == []


@pytest.mark.fault(36)
def test_an_unknown_station_is_held_until_it_is_enrolled(world: World) -> None:
    van = world.add_station("Van 12", enrolled=False)
    finish_path(van, "Amara")
    syncing.sync(van)
    held = import_share(world.office).files[0]
    assert (held.verdict, held.reason) == (Verdict.HELD, Reason.UNKNOWN_STATION)
    assert world.office.ledger.quarantined()
    [waiting] = stations.greet_stations(world.office)
    assert waiting.name == "Van 12"
    stations.enrol(world.office, waiting.device)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert world.office.ledger.quarantined() == ()


@pytest.mark.fault(35)
def test_a_tampered_bundle_is_kept_and_its_neighbours_go_on(world: World) -> None:
    good, bad = world.add_station("Van 12"), world.add_station("Hall 7")
    for station in (good, bad):
        finish_path(station, "Amara")
        syncing.sync(station)
    [target] = world.share.glob(f"stations/{bad.keys.device}/{bad.store.epoch}-*")
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(bytes(data))
    report = import_share(world.office)
    assert report.count(Verdict.NEW) == 1
    assert report.count(Verdict.REFUSED) == 1
    [kept] = world.office.ledger.quarantined()
    assert world.office.ledger.bytes_of(kept.sha) == bytes(data)
    refused = next(file for file in report.files if file.verdict is Verdict.REFUSED)
    assert refused.reason in (Reason.BAD_SIGNATURE, Reason.BAD_ENVELOPE)
    assert refused.detail


def test_a_receipt_names_the_stations_refused_file(world: World) -> None:
    van = world.add_station("Van 12")
    syncing.sync(van)
    folder = world.share / "stations" / van.keys.device
    (folder / "bad.json").write_bytes(b"{}")
    [file] = [f for f in import_share(world.office).files if f.verdict is Verdict.REFUSED]
    assert file.file == f"stations/{van.keys.device}/bad.json"
    admin_key = world.office.unlocked.public_text
    [receipt] = read_receipts(world.office.share, van.keys.device, admin_key)
    assert receipt.refused == ("bad.json",)


@pytest.mark.fault(20)
def test_a_file_that_was_cut_short_is_forgotten_once_it_is_whole(world: World) -> None:
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    syncing.sync(van)
    [file] = world.share.glob(f"stations/{van.keys.device}/{van.store.epoch}-*")
    whole = file.read_bytes()
    for size in (0, 100, 200):
        file.write_bytes(whole[:size])
        world.clock.move(minutes=1)
        assert import_share(world.office).count(Verdict.HELD) == 1
        assert [entry.size for entry in world.office.ledger.quarantined()] == [size]
    file.write_bytes(whole)
    world.clock.move(minutes=1)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert world.office.ledger.quarantined() == ()


def test_names_on_the_share_cannot_steer_a_terminal(world: World) -> None:
    van = world.add_station("Van 12")
    syncing.sync(van)
    (world.share / "stations" / van.keys.device / "\x1b[2J\n\u202ex.json").write_bytes(b"{}")
    [file] = [f for f in import_share(world.office).files if f.verdict is Verdict.REFUSED]
    assert file.file.endswith("/?[2J??x.json")


def test_a_damaged_copy_of_the_catalog_is_replaced(world: World) -> None:
    van = world.add_station("Van 12")
    import_share(world.office)
    syncing.sync(van)
    kept = kept_catalog(van.home)
    assert kept is not None
    (van.home / CATALOG).write_bytes(b"{")
    assert kept_catalog(van.home) is None
    syncing.sync(van)
    assert kept_catalog(van.home) == kept


@pytest.mark.fault(16)
def test_what_was_sealed_waits_while_the_folder_is_away(world: World) -> None:
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    away = world.share.rename(world.root / "away")
    with pytest.raises(ShareUnreachable):
        syncing.sync(van)
    assert van.store.outbox().waiting == 1
    away.rename(world.share)
    assert syncing.sync(van).published == 1


@pytest.mark.fault(18)
def test_another_share_is_not_mistaken_for_ours(world: World) -> None:
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    syncing.sync(van)
    for file in world.share.glob("keystep-*.json"):
        file.unlink()
    with pytest.raises(ShareUnreachable):
        import_share(world.office)
    with pytest.raises(ShareUnreachable):
        syncing.sync(van)
    assert list(world.share.glob(f"stations/{van.keys.device}/*"))


def test_a_heartbeat_leaves_daily_even_without_events(world: World) -> None:
    van = world.add_station("Van 12")
    assert syncing.sync(van).sealed == 1
    assert syncing.sync(van).sealed == 0
    world.clock.move(days=1)
    assert syncing.sync(van).sealed == 1


def test_stations_hear_where_the_key_results_stand(world: World) -> None:
    given_okrs(world)
    van = world.add_station("Van 12")
    rows = response_times(("North", "South", "Export"))
    import_kpis(world.office, written_kpis(world.root, *rows))
    import_share(world.office)
    syncing.sync(van)
    catalog = kept_catalog(van.home)
    assert catalog is not None
    word = next(w for w in catalog.key_results if w.id == "response-time")
    assert (word.baseline, word.now, word.target, word.attainment) == ("20", "18.5", "17", 500)
    assert word.status == Status.TOO_EARLY.value


def test_an_import_is_cancelled_between_two_files(world: World) -> None:
    for name in ("Van 12", "Hall 7"):
        station = world.add_station(name)
        finish_path(station, "Amara")
        syncing.sync(station)
    seen: list[importing.Progress] = []
    stopped = import_share(world.office, seen.append, lambda: len(seen) == 1)
    assert stopped.cancelled
    assert stopped.count(Verdict.NEW) == 1
    rest = import_share(world.office)
    assert (rest.count(Verdict.NEW), rest.count(Verdict.DUPLICATE)) == (1, 1)


def test_what_was_imported_counts_though_nobody_can_be_answered(world: World) -> None:
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    syncing.sync(van)
    blocked = world.share / "receipts"
    blocked.write_bytes(b"no folder")
    report = import_share(world.office)
    assert report.count(Verdict.NEW) == 1
    assert isinstance(report.unanswered, ShareFull | ShareUnreachable)
    blocked.unlink()
    assert import_share(world.office).unanswered is None
    assert syncing.sync(van).received == 1


def test_a_reopened_office_still_knows_everything(world: World) -> None:
    given_okrs(world)
    van = world.add_station("Van 12")
    finish_path(van, "Amara")
    syncing.sync(van)
    import_share(world.office)
    world.office.close()
    again = open_office(world.office.home, PASSPHRASE, world.clock)
    try:
        assert import_share(again).count(Verdict.DUPLICATE) == 1
        assert settings.load(again.home).share is not None
    finally:
        again.close()
