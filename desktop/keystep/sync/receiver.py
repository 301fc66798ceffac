"""What the admin reads in the shared folder, and writes there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keystep.domain.bundles import Catalog, Hello, Receipt, ShareIdentity
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.documents import (
    make_catalog,
    make_identity,
    make_receipt,
    read_hello,
    read_receipt,
)
from keystep.sync.envelope import Family
from keystep.sync.keys import AdminKeys
from keystep.sync.layout import CATALOG, HELLO, RECEIPTS, ROOT, SHARE, STATIONS, numbers
from keystep.sync.share import Found, Share


def scan_bundles(share: Share) -> Iterator[Found]:
    """Whatever may be a bundle, station by station: every .json that is not a hello.

    Names decide nothing more, so that copies that a sync client renamed are found as well. Raises
    ShareUnreachable, ShareFull.
    """
    share.read_identity()
    for folder in share.folders(STATIONS):
        yield from (found for found in share.scan(folder) if not _is_hello(found))


def read_hellos(share: Share) -> tuple[Hello, ...]:
    """The newest hello to this share from each device, by device.

    Raises ShareUnreachable, ShareFull.
    """
    identity = share.read_identity()
    hellos: dict[str, Hello] = {}
    for folder in share.folders(STATIONS):
        for hello in _hellos(share, folder):
            if hello.share == identity.share:
                hellos[hello.device] = hello
    return tuple(hellos[device] for device in sorted(hellos))


def refuse_if_share(share: Share) -> None:
    """Raises UsageError when the folder is a share already, ShareUnreachable, ShareFull."""
    if numbers(share, ROOT, SHARE):
        raise UsageError(
            "The folder {folder} is a Keystep share already. Choose another.",
            folder=str(share.root),
        )


def write_identity(share: Share, identity: ShareIdentity, keys: AdminKeys) -> None:
    """Make the folder a share. Raises UsageError when it is one, ShareUnreachable, ShareFull."""
    refuse_if_share(share)
    share.publish(ROOT, f"{SHARE}1.json", make_identity(identity, keys))


def write_catalog(
    share: Share, catalog: Catalog, keys: AdminKeys, recipients: Sequence[str]
) -> None:
    """Publish ``catalog`` to the stations with these age ``recipients``; older ones go.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    share.sweep(CATALOG, catalog.issued)
    data = make_catalog(catalog, keys, recipients)
    share.publish(CATALOG, f"{CATALOG}-{catalog.no}.json", data)
    for no, found in numbers(share, CATALOG, f"{CATALOG}-").items():
        if no < catalog.no:
            share.delete(CATALOG, found.name)


def write_receipt(share: Share, receipt: Receipt, keys: AdminKeys) -> None:
    """Publish ``receipt``; older ones for the same stream go.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    share.sweep(RECEIPTS, receipt.issued)
    prefix = f"{receipt.device}-"
    share.publish(RECEIPTS, f"{prefix}{receipt.no}.json", make_receipt(receipt, keys))
    for no, found in numbers(share, RECEIPTS, prefix).items():
        if no < receipt.no and _is_for(share, found, receipt, keys):
            share.delete(RECEIPTS, found.name)


def _is_hello(found: Found) -> bool:
    return found.name.lower().startswith(HELLO)


def _hellos(share: Share, folder: str) -> Iterator[Hello]:
    """Valid hellos, oldest first; renamed copies come before all that are numbered."""
    numbered = {found.name: no for no, found in numbers(share, folder, HELLO).items()}
    files = [found for found in share.scan(folder) if _is_hello(found)]
    files.sort(key=lambda found: numbered.get(found.name, 0))
    for data in share.contents(files, Family.HELLO.most_bytes):
        try:
            hello = read_hello(data)
        except EnvelopeRefused:
            continue
        yield hello


def _is_for(share: Share, found: Found, receipt: Receipt, keys: AdminKeys) -> bool:
    """Whether ``found`` is a receipt of our own for the same stream as ``receipt``."""
    try:
        older = read_receipt(share.read(found), keys.public_text)
    except EnvelopeRefused:
        return False
    return (older.device, older.epoch) == (receipt.device, receipt.epoch)
