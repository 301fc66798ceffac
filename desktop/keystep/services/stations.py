"""Stations, as the admin deals with them: greet, enrol, tell them the news."""

from __future__ import annotations

import base64

from keystep.domain.bundles import Catalog, CatalogStation, Enrolled
from keystep.services.office import Office
from keystep.services.okrs import board, key_result_words
from keystep.sync.receiver import read_hellos, write_catalog
from keystep.sync.share import Share


def greet_stations(office: Office, share: Share | None = None) -> tuple[Enrolled, ...]:
    """Note every station that asks to be enrolled; returns those waiting for approval."""
    for hello in read_hellos(share or office.share):
        office.ledger.note_hello(hello)
    return office.ledger.waiting()


def enrol(office: Office, device: str) -> None:
    """Approve a waiting station: its bundles count from now on. Raises UsageError if unknown."""
    office.ledger.enrol(device, office.clock.now().at)


def publish_catalog(office: Office, share: Share | None = None) -> Catalog:
    """Tell all enrolled stations who belongs and where the key results stand. Raises ShareFull."""
    now, keys = office.clock.now(), office.unlocked
    stations = office.ledger.stations()
    catalog = Catalog(
        no=office.ledger.next_number("catalog"),
        share=office.pinned.share,
        issued=now.at,
        stations=tuple(
            CatalogStation(device=s.device, public_key=base64.b64encode(s.public_key).decode())
            for s in stations
        ),
        key_results=key_result_words(board(office)),
    )
    write_catalog(share or office.share, catalog, keys, tuple(s.recipient for s in stations))
    return catalog
