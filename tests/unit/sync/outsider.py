"""A second implementation of the bundle, written from docs/formats.md alone.

It knows nothing of Keystep: besides the standard library it uses securesystemslib and pyrage.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, SSlibKey

TYPE = "application/vnd.keystep.bundle.v1+json"


def read_bundle(data: bytes, public_key: bytes, identity: str) -> dict[str, Any]:
    """The sealed part of the bundle ``data``, everything about it checked."""
    envelope = Envelope.from_dict(json.loads(data))
    assert envelope.payload_type == TYPE
    envelope.verify([key(public_key)], 1)
    payload = json.loads(envelope.payload)
    assert canonical(payload) == envelope.payload
    reader = pyrage.x25519.Identity.from_str(identity)
    text = pyrage.decrypt(base64.b64decode(payload.pop("sealed")), [reader])
    body = json.loads(text)
    assert canonical(body) == text
    assert body["header"] == payload
    check_chain(body)
    return body


def write_bundle(
    body: dict[str, Any], signing: Ed25519PrivateKey, recipients: list[str]
) -> tuple[str, bytes]:
    """The name and the bytes of the bundle with ``body`` inside."""
    header = body["header"]
    readers = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    sealed = base64.b64encode(pyrage.encrypt(canonical(body), readers)).decode()
    envelope = Envelope(canonical({**header, "sealed": sealed}), TYPE, {})
    envelope.sign(CryptoSigner(signing, key(signing.public_key().public_bytes_raw())))
    data = json.dumps(envelope.to_dict()).encode()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"{header['epoch']}-{header['no']}-{digest}.json", data


def check_chain(body: dict[str, Any]) -> None:
    header = body["header"]
    erased = {place["seq"]: place["h"] for place in body["erased"]}
    events = {event["seq"]: event for event in body["events"]}
    h = header["before"]
    if header["first"] == 1:
        assert h == hashlib.sha256(stream(header)).hexdigest()
    for seq in range(header["first"], header["last"] + 1):
        h = erased[seq] if seq in erased else follow(h, events.pop(seq))
    assert (h, events) == (header["after"], {})


def follow(h: str, event: dict[str, Any]) -> str:
    return hashlib.sha256(bytes.fromhex(h) + canonical(event)).hexdigest()


def stream(header: dict[str, Any]) -> bytes:
    return f"keystep:{header['device']}:{header['epoch']}".encode()


def key_id(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:32]


def key(public_key: bytes) -> SSlibKey:
    return SSlibKey(key_id(public_key), "ed25519", "ed25519", {"public": public_key.hex()})


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


if __name__ == "__main__":
    path, public_key, identity = sys.argv[1:]
    shown = read_bundle(Path(path).read_bytes(), bytes.fromhex(public_key), identity)
    assert not [name for name in sys.modules if name.startswith("keystep")]
    print(json.dumps(shown))
