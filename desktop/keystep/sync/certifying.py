"""Codes of certificates: what is stated and the admin's signature, in letters that can be copied.

A code is base32 (RFC 4648) of one byte for its version, 8 bytes of the key's id, 64 of the Ed25519
signature and the statement as MessagePack. It proves itself: whoever has the admin's public key
needs neither network nor database.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from keystep.domain.certificates import Certificate
from keystep.domain.trust import key_id
from keystep.errors import CertificateRefused
from keystep.sync.envelope import Signer, pae
from keystep.sync.signed import raw_key

VERSION = 1
PAYLOAD_TYPE = "application/vnd.keystep.certificate.v1+msgpack"
GROUP = 5
MOST_LETTERS = 4_000
_KEY_ID, _SIGNATURE = 8, 64
_HEAD = 1 + _KEY_ID + _SIGNATURE


def certify(certificate: Certificate, signer: Signer) -> str:
    """The code of ``certificate``."""
    stated = msgspec.msgpack.encode(certificate)
    name = bytes.fromhex(signer.key_id)[:_KEY_ID]
    data = bytes([VERSION]) + name + signer.sign(pae(PAYLOAD_TYPE, stated)) + stated
    return _letters(data)


def certified(code: str, public_keys: Iterable[str]) -> Certificate:
    """What a code proves; ``public_keys`` are the admin's, present and past, in base64.

    Only letters and digits matter, and not their size. Raises CertificateRefused.
    """
    data = _bytes_of(code)
    name, signature, stated = data[1:9], data[9:_HEAD], data[_HEAD:]
    keys = {bytes.fromhex(key_id(raw))[:_KEY_ID]: raw for raw in map(raw_key, public_keys)}
    if name not in keys:
        raise CertificateRefused(
            "The code was signed with a key ({key}) that is not known here. Look on a computer of "
            "the organisation that issued it, with its folder connected.",
            key=name.hex(),
        )
    try:
        Ed25519PublicKey.from_public_bytes(keys[name]).verify(signature, pae(PAYLOAD_TYPE, stated))
        return msgspec.msgpack.decode(stated, type=Certificate)
    except (InvalidSignature, ValueError) as fault:
        raise CertificateRefused(
            "The code of this certificate is not genuine: something in it was changed or mistyped. "
            "Copy it again, all of it; if it stays so, ask the office."
        ) from fault


def read(code: str) -> Certificate:
    """What a code of our own states, unverified. Raises CertificateRefused."""
    try:
        return msgspec.msgpack.decode(_bytes_of(code)[_HEAD:], type=Certificate)
    except msgspec.DecodeError as fault:
        raise _not_a_code() from fault


def grouped(code: str) -> str:
    """A code as people read it: groups of five letters."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _bytes_of(code: str) -> bytes:
    """Each code has one spelling: its last letter may hide nothing in the bits that it spares."""
    letters = "".join(filter(str.isalnum, code)).upper()
    if len(letters) > MOST_LETTERS:
        raise _not_a_code()
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError) as fault:
        raise _not_a_code() from fault
    if len(data) <= _HEAD or _letters(data) != letters:
        raise _not_a_code()
    if data[0] != VERSION:
        raise CertificateRefused(
            "The code is of a newer kind ({version}). Update Keystep and verify it again.",
            version=data[0],
        )
    return data


def _not_a_code() -> CertificateRefused:
    return CertificateRefused(
        "This is not the code of a certificate. It is the block of letters and digits below the "
        "name; copy all of it."
    )
