"""What a station puts into the shared folder, and takes out again."""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.events import Instant
from keystep.domain.ports import EventStore
from keystep.sync.documents import make_hello
from keystep.sync.inbox import read_receipts
from keystep.sync.keys import StationKeys
from keystep.sync.layout import HELLO, numbers, station_folder
from keystep.sync.share import Share


class Outcome(Struct, frozen=True, kw_only=True):
    """Counts of bundles: put into the folder now, still waiting here, deleted there as imported."""

    published: int
    waiting: int
    received: int


def publish_outbox(
    share: Share, store: EventStore, keys: StationKeys, admin_key: str, now: Instant
) -> Outcome:
    """Take in the newest receipt, delete what it confirms, then publish what is sealed.

    In this order, so that a full folder empties. A bundle counts as published only once it is in
    place and the folder is still the same share; what fails is tried again at the next call.
    ``admin_key`` is the pinned public key in base64.
    Raises ShareUnreachable, ShareFull, NotSaved.
    """
    share.read_identity()
    folder = station_folder(keys.device)
    share.sweep(folder, now.at)
    received = _take_receipt(share, store, keys.device, admin_key, now)
    bundles = store.unpublished()
    for bundle in bundles:
        share.publish(folder, bundle.name, bundle.data)
        share.read_identity()
        store.mark_published(bundle.no, now)
    return Outcome(published=len(bundles), waiting=len(store.unpublished()), received=received)


def publish_hello(share: Share, keys: StationKeys, *, share_id: str, name: str) -> None:
    """Ask to be enrolled under ``name``; asking the same again changes nothing.

    Raises ShareUnreachable, ShareFull.
    """
    folder = station_folder(keys.device)
    data = make_hello(keys, share_id, name)
    asked = numbers(share, folder, HELLO)
    newest = max(asked, default=0)
    if newest and data in share.contents([asked[newest]], len(data)):
        return
    share.publish(folder, f"{HELLO}{newest + 1}.json", data)


def _take_receipt(
    share: Share, store: EventStore, device: str, admin_key: str, now: Instant
) -> int:
    """Only files that are there are deleted: the store names all that were ever confirmed."""
    receipt = read_receipts(share, device, store.epoch, admin_key)
    if receipt is None:
        return 0
    confirmed = set(store.mark_received(receipt, now))
    folder = station_folder(device)
    present = [found.name for found in share.scan(folder) if found.name in confirmed]
    return sum(share.delete(folder, name) for name in present)
