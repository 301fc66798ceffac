"""What the readers of all small signed files have in common."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from pyrage import RecipientError, x25519

from keystep.domain.bundles import Reason
from keystep.domain.trust import key_id
from keystep.errors import EnvelopeRefused
from keystep.sync.canonical import read_canonical
from keystep.sync.envelope import (
    Envelope,
    Family,
    KeyOf,
    only,
    open_envelope,
    parse_envelope,
    verify,
)

DEVICE = re.compile(r"[0-9a-f]{32}")
EPOCH = re.compile(r"[0-9a-f]{16}")
HASH = re.compile(r"[0-9a-f]{64}")

Unseal = Callable[[bytes], bytes]
T = TypeVar("T")


def raw_key(public_key: str) -> bytes:
    """The bytes of a key written in base64. Raises EnvelopeRefused with BAD_SHAPE."""
    try:
        return base64.b64decode(public_key, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise bad_shape("a public key") from fault


def among(public_keys: Iterable[str]) -> KeyOf:
    """Knows these keys, written in base64. Raises EnvelopeRefused with BAD_SHAPE."""
    return {key_id(raw): raw for raw in map(raw_key, public_keys)}.get


def signed_by(admin_key: str, data: bytes, family: Family, shape: type[T]) -> T:
    """What the admin says; ``admin_key`` is the pinned one. Raises EnvelopeRefused."""
    payload, _ = open_envelope(data, family, only(raw_key(admin_key)))
    return read_canonical(payload, shape)


def self_signed(
    data: bytes, family: Family, shape: type[T], key_in: Callable[[T], str]
) -> tuple[T, Envelope]:
    """What the holder of the key says that ``key_in`` finds inside, and its envelope.

    So here alone the payload is parsed before its signature is verified. Raises EnvelopeRefused.
    """
    envelope = parse_envelope(data, family)
    document = read_canonical(envelope.payload, shape)
    verify(envelope, only(raw_key(key_in(document))))
    return document, envelope


def require_aware(*moments: datetime) -> None:
    """Raises EnvelopeRefused with BAD_SHAPE."""
    if any(moment.tzinfo is None for moment in moments):
        raise bad_shape("a time has no zone")


def require_recipients(*recipients: str) -> None:
    """That somebody can be sealed to. Raises EnvelopeRefused with BAD_SHAPE."""
    try:
        keys = [x25519.Recipient.from_str(recipient) for recipient in recipients]
    except RecipientError as fault:
        raise bad_shape("an age recipient") from fault
    if not keys:
        raise bad_shape("no age recipient")


def mismatch(what: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.HEADER_MISMATCH,
        "The file is meant for another {what}. It was left alone; remove it from the folder.",
        what=what,
    )


def bad_shape(fault: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.BAD_SHAPE,
        "The file's content is not as it must be ({fault}). It was left alone; have its writer "
        "make it again.",
        fault=fault,
    )
