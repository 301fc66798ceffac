from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.bundles import Batch, Claim, Erased, Reason
from keystep.domain.events import Event, chain, genesis
from tests.unit.sync.forging import (
    BATCH,
    EVENTS,
    OFFICE,
    STATION,
    forged,
    opened,
    reason_for,
    rechained,
)
from tests.unit.sync.samples import batch, recorded, sealed

ERASED = {one.event.seq: Erased(one.event.seq, one.h.hex()) for one in EVENTS}


def erased_from(whole: Batch, gone: set[int]) -> Batch:
    """``whole`` without the events at ``gone``."""
    seqs = range(whole.header.first, whole.header.last + 1)
    events = dict(zip(seqs, whole.events, strict=True))
    return msgspec.structs.replace(
        whole,
        events=tuple(data for seq, data in events.items() if seq not in gone),
        erased=tuple(ERASED[seq] for seq in seqs if seq in gone),
    )


@pytest.mark.fault(46)
@pytest.mark.parametrize("text", ["'; DROP TABLE events; --", "<img src=x>", "\\u0000", "😀é,,[["])
def test_what_learners_type_arrives_verbatim(text: str) -> None:
    events = recorded(STATION.device, 3, text)
    bundle = opened(sealed(STATION, OFFICE, batch(STATION.device, events)).data)
    assert bundle.events[2].event.body["response"]["text"] == text


def test_a_full_bundle_fits() -> None:
    events = recorded(STATION.device, 2_600)
    bundle = sealed(STATION, OFFICE, batch(STATION.device, events))
    assert opened(bundle.data).events[-1] == events[-1]


@given(st.sets(st.integers(1, len(EVENTS))), st.integers(1, len(EVENTS)))
def test_erased_events_keep_their_place_in_the_chain(gone: set[int], first: int) -> None:
    whole = batch(STATION.device, EVENTS, first)
    bundle = opened(sealed(STATION, OFFICE, erased_from(whole, gone)).data)
    left = [event for event in EVENTS[first - 1 :] if event.event.seq not in gone]
    assert bundle.events == tuple(left)
    assert bundle.erased == tuple(ERASED[seq] for seq in sorted(gone) if seq >= first)
    assert bundle.header == whole.header


@given(st.sets(st.integers(1, len(EVENTS)), min_size=1), st.data())
def test_an_erased_event_must_be_in_its_place_and_its_h_must_fit(
    gone: set[int], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(sorted(gone)))
    fault = data.draw(
        st.sampled_from(
            [
                lambda erased: erased.pop(one),
                lambda erased: erased.update({one: Erased(len(EVENTS) + 1, ERASED[one].h)}),
                lambda erased: erased.update({0: Erased(0, ERASED[one].h)}),
                lambda erased: erased.update({-1: erased[one]}),
                lambda erased: erased.update({one: Erased(one, ERASED[one].h.upper() + "0")}),
                lambda erased: erased.update({one: Erased(one, "")}),
            ]
        )
    )
    changed = erased_from(BATCH, gone)
    erased = {place.seq: place for place in changed.erased}
    fault(erased)
    changed = msgspec.structs.replace(changed, erased=tuple(erased[seq] for seq in sorted(erased)))
    assert reason_for(sealed(STATION, OFFICE, changed).data) == Reason.BAD_SHAPE


@pytest.mark.parametrize("seq", range(1, len(EVENTS) + 1))
def test_another_h_at_an_erased_event_breaks_the_chain(seq: int) -> None:
    changed = erased_from(BATCH, {seq})
    changed = msgspec.structs.replace(changed, erased=(Erased(seq, "ab" * 32),))
    assert reason_for(sealed(STATION, OFFICE, changed).data) == Reason.BROKEN_CHAIN


def test_what_is_erased_is_not_there_as_well() -> None:
    changed = msgspec.structs.replace(BATCH, erased=(ERASED[2],))
    assert reason_for(sealed(STATION, OFFICE, changed).data) == Reason.BAD_SHAPE


def test_erased_events_are_named_in_rising_order() -> None:
    changed = erased_from(BATCH, {2, 3})
    changed = msgspec.structs.replace(changed, erased=changed.erased[::-1])
    assert reason_for(sealed(STATION, OFFICE, changed).data) == Reason.BAD_SHAPE


def test_a_bundle_may_be_erased_altogether() -> None:
    everything = {event.event.seq for event in EVENTS}
    bundle = opened(sealed(STATION, OFFICE, erased_from(BATCH, everything)).data)
    assert bundle.events == ()
    assert len(bundle.erased) == len(EVENTS)


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
        lambda inner: inner["claims"].append({"learner": "", "name": "Ada", "team": ""}),
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
        {"kind": "erased", "body": {}},
    ],
    ids=str,
)
def test_events_that_cannot_be_reckoned_with_are_refused(change: dict[str, Any]) -> None:
    assert reason_for(rechained(lambda event: event.update(change))) == Reason.BAD_SHAPE


@pytest.mark.parametrize(
    "issued", ["2026-11-20T09:30:15", "2026-11-20T10:30:15+01:00", "9999-12-31T23:59:59Z", 7]
)
def test_a_catalog_that_was_seen_at_no_sound_time_is_refused(issued: object) -> None:
    body = {"program": "1.0.0", "catalog": 3, "issued": issued}
    report = {"kind": "station_reported", "learner": "", "body": body}
    assert reason_for(rechained(lambda event: event.update(report))) == Reason.BAD_SHAPE
    body["issued"] = "2026-11-20T09:30:15Z"
    assert opened(rechained(lambda event: event.update(report))).events[-1].event.body == body


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "dream_dreamt", "body": {"depth": 3}},
        {"kind": "Erased"},
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
    changed = msgspec.structs.replace(BATCH, header=header)
    assert reason_for(sealed(STATION, OFFICE, changed).data) == Reason.BROKEN_CHAIN


def test_names_in_claims_can_be_shown() -> None:
    def body(inner: dict[str, Any]) -> None:
        name, team = "\x1b[31m\u202eA\u200dda\n", "t" * 300_000
        inner["claims"] = [{"learner": "l", "name": name, "team": team}]

    assert opened(forged(body=body)).claims == (Claim("l", "[31mA\u200dda", "t" * 200),)
