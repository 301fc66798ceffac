from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from keystep.domain.bundles import Erased, Heard
from keystep.domain.trust import KnownKey
from keystep.sync.bundle import open_bundle
from tests.unit.sync import outsider
from tests.unit.sync.samples import EPOCH, LEARNER, admin, batch, recorded, sealed, station

STATION, OFFICE = station(), admin()
EVENTS = recorded(STATION.device, 5, 'Grüße, "Ada"\t😀\x7f')
WHOLE = batch(STATION.device, EVENTS)
HOLED = replace(
    WHOLE,
    events=tuple(WHOLE.events[at] for at in (0, 1, 4)),
    erased=tuple(Erased(at + 1, EVENTS[at].h.hex()) for at in (2, 3)),
)
BEAT = batch(STATION.device, EVENTS, first=6, no=2)


@pytest.mark.fault(42)
def test_a_stranger_reads_a_bundle(tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(sealed(STATION, OFFICE, HOLED).data)
    arguments = [str(path), STATION.public_key.hex(), str(OFFICE.identity)]
    command = [sys.executable, "-I", outsider.__file__, *arguments]
    body = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert body["events"] == [json.loads(data) for data in HOLED.events]
    assert [place["seq"] for place in body["erased"]] == [3, 4]
    assert body["claims"] == [{"learner": LEARNER, "name": "Ada Krüger", "team": "Hall 7"}]
    assert body["health"]["heard"] == {"catalog": 3, "receipt": 2, "progress": 1}
    assert body["sealed_at"] == "2026-11-20T09:30:15Z"


@pytest.mark.parametrize("given", [WHOLE, HOLED, BEAT], ids=["whole", "holed", "heartbeat"])
def test_a_stranger_finds_every_bundle_sound(given: Any) -> None:
    bundle = sealed(STATION, OFFICE, given)
    body = outsider.read_bundle(bundle.data, STATION.public_key, str(OFFICE.identity))
    assert len(body["events"]) == len(given.events)


@pytest.mark.fault(42)
def test_a_stranger_writes_a_bundle() -> None:
    signing = Ed25519PrivateKey.generate()
    public_key = signing.public_key().public_bytes_raw()
    body = strangers_body(outsider.key_id(public_key))
    name, data = outsider.write_bundle(body, signing, list(OFFICE.recipients))
    owner = KnownKey(device=outsider.key_id(public_key), public_key=public_key)
    opened = open_bundle(data, {owner.device: owner}.get, OFFICE.unseal)
    assert [json.loads(one.data) for one in opened.events] == body["events"]
    assert opened.events[0].h.hex() == body["header"]["after"]
    assert opened.health.heard == Heard(catalog=1)
    assert name.startswith(f"{EPOCH}-1-")


def strangers_body(device: str) -> dict[str, Any]:
    """One event, as the page describes it."""
    event = {
        "seq": 1,
        "learner": "6a0f0b1e-0d5c-4d4d-8f1e-5a4d0f3f2b10",
        "kind": "dream_dreamt",
        "v": 1,
        "at": "2026-11-20T09:30:15.250000Z",
        "offset": -330,
        "boot": "b",
        "clock": 7,
        "body": {"of": "größer\u2028sheep"},
    }
    header = {"device": device, "epoch": EPOCH, "no": 1, "first": 1, "last": 1}
    before = outsider.hashlib.sha256(outsider.stream(header)).hexdigest()
    return {
        "header": {**header, "before": before, "after": outsider.follow(before, event)},
        "sealed_at": "2026-11-20T09:30:15Z",
        "health": {
            "program": "a stranger's",
            "waiting": 0,
            "free_mib": 1,
            "heard": {"catalog": 1, "receipt": 0, "progress": 0},
        },
        "claims": [],
        "events": [event],
        "erased": [],
    }
