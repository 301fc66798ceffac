"""Who learns at this station."""

from __future__ import annotations

from keystep.domain.facts import SignedIn
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.services.station import Station

LONGEST_NAME = 80


def register(station: Station, name: str, team: str) -> Learner:
    """Add a learner. Raises UsageError for an empty or overlong name, NotSaved."""
    name, team = " ".join(name.split()), " ".join(team.split())
    if not name:
        raise UsageError("A name is missing. Type the name that colleagues know.")
    if len(name) > LONGEST_NAME or len(team) > LONGEST_NAME:
        raise UsageError("That is too long. Use at most {n} characters.", n=LONGEST_NAME)
    learner = Learner(station.new_id(), name, team)
    station.store.register(learner, station.clock.now())
    return learner


def sign_in(station: Station, learner: str) -> None:
    """Note that a learner begins. Raises NotSaved."""
    station.store.append(learner, [SignedIn()], station.clock.now())
