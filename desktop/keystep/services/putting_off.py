"""What a learner does not want today: a test that may wait, a piece of the session swapped."""

from __future__ import annotations

from keystep.domain.session import Candidate
from keystep.services.station import Station

KIND = "put-off"


def put_off(station: Station, learner: str, offer: Candidate) -> None:
    """Not today: it may come again from tomorrow on. Raises NotSaved."""
    station.store.note(learner, KIND, offer.key, _today(station))


def put_off_today(station: Station, learner: str) -> frozenset[str]:
    """The keys of all that was put off today."""
    today = _today(station)
    noted = station.store.notes(learner, KIND)
    return frozenset(key for key, day in noted.items() if day == today)


def _today(station: Station) -> bytes:
    return station.clock.now().day.isoformat().encode()
