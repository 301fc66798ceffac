"""What stored events say, as far as this program can read them."""

from __future__ import annotations

import msgspec

from keystep.domain.events import Event, fact_of
from keystep.domain.facts import Fact


def known_fact(happened: Event) -> Fact | None:
    """The typed body; None where this program cannot read it: kept, but not counted."""
    try:
        return fact_of(happened)
    except msgspec.ValidationError:
        return None
