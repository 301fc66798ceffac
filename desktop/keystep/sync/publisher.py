"""What a station puts into the shared folder, and takes out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from keystep.domain.bundles import Hello, ShareIdentity
from keystep.domain.events import Instant
from keystep.domain.ports import EventStore
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.bundle import name_of, peek_header
from keystep.sync.envelope import Family, plain
from keystep.sync.hello import make_hello, read_hello
from keystep.sync.identity import speaks_of, succession
from keystep.sync.inbox import read_receipts
from keystep.sync.keys import StationKeys
from keystep.sync.layout import HELLO, keep_identity, numbers, station_folder
from keystep.sync.share import Share


class Outcome(Struct, frozen=True, kw_only=True):
    """Counts of bundles: put into the folder now, still waiting here, deleted there as imported."""

    published: int
    waiting: int
    received: int


def publish_outbox(
    share: Share, store: EventStore, keys: StationKeys, admin_key: str, now: Instant
) -> Outcome:
    """Take in the newest receipts, delete what they confirm, then publish what is sealed.

    In this order, so that a full folder empties. A bundle counts as published only once it is in
    place and the folder is still the same share; what fails is tried again at the next call, and
    so is what somebody deleted there.
    ``admin_key`` is the pinned public key in base64.
    Raises ShareUnreachable, ShareFull, NotSaved.
    """
    share.read_identity()
    folder = station_folder(keys.device)
    share.sweep(folder, now.at)
    received = take_receipts(share, store, keys, admin_key, now)
    store.note_lost({found.name.lower() for found in share.scan(folder)})
    bundles = store.unpublished()
    for bundle in bundles:
        share.publish(folder, bundle.name, bundle.data)
        share.read_identity()
        store.mark_published(bundle.no, now)
    return Outcome(published=len(bundles), waiting=len(store.unpublished()), received=received)


def copy_outbox(share: Share, store: EventStore, keys: StationKeys) -> int:
    """Put every bundle that the office has not confirmed onto another copy of the share.

    It marks nothing, for the copy may get lost on its way. Returns how many lie there now; those
    that were confirmed meanwhile are deleted. Raises ShareUnreachable, ShareFull.
    """
    share.read_identity()
    folder = station_folder(keys.device)
    bundles = store.unreceived()
    wanted = {bundle.name for bundle in bundles}
    for found in share.scan(folder):
        name = found.name.lower()
        if name not in wanted and store.has_sealed(name):
            share.delete(folder, found.name)
    for bundle in bundles:
        share.ensure(folder, bundle.name, bundle.data)
    share.read_identity()
    return len(bundles)


def take_receipts(
    share: Share, store: EventStore, keys: StationKeys, admin_key: str, now: Instant
) -> int:
    """Take in the newest receipts and delete what they confirm; returns how many were deleted.

    Only files that are there are deleted: the store names all that were ever confirmed. Raises
    ShareUnreachable, ShareFull, NotSaved.
    """
    confirmed = set[str]()
    for receipt in read_receipts(share, keys.device, admin_key):
        confirmed.update(store.mark_received(receipt, now))
    folder = station_folder(keys.device)
    present = [found.name for found in share.scan(folder) if found.name.lower() in confirmed]
    return sum(share.delete(folder, name) for name in present)


def publish_hello(
    share: Share,
    keys: StationKeys,
    identity: ShareIdentity,
    *,
    epoch: str,
    name: str,
    invitation: tuple[str, bytes] | None = None,
) -> None:
    """Ask to be enrolled under ``name``; asking the same again changes nothing.

    Only hellos of this ``epoch`` are looked at: another copy of the database may say others, and
    the two must not answer each other for ever. ``invitation`` is the id and the secret of one.
    Raises ShareUnreachable, ShareFull.
    """
    folder = station_folder(keys.device)
    data = make_hello(keys, identity, epoch, name, invitation=invitation)
    asked = numbers(share, folder, HELLO)
    said = share.contents((asked[no] for no in sorted(asked)), Family.HELLO.most_bytes)
    before = [hello for hello in (_as_hello(one, keys) for one in said) if hello is not None]
    newest = next((hello for hello in reversed(before) if hello.epoch == epoch), None)
    if newest is None or newest != _as_hello(data, keys):
        share.publish(folder, f"{HELLO}{max(asked, default=0) + 1}.json", data)


def is_copied(share: Share, store: EventStore, keys: StationKeys) -> bool:
    """Whether another copy of this station's database writes to the same epoch.

    It does where a bundle of this station and epoch lies in the folder that was not sealed here, or
    where the office has events of this epoch that are not here. Raises ShareUnreachable, ShareFull.
    """
    admin_key = share.read_identity().public_key
    here = store.tip(store.epoch)
    receipts = read_receipts(share, keys.device, admin_key)
    if any(one.epoch == store.epoch and one.last > here for one in receipts):
        return True
    return any(not store.has_sealed(name) for name in _own_bundles(share, store, keys))


def founded_copy(root: Path, identity_files: Sequence[bytes], pinned_key: str) -> Share:
    """Make the folder at ``root`` a copy of the share that ``identity_files`` speak of.

    They are followed from ``pinned_key`` (base64). What is there of that share stays. Raises
    UsageError when they speak of none, ShareUnreachable when ``root`` is missing or another share,
    ShareFull.
    """
    ours = succession(identity_files, pinned_key)
    if ours is None:
        raise UsageError(
            "This station has not met its shared folder yet. Synchronise with that once, then use "
            "{folder}.",
            folder=str(root),
        )
    share = Share(root, ours.share)
    there = share.identity_files()
    if there and not speaks_of(there, ours.share):
        share.read_identity()
    for data in identity_files:
        keep_identity(share, data)
    return share


def _own_bundles(share: Share, store: EventStore, keys: StationKeys) -> Iterator[str]:
    """What bundles of the current epoch in this station's folder are called by their content.

    Those that go by a name that is known here are not read.
    """
    unknown = (
        found
        for found in share.scan(station_folder(keys.device))
        if found.name.lower().startswith(store.epoch) and not store.has_sealed(found.name)
    )
    for data in share.contents(unknown, Family.BUNDLE.most_bytes):
        with suppress(EnvelopeRefused):
            header = peek_header(data, keys.key_of)
            if (header.device, header.epoch) == (keys.device, store.epoch):
                yield name_of(header, plain(data, Family.BUNDLE, keys.key_of))


def _as_hello(data: bytes, keys: StationKeys) -> Hello | None:
    try:
        return read_hello(data, keys.unseal)
    except EnvelopeRefused:
        return None
