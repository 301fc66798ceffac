"""The admin's signed word to stations: catalog, receipt, progress."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from keystep.domain.bundles import Catalog, Receipt
from keystep.domain.down import ProgressDown
from keystep.domain.events import canonical
from keystep.sync.canonical import read_canonical
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.key_pair import seal
from keystep.sync.keys import AdminKeys
from keystep.sync.signed import Unseal, mismatch, require_aware, signed_by

MAX_PROGRESS_VALUES = 1 << 21


class SealedCatalog(Struct, frozen=True, kw_only=True):
    """A catalog as it is signed: only its number and share are in the open."""

    no: int
    share: str
    sealed: bytes


class SealedProgress(Struct, frozen=True, kw_only=True):
    """Progress as it is signed: whom it is for is in the open, and nothing about people."""

    no: int
    share: str
    device: str
    sealed: bytes


def make_catalog(catalog: Catalog, keys: AdminKeys, recipients: Sequence[str]) -> bytes:
    """``recipients`` are the enrolled stations'; the admin can always open it too."""
    sealed = seal(canonical(catalog), (*keys.recipients, *recipients))
    outer = SealedCatalog(no=catalog.no, share=catalog.share, sealed=sealed)
    return seal_envelope(canonical(outer), Family.CATALOG, keys)


def read_catalog(
    data: bytes, admin_key: str, share: str, unseal: Unseal, *, above: int
) -> Catalog | None:
    """The catalog of ``share``, if its number is higher than ``above``.

    ``admin_key`` is the pinned public key in base64. Raises EnvelopeRefused: CANNOT_UNSEAL where
    this station is not enrolled.
    """
    outer = signed_by(admin_key, data, Family.CATALOG, SealedCatalog)
    if outer.share != share:
        raise mismatch("share")
    if outer.no <= above:
        return None
    catalog = read_canonical(unseal(outer.sealed), Catalog)
    if (catalog.no, catalog.share) != (outer.no, outer.share):
        raise mismatch("number")
    require_aware(catalog.issued, *(revoked.since for revoked in catalog.revoked))
    return catalog


def make_receipt(receipt: Receipt, keys: AdminKeys) -> bytes:
    return seal_envelope(canonical(receipt), Family.RECEIPT, keys)


def read_receipt(data: bytes, admin_key: str) -> Receipt:
    """A receipt, for whichever station it is. Raises EnvelopeRefused."""
    receipt = signed_by(admin_key, data, Family.RECEIPT, Receipt)
    require_aware(receipt.issued)
    return receipt


def make_progress(down: ProgressDown, keys: AdminKeys, recipient: str) -> bytes:
    """``recipient`` is that of the station that ``down`` is for; the admin can open it too."""
    sealed = seal(canonical(down), (*keys.recipients, recipient))
    outer = SealedProgress(no=down.no, share=down.share, device=down.device, sealed=sealed)
    return seal_envelope(canonical(outer), Family.PROGRESS, keys)


def read_progress(
    data: bytes, admin_key: str, share: str, device: str, unseal: Unseal, *, above: int
) -> ProgressDown | None:
    """What the office folded for ``device`` in ``share``, if its number is higher than ``above``.

    ``admin_key`` is the pinned public key in base64. Raises EnvelopeRefused.
    """
    outer = signed_by(admin_key, data, Family.PROGRESS, SealedProgress)
    if (outer.share, outer.device) != (share, device):
        raise mismatch("station")
    if outer.no <= above:
        return None
    down = read_canonical(unseal(outer.sealed), ProgressDown, MAX_PROGRESS_VALUES)
    if (down.no, down.share, down.device) != (outer.no, outer.share, outer.device):
        raise mismatch("number")
    require_aware(down.issued)
    return down
