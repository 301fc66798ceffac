"""The small signed files beside the bundles: share identity, hello, catalog, receipt."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from keystep.domain.bundles import Catalog, Hello, Reason, Receipt, ShareIdentity
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.canonical import read_canonical
from keystep.sync.envelope import (
    Family,
    Signer,
    key_id,
    only,
    open_envelope,
    parse_envelope,
    seal_envelope,
    verify,
)
from keystep.sync.key_pair import seal
from keystep.sync.keys import AdminKeys, StationKeys

MAX_NAME = 200

T = TypeVar("T")
SelfSigned = TypeVar("SelfSigned", Hello, ShareIdentity)


class SealedCatalog(Struct, frozen=True, kw_only=True):
    """A catalog as it is signed: only its number and share are in the open."""

    no: int
    share: str
    sealed: bytes


def raw_key(public_key: str) -> bytes:
    """The bytes of a key written in base64. Raises EnvelopeRefused with BAD_SHAPE."""
    try:
        return base64.b64decode(public_key, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise _bad_shape("its public key") from fault


def make_identity(identity: ShareIdentity, *signers: Signer) -> bytes:
    """``signers``: the key that ``identity`` states and, where it has changed, the one before."""
    return seal_envelope(canonical(identity), Family.SHARE, *signers)


def read_identity(data: bytes) -> ShareIdentity:
    """An identity signed by the key that it states. Raises EnvelopeRefused."""
    return _self_signed(data, Family.SHARE, ShareIdentity)


def newest_identity(files: Iterable[bytes]) -> ShareIdentity | None:
    """The last of ``files`` (lowest number first) that follows from the first valid one.

    Each must be signed by its own key and by the key that held before it, and name the same share.
    """
    current = None
    for data in files:
        try:
            identity = read_identity(data)
            if current is not None:
                _require_succession(data, identity, current)
        except EnvelopeRefused:
            continue
        current = identity
    return current


def make_hello(keys: StationKeys, share: str, name: str) -> bytes:
    hello = Hello(
        share=share,
        device=keys.device,
        name=name,
        public_key=keys.public_text,
        recipient=keys.recipient,
    )
    return seal_envelope(canonical(hello), Family.HELLO, keys)


def read_hello(data: bytes) -> Hello:
    """A hello signed by the key that it states, from the device of that key.

    It shows that its writer has the key, no more: whose station it is, people must confirm.
    Raises EnvelopeRefused.
    """
    hello = _self_signed(data, Family.HELLO, Hello)
    if hello.device != key_id(raw_key(hello.public_key)):
        raise _bad_shape("its device is not that of its key")
    if not (hello.name.isprintable() and len(hello.name) <= MAX_NAME):
        raise _bad_shape("its name cannot be shown")
    return hello


def make_catalog(catalog: Catalog, keys: AdminKeys, recipients: Sequence[str]) -> bytes:
    """``recipients`` are the enrolled stations'; the admin can always open it too."""
    sealed = seal(canonical(catalog), (*keys.recipients, *recipients))
    outer = SealedCatalog(no=catalog.no, share=catalog.share, sealed=sealed)
    return seal_envelope(canonical(outer), Family.CATALOG, keys)


def read_catalog(
    data: bytes, admin_key: str, share: str, unseal: Callable[[bytes], bytes], *, above: int
) -> Catalog | None:
    """The catalog of ``share``, if its number is higher than ``above``.

    ``admin_key`` is the pinned public key in base64. Raises EnvelopeRefused: CANNOT_UNSEAL where
    this station is not enrolled.
    """
    outer = _signed_by(admin_key, data, Family.CATALOG, SealedCatalog)
    if outer.share != share:
        raise _mismatch("share")
    if outer.no <= above:
        return None
    catalog = read_canonical(unseal(outer.sealed), Catalog)
    if (catalog.no, catalog.share) != (outer.no, outer.share):
        raise _mismatch("number")
    _require_aware(catalog.issued)
    return catalog


def make_receipt(receipt: Receipt, keys: AdminKeys) -> bytes:
    return seal_envelope(canonical(receipt), Family.RECEIPT, keys)


def read_receipt(data: bytes, admin_key: str) -> Receipt:
    """A receipt, for whichever station it is. Raises EnvelopeRefused."""
    receipt = _signed_by(admin_key, data, Family.RECEIPT, Receipt)
    _require_aware(receipt.issued)
    return receipt


def _signed_by(admin_key: str, data: bytes, family: Family, shape: type[T]) -> T:
    payload, _ = open_envelope(data, family, only(raw_key(admin_key)))
    return read_canonical(payload, shape)


def _self_signed(data: bytes, family: Family, shape: type[SelfSigned]) -> SelfSigned:
    """The key is inside, so here alone the payload is parsed before its signature is verified."""
    envelope = parse_envelope(data, family)
    document = read_canonical(envelope.payload, shape)
    verify(envelope, only(raw_key(document.public_key)))
    return document


def _require_succession(data: bytes, identity: ShareIdentity, before: ShareIdentity) -> None:
    open_envelope(data, Family.SHARE, only(raw_key(before.public_key)))
    if identity.share != before.share:
        raise _mismatch("share")


def _require_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise _bad_shape("its time has no zone")


def _mismatch(what: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.HEADER_MISMATCH,
        "The file is meant for another {what}. It was left alone; remove it from the folder.",
        what=what,
    )


def _bad_shape(fault: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.BAD_SHAPE,
        "The file's content is not as it must be ({fault}). It was left alone; have its writer "
        "make it again.",
        fault=fault,
    )
