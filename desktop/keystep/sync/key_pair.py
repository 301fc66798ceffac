"""A signing key and an age identity that belong together."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from pyrage import x25519

from keystep.domain.bundles import Reason
from keystep.domain.trust import key_id
from keystep.errors import EnvelopeRefused


class Secret(Struct, frozen=True, kw_only=True):
    """A key pair at rest: the Ed25519 seed, and the age identity as its text."""

    signing: bytes
    identity: str


@dataclass(frozen=True)
class KeyPair:
    """Signs (Ed25519) and unseals (age X25519)."""

    signing: Ed25519PrivateKey = field(repr=False)
    identity: x25519.Identity = field(repr=False)

    @property
    def public_key(self) -> bytes:
        """Raw Ed25519 public key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def public_text(self) -> str:
        """:attr:`public_key` in base64, as documents state it."""
        return base64.b64encode(self.public_key).decode()

    @property
    def key_id(self) -> str:
        return key_id(self.public_key)

    @property
    def recipient(self) -> str:
        """The age recipient to seal to."""
        return str(self.identity.to_public())

    @property
    def identities(self) -> tuple[x25519.Identity, ...]:
        """Every identity that can unseal for these keys, the present one first."""
        return (self.identity,)

    @property
    def secret(self) -> Secret:
        return Secret(signing=self.signing.private_bytes_raw(), identity=str(self.identity))

    def sign(self, message: bytes) -> bytes:
        return self.signing.sign(message)

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed to any of :attr:`identities`.

        Raises EnvelopeRefused with CANNOT_UNSEAL.
        """
        return unseal(sealed, *self.identities)


def new_pair() -> KeyPair:
    """Keys that nobody has yet."""
    return KeyPair(Ed25519PrivateKey.generate(), x25519.Identity.generate())


def pair_of(secret: Secret) -> KeyPair:
    """Raises ValueError or pyrage.IdentityError when ``secret`` is damaged."""
    signing = Ed25519PrivateKey.from_private_bytes(secret.signing)
    return KeyPair(signing, x25519.Identity.from_str(secret.identity))


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """``data`` encrypted with age: any one of ``recipients`` (at least one) can open it."""
    keys = [x25519.Recipient.from_str(recipient) for recipient in recipients]
    return bytes(pyrage.encrypt(data, keys))


def unseal(sealed: bytes, *identities: x25519.Identity) -> bytes:
    """Raises EnvelopeRefused with CANNOT_UNSEAL."""
    try:
        return bytes(pyrage.decrypt(sealed, list(identities)))
    except pyrage.DecryptError as fault:
        raise EnvelopeRefused(
            Reason.CANNOT_UNSEAL,
            "The sealed part cannot be opened with the keys that are here ({fault}). Open it where "
            "the key is that it was sealed to.",
            fault=str(fault),
        ) from fault
