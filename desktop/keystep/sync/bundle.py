"""Bundles: a run of one station's events, sealed to the admin and signed by the station."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec
from msgspec import Raw

from keystep.domain.bundles import (
    MAX_EVENTS,
    Batch,
    Body,
    Header,
    Health,
    Heard,
    OpenBundle,
    Reason,
    SealedBundle,
    Troubles,
    bundle_name,
)
from keystep.domain.events import canonical
from keystep.domain.trust import KnownKey
from keystep.errors import BundleRefused, EnvelopeRefused
from keystep.sync.bundle_body import read_body
from keystep.sync.canonical import read_sealed
from keystep.sync.envelope import Family, KeyOf, open_envelope, seal_envelope
from keystep.sync.key_pair import seal
from keystep.sync.keys import StationKeys
from keystep.sync.signed import DEVICE, EPOCH, HASH, Unseal, bad_shape

_FIELDS = {"device": DEVICE, "epoch": EPOCH, "before": HASH, "after": HASH}

OwnerOf = Callable[[str], KnownKey | None]


class Payload(Header, frozen=True, kw_only=True):
    """What the envelope holds: the header in the open, and the body sealed with age."""

    sealed: bytes

    @property
    def header(self) -> Header:
        return msgspec.convert(self, Header, from_attributes=True)


def seal_bundle(
    batch: Batch,
    keys: StationKeys,
    recipients: tuple[str, ...],
    *,
    program: str,
    sealed_at: datetime,
    free_mib: int,
    heard: Heard,
    troubles: Troubles | None = None,
) -> SealedBundle:
    """Seal ``batch`` to ``recipients``; sealing the same batch again gives other bytes.

    ``program`` is this Keystep's version, ``sealed_at`` aware, ``heard`` the numbers taken so far.
    """
    body = Body(
        header=batch.header,
        sealed_at=sealed_at.astimezone(UTC).replace(microsecond=0),
        health=Health(program, batch.waiting, free_mib, heard, troubles),
        claims=batch.claims,
        events=tuple(map(Raw, batch.events)),
        erased=batch.erased,
    )
    sealed = seal(canonical(body), recipients)
    payload = Payload(**msgspec.structs.asdict(batch.header), sealed=sealed)
    data = seal_envelope(canonical(payload), Family.BUNDLE, keys)
    return SealedBundle(batch.header.no, name_of(batch.header, data), data)


def open_bundle(data: bytes, owner_of: OwnerOf, unseal: Unseal) -> OpenBundle:
    """Verify, unseal and check ``data``, each step only after the one before it held.

    ``owner_of`` gives a station's key by its id, None if it is not known; ``unseal`` raises
    EnvelopeRefused. Raises BundleRefused with the first Reason found.
    """
    with _as_bundle():
        payload, signers = _verified(data, lambda key_id: _raw(owner_of(key_id)))
        header = _sound_header(payload.header)
        _require_owner(header, [owner for key in signers if (owner := owner_of(key))])
        return read_body(header, unseal(payload.sealed))


def peek_header(data: bytes, key_of: KeyOf) -> Header:
    """The open header of a bundle that one of the keys in ``key_of`` signed.

    What is sealed stays so, and may not fit. Raises BundleRefused.
    """
    with _as_bundle():
        payload, _ = _verified(data, key_of)
        return _sound_header(payload.header)


@contextmanager
def _as_bundle() -> Iterator[None]:
    """What refuses an envelope or its content refuses the bundle."""
    try:
        yield
    except EnvelopeRefused as fault:
        raise BundleRefused(fault.reason, fault.template, **fault.values) from fault


def _verified(data: bytes, key_of: KeyOf) -> tuple[Payload, tuple[str, ...]]:
    payload, signers = open_envelope(data, Family.BUNDLE, key_of)
    return read_sealed(payload, Payload), signers


def _raw(owner: KnownKey | None) -> bytes | None:
    return None if owner is None else owner.public_key


def name_of(header: Header, data: bytes) -> str:
    """What the bundle with the bytes ``data`` is called on the share."""
    return bundle_name(header.epoch, header.no, hashlib.sha256(data).hexdigest())


def _sound_header(header: Header) -> Header:
    for field, pattern in _FIELDS.items():
        if not pattern.fullmatch(getattr(header, field)):
            raise bad_shape(f"the header's {field}")
    if header.no < 1 or header.first < 1 or not -1 <= header.last - header.first < MAX_EVENTS:
        raise bad_shape("the header's numbers")
    return header


def _require_owner(header: Header, signers: Sequence[KnownKey]) -> None:
    if header.device not in [signer.device for signer in signers]:
        raise EnvelopeRefused(
            Reason.HEADER_MISMATCH,
            "The bundle says it is from station {device}, but {signer} signed it. It was left "
            "alone; find out who put it into the shared folder.",
            device=header.device,
            signer=signers[0].device,
        )
