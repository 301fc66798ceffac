"""What learners said, as the office hears it."""

from __future__ import annotations

from keystep.aggregate.voices import Voices
from keystep.services.office import Office


def voices(office: Office) -> Voices:
    """Of all that was imported and counts."""
    return office.ledger.voices()
