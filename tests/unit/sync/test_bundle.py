from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from keystep.domain.bundles import HELD, Batch, Header, OpenBundle, Reason
from keystep.domain.events import Event, canonical, chain, genesis
from keystep.errors import BundleRefused
from keystep.sync.bundle import Payload, open_bundle
from keystep.sync.envelope import Family, only, seal_envelope
from keystep.sync.key_pair import seal
from tests.unit.sync.samples import (
    EPOCH,
    LEARNER,
    NOW,
    admin,
    batch,
    recorded,
    sealed,
    sha16,
    station,
)

STATION, OFFICE = station(), admin()
EVENTS = recorded(STATION.device, 5)
BATCH = batch(STATION.device, EVENTS)
BUNDLE = sealed(STATION, OFFICE, BATCH)


def opened(data: bytes) -> OpenBundle:
    return open_bundle(data, only(STATION.public_key), OFFICE.unseal)


def reason_for(data: bytes) -> str:
    with pytest.raises(BundleRefused) as refusal:
        opened(data)
    assert str(refusal.value)
    return refusal.value.reason


def forged(
    header: dict[str, Any] | None = None,
    body: Callable[[dict[str, Any]], object] | None = None,
    text: bytes | None = None,
) -> bytes:
    """A bundle by the station's own hand: ``header`` in the open, ``body`` or ``text`` sealed."""
    outer = {**msgspec.to_builtins(BATCH.header), **(header or {})}
    inner = {
        "header": msgspec.to_builtins(BATCH.header),
        "sealed_at": "2026-11-20T09:30:15Z",
        "health": {"program": "1.0.0", "waiting": 0, "free_mib": 512},
        "claims": [],
        "events": [json.loads(event.data) for event in EVENTS],
    }
    if body is not None:
        body(inner)
    packed = seal(canonical(inner) if text is None else text, OFFICE.recipients)
    outer["sealed"] = base64.b64encode(packed).decode()
    return seal_envelope(canonical(outer), Family.BUNDLE, STATION)


