"""What the office says: the catalog with its erasures, progress and packs."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from keystep import __version__
from keystep.domain.bundles import Catalog
from keystep.domain.down import ProgressDown
from keystep.domain.facts import StationReported
from keystep.domain.ports import EventStore
from keystep.errors import PackRefused
from keystep.services.catalogs import drop, keep_catalog, kept_catalog
from keystep.services.meeting import KIOSK_FILE
from keystep.services.pack_updates import update_packs
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.inbox import read_catalogs, read_progress_down
from keystep.sync.layout import station_folder
from keystep.sync.share import Share


class News(Struct, frozen=True, kw_only=True):
    """What came in: packs as "id version", why others were refused, and whether anything did.

    ``surpassed``: the office knew more of this epoch than is here, so another one was begun.
    """

    packs: tuple[str, ...]
    refused: tuple[PackRefused, ...]
    word: bool
    surpassed: bool


def hear(station: Station, share: Share, pinned: PinnedShare, *, copied: bool) -> News:
    """Take in whatever the office says that is newer than what this station knows.

    A database that was put back (``copied``) obeys the catalog it knows once more. Packs come last:
    they are large, and what is small must not wait for them. Interrupted anywhere, the next call
    goes on. Raises ShareUnreachable, ShareFull, NotSaved.
    """
    store = station.store
    known = kept_catalog(station.home)
    above = known.no - copied if known else 0
    catalog = read_catalogs(share, station.keys, pinned.public_key, above=above)
    if catalog is not None:
        _obey(station, share, catalog)
    down = read_progress_down(share, station.keys, pinned.public_key, above=store.heard().progress)
    surpassed = down is not None and _knows_more(down, store)
    if surpassed:
        store.start_epoch(station.new_epoch())
    taken = down is not None and store.take_progress(down)
    newest = catalog or known
    updates = update_packs(station, share, newest.packs if newest else ())
    return News(
        packs=updates.installed,
        refused=updates.refused,
        word=catalog is not None or taken or bool(updates.installed),
        surpassed=surpassed,
    )


def is_enrolled(station: Station) -> bool:
    """Whether the newest catalog that reached this station counts it in."""
    known = kept_catalog(station.home)
    return known is not None and _names(known, station)


def _obey(station: Station, share: Share, catalog: Catalog) -> None:
    """Do what ``catalog`` orders, and only then keep it: what is cut short is done again."""
    _erase(station, share, catalog.erasures)
    reported = StationReported(program=__version__, catalog=catalog.no, issued=catalog.issued)
    station.store.append("", [reported], station.clock.now())
    keep_catalog(station.home, catalog)
    if _names(catalog, station):
        drop(station.home / KIOSK_FILE)


def _names(catalog: Catalog, station: Station) -> bool:
    return any(one.device == station.keys.device for one in catalog.stations)


def _erase(station: Station, share: Share, people: Collection[str]) -> None:
    if not people:
        return
    names = set(station.store.erase(people, station.clock.now()))
    folder = station_folder(station.keys.device)
    for found in share.scan(folder) if names else ():
        if found.name.lower() in names:
            share.delete(folder, found.name)


def _knows_more(down: ProgressDown, store: EventStore) -> bool:
    """Whether the office has events of this epoch that are not here: the database is a copy."""
    mine = (one for one in down.included if one.epoch == store.epoch)
    return any(last > store.tip(store.epoch) for one in mine for _, last in one.ranges)
