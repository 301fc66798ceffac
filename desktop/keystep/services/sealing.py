"""Sealing: a station's events become bundles in its outbox."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial
from itertools import chain

from msgspec.structs import replace

from keystep import __version__
from keystep.domain.bundles import MAX_EVENTS, Batch, Heard, SealedBundle, Troubles
from keystep.domain.facts import Kind
from keystep.domain.ports import EventStore, OutboxState
from keystep.services.catalogs import kept_catalog
from keystep.services.kiosk.troubles import troubles
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.bundle import seal_bundle
from keystep.sync.envelope import Family

HEARTBEAT = timedelta(days=1)
MOST_UNCONFIRMED = 64 << 20


def seal(station: Station, pinned: PinnedShare) -> int:
    """Seal every event not sealed yet; a heartbeat where the last seal is a day old.

    Stops where the outbox is full: the rest stays in the log. Returns how many bundles were made.
    Raises NotSaved.
    """
    store, now, count = station.store, station.clock.now(), 0
    last = store.last_sealed()
    # A last seal in the future is a clock that was wrong, and is no reason to fall silent.
    overdue = last is None or not timedelta(0) <= now.at - last < HEARTBEAT
    if not overdue and not has_news(store, store.outbox()):
        return 0
    heard = _heard(station)
    while not is_full(outbox := store.outbox()):
        unwell = troubles(station, outbox, pausing=_room(outbox) < 2)
        make = partial(_make_bundle, station, pinned, heard, unwell)
        if not store.seal(make, now, even_empty=overdue and not count):
            break
        count += 1
    return count


def is_full(outbox: OutboxState) -> bool:
    """Whether one bundle more might exceed what a station may leave unconfirmed on the share."""
    return _room(outbox) < 1


def _room(outbox: OutboxState) -> int:
    """For how many of the largest bundles there is room still; below 0 there is none."""
    return (MOST_UNCONFIRMED - outbox.bytes_out) // Family.BUNDLE.most_bytes


def has_news(store: EventStore, outbox: OutboxState) -> bool:
    """Whether anything waits to be sealed but the station's word that it took a catalog.

    That one waits for company: a bundle for it alone would call for an answer of the office, which
    brings the next catalog.
    """
    unsealed, tip = outbox.unsealed, store.tip(store.epoch)
    if unsealed > tip:
        return True
    first = tip - unsealed + 1
    recent = chain(store.events(first, first), store.events(first + 1))  # the first tells, mostly
    return any(recorded.event.kind != Kind.STATION_REPORTED for recorded in recent)


def updates_to_be(store: EventStore, outbox: OutboxState) -> int:
    """How many bundles, at least, will be made of what is not sealed yet."""
    return -(-outbox.unsealed // MAX_EVENTS) if has_news(store, outbox) else 0


def _make_bundle(
    station: Station, pinned: PinnedShare, heard: Heard, unwell: Troubles | None, batch: Batch
) -> SealedBundle:
    """Made within the store's transaction: the store must not be asked for anything here."""
    return seal_bundle(
        batch,
        station.keys,
        pinned.recipients,
        program=__version__,
        sealed_at=station.clock.now().at,
        free_mib=shutil.disk_usage(station.home).free >> 20,
        heard=heard,
        troubles=unwell,
    )


def _heard(station: Station) -> Heard:
    known = kept_catalog(station.home)
    return replace(station.store.heard(), catalog=known.no if known else 0)
