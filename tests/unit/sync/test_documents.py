from __future__ import annotations

import base64
import json

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import (
    Catalog,
    CatalogStation,
    KeyResultWord,
    PackRef,
    Pin,
    Reason,
    Revoked,
)
from keystep.domain.down import Included, Person, ProgressDown, gathered
from keystep.domain.events import canonical
from keystep.domain.replaying import replay
from keystep.errors import EnvelopeRefused
from keystep.sync.canonical import MAX_VALUES
from keystep.sync.documents import (
    SealedCatalog,
    SealedProgress,
    make_catalog,
    make_progress,
    make_receipt,
    read_catalog,
    read_progress,
    read_receipt,
)
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.key_pair import KeyPair, seal
from tests.unit.sync.samples import (
    EPOCH,
    LEARNER,
    NOW,
    SHARE_ID,
    admin,
    receipt,
    recorded,
    renewed,
    station,
)

OFFICE, STATION = admin(), station()
PIN = Pin(epoch=EPOCH, seq=7, h="ab" * 32)
PACK = PackRef(id="calls", version="1.0.0", file="calls-1.0.0-00.kpack", sha256="cd" * 32, size=9)


def catalog(no: int = 3, share: str = SHARE_ID) -> Catalog:
    word = KeyResultWord(
        id="response-time",
        title="Median response time",
        unit="min",
        baseline="20",
        target="10",
        now="14",
        attainment=600,
        elapsed=500,
        status="on_track",
    )
    return Catalog(
        no=no,
        share=share,
        issued=NOW.at,
        stations=(CatalogStation(device=STATION.device, public_key=STATION.public_text),),
        key_results=(word,),
        revoked=(Revoked(device="0" * 32, since=NOW.at, pins=(PIN,)),),
        packs=(PACK,),
        erasures=(LEARNER,),
    )


def progress(no: int = 3, **changes: object) -> ProgressDown:
    events = [one.event for one in recorded(STATION.device, 4)]
    down = ProgressDown(
        no=no,
        share=SHARE_ID,
        device=STATION.device,
        issued=NOW.at,
        people=(Person(learner=LEARNER, name="Ada Krüger", team="Hall 7", also=("b",)),),
        included=(Included(epoch=EPOCH, ranges=((1, 2), (4, 4))),),
        states=(gathered(LEARNER, replay(events)),),
    )
    return replace(down, **changes)


def reading(data: bytes, above: int = 0, keys: KeyPair = STATION) -> ProgressDown | None:
    return read_progress(
        data, OFFICE.public_text, SHARE_ID, STATION.device, keys.unseal, above=above
    )


def refused(call: object, *args: object, **named: object) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        call(*args, **named)
    assert str(refusal.value)
    return refusal.value.reason


def test_an_enrolled_station_reads_the_catalog() -> None:
    data = make_catalog(catalog(), OFFICE, [STATION.recipient])
    for keys in (STATION, OFFICE):
        opened = read_catalog(data, OFFICE.public_text, SHARE_ID, keys.unseal, above=2)
        assert opened == catalog()


def test_others_do_not() -> None:
    data = make_catalog(catalog(), OFFICE, [STATION.recipient])
    assert b"response" not in data
    reason = refused(read_catalog, data, OFFICE.public_text, SHARE_ID, station().unseal, above=0)
    assert reason == Reason.CANNOT_UNSEAL


@pytest.mark.fault(40)
@pytest.mark.parametrize("above", [3, 4])
def test_only_a_higher_catalog_counts(above: int) -> None:
    data = make_catalog(catalog(3), OFFICE, [STATION.recipient])
    assert read_catalog(data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=above) is None


