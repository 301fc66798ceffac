"""The quick way to read a body agrees with the one that is always right, or leaves it to that."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.bundles import Body, Erased, Health, Heard, Troubles
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.body_text import read_quickly, read_text, read_thoroughly
from tests.unit.sync.forging import BATCH, EVENTS
from tests.unit.sync.samples import NOW

BODY = Body(
    header=BATCH.header,
    sealed_at=NOW.at.replace(microsecond=0),
    health=Health("1.0", 0, 512),
    claims=BATCH.claims,
    events=tuple(msgspec.Raw(one.data) for one in EVENTS[:4]),
    erased=(Erased(9, "0" * 64),),
)
TEXT = canonical(BODY)

ODD = (b"0", b"1.5", b"1e3", b"9007199254740993", b"\\u0000", b" ", b"null", b"[[", b"]]", b'"')
others = st.binary(max_size=6) | st.sampled_from(ODD)


def altered(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The body after ``change``, in canonical form as far as that goes."""
    value = json.loads(TEXT)
    change(value)
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def first_body(value: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = value["events"][0]["body"]
    return body


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def told(read: Callable[[bytes], object], text: bytes) -> object:
    """What ``read`` gives, or the reason why it refuses."""
    try:
        return read(text)
    except EnvelopeRefused as refusal:
        return refusal.reason


def test_what_stations_seal_is_read_quickly() -> None:
    assert read_quickly(TEXT) == read_thoroughly(TEXT)
    body, events = read_text(TEXT)
    assert body == BODY
    assert events == tuple(one.event for one in EVENTS[:4])


@given(st.integers(0, len(TEXT)), st.integers(0, 12), others)
def test_no_other_text_is_read_quickly_and_otherwise(at: int, length: int, other: bytes) -> None:
    text = TEXT[:at] + other + TEXT[at + length :]
    quick = told(read_quickly, text)
    assert quick is None or quick == told(read_thoroughly, text)
    assert told(read_text, text) == told(read_thoroughly, text)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: first_body(value).update(more=1.5),
        lambda value: first_body(value).update(more=10.0),
        lambda value: first_body(value).update(more=(1 << 53) + 1),
        lambda value: first_body(value).update(more=nested(40)),
        lambda value: first_body(value).update({"more\0": 1}),
        lambda value: value.update(more=1),
        lambda value: value["events"][1].update(more=1),
        lambda value: value["header"].update(last=1 << 60),
        lambda value: value["events"][1].update(at="2026-11-20T10:30:15+01:00"),
        lambda value: value["events"][1].update(clock=1 << 60),
        lambda value: value["health"].update(waiting=1 << 60),
        lambda value: value["health"].update(troubles={"restarts": 1 << 60}),
    ],
)
def test_whatever_the_types_leave_open_is_looked_at(
    change: Callable[[dict[str, Any]], object],
) -> None:
    text = altered(change)
    quick = told(read_quickly, text)
    assert quick is None or quick == told(read_thoroughly, text)
    assert told(read_text, text) == told(read_thoroughly, text)


@pytest.mark.parametrize(
    ("told", "health"),
    [
        ({}, Health("1.0", 0, 512)),
        ({"heard": {"catalog": 0, "progress": 0, "receipt": 0}}, Health("1.0", 0, 512)),
        ({"heard": {"catalog": 7}}, Health("1.0", 0, 512, Heard(catalog=7))),
        ({"troubles": {"faults": 2}}, Health("1.0", 0, 512, troubles=Troubles(faults=2))),
        ({"troubles": {"of later": 1}}, Health("1.0", 0, 512, troubles=Troubles())),
    ],
)
def test_health_is_read_as_older_and_newer_stations_write_it(
    told: dict[str, Any], health: Health
) -> None:
    body, _events = read_text(altered(lambda value: value["health"].update(told)))
    assert body.health == health


def test_numbers_and_depth_within_the_bounds_are_no_hindrance() -> None:
    near = altered(lambda value: first_body(value).update(more=[nested(20), (1 << 49) - 1]))
    assert read_quickly(near) == read_thoroughly(near)
