"""The recovery key: one printed line that opens bundles and signs the admin's next key."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import IdentityError, x25519

from keystep.errors import PassphraseRefused
from keystep.sync.key_pair import KeyPair

SIGNING = b"keystep recovery signing"

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CHECKSUM_DIGITS = 6


def recovery_signer(recovery: str) -> KeyPair:
    """The printed key as keys: its age identity, and the signing key that follows from it.

    The signing key's seed is HKDF-SHA256 (RFC 5869) over the identity's 32 bytes, without salt.
    Raises PassphraseRefused when ``recovery`` is not a recovery key.
    """
    try:
        identity = x25519.Identity.from_str("".join(recovery.split()).upper())
    except IdentityError as fault:
        raise PassphraseRefused(
            "This is not a recovery key ({fault}). Type it as it is printed; it begins with "
            "AGE-SECRET-KEY-1.",
            fault=str(fault),
        ) from fault
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=SIGNING)
    return KeyPair(Ed25519PrivateKey.from_private_bytes(kdf.derive(_bytes(identity))), identity)


def _bytes(identity: x25519.Identity) -> bytes:
    """The data part of its Bech32 text (BIP 173), whose checksum has been checked already."""
    digits = str(identity).lower().rpartition("1")[2][:-_CHECKSUM_DIGITS]
    in_base32 = digits.translate(str.maketrans(_BECH32, _BASE32))
    return base64.b32decode(in_base32 + "=" * (-len(in_base32) % 8))