def test_a_catalog_of_another_share_or_admin_is_refused() -> None:
    elsewhere = make_catalog(catalog(share="elsewhere"), OFFICE, [STATION.recipient])
    assert (
        refused(read_catalog, elsewhere, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.HEADER_MISMATCH
    )
    foreign = make_catalog(catalog(), admin(), [STATION.recipient])
    assert (
        refused(read_catalog, foreign, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.UNKNOWN_STATION
    )


@pytest.mark.fault(40)
def test_a_mixed_catalog_is_refused() -> None:
    old = seal(canonical(catalog(3)), [STATION.recipient])
    mixed = canonical(SealedCatalog(no=9, share=SHARE_ID, sealed=old))
    data = seal_envelope(mixed, Family.CATALOG, OFFICE)
    assert (
        refused(read_catalog, data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
        == Reason.HEADER_MISMATCH
    )


def test_a_receipt_is_the_admins_word() -> None:
    given = replace(receipt(STATION.device, 4, 120), missing=((7, 9),), refused=("x.json",))
    assert read_receipt(make_receipt(given, OFFICE), OFFICE.public_text) == given
    forged = make_receipt(given, admin())
    assert refused(read_receipt, forged, OFFICE.public_text) == Reason.UNKNOWN_STATION


def test_times_without_a_zone_are_refused() -> None:
    naive = NOW.at.replace(tzinfo=None)
    data = make_receipt(replace(receipt(STATION.device, 4, 120), issued=naive), OFFICE)
    assert refused(read_receipt, data, OFFICE.public_text) == Reason.BAD_SHAPE
    revoked = (Revoked(device="0" * 32, since=naive, pins=()),)
    for changes in ({"issued": naive}, {"revoked": revoked}):
        data = make_catalog(replace(catalog(), **changes), OFFICE, [STATION.recipient])
        assert (
            refused(read_catalog, data, OFFICE.public_text, SHARE_ID, STATION.unseal, above=0)
            == Reason.BAD_SHAPE
        )
    data = make_progress(progress(issued=naive), OFFICE, STATION.recipient)
    assert refused(reading, data) == Reason.BAD_SHAPE


def test_a_station_reads_where_its_learners_stand() -> None:
    data = make_progress(progress(), OFFICE, STATION.recipient)
    assert progress().states[0].skills
    for keys in (STATION, renewed(STATION), OFFICE):
        assert reading(data, keys=keys) == progress()


def test_others_read_neither_names_nor_states() -> None:
    data = make_progress(progress(), OFFICE, STATION.recipient)
    payload = base64.b64decode(json.loads(data)["payload"])
    assert set(json.loads(payload)) == {"no", "share", "device", "sealed"}
    for word in (LEARNER, "Krüger", "Hall 7", "three-sentences"):
        assert word.encode() not in payload
    assert refused(reading, data, keys=station()) == Reason.CANNOT_UNSEAL


@pytest.mark.parametrize("above", [3, 4])
def test_only_higher_progress_counts(above: int) -> None:
    assert reading(make_progress(progress(3), OFFICE, STATION.recipient), above=above) is None


@pytest.mark.parametrize("changes", [{"share": "elsewhere"}, {"device": "0" * 32}], ids=str)
def test_progress_for_others_is_refused(changes: dict[str, str]) -> None:
    data = make_progress(progress(**changes), OFFICE, STATION.recipient)
    assert refused(reading, data) == Reason.HEADER_MISMATCH


def test_progress_is_the_admins_word() -> None:
    data = make_progress(progress(), admin(), STATION.recipient)
    assert refused(reading, data) == Reason.UNKNOWN_STATION


@pytest.mark.fault(40)
@pytest.mark.parametrize("changes", [{"no": 9}, {"share": "x"}, {"device": "x"}], ids=str)
def test_mixed_progress_is_refused(changes: dict[str, object]) -> None:
    sealed = seal(canonical(progress(**changes)), [STATION.recipient])
    outer = SealedProgress(no=3, share=SHARE_ID, device=STATION.device, sealed=sealed)
    data = seal_envelope(canonical(outer), Family.PROGRESS, OFFICE)
    assert refused(reading, data) == Reason.HEADER_MISMATCH


def test_progress_of_many_people_is_read() -> None:
    many = tuple(Person(learner=str(n), name="", team="") for n in range(MAX_VALUES // 4))
    data = make_progress(progress(people=many), OFFICE, STATION.recipient)
    assert reading(data) == progress(people=many)


def test_progress_that_multiplies_in_memory_is_too_large() -> None:
    sealed = seal(b"[" + b"[]," * (1 << 20) + b"[]]", [STATION.recipient])
    outer = SealedProgress(no=3, share=SHARE_ID, device=STATION.device, sealed=sealed)
    data = seal_envelope(canonical(outer), Family.PROGRESS, OFFICE)
    assert refused(reading, data) == Reason.TOO_LARGE
