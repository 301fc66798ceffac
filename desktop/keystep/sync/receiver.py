"""What the admin reads in the shared folder, and writes there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from keystep.domain.bundles import Catalog, Hello, PackRef, Receipt, ShareIdentity
from keystep.domain.down import ProgressDown
from keystep.errors import BundleRefused, EnvelopeRefused, PackRefused, UsageError
from keystep.sync.documents import make_catalog, make_progress, make_receipt, read_receipt
from keystep.sync.envelope import Family, Signer
from keystep.sync.file_ops import FileOps
from keystep.sync.found import FileKind, Found
from keystep.sync.hello import read_hello
from keystep.sync.identity import make_identity
from keystep.sync.keys import AdminKeys
from keystep.sync.layout import (
    CATALOG,
    HELLO,
    PACKS,
    PROGRESS,
    RECEIPTS,
    ROOT,
    SHARE,
    STATIONS,
    keep_identity,
    numbered,
    numbers,
    station_folder,
)
from keystep.sync.pack_files import ENDING, is_pack_name, require_sound, vouched
from keystep.sync.safe_files import read_stable
from keystep.sync.share import Share
from keystep.sync.signed import DEVICE, Unseal


def scan_bundles(share: Share) -> Iterator[Found]:
    """Whatever may be a bundle, station by station: every .json that is not a hello.

    Names decide nothing more, so that copies that a sync client renamed are found as well. Raises
    ShareUnreachable, ShareFull.
    """
    share.read_identity()
    for folder in share.folders(STATIONS):
        yield from (found for found in share.scan(folder) if not _is_hello(found))


def read_hellos(share: Share, unseal: Unseal | None) -> tuple[Hello, ...]:
    """What each device says to this share, by device, the newest word last.

    Who can write there can copy an old hello to wherever it looks like the newest. So there is one
    for each key and epoch, whatever is called newest. Names are "" without ``unseal``. Raises
    ShareUnreachable, ShareFull.
    """
    identity = share.read_identity()
    hellos: dict[tuple[str, ...], Hello] = {}
    for folder in share.folders(STATIONS):
        for hello in _hellos(share, folder, unseal):
            said = (hello.device, hello.public_key, hello.epoch)
            at_home = folder == station_folder(hello.device)
            if hello.share == identity.share and (at_home or said not in hellos):
                hellos.pop(said, None)
                hellos[said] = hello
    return tuple(sorted(hellos.values(), key=lambda hello: hello.device))


def numbers_seen(share: Share) -> dict[str, int]:
    """The highest number by name: of "catalog", and of "receipt:<device>", "progress:<device>".

    The files are not read: somebody else may have named them. Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    seen: dict[str, int] = {}
    for folder, kind in ((CATALOG, ""), (RECEIPTS, "receipt:"), (PROGRESS, "progress:")):
        for start, no, _ in numbered(share, folder):
            key = kind + start.removesuffix("-")
            seen[key] = max(seen.get(key, 0), no)
    return seen


def refuse_if_share(share: Share) -> None:
    """Raises UsageError when the folder is a share already, ShareUnreachable, ShareFull."""
    if numbers(share, ROOT, SHARE):
        raise UsageError(
            "The folder {folder} is a Keystep share already. Choose another.",
            folder=str(share.root),
        )


def write_identity(share: Share, identity: ShareIdentity, *signers: Signer) -> None:
    """Say whose share it is from now on; in an empty folder, make it a share.

    ``signers``: the key that ``identity`` states and, where it has changed, one that may say so.
    Raises ShareUnreachable, ShareFull.
    """
    keep_identity(share, make_identity(identity, *signers))


