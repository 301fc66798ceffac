"""Bundles that are not as they should be, and how they are refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from keystep.domain.bundles import OpenBundle
from keystep.domain.events import canonical, chain
from keystep.domain.trust import KnownKey
from keystep.errors import BundleRefused
from keystep.sync.bundle import OwnerOf, open_bundle
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.key_pair import seal
from keystep.sync.keys import StationKeys
from tests.unit.sync.samples import admin, batch, recorded, sealed, station

STATION, OFFICE = station(), admin()
EVENTS = recorded(STATION.device, 5)
BATCH = batch(STATION.device, EVENTS)
BUNDLE = sealed(STATION, OFFICE, BATCH)


def owned(keys: StationKeys) -> OwnerOf:
    """Knows every key that this station has or had."""

    def owner_of(key_id: str) -> KnownKey | None:
        key = keys.key_of(key_id)
        return key and KnownKey(device=keys.device, public_key=key)

    return owner_of


def opened(data: bytes) -> OpenBundle:
    return open_bundle(data, owned(STATION), OFFICE.unseal)


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
