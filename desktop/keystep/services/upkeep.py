"""Looking after a station's database."""

from __future__ import annotations

from keystep.services.station import Station
from keystep.storage import verification
from keystep.storage.verification import Fault


def verify(station: Station) -> tuple[Fault, ...]:
    """What is wrong with the file, the chain or the projections; nothing when all is sound."""
    return verification.verify(station.store)


def rebuild(station: Station) -> int:
    """Make every projection anew from the log; returns how many events that took."""
    return verification.rebuild(station.store)