def write_catalog(
    share: Share, catalog: Catalog, keys: AdminKeys, recipients: Sequence[str]
) -> None:
    """Publish ``catalog`` to the stations with these age ``recipients``.

    Older ones go, packs that the newest does not name, and what crashes left of the office's own
    writing in any folder. Raises ShareUnreachable, ShareFull.
    """
    data = make_catalog(catalog, keys, recipients)
    share.read_identity()
    for folder in (ROOT, CATALOG, PACKS, PROGRESS, RECEIPTS):
        share.sweep(folder, catalog.issued)
    share.publish(CATALOG, f"{CATALOG}-{catalog.no}.json", data)
    there = numbers(share, CATALOG, f"{CATALOG}-")
    for no, found in there.items():
        if no < catalog.no:
            share.delete(CATALOG, found.name)
    if max(there, default=0) == catalog.no:
        _delete_superseded(share, {ref.file for ref in catalog.packs})


def write_progress(share: Share, down: ProgressDown, keys: AdminKeys, recipient: str) -> None:
    """Publish ``down`` to the station with this age ``recipient``; older ones for it go.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    prefix = f"{down.device}-"
    share.publish(PROGRESS, f"{prefix}{down.no}.json", make_progress(down, keys, recipient))
    for no, found in numbers(share, PROGRESS, prefix).items():
        if no < down.no:
            share.delete(PROGRESS, found.name)


def delete_progress(share: Share, stations: Collection[str]) -> None:
    """Delete what was told to anybody but these ``stations`` (devices): it names people.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    told = [(start.removesuffix("-"), found) for start, _, found in numbered(share, PROGRESS)]
    for device, found in told:
        if DEVICE.fullmatch(device) and device not in stations:
            share.delete(PROGRESS, found.name)


def find_pack(share: Share, ref: PackRef) -> Found | None:
    """The file on the share with the name and the size of ``ref``, whatever its content is.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    there = (found for found in share.scan(PACKS, ENDING) if found.kind is FileKind.FILE)
    return next((one for one in there if (one.name, one.size) == (ref.file, ref.size)), None)


def is_pack(share: Share, found: Found, ref: PackRef) -> bool:
    """Whether all of ``found`` is what ``ref`` says. Raises ShareUnreachable, ShareFull."""
    try:
        for _ in vouched(share.parts(found, ref.size), ref):
            pass
    except (BundleRefused, PackRefused):
        return False
    return True


def write_pack(share: Share, ref: PackRef, source: Path) -> None:
    """Publish the pack ``ref``, which lies in ``source`` on this machine.

    Raises PackRefused when ``source`` is not what ``ref`` says, ShareUnreachable, ShareFull.
    """
    require_sound(ref)
    share.read_identity()
    parts = read_stable(FileOps(), source, ref.size)
    try:
        share.publish_parts(PACKS, ref.file, vouched(parts, ref))
    except BundleRefused as fault:
        raise PackRefused(
            "{file} cannot be read or is not the file that was published. Publish {pack} again.",
            file=str(source),
            pack=ref.id,
        ) from fault


def write_receipt(share: Share, receipt: Receipt, keys: AdminKeys) -> None:
    """Publish ``receipt``; older ones for the same stream go.

    Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    prefix = f"{receipt.device}-"
    share.publish(RECEIPTS, f"{prefix}{receipt.no}.json", make_receipt(receipt, keys))
    for no, found in numbers(share, RECEIPTS, prefix).items():
        if no < receipt.no and _is_for(share, found, receipt, keys):
            share.delete(RECEIPTS, found.name)


def _is_hello(found: Found) -> bool:
    return found.name.lower().startswith(HELLO)


def _delete_superseded(share: Share, named: Collection[str]) -> None:
    for found in share.scan(PACKS, ENDING):
        if is_pack_name(found.name) and found.name not in named:
            share.delete(PACKS, found.name)


def _hellos(share: Share, folder: str, unseal: Unseal | None) -> Iterator[Hello]:
    """Valid hellos, oldest first; renamed copies come before all that are numbered."""
    numbered = {found.name: no for no, found in numbers(share, folder, HELLO).items()}
    files = [found for found in share.scan(folder) if _is_hello(found)]
    files.sort(key=lambda found: numbered.get(found.name, 0))
    for data in share.contents(files, Family.HELLO.most_bytes):
        try:
            hello = read_hello(data, unseal)
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