def rechained(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A bundle whose last event is changed, with the chain to match."""
    events = [json.loads(event.data) for event in EVENTS]
    change(events[-1])
    after = chain(EVENTS[-2].h, canonical(events[-1])).hex()

    def body(inner: dict[str, Any]) -> None:
        inner["events"] = events
        inner["header"]["after"] = after

    return forged({"after": after}, body)


def test_what_a_station_seals_the_admin_opens() -> None:
    bundle = opened(BUNDLE.data)
    assert bundle.header == BATCH.header
    assert bundle.events == tuple(EVENTS)
    assert bundle.claims == BATCH.claims
    assert bundle.health.program == "1.0.0"
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
    for word in (LEARNER, "Ada", "Hall 7", "three-sentences"):
        assert word.encode() not in payload
        assert word.encode() not in base64.b64decode(json.loads(payload)["sealed"])


@pytest.mark.parametrize("text", ["'; DROP TABLE events; --", "<img src=x>", "\\u0000", "😀é,,[["])
def test_what_learners_type_arrives_verbatim(text: str) -> None:
    events = recorded(STATION.device, 3, text)
    bundle = opened(sealed(STATION, OFFICE, batch(STATION.device, events)).data)
    assert bundle.events[2].event.body["response"]["text"] == text


def test_a_full_bundle_fits() -> None:
    events = recorded(STATION.device, 2_600)
    bundle = sealed(STATION, OFFICE, batch(STATION.device, events))
    assert opened(bundle.data).events[-1] == events[-1]


def test_an_unknown_station_is_held() -> None:
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(BUNDLE.data, only(station().public_key), OFFICE.unseal)
    assert refusal.value.reason == Reason.UNKNOWN_STATION
    assert refusal.value.reason in HELD


def test_a_bundle_sealed_to_another_admin_is_held() -> None:
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(BUNDLE.data, only(STATION.public_key), admin().unseal)
    assert refusal.value.reason == Reason.CANNOT_UNSEAL


def test_nothing_is_unsealed_before_the_signature_holds() -> None:
    def never(_sealed: bytes) -> bytes:
        raise AssertionError("unsealed")

    envelope = json.loads(BUNDLE.data)
    envelope["payload"] = base64.b64encode(b"not even JSON").decode()
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(json.dumps(envelope).encode(), only(STATION.public_key), never)
    assert refusal.value.reason == Reason.BAD_SIGNATURE


def test_another_station_cannot_sign_for_this_one() -> None:
    other = station()
    data = seal_envelope(base64.b64decode(json.loads(BUNDLE.data)["payload"]), Family.BUNDLE, other)
    with pytest.raises(BundleRefused) as refusal:
        open_bundle(data, only(other.public_key), OFFICE.unseal)
    assert refusal.value.reason == Reason.HEADER_MISMATCH


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


@pytest.mark.parametrize(
    "text",
    [b"", b"NaN", b'{"events":[1e999]}', b'{"a":1,"a":1}', b"[" * 100_000, b'"\\u0000"', b"\xff"],
    ids=lambda text: repr(text[:16]),
)
def test_a_sealed_part_that_is_not_strict_json_is_bad_json(text: bytes) -> None:
    assert reason_for(forged(text=text)) == Reason.BAD_JSON


@pytest.mark.parametrize("text", [b"[" + b"[]," * 300_000 + b"[]]", b'"' + b"a" * (4 << 20) + b'"'])
def test_a_sealed_part_that_multiplies_is_too_large(text: bytes) -> None:
    assert reason_for(forged(text=text)) == Reason.TOO_LARGE


@pytest.mark.parametrize(
    "body",
    [
        lambda inner: inner.pop("events"),
        lambda inner: inner["events"].pop(),
        lambda inner: inner["events"].reverse(),
        lambda inner: inner["events"].insert(1, inner["events"][0]),
        lambda inner: inner["events"].__setitem__(0, []),
        lambda inner: inner["events"][0].pop("boot"),
        lambda inner: inner["events"][0].update(seq="1"),
        lambda inner: inner.update(events={}),
        lambda inner: inner.update(claims=[{"learner": 1}]),
        lambda inner: inner.update(sealed_at="2026-11-20T09:30:15"),
        lambda inner: inner.update(sealed_at="2026-11-20T10:30:15+01:00"),
    ],
)
def test_bodies_of_another_shape_are_refused(body: Callable[[dict[str, Any]], object]) -> None:
    assert reason_for(forged(body=body)) == Reason.BAD_SHAPE


@pytest.mark.parametrize(
    "change",
    [
        {"at": "2026-11-20T09:30:15"},
        {"at": "2026-11-20T10:30:15+01:00"},
        {"at": "0001-01-01T00:00:00Z"},
        {"at": "9999-12-31T23:59:59Z"},
        {"at": "yesterday"},
        {"offset": 1_441},
        {"offset": -(1 << 53)},
        {"body": {}},
        {"body": {"score": "1000"}},
        {"body": None},
        {"clock": None},
    ],
    ids=str,
)
def test_events_that_cannot_be_reckoned_with_are_refused(change: dict[str, Any]) -> None:
    assert reason_for(rechained(lambda event: event.update(change))) == Reason.BAD_SHAPE


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "dream_dreamt", "body": {"depth": 3}},
        {"v": 2, "body": {"new": True}},
        {"shift": "night"},
        {"at": "1970-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_what_a_newer_program_says_is_kept(change: dict[str, Any]) -> None:
    last = opened(rechained(lambda event: event.update(change))).events[-1]
    kept = json.loads(last.data)
    assert {name: kept[name] for name in change} == change
    assert isinstance(last.event, Event)


def test_a_changed_event_breaks_the_chain() -> None:
    data = forged(body=lambda inner: inner["events"][2]["body"].update(score=0))
    assert reason_for(data) == Reason.BROKEN_CHAIN


def test_the_first_event_must_follow_from_the_stream_itself() -> None:
    before = genesis(STATION.device, "f" * 16)
    h = before
    for event in EVENTS:
        h = chain(h, event.data)
    header = msgspec.structs.replace(BATCH.header, before=before.hex(), after=h.hex())
    given = msgspec.structs.replace(BATCH, header=header)
    assert reason_for(sealed(STATION, OFFICE, given).data) == Reason.BROKEN_CHAIN


def test_the_payload_is_in_canonical_form() -> None:
    loose = json.dumps({**msgspec.to_builtins(BATCH.header), "sealed": ""}).encode()
    assert reason_for(seal_envelope(loose, Family.BUNDLE, STATION)) == Reason.BAD_JSON


def test_payload_and_batch_have_one_header() -> None:
    payload = Payload(**msgspec.structs.asdict(BATCH.header), sealed=b"")
    assert payload.header == BATCH.header
    assert type(payload.header) is Header
    assert isinstance(BATCH, Batch)
