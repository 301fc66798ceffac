"""A station's way to the folder and back: seal, publish, hear from the office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from keystep.domain.bundles import Catalog
from keystep.domain.ports import OutboxState
from keystep.errors import PackRefused, ShareFull, ShareUnreachable
from keystep.services.catalogs import kept_catalog
from keystep.services.hearing import hear, is_enrolled
from keystep.services.meeting import ask, follow, joined, notice_copy
from keystep.services.sealing import has_news, is_full, seal
from keystep.services.shares import share_of
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.publisher import publish_outbox
from keystep.sync.share import Share


class Synced(Struct, frozen=True, kw_only=True):
    """What a sync did: bundles sealed, published, and confirmed by the office; packs installed.

    ``refused`` says why a pack of the catalog was not installed. ``paused``: events stay in the log
    until the office has confirmed what it has. ``copied``: the database turned out to be a copy and
    goes on with a new epoch. ``enrolled``: the office counts this station in.
    """

    sealed: int = 0
    published: int = 0
    received: int = 0
    packs: tuple[str, ...] = ()
    refused: tuple[PackRefused, ...] = ()
    paused: bool = False
    copied: bool = False
    enrolled: bool = False


class Sent(Struct, frozen=True):
    """Counts of bundles."""

    sealed: int
    published: int
    received: int


def sync(station: Station) -> Synced:
    """Seal what is new (at least a heartbeat a day), publish it, and take in the office's word.

    Before the share is confirmed it only says hello. What was sealed waits in the outbox; what is
    interrupted goes on with the next sync. Raises ShareUnreachable when no share is joined or it is
    not there, ShareFull, NotSaved.
    """
    pinned = joined(station)
    share = share_of(pinned, station.ops)
    with _noting_whether_reachable(station):
        pinned = _followed(station, share, pinned)
        copied = pinned.confirmed and notice_copy(station, share)
        ask(station, share, pinned)
        return _exchange(station, share, pinned, copied) if pinned.confirmed else Synced()


def is_paused(station: Station, outbox: OutboxState) -> bool:
    """Whether events stay in the log because too much of what left is not confirmed."""
    return is_full(outbox) and has_news(station.store, outbox)


def known_catalog(station: Station) -> Catalog | None:
    """The newest word of the office that reached this station."""
    return kept_catalog(station.home)


def _followed(station: Station, share: Share, pinned: PinnedShare) -> PinnedShare:
    """Where the share is away, what is new is sealed all the same, and waits for it."""
    try:
        return follow(station, share, pinned)
    except (ShareFull, ShareUnreachable):
        if pinned.confirmed:
            seal(station, pinned)
        raise


def _exchange(station: Station, share: Share, pinned: PinnedShare, copied: bool) -> Synced:
    try:
        sent = _send(station, share, pinned)
    except ShareFull:
        hear(station, share, pinned, copied=copied)  # what takes nothing may have news
        raise
    news = hear(station, share, pinned, copied=copied)
    if news.surpassed:
        ask(station, share, pinned)
    return Synced(
        sealed=sent.sealed,
        published=sent.published,
        received=sent.received,
        packs=news.packs,
        refused=news.refused,
        paused=is_paused(station, station.store.outbox()),
        copied=copied or news.surpassed,
        enrolled=is_enrolled(station),
    )


def _send(station: Station, share: Share, pinned: PinnedShare) -> Sent:
    """Seal and publish, and once more where receipts have made room."""
    sealed = published = received = 0
    while True:
        made = seal(station, pinned)
        outcome = publish_outbox(
            share, station.store, station.keys, pinned.public_key, station.clock.now()
        )
        sealed, published = sealed + made, published + outcome.published
        received += outcome.received
        if not outcome.received or not has_news(station.store, station.store.outbox()):
            return Sent(sealed, published, received)


@contextmanager
def _noting_whether_reachable(station: Station) -> Iterator[None]:
    try:
        yield
    except ShareUnreachable:
        station.reachable = False
        raise
    station.reachable = True
