"""What a station keeps in the place of a secret: nobody reads it back, and guessing takes time."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Literal

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Meta, Struct

from keystep.sync.passphrase import KEY_BYTES, Argon

SALT_BYTES = 16


class Verifier(Struct, frozen=True, kw_only=True):
    """A secret through Argon2id (RFC 9106) at ``cost``, with 16 random bytes of ``salt``."""

    kdf: Literal["argon2id"] = "argon2id"
    cost: Argon
    salt: Annotated[bytes, Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    key: Annotated[bytes, Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]


def make_verifier(secret: str, salt: bytes, cost: Argon) -> bytes:
    """The verifier of ``secret`` as JSON."""
    made = Verifier(cost=cost, salt=salt, key=_key(secret, salt, cost))
    return msgspec.json.encode(made)


def read_verifier(data: bytes) -> Verifier:
    """Raises msgspec.DecodeError, msgspec.ValidationError or ValueError for what is none."""
    return msgspec.json.decode(data, type=Verifier)


def matches(secret: str, verifier: bytes) -> bool:
    """Whether it is that secret; one that cannot be read is nobody's."""
    try:
        kept = read_verifier(verifier)
    except (msgspec.MsgspecError, ValueError):
        return False
    return hmac.compare_digest(_key(secret, kept.salt, kept.cost), kept.key)


def badge_mark(badge: str, key: bytes) -> bytes:
    """What finds whose ``badge`` it is: HMAC-SHA256 under a ``key`` of this station's alone."""
    return hmac.digest(key, badge.encode(), hashlib.sha256)


def _key(secret: str, salt: bytes, cost: Argon) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(secret.encode())
