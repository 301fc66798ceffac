"""Whoever can write to the folder but has no key changes nothing."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from keystep.aggregate.event_log import LoggedEvent
from keystep.domain.bundles import Reason, Verdict
from keystep.domain.events import canonical
from keystep.errors import BundleRefused, EnvelopeRefused
from keystep.services.catalogs import kept_catalog
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import publish_catalog
from keystep.services.syncing import sync
from keystep.sync.documents import (
    SealedCatalog,
    make_catalog,
    make_progress,
    make_receipt,
    read_catalog,
    read_progress,
    read_receipt,
)
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.hello import make_hello, read_hello
from keystep.sync.identity import make_identity, read_identity
from keystep.sync.key_pair import seal
from tests.conftest import World
from tests.faults.plugin import Depth
from tests.faults.tally import Tally
from tests.unit.aggregate.dump import dump
from tests.unit.sync import test_documents as documents
from tests.unit.sync.forging import EVENTS, OFFICE, STATION, opened
from tests.unit.sync.samples import (
    EPOCH,
    SHARE_ID,
    batch,
    identity,
    receipt,
    renewed,
    sealed,
)

WRONG = {Reason.BAD_ENVELOPE, Reason.BAD_SIGNATURE}
NOT_OURS = {
    Reason.UNKNOWN_STATION,  # another key is named
    Reason.UNSTABLE,  # the end is no end
    Reason.NEWER_VERSION,  # another digit after the v
}
READ_FIRST = {Reason.BAD_JSON, Reason.BAD_SHAPE}
"""Who states their own key in a file is read before the signature is."""
ADMIN = OFFICE.public_text


Read = Callable[[bytes], Any]
FILES: dict[str, tuple[bytes, Read]] = {
    "bundle": (sealed(STATION, OFFICE, batch(STATION.device, EVENTS[:1])).data, opened),
    "catalog": (
        make_catalog(documents.catalog(), OFFICE, [STATION.recipient]),
        lambda data: read_catalog(data, ADMIN, SHARE_ID, STATION.unseal, above=0),
    ),
    "receipt": (
        make_receipt(receipt(STATION.device, 4, 120), OFFICE),
        lambda data: read_receipt(data, ADMIN),
    ),
    "progress": (
        make_progress(
            documents.progress(device=STATION.device, states=()), OFFICE, STATION.recipient
        ),
        lambda data: read_progress(data, ADMIN, SHARE_ID, STATION.device, STATION.unseal, above=0),
    ),
    "hello": (
        make_hello(STATION, identity(OFFICE), EPOCH, "Van 12"),
        lambda data: read_hello(data, OFFICE.unseal),
    ),
    "share": (make_identity(identity(OFFICE), OFFICE), read_identity),
}


@pytest.mark.fault(35)
@pytest.mark.parametrize("family", FILES)
def test_no_bit_of_a_file_can_be_flipped(family: str, depth: Depth, tally: Tally) -> None:
    data, read = FILES[family]
    assert read(data) is not None
    allowed = WRONG | NOT_OURS | (READ_FIRST if family in {"hello", "share"} else set())
    for bit in depth.of(range(8 * len(data)), 600):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises((BundleRefused, EnvelopeRefused)) as refusal:
            read(bytes(flipped))
        assert refusal.value.reason in allowed, bit
        assert str(refusal.value)
        tally.fault()


@pytest.mark.fault(35)
@pytest.mark.parametrize("signed", ["hello", "share"])
def test_of_two_signatures_one_that_was_flipped_says_nothing_new(signed: str) -> None:
    """One whose key is not known is passed over; what is left says the same, or is refused."""
    after = renewed(STATION)
    pairs: dict[str, tuple[bytes, Read]] = {
        "hello": (make_hello(after, identity(OFFICE), EPOCH, ""), partial(read_hello, unseal=None)),
        "share": (make_identity(identity(OFFICE), OFFICE, STATION), read_identity),
    }
    data, read = pairs[signed]
    whole = read(data)
    for bit in range(8 * data.index(b'"signatures"'), 8 * len(data), 5):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            told = read(bytes(flipped))
        except EnvelopeRefused:
            continue
        if signed == "hello":
            assert set(told.signers) < set(whole.signers)
            told = replace(told, signers=whole.signers)
        assert told == whole


def bundle_of(world: World, station: Station) -> Path:
    [path] = world.share.glob(f"stations/{station.keys.device}/{station.store.epoch}-*.json")
    return path


def learn(world: World, *there: Station) -> None:
    world.clock.move(minutes=1)
    for station in there:
        register(station, f"Person {world.clock.now().clock}", "Desk North")
        sync(station)


@pytest.mark.fault(35, 38)
def test_forged_bundles_are_kept_with_a_reason_and_their_neighbours_count(
    world: World, depth: Depth, tally: Tally
) -> None:
    van, hall = world.add_station("Van 12"), world.add_station("Hall 7")
    learn(world, van, hall)
    theirs = bundle_of(world, van)
    data, forged = theirs.read_bytes(), dict[str, bytes]()
    for bit in depth.of(range(0, 8 * len(data), 7), 24):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        forged[f"flipped-{bit}.json"] = bytes(flipped)
    payload = base64.b64decode(json.loads(data)["payload"])
    forged["another's.json"] = seal_envelope(payload, Family.BUNDLE, hall.keys)
    for name, content in forged.items():
        (theirs.parent / name).write_bytes(content)

    report = import_share(world.office)

    assert report.count(Verdict.NEW) == 2
    told = {Path(file.file).name: file for file in report.files if file.verdict != Verdict.NEW}
    assert told.keys() == forged.keys()
    assert told["another's.json"].reason == Reason.HEADER_MISMATCH
    kept = {one.name.rpartition("/")[2]: one for one in world.office.ledger.quarantined()}
    for name, content in forged.items():
        tally.fault()
        tally.refuse(kept=world.office.ledger.bytes_of(kept[name].sha) == content)
        assert kept[name].reason in WRONG | NOT_OURS | {Reason.HEADER_MISMATCH}
        assert str(kept[name].detail)
    for station in (van, hall):
        here = {event.seq for event in events_of(world, station)}
        tally.lost += len({one.event.seq for one in station.store.events()} - here)


def events_of(world: World, station: Station) -> list[LoggedEvent]:
    rows = world.office.ledger.events(limit=1000)
    return [row for row in rows if row.device == station.keys.device]


@pytest.mark.fault(39)
def test_whatever_was_ever_on_the_share_can_be_played_again(world: World, tally: Tally) -> None:
    van, hall = world.add_station("Van 12"), world.add_station("Hall 7")
    ever = world.root / "ever"
    for _ in range(3):
        learn(world, van, hall)
        shutil.copytree(world.share, ever, dirs_exist_ok=True)
        import_share(world.office)
        publish_catalog(world.office)
        shutil.copytree(world.share, ever, dirs_exist_ok=True)
    for station in (van, hall):
        sync(station)
    before = standing(world, van, hall)
    here = {path.relative_to(world.share) for path in world.share.rglob("*.json")}
    gone = [path for path in ever.rglob("*.json") if path.relative_to(ever) not in here]
    assert {path.parent.name for path in gone} >= {"catalog", "receipts", "progress"}
    for path in gone:
        shutil.copy2(path, world.share / path.relative_to(ever))
        tally.fault()

    report = import_share(world.office)
    for station in (van, hall):
        sync(station)

    assert report.events == 0
    assert standing(world, van, hall) == before


def standing(world: World, *there: Station) -> object:
    """What counts at the office, and that each station has heard and been heard to the last."""
    ledger = world.office.ledger
    ledger.states.refresh()
    told = dump(ledger)
    for station in there:
        heard, known = station.store.heard(), kept_catalog(station.home)
        assert known is not None
        assert known.no == ledger.last_number("catalog")
        assert heard.progress == ledger.last_number(f"progress:{station.keys.device}")
    return (
        {name: told[name] for name in ("event", "learner", "learner_state", "forks", "standings")},
        [one.store.outbox().unreceipted for one in there],
        [one.store.epoch for one in there],
    )


@pytest.mark.fault(40)
def test_catalogs_that_are_not_the_next_one_raise_no_number(world: World, tally: Tally) -> None:
    """One of the past under a new name, one in the envelope of another, and one without end."""
    van = world.add_station("Van 12")
    office, folder = world.office, world.share / "catalog"
    publish_catalog(office)
    past = next(folder.glob("catalog-*.json")).read_bytes()
    publish_catalog(office)
    sync(van)
    known = kept_catalog(van.home)
    assert known is not None
    inside = seal(canonical(known), [*office.unlocked.recipients, van.keys.recipient])
    mixed = SealedCatalog(no=known.no + 7, share=known.share, sealed=inside)
    forged = {
        "catalog-90.json": past,
        "catalog-91.json": seal_envelope(canonical(mixed), Family.CATALOG, office.unlocked),
        "catalog-92.json": b'{"payload":"' + bytes(Family.CATALOG.most_bytes) + b'"}',
    }
    for name, content in forged.items():
        (folder / name).write_bytes(content)
        sync(van)
        tally.fault()
        assert kept_catalog(van.home) == known
    newest = publish_catalog(office)
    sync(van)
    assert kept_catalog(van.home) == newest
    assert newest.no > known.no
