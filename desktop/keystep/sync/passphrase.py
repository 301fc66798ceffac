"""A secret at rest under a passphrase: Argon2id makes the key, ChaCha20-Poly1305 locks."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Meta, Struct

from keystep.domain.events import canonical
from keystep.errors import PassphraseRefused, UsageError

KEY_BYTES = 32
SHORTEST = 8


class Argon(Struct, frozen=True, kw_only=True):
    """What trying one passphrase costs; the bounds keep a damaged file from asking for more.

    The default is the second recommendation of RFC 9106, section 4, on one lane.
    """

    memory_kib: Annotated[int, Meta(ge=8, le=1 << 20)] = 64 << 10
    passes: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 1

    def __post_init__(self) -> None:
        if self.memory_kib < 8 * self.lanes:
            raise ValueError("Argon2 needs 8 KiB a lane")


class Lock(Struct, frozen=True, kw_only=True):
    """How the key is made; 16 bytes of salt and 12 of nonce, both random."""

    kdf: Literal["argon2id"] = "argon2id"
    cost: Argon
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]


def refuse_short(passphrase: str) -> None:
    """Raises UsageError where a new passphrase would be guessed in no time.

    Spaces around it do not count. One that a key rests under already is not asked about.
    """
    if len(passphrase.strip()) < SHORTEST:
        raise UsageError(
            "The new passphrase is too short: it needs {n} characters or more. Nothing was "
            "changed. Take a few words that nobody would guess together, and try again.",
            n=SHORTEST,
        )


def lock(secret: bytes, passphrase: str, header: Struct, how: Lock) -> bytes:
    """``secret`` locked; unlocking takes the same passphrase and an equal ``header``."""
    cipher = ChaCha20Poly1305(_key(passphrase, how))
    return cipher.encrypt(how.nonce, secret, canonical(header))


def unlock(locked: bytes, passphrase: str, header: Struct, how: Lock) -> bytes:
    """Raises PassphraseRefused when the passphrase is wrong or anything was changed."""
    cipher = ChaCha20Poly1305(_key(passphrase, how))
    try:
        return cipher.decrypt(how.nonce, locked, canonical(header))
    except InvalidTag as fault:
        raise PassphraseRefused(
            "This passphrase does not open the admin's key. Type it again; mind capital letters."
        ) from fault


def _key(passphrase: str, how: Lock) -> bytes:
    """Keyboards compose accents differently; NFKC makes the same passphrase the same bytes."""
    kdf = Argon2id(
        salt=how.salt,
        length=KEY_BYTES,
        iterations=how.cost.passes,
        lanes=how.cost.lanes,
        memory_cost=how.cost.memory_kib,
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())
