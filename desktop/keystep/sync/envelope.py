"""DSSE envelopes: exact bytes, their type, and Ed25519 signatures over both.

Source: https://github.com/secure-systems-lab/dsse, protocol.md and envelope.md, version 1.0.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Raw, Struct

from keystep.domain.bundles import Reason
from keystep.domain.trust import KEY_ID_DIGITS, key_id
from keystep.errors import EnvelopeRefused

MAJOR = 1
MAX_SIGNATURES = 8

KeyOf = Callable[[str], bytes | None]


class Family(StrEnum):
    """What an envelope holds."""

    BUNDLE = "bundle"
    HELLO = "hello"
    CATALOG = "catalog"
    RECEIPT = "receipt"
    PROGRESS = "progress"
    SHARE = "share"

    @property
    def payload_type(self) -> str:
        return f"application/vnd.keystep.{self.value}.v{MAJOR}+json"

    @property
    def most_bytes(self) -> int:
        """The largest file of this family that is read."""
        return _MOST_BYTES.get(self, 8 << 20)


_MOST_BYTES = {
    Family.HELLO: 64 << 10,
    Family.SHARE: 64 << 10,
    Family.RECEIPT: 1 << 20,
    Family.PROGRESS: 32 << 20,
}
_TYPE = re.compile(r"application/vnd\.keystep\.([a-z]+)\.v([1-9][0-9]{0,8})\+json")


class Signer(Protocol):
    """Whoever can sign; ``key_id`` says with which key."""

    @property
    def key_id(self) -> str: ...

    def sign(self, message: bytes) -> bytes: ...


class Signature(Struct, frozen=True):
    keyid: str
    sig: bytes


class Envelope(Struct, frozen=True):
    """A well-formed envelope whose signatures have **not** been verified."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


class _WrittenSignature(Struct, frozen=True):
    keyid: str
    sig: Raw


class _Written(Struct, frozen=True, rename="camel"):
    payload: Raw
    payload_type: str
    signatures: tuple[_WrittenSignature, ...]


def only(public_key: bytes) -> KeyOf:
    """Knows this one key."""
    return {key_id(public_key): public_key}.get


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: what is signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal_envelope(payload: bytes, family: Family, *signers: Signer) -> bytes:
    """The envelope of ``payload``, signed by each of ``signers`` in turn."""
    message = pae(family.payload_type, payload)
    signatures = tuple(_WrittenSignature(s.key_id, _spelled(s.sign(message))) for s in signers)
    return _encoded(_Written(_spelled(payload), family.payload_type, signatures))


def open_envelope(data: bytes, family: Family, key_of: KeyOf) -> tuple[bytes, tuple[str, ...]]:
    """The payload, verified and not yet parsed, and the ids of the known keys that signed it.

    Raises EnvelopeRefused as :func:`parse_envelope` and :func:`verify` do.
    """
    envelope = parse_envelope(data, family)
    return envelope.payload, verify(envelope, key_of)


def parse_envelope(data: bytes, family: Family) -> Envelope:
    """The envelope in ``data``, unverified.

    Raises EnvelopeRefused: TOO_LARGE; UNSTABLE when the end is missing, as it is while a folder
    synchronises; NEWER_VERSION; else BAD_ENVELOPE.
    """
    if len(data) > family.most_bytes:
        raise EnvelopeRefused(
            Reason.TOO_LARGE,
            "The file has {size} bytes, more than the {most} that are read. It was left alone; "
            "have its writer make it again.",
            size=len(data),
            most=family.most_bytes,
        )
    written = _written(data)
    _require_type(written.payload_type, family)
    if not all(s.keyid.isprintable() for s in written.signatures):
        raise _bad_envelope("a key id that cannot be shown")
    signatures = tuple(Signature(s.keyid, _strict_base64(s.sig)) for s in written.signatures)
    return Envelope(_strict_base64(written.payload), written.payload_type, signatures)


