from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope as Dsse
from securesystemslib.signer import CryptoSigner, SSlibKey

from keystep.domain.bundles import Reason
from keystep.domain.trust import key_id
from keystep.errors import EnvelopeRefused
from keystep.sync.envelope import (
    Envelope,
    Family,
    Signature,
    only,
    open_envelope,
    pae,
    seal_envelope,
    verify,
)
from keystep.sync.keys import StationKeys
from tests.unit.sync.samples import station

KEYS = station()
BUNDLE_TYPE = "application/vnd.keystep.bundle.v1+json"

# RFC 8032, section 7.1, tests 1 to 3: seed, public key, message ("-" for none), signature halves.
RFC_8032 = """
9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
-
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb
3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
72
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7
fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025
af82
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
"""


def opened(data: bytes, key: bytes = KEYS.public_key) -> bytes:
    return open_envelope(data, Family.BUNDLE, only(key))[0]


def reason_for(data: bytes, key: bytes = KEYS.public_key) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        opened(data, key)
    assert str(refusal.value)
    return refusal.value.reason


def written(**changes: Any) -> bytes:
    envelope = json.loads(seal_envelope(b"{}", Family.BUNDLE, KEYS))
    return json.dumps({**envelope, **changes}).encode()


@pytest.mark.fault(42)
def test_pre_authentication_encoding_is_that_of_the_specification() -> None:
    assert (
        pae("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("", b"") == b"DSSEv1 0  0 "
    assert pae("é", b"\0 \xff") == b"DSSEv1 2 \xc3\xa9 3 \0 \xff"


@pytest.mark.fault(42)
@pytest.mark.parametrize("test", [0, 1, 2])
def test_ed25519_is_that_of_rfc_8032(test: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = RFC_8032.replace("-", "").strip("\n").split("\n")[5 * test : 5 * test + 5]
    seed, public, message, *halves = map(bytes.fromhex, lines)
    signature = b"".join(halves)
    monkeypatch.setattr("keystep.sync.envelope.pae", lambda _type, payload: payload)
    envelope = Envelope(message, "", (Signature(key_id(public), signature),))
    assert verify(envelope, only(public)) == (key_id(public),)
    keys = StationKeys(Ed25519PrivateKey.from_private_bytes(seed), KEYS.identity)
    assert (keys.public_key, keys.sign(message)) == (public, signature)


@given(st.binary(max_size=300), st.sampled_from(Family))
def test_what_was_sealed_is_opened_byte_for_byte(payload: bytes, family: Family) -> None:
    data = seal_envelope(payload, family, KEYS)
    assert open_envelope(data, family, only(KEYS.public_key)) == (payload, (KEYS.key_id,))


@pytest.mark.fault(35)
def test_every_flipped_bit_is_refused() -> None:
    data = seal_envelope(b'{"a":1}', Family.BUNDLE, KEYS)
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeRefused):
            opened(bytes(flipped))


def test_a_file_cut_at_any_byte_is_not_whole_yet() -> None:
    data = seal_envelope(b'{"a":1}', Family.BUNDLE, KEYS)
    assert {reason_for(data[:n]) for n in range(len(data))} == {Reason.UNSTABLE}
    assert reason_for(data[:100] + bytes(len(data) - 100)) == Reason.UNSTABLE
    assert opened(data) == b'{"a":1}'


@pytest.mark.fault(42)
def test_securesystemslib_verifies_ours() -> None:
    theirs = Dsse.from_dict(json.loads(seal_envelope(b"payload", Family.RECEIPT, KEYS)))
    key = SSlibKey(KEYS.key_id, "ed25519", "ed25519", {"public": KEYS.public_key.hex()})
    assert theirs.payload == b"payload"
    assert set(theirs.verify([key], 1)) == {KEYS.key_id}


@pytest.mark.fault(42)
def test_ours_opens_what_securesystemslib_signed() -> None:
    public = SSlibKey(KEYS.key_id, "ed25519", "ed25519", {"public": KEYS.public_key.hex()})
    envelope = Dsse(b"payload", BUNDLE_TYPE, {})
    envelope.sign(CryptoSigner(KEYS.signing, public))
    assert opened(json.dumps(envelope.to_dict(), indent=2).encode()) == b"payload"


def test_an_unknown_key_is_told_from_a_wrong_signature() -> None:
    data = seal_envelope(b"{}", Family.BUNDLE, KEYS)
    assert reason_for(data, station().public_key) == Reason.UNKNOWN_STATION
    assert reason_for(written(payload=base64.b64encode(b"[]").decode())) == Reason.BAD_SIGNATURE
    with pytest.raises(EnvelopeRefused) as refusal:
        open_envelope(data, Family.BUNDLE, lambda _id: b"short")
    assert refusal.value.reason == Reason.BAD_SIGNATURE


def test_the_signature_binds_the_type() -> None:
    assert (
        reason_for(written(payloadType="application/vnd.keystep.receipt.v1+json"))
        == Reason.BAD_ENVELOPE
    )
    as_receipt = written(payloadType="application/vnd.keystep.receipt.v1+json")
    with pytest.raises(EnvelopeRefused) as refusal:
        open_envelope(as_receipt, Family.RECEIPT, only(KEYS.public_key))
    assert refusal.value.reason == Reason.BAD_SIGNATURE


def test_any_known_signer_will_do_and_only_known_ones_are_named() -> None:
    other = station()
    data = seal_envelope(b"{}", Family.SHARE, KEYS, other)
    for keys in (KEYS, other):
        assert open_envelope(data, Family.SHARE, only(keys.public_key)) == (b"{}", (keys.key_id,))
    both = {k.key_id: k.public_key for k in (KEYS, other)}
    assert open_envelope(data, Family.SHARE, both.get)[1] == (KEYS.key_id, other.key_id)


def test_a_newer_major_version_is_held() -> None:
    newer = written(payloadType="application/vnd.keystep.bundle.v2+json")
    assert reason_for(newer) == Reason.NEWER_VERSION


@pytest.mark.parametrize(
    "changes",
    [
        {"payloadType": "application/vnd.keystep.bundle.v0+json"},
        {"payloadType": "application/vnd.keystep.bundle.v01+json"},
        {"payloadType": "application/vnd.keystep.Bundle.v1+json"},
        {"payloadType": "application/vnd.keystep.hello.v1+json"},
        {"payloadType": "application/json"},
        {"payloadType": BUNDLE_TYPE + "\n"},
        {"payloadType": None},
        {"payload": "e3 0="},
        {"payload": "e30"},
        {"payload": "e31="},
        {"payload": "e30=\n"},
        {"payload": "e30=="},
        {"payload": "-_-_"},
        {"payload": "é"},
        {"payload": 1},
        {"signatures": []},
        {"signatures": {}},
        {"signatures": [{"keyid": "a" * 32, "sig": ""}] * 9},
        {"signatures": [{"sig": "AA=="}]},
        {"signatures": [{"keyid": "a" * 32}]},
    ],
    ids=str,
)
def test_other_envelopes_are_bad(changes: dict[str, Any]) -> None:
    assert reason_for(written(**changes)) == Reason.BAD_ENVELOPE


@pytest.mark.parametrize("data", [b"[]", b"null", b"{}", b"\xff\xfe", b"desktop", b"[" * 100_000])
def test_what_is_no_envelope_is_refused(data: bytes) -> None:
    assert reason_for(data) in {Reason.BAD_ENVELOPE, Reason.UNSTABLE}


@pytest.mark.fault(40)
@pytest.mark.parametrize("family", Family)
def test_size_comes_first(family: Family) -> None:
    with pytest.raises(EnvelopeRefused) as refusal:
        open_envelope(bytes(family.most_bytes + 1), family, {}.get)
    assert refusal.value.reason == Reason.TOO_LARGE
