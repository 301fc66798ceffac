"""What a station reads in the shared folder: the admin's word."""

from __future__ import annotations

from contextlib import suppress

from keystep.domain.bundles import Catalog, Receipt
from keystep.errors import EnvelopeRefused
from keystep.sync.documents import read_catalog, read_receipt
from keystep.sync.envelope import Family
from keystep.sync.keys import StationKeys
from keystep.sync.layout import CATALOG, RECEIPTS
from keystep.sync.share import Share


def read_catalogs(
    share: Share, keys: StationKeys, admin_key: str, *, above: int = 0
) -> Catalog | None:
    """The catalog with the highest number over ``above`` that this station can open.

    ``admin_key`` is the pinned public key in base64. None where there is no such catalog, as before
    enrolment. Raises ShareUnreachable, ShareFull.
    """
    identity = share.read_identity()
    newest = None
    for data in share.contents(share.scan(CATALOG), Family.CATALOG.most_bytes):
        floor = newest.no if newest else above
        with suppress(EnvelopeRefused):
            opened = read_catalog(data, admin_key, identity.share, keys.unseal, above=floor)
            newest = opened or newest
    return newest


def read_receipts(share: Share, device: str, epoch: str, admin_key: str) -> Receipt | None:
    """The receipt with the highest number for this stream. Raises ShareUnreachable, ShareFull."""
    mine = [found for found in share.scan(RECEIPTS) if found.name.lower().startswith(device)]
    newest = None
    for data in share.contents(mine, Family.RECEIPT.most_bytes):
        with suppress(EnvelopeRefused):
            receipt = read_receipt(data, admin_key)
            if (receipt.device, receipt.epoch) != (device, epoch):
                continue
            if newest is None or receipt.no > newest.no:
                newest = receipt
    return newest
