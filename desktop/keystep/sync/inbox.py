"""What a station reads in the shared folder: the admin's word."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from keystep.domain.bundles import Catalog, PackRef, Receipt
from keystep.domain.down import ProgressDown
from keystep.errors import BundleRefused, EnvelopeRefused, PackRefused
from keystep.sync.documents import read_catalog, read_progress, read_receipt
from keystep.sync.envelope import Family
from keystep.sync.file_ops import FileOps
from keystep.sync.key_pair import KeyPair
from keystep.sync.keys import StationKeys
from keystep.sync.layout import CATALOG, PACKS, PROGRESS, RECEIPTS
from keystep.sync.pack_files import ENDING, require_sound, vouched
from keystep.sync.safe_files import replace_durably
from keystep.sync.share import Share


def read_catalogs(share: Share, keys: KeyPair, admin_key: str, *, above: int = 0) -> Catalog | None:
    """The catalog with the highest number over ``above`` that ``keys`` can open.

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


def read_receipts(share: Share, device: str, admin_key: str) -> tuple[Receipt, ...]:
    """The receipt with the highest number for each epoch of ``device``, by number.

    Raises ShareUnreachable, ShareFull.
    """
    newest: dict[str, Receipt] = {}
    mine = (found for found in share.scan(RECEIPTS) if found.name.lower().startswith(device))
    for data in share.contents(mine, Family.RECEIPT.most_bytes):
        with suppress(EnvelopeRefused):
            receipt = read_receipt(data, admin_key)
            known = newest.get(receipt.epoch, receipt)
            if receipt.device == device and receipt.no >= known.no:
                newest[receipt.epoch] = receipt
    return tuple(sorted(newest.values(), key=lambda receipt: receipt.no))


def read_progress_down(
    share: Share, keys: StationKeys, admin_key: str, *, above: int = 0
) -> ProgressDown | None:
    """The progress with the highest number over ``above`` for this station.

    Raises ShareUnreachable, ShareFull.
    """
    identity = share.read_identity()
    newest = None
    mine = (found for found in share.scan(PROGRESS) if found.name.lower().startswith(keys.device))
    for data in share.contents(mine, Family.PROGRESS.most_bytes):
        floor = newest.no if newest else above
        with suppress(EnvelopeRefused):
            opened = read_progress(
                data, admin_key, identity.share, keys.device, keys.unseal, above=floor
            )
            newest = opened or newest
    return newest


def fetch_pack(share: Share, ref: PackRef, folder: Path) -> Path:
    """Copy the pack ``ref`` from the share into ``folder`` on this machine, under its own name.

    Content decides, whatever a sync client called the file. Raises PackRefused when none is there
    that is whole and what the catalog says, OSError when ``folder`` cannot take it,
    ShareUnreachable, ShareFull.
    """
    require_sound(ref)
    alike = [found for found in share.scan(PACKS, ENDING) if found.size == ref.size]
    alike.sort(key=lambda found: found.name != ref.file)
    for found in alike:
        parts = vouched(share.parts(found, ref.size), ref)
        with suppress(BundleRefused, PackRefused):
            replace_durably(FileOps(), folder / ref.file, parts)
            return folder / ref.file
    raise PackRefused(
        "The pack {file} is not in the shared folder, or not yet as it was published. It is looked "
        "for again; if that takes long, have the office publish it anew.",
        file=ref.file,
    )
