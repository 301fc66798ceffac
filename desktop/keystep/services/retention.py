"""What has stayed of what was learnt, as the office sees it."""

from __future__ import annotations

from keystep.aggregate.retention import Retention
from keystep.services.office import Office


def retention(office: Office) -> tuple[Retention, ...]:
    """Of all that was imported and counts: all packs together, then each."""
    return office.ledger.retention()
