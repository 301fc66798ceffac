"""Receipts: the office's word on what it has of each station."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from keystep.aggregate.numbers import next_number
from keystep.aggregate.stations import Membership, listed
from keystep.aggregate.streams import standings
from keystep.domain.bundles import Receipt


def receipts(db: Connection, now: datetime) -> tuple[Receipt, ...]:
    """One for each epoch of each enrolled station, with a new number each."""
    enrolled = {station.device for station in listed(db, Membership.ENROLLED)}
    return tuple(
        Receipt(
            no=next_number(db, f"receipt:{standing.device}", floor=0),
            device=standing.device,
            epoch=standing.epoch,
            last=standing.last,
            missing=standing.missing,
            refused=standing.refused,
            issued=now,
        )
        for standing in standings(db)
        if standing.device in enrolled
    )