def verify(envelope: Envelope, key_of: KeyOf) -> tuple[str, ...]:
    """The ids of the known keys that signed; signatures by unknown keys do not count.

    Raises EnvelopeRefused: UNKNOWN_STATION when no key is known, BAD_SIGNATURE when a signature by
    a known key is wrong.
    """
    known = [(s, key) for s in envelope.signatures if (key := key_of(s.keyid)) is not None]
    if not known:
        raise EnvelopeRefused(
            Reason.UNKNOWN_STATION,
            "The station that signed it (key {key:.8}) is not enrolled here. Approve it with: "
            "keystep stations enrol. The file is then read by itself.",
            key=envelope.signatures[0].keyid[:KEY_ID_DIGITS],
        )
    message = pae(envelope.payload_type, envelope.payload)
    for signature, key in known:
        _verify_one(signature, key, message)
    return tuple(signature.keyid for signature, _ in known)


def plain(data: bytes, family: Family, key_of: KeyOf) -> bytes:
    """A sound envelope as :func:`seal_envelope` spells it, signed by known keys alone.

    Anybody can add spaces or signatures to one, and it says the same still.
    """
    written = _written(data)
    if len(written.signatures) == 1 and b"\\" not in data and _encoded(written) == data:
        return data
    envelope = parse_envelope(data, family)
    known = {s.keyid: s for s in envelope.signatures if key_of(s.keyid) is not None}
    signatures = tuple(_WrittenSignature(s.keyid, _spelled(s.sig)) for s in known.values())
    return _encoded(_Written(_spelled(envelope.payload), envelope.payload_type, signatures))


def _verify_one(signature: Signature, key: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature.sig, message)
    except (InvalidSignature, ValueError) as fault:
        raise EnvelopeRefused(
            Reason.BAD_SIGNATURE,
            "The signature of {key} does not fit: the file was damaged or changed after signing. "
            "It was left alone; look at who can write to the shared folder.",
            key=signature.keyid,
        ) from fault


def _written(data: bytes) -> _Written:
    try:
        written = msgspec.json.decode(data, type=_Written)
    except (ValueError, RecursionError) as fault:
        # Sync clients show files that are cut short, or still zeros towards the end.
        if "truncated" in str(fault) or data.endswith(b"\0"):
            raise EnvelopeRefused(
                Reason.UNSTABLE, "The file is not whole yet. Wait: it is read again next time."
            ) from fault
        raise _bad_envelope(fault) from fault
    if not 1 <= len(written.signatures) <= MAX_SIGNATURES:
        raise _bad_envelope(f"{len(written.signatures)} signatures")
    return written


def _require_type(payload_type: str, family: Family) -> None:
    match = _TYPE.fullmatch(payload_type)
    if match is None or match[1] != family:
        raise _bad_envelope(f"its type is {payload_type[:80]!r}")
    if int(match[2]) != MAJOR:
        raise EnvelopeRefused(
            Reason.NEWER_VERSION,
            "It was written in format {version} by a newer Keystep. Update this one, and the file "
            "is read by itself.",
            version=int(match[2]),
        )


def _strict_base64(written: Raw) -> bytes:
    """Bytes have one spelling only: standard alphabet, padded, no stray bits.

    The alphabet and the padding are seen to by the decoder; stray bits can only be at the end.
    """
    try:
        data = msgspec.json.decode(written, type=bytes)
    except ValueError as fault:
        raise _bad_envelope(fault) from fault
    last = len(data) % 3 or 3
    if data and _base64(data[-last:]) != _ending(written):
        raise _bad_envelope("base64 with stray bits")
    return data


def _encoded(written: _Written) -> bytes:
    return msgspec.json.encode(written)


def _ending(written: Raw) -> str:
    """The last four characters of a JSON string; each takes up to six bytes."""
    end = bytes(memoryview(written)[-25:-1])
    return (msgspec.json.decode(written, type=str) if b"\\" in end else end.decode())[-4:]


def _spelled(data: bytes) -> Raw:
    return Raw(msgspec.json.encode(data))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bad_envelope(fault: object) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.BAD_ENVELOPE,
        "It is not a signed Keystep file of the expected kind ({fault}). It was left alone; remove "
        "it if it does not belong in the shared folder.",
        fault=str(fault),
    )
