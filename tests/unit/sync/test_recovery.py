from __future__ import annotations

import hmac
from functools import reduce
from operator import xor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from keystep.errors import PassphraseRefused
from keystep.sync.key_pair import seal
from keystep.sync.recovery import recovery_signer

PRINTED = str(x25519.Identity.generate())


def test_one_line_opens_and_signs() -> None:
    keys = recovery_signer(PRINTED)
    assert keys.unseal(seal(b"events", [keys.recipient])) == b"events"
    keys.signing.public_key().verify(keys.sign(b"message"), b"message")


WRONG = {
    "nothing": "",
    "a recipient": "age1",
    "cut short": PRINTED[:-1],
    "too long": PRINTED + "Q",
    "backwards": PRINTED[::-1],
    "a NUL": "\0",
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_what_is_no_recovery_key_is_refused(typed: str) -> None:
    with pytest.raises(PassphraseRefused, match="AGE-SECRET-KEY-1"):
        recovery_signer(typed)


def test_a_recovery_key_may_be_typed_in_groups() -> None:
    groups = " ".join(PRINTED[at : at + 8] for at in range(0, len(PRINTED), 8))
    assert recovery_signer(groups.lower() + "\n").key_id == recovery_signer(PRINTED).key_id


def test_the_signing_half_of_a_recovery_key_follows_from_its_bytes() -> None:
    """Bech32's own example (BIP 173) decodes these characters; HKDF (RFC 5869) by hmac alone."""
    text = "AGE-SECRET-KEY-1" + "Q" * 51 + "S"  # 255 bits that are 0, one that is 1, 4 to fill
    charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    digits = [charset.index(digit) for digit in text.lower().rpartition("1")[2]]
    text += "".join(charset[digit].upper() for digit in checksum("age-secret-key-", digits))
    raw = bytes(31) + b"\x01"
    extracted = hmac.digest(bytes(32), raw, "sha256")
    seed = hmac.digest(extracted, b"keystep recovery signing\x01", "sha256")
    expected = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert recovery_signer(text).public_key == expected


def checksum(prefix: str, digits: list[int]) -> list[int]:
    """Bech32's checksum, as BIP 173 gives it."""
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = 1
    for value in [*spread, *digits, *[0] * 6]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        check ^= reduce(xor, (g for i, g in enumerate(generator) if top >> i & 1), 0)
    return [(check ^ 1) >> 5 * (5 - i) & 31 for i in range(6)]
