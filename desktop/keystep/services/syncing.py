"""A station's way to the folder and back: join it, seal, publish, hear from the office."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from keystep import __version__, settings
from keystep.domain.bundles import Batch, Catalog, SealedBundle
from keystep.errors import NotSaved, ShareUnreachable
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.bundle import seal_bundle
from keystep.sync.inbox import read_catalogs
from keystep.sync.private_file import write_private
from keystep.sync.publisher import publish_hello, publish_outbox
from keystep.sync.share import Share

HEARTBEAT = timedelta(days=1)
CATALOG = "catalog.json"


class Synced(Struct, frozen=True):
    """What a sync did: bundles sealed, published, and confirmed by the office."""

    sealed: int
    published: int
    received: int


def join_share(station: Station, root: Path, name: str) -> PinnedShare:
    """Belong to the share at ``root`` from now on, and ask the office to enrol this station.

    The office's keys are pinned as they stand. Raises ShareUnreachable, ShareFull.
    """
    share = Share(root)
    identity = share.read_identity()
    pinned = PinnedShare(root=str(root), **asdict(identity))
    publish_hello(share, station.keys, share_id=identity.share, name=name)
    kept = settings.load(station.home)
    settings.save(station.home, replace(kept, share=pinned, station=name))
    return pinned


def sync(station: Station) -> Synced:
    """Seal what is new (at least a heartbeat a day), publish it, and take in the office's word.

    What was sealed waits in the outbox and leaves with the next sync. Raises ShareUnreachable when
    no share is joined or it is not there, ShareFull, NotSaved.
    """
    pinned = settings.load(station.home).share
    if pinned is None:
        raise ShareUnreachable("No folder is chosen yet. Choose the one that the office named.")
    sealed = seal(station, pinned)
    share = Share(Path(pinned.root), pinned.share)
    outcome = publish_outbox(
        share, station.store, station.keys, pinned.public_key, station.clock.now()
    )
    _take_catalog(station, share, pinned)
    return Synced(sealed, outcome.published, outcome.received)


def seal(station: Station, pinned: PinnedShare) -> int:
    """Seal every event not sealed yet; a heartbeat where the last seal is a day old."""
    now, count = station.clock.now(), 0
    last = station.store.last_sealed()
    overdue = last is None or now.at - last >= HEARTBEAT
    make = partial(_make_bundle, station, pinned)
    while station.store.seal(make, now, even_empty=overdue and count == 0):
        count += 1
    return count


def known_catalog(station: Station) -> Catalog | None:
    """The newest word of the office that reached this station.

    None also where the copy kept here is damaged: the next sync brings a whole one.
    """
    try:
        return msgspec.json.decode((station.home / CATALOG).read_bytes(), type=Catalog)
    except (OSError, ValueError):
        return None


def _make_bundle(station: Station, pinned: PinnedShare, batch: Batch) -> SealedBundle:
    return seal_bundle(
        batch,
        station.keys,
        pinned.recipients,
        program=__version__,
        sealed_at=station.clock.now().at,
        free_mib=shutil.disk_usage(station.home).free >> 20,
    )


def _take_catalog(station: Station, share: Share, pinned: PinnedShare) -> None:
    known = known_catalog(station)
    newest = read_catalogs(share, station.keys, pinned.public_key, above=known.no if known else 0)
    if newest is not None:
        _keep_catalog(station.home / CATALOG, newest)


def _keep_catalog(path: Path, catalog: Catalog) -> None:
    try:
        write_private(path, msgspec.json.encode(catalog))
    except OSError as fault:
        raise NotSaved(
            "Not saved: the office's word could not be kept in {path} ({fault}). Check the disk; "
            "Keystep tries again with the next sync.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault
