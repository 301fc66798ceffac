"""Who may speak, and up to where."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.bundles import OpenBundle, Pin, Reason
from keystep.domain.events import canonical, chain
from keystep.errors import BundleRefused

Around = Mapping[int, Mapping[bytes, bytes]]
"""What the office has around a bundle: by seq, the bytes of each event there by its h; no bytes
where it was erased."""

KEY_ID_DIGITS = 32
PROVEN = ("device", "epoch", "public_key", "recipient", "share")


class Asks(StrEnum):
    """Why a station waits for a word of the admin."""

    ENROL = "enrol"
    EPOCH = "epoch"


class Asking(Struct, frozen=True, kw_only=True):
    """A station that waits: to be enrolled, or, being so, to go on with a new ``epoch``.

    ``public_key`` is raw Ed25519, ``recipient`` an age key. ``name`` is "" until it was unsealed.
    """

    device: str
    name: str
    public_key: bytes
    recipient: str
    epoch: str
    asks: Asks


class KnownKey(Struct, frozen=True, kw_only=True):
    """A key that signs for ``device``; ``public_key`` is raw Ed25519."""

    device: str
    public_key: bytes


class Invitation(Struct, frozen=True, kw_only=True):
    """A secret that enrols up to ``places`` stations by itself until it expires."""

    id: str
    secret: bytes
    places: int
    used: int
    expires: datetime
    created: datetime
    withdrawn: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.withdrawn is None and now < self.expires and self.used < self.places


def key_id(public_key: bytes) -> str:
    """32 hexadecimal digits of SHA-256 over the raw Ed25519 public key."""
    return hashlib.sha256(public_key).hexdigest()[:KEY_ID_DIGITS]


def proof_of(secret: bytes, stated: object) -> str:
    """What shows that the writer of a hello knows an invitation's ``secret``: HMAC-SHA256, base64.

    ``stated`` has the fields in PROVEN.
    """
    text = canonical({name: getattr(stated, name) for name in PROVEN})
    return base64.b64encode(hmac.digest(secret, text, hashlib.sha256)).decode()


def admitted(opened: OpenBundle, pin: Pin | None, here: Around) -> OpenBundle:
    """The part of a revoked station's bundle that counts: all of it must be borne out, event by
    event, by ``pin`` or by what is ``here`` already.

    ``pin`` is that of the bundle's epoch, None where it has none. Whoever has the key could write
    anything else: another history below the pin, a heartbeat, or that something was erased. Raises
    BundleRefused with REVOKED where nothing counts.
    """
    ends = {opened.header.last, min(opened.header.last, pin.seq if pin else 0)}
    for last in sorted(ends, reverse=True):
        cut = _up_to(opened, last)
        if _is_borne_out(cut, pin, here):
            return cut
    raise withdrawn(opened, pin)


def _up_to(opened: OpenBundle, last: int) -> OpenBundle:
    """The beginning of a bundle, and the names of those who occur in it."""
    header, hashes = opened.header, _hashes(opened)
    if last < header.last and last in hashes:
        header = replace(header, last=last, after=hashes[last].hex())
    events = tuple(one for one in opened.events if one.event.seq <= last)
    people = {one.event.learner for one in events}
    return replace(
        opened,
        header=header,
        claims=tuple(claim for claim in opened.claims if claim.learner in people),
        events=events,
        erased=tuple(one for one in opened.erased if one.seq <= last),
    )


def _is_borne_out(opened: OpenBundle, pin: Pin | None, here: Around) -> bool:
    """Backwards: the h of an event proves the one before it, that of an erased one proves none."""
    hashes, gone = _hashes(opened), {one.seq for one in opened.erased}
    header = opened.header
    proven = header.last in hashes and _leads_on(hashes[header.last], here.get(header.last + 1, {}))
    for seq in sorted(hashes, reverse=True):
        h, known = hashes[seq], here.get(seq, {})
        pinned = pin.h if pin is not None and pin.seq == seq else None
        proven = h in known or h.hex() == pinned or (proven and not known and pinned is None)
        if not proven or (seq in gone and known.get(h)):
            return False
        proven = seq not in gone
    return bool(hashes)


def _leads_on(h: bytes, nexts: Mapping[bytes, bytes]) -> bool:
    return any(data and chain(h, data) == next_h for next_h, data in nexts.items())


def _hashes(opened: OpenBundle) -> dict[int, bytes]:
    hashes = {one.event.seq: one.h for one in opened.events}
    hashes.update((one.seq, bytes.fromhex(one.h)) for one in opened.erased)
    return hashes


def withdrawn(opened: OpenBundle, pin: Pin | None) -> BundleRefused:
    """Why a bundle of a revoked station does not count as it is."""
    return BundleRefused(
        Reason.REVOKED,
        "Station {device:.8} was revoked; its events count up to {last}. This bundle was left "
        "alone. If the station is in good hands, trust it again: keystep stations reinstate "
        "{device:.8}",
        device=opened.header.device,
        epoch=opened.header.epoch,
        first=opened.header.first,
        last=0 if pin is None else pin.seq,
    )
