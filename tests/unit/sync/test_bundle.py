from __future__ import annotations

import base64
import json
from typing import Any

import msgspec
import pytest

from keystep.domain.bundles import HELD, Batch, Header, Health, Heard, Reason
from keystep.domain.trust import KnownKey
from keystep.errors import BundleRefused
from keystep.sync.bundle import Payload, open_bundle, peek_header
from keystep.sync.envelope import Family, seal_envelope
from tests.unit.sync.forging import (
    BATCH,
    BUNDLE,
    EVENTS,
    OFFICE,
    STATION,
    forged,
    opened,
    owned,
    reason_for,
)
from tests.unit.sync.samples import (
    EPOCH,
    LEARNER,
    NOW,
    admin,
    batch,
    renewed,
    sealed,
    sha16,
    station,
)


def test_what_a_station_seals_the_admin_opens() -> None:
    bundle = opened(BUNDLE.data)
    assert bundle.header == BATCH.header
    assert bundle.events == tuple(EVENTS)
    assert bundle.claims == BATCH.claims
    assert bundle.erased == ()
    assert bundle.health == Health("1.0.0", 0, 512, Heard(catalog=3, receipt=2, progress=1))
    assert bundle.sealed_at == NOW.at.replace(microsecond=0)


def test_the_name_tells_epoch_number_and_hash() -> None:
    assert BUNDLE.name == f"{EPOCH}-1-{sha16(BUNDLE.data)}.json"


def test_later_runs_follow_earlier_ones() -> None:
    later = batch(STATION.device, EVENTS, first=4, no=2)
    assert opened(sealed(STATION, OFFICE, later).data).events == tuple(EVENTS[3:])


@pytest.mark.parametrize("events", [[], EVENTS])
def test_a_heartbeat_has_no_events(events: list[Any]) -> None:
    beat = batch(STATION.device, events, first=len(events) + 1, no=9)
    bundle = opened(sealed(STATION, OFFICE, beat).data)
    assert bundle.events == ()
    assert bundle.header.last == len(events)


def test_nothing_readable_names_a_learner() -> None:
    payload = base64.b64decode(json.loads(BUNDLE.data)["payload"])
    for word in (LEARNER, "Krüger", "Hall 7", "three-sentences"):
        assert word.encode() not in payload
        assert word.encode() not in base64.b64decode(json.loads(payload)["sealed"])


@pytest.mark.fault(36)
def test_an_unknown_station_is_held() -> None:
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(BUNDLE.data, owned(station()), OFFICE.unseal)
    assert refusal.value.reason == Reason.UNKNOWN_STATION
    assert refusal.value.reason in HELD


def test_a_bundle_sealed_to_another_admin_is_held() -> None:
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(BUNDLE.data, owned(STATION), admin().unseal)
    assert refusal.value.reason == Reason.CANNOT_UNSEAL


def test_nothing_is_unsealed_before_the_signature_holds() -> None:
    def never(_sealed: bytes) -> bytes:
        raise AssertionError("unsealed")

    envelope = json.loads(BUNDLE.data)
    envelope["payload"] = base64.b64encode(b"not even JSON").decode()
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(json.dumps(envelope).encode(), owned(STATION), never)
    assert refusal.value.reason == Reason.BAD_SIGNATURE


@pytest.mark.fault(38)
def test_another_station_cannot_sign_for_this_one() -> None:
    other = station()
    data = seal_envelope(base64.b64decode(json.loads(BUNDLE.data)["payload"]), Family.BUNDLE, other)
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(data, owned(other), OFFICE.unseal)
    assert refusal.value.reason == Reason.HEADER_MISMATCH


@pytest.mark.fault(41)
def test_both_keys_are_accepted_while_they_change() -> None:
    after = renewed(STATION)
    before = open_bundle(BUNDLE.data, owned(after), OFFICE.unseal)
    later = open_bundle(sealed(after, OFFICE, BATCH).data, owned(after), OFFICE.unseal)
    assert before == later
    assert later.header.device == STATION.device


def test_a_key_that_is_not_yet_known_is_held() -> None:
    with pytest.raises(BundleRefused) as refusal:
        opened(sealed(renewed(STATION), OFFICE, BATCH).data)
    assert refusal.value.reason == Reason.UNKNOWN_STATION


@pytest.mark.fault(38)
def test_of_several_signers_one_must_own_the_device() -> None:
    other = station()

    def owner_of(key_id: str) -> KnownKey | None:
        return owned(STATION)(key_id) or owned(other)(key_id)

    payload = base64.b64decode(json.loads(BUNDLE.data)["payload"])
    data = seal_envelope(payload, Family.BUNDLE, other, STATION)
    assert open_bundle(data, owner_of, OFFICE.unseal) == opened(BUNDLE.data)
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(seal_envelope(payload, Family.BUNDLE, other), owner_of, OFFICE.unseal)
    assert refusal.value.reason == Reason.HEADER_MISMATCH


def test_a_station_reads_the_header_of_its_own_bundle() -> None:
    assert peek_header(BUNDLE.data, STATION.key_of) == BATCH.header
    assert peek_header(BUNDLE.data, renewed(STATION).key_of) == BATCH.header
    assert peek_header(forged({"no": 7}), STATION.key_of).no == 7
    for data, reason in (
        (BUNDLE.data[:-1], Reason.UNSTABLE),
        (forged({"epoch": "1"}), Reason.BAD_SHAPE),
        (sealed(station(), OFFICE, BATCH).data, Reason.UNKNOWN_STATION),
    ):
        with pytest.raises(BundleRefused) as refusal:
            peek_header(data, STATION.key_of)
        assert refusal.value.reason == reason


def test_cut_at_any_byte_it_is_refused() -> None:
    step = 7
    cuts = [BUNDLE.data[:n] for n in [*range(0, len(BUNDLE.data), step), len(BUNDLE.data) - 1]]
    assert {reason_for(cut) for cut in cuts} == {Reason.UNSTABLE}


@pytest.mark.parametrize(
    "changes",
    [
        {"no": 2},
        {"epoch": "f" * 16},
        {"first": 2, "last": 6},
        {"last": 4},
        {"before": "0" * 64},
        {"after": "0" * 64},
    ],
    ids=str,
)
def test_the_open_header_must_equal_the_sealed_one(changes: dict[str, Any]) -> None:
    assert reason_for(forged(changes)) == Reason.HEADER_MISMATCH


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "../" + "a" * 29},
        {"epoch": "1"},
        {"epoch": EPOCH.upper()},
        {"before": "z" * 64},
        {"no": 0},
        {"no": "1"},
        {"first": 0},
        {"first": 9},
        {"last": 9_000},
        {"after": None},
    ],
    ids=str,
)
def test_headers_out_of_bounds_are_bad_shape(changes: dict[str, Any]) -> None:
    assert reason_for(forged(changes)) == Reason.BAD_SHAPE


def test_the_payload_is_in_canonical_form() -> None:
    loose = json.dumps({**msgspec.to_builtins(BATCH.header), "sealed": ""}).encode()
    assert reason_for(seal_envelope(loose, Family.BUNDLE, STATION)) == Reason.BAD_JSON


def test_payload_and_batch_have_one_header() -> None:
    payload = Payload(**msgspec.structs.asdict(BATCH.header), sealed=b"")
    assert payload.header == BATCH.header
    assert type(payload.header) is Header
    assert isinstance(BATCH, Batch)
