"""Bundles: a run of one station's events, sealed to the admin and signed by the station."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Raw

from keystep.domain.bundles import (
    MAX_EVENTS,
    Batch,
    Body,
    Header,
    Health,
    OpenBundle,
    Reason,
    SealedBundle,
)
from keystep.domain.events import Event, Recorded, canonical, chain, fact_of, genesis
from keystep.errors import BundleRefused, EnvelopeRefused
from keystep.sync.canonical import parse_canonical, read_canonical, shaped
from keystep.sync.envelope import Family, KeyOf, open_envelope, seal_envelope
from keystep.sync.key_pair import seal
from keystep.sync.keys import StationKeys

MAX_UNSEALED = 4 << 20
HASH_DIGITS_IN_NAME = 16
UTMOST_OFFSET = 24 * 60

_FIELDS = {
    "device": re.compile(r"[0-9a-f]{32}"),
    "epoch": re.compile(r"[0-9a-f]{16}"),
    "before": re.compile(r"[0-9a-f]{64}"),
    "after": re.compile(r"[0-9a-f]{64}"),
}

Unseal = Callable[[bytes], bytes]


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
) -> SealedBundle:
    """Seal ``batch`` to ``recipients``; sealing the same batch again gives other bytes.

    ``program`` is this Keystep's version, ``sealed_at`` aware.
    """
    body = Body(
        header=batch.header,
        sealed_at=sealed_at.astimezone(UTC).replace(microsecond=0),
        health=Health(program=program, waiting=batch.waiting, free_mib=free_mib),
        claims=batch.claims,
        events=tuple(map(Raw, batch.events)),
    )
    sealed = seal(canonical(body), recipients)
    payload = Payload(**msgspec.structs.asdict(batch.header), sealed=sealed)
    data = seal_envelope(canonical(payload), Family.BUNDLE, keys)
    return SealedBundle(batch.header.no, _name(batch.header, data), data)


def open_bundle(data: bytes, key_of: KeyOf, unseal: Unseal) -> OpenBundle:
    """Verify, unseal and check ``data``, each step only after the one before it held.

    ``key_of`` gives the raw public key of a station by its key id, None if it is not known;
    ``unseal`` raises EnvelopeRefused. Raises BundleRefused with the first Reason found.
    """
    try:
        payload, signers = open_envelope(data, Family.BUNDLE, key_of)
        outer = read_canonical(payload, Payload)
        header = _sound_header(outer.header, signers)
        text = _unsealed(outer.sealed, unseal)
        value = parse_canonical(text)
        body = shaped(text, Body)
        return _opened(header, body, _events(value))
    except BundleRefused:
        raise
    except EnvelopeRefused as fault:
        raise BundleRefused(fault.reason, fault.template, **fault.values) from fault


def _name(header: Header, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()[:HASH_DIGITS_IN_NAME]
    return f"{header.epoch}-{header.no}-{digest}.json"


def _sound_header(header: Header, signers: tuple[str, ...]) -> Header:
    for field, pattern in _FIELDS.items():
        if not pattern.fullmatch(getattr(header, field)):
            raise _bad_shape(f"the header's {field}")
    if header.no < 1 or header.first < 1 or not -1 <= header.last - header.first < MAX_EVENTS:
        raise _bad_shape("the header's numbers")
    if header.device not in signers:
        raise BundleRefused(
            Reason.HEADER_MISMATCH,
            "The bundle says it is from station {device}, but {signer} signed it. It was left "
            "alone; find out who put it into the shared folder.",
            device=header.device,
            signer=signers[0],
        )
    return header


def _unsealed(sealed: bytes, unseal: Unseal) -> bytes:
    text = unseal(sealed)
    if len(text) > MAX_UNSEALED:
        raise BundleRefused(
            Reason.TOO_LARGE,
            "Unsealed, the bundle has {size} bytes, more than the {most} that are read. It was "
            "left alone; update the station's Keystep.",
            size=len(text),
            most=MAX_UNSEALED,
        )
    return text


def _events(value: Any) -> tuple[Event, ...]:
    """Typed events out of a body that is already known to have the right shape."""
    try:
        return msgspec.convert(value["events"], tuple[Event, ...])
    except msgspec.ValidationError as fault:
        raise _bad_shape(f"event {fault}") from fault


def _opened(header: Header, body: Body, events: tuple[Event, ...]) -> OpenBundle:
    if body.sealed_at.utcoffset() != timedelta(0):
        raise _bad_shape("sealed_at is not UTC")
    for event in events:
        _require_sound(event)
    if body.header != header:
        raise BundleRefused(
            Reason.HEADER_MISMATCH,
            "The bundle's open header and its sealed one differ. It was left alone; have the "
            "station seal these events again.",
        )
    _require_gapless(header, events)
    return OpenBundle(
        header=header,
        sealed_at=body.sealed_at,
        health=body.health,
        claims=body.claims,
        events=_chained(header, body.events, events),
    )


def _require_gapless(header: Header, events: tuple[Event, ...]) -> None:
    if [event.seq for event in events] != list(range(header.first, header.last + 1)):
        raise _bad_shape(f"the events are not {header.first} to {header.last}, each once")


def _require_sound(event: Event) -> None:
    """What the types leave open: times that can be calculated with, and bodies of known kinds."""
    if event.at.utcoffset() != timedelta(0) or not 1 < event.at.year < 9999:
        raise _bad_shape(f"event {event.seq}: its time")
    if abs(event.offset) > UTMOST_OFFSET:
        raise _bad_shape(f"event {event.seq}: its offset")
    try:
        fact_of(event)
    except msgspec.ValidationError as fault:
        raise _bad_shape(f"event {event.seq}: {fault}") from fault


def _chained(
    header: Header, texts: tuple[Raw, ...], events: tuple[Event, ...]
) -> tuple[Recorded, ...]:
    h = bytes.fromhex(header.before)
    starts_well = header.first > 1 or h == genesis(header.device, header.epoch)
    recorded = []
    for event, text in zip(events, texts, strict=True):
        data = bytes(text)
        h = chain(h, data)
        recorded.append(Recorded(event, data, h))
    if not starts_well or h.hex() != header.after:
        raise BundleRefused(
            Reason.BROKEN_CHAIN,
            "The events {first} to {last} do not follow from what came before them. The bundle was "
            "left alone; have the station seal them again.",
            first=header.first,
            last=header.last,
        )
    return tuple(recorded)


def _bad_shape(fault: str) -> BundleRefused:
    return BundleRefused(
        Reason.BAD_SHAPE,
        "The bundle's content is not as it must be ({fault}). It was left alone; update the "
        "station's Keystep and have it seal these events again.",
        fault=fault,
    )
