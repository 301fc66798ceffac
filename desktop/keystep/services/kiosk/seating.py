"""Who sits at a kiosk: all that happens until they stand up is theirs, and nothing after it.

What learners do goes through ``Seat.station``, which lets nothing else through. Office and courier
go on with the station itself: of somebody merged meanwhile events go to the person that they are
now, and of somebody erased meanwhile nothing more is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from keystep.domain.facts import Leaving, SignedOut
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.services.roster import sign_in
from keystep.services.station import SeatedStation, Station
from keystep.storage.seat import SeatedStore, open_passing

__all__ = ["Leaving", "Seat", "sit_down", "sit_down_guest", "stand_up"]


@dataclass(frozen=True, eq=False)
class Seat:
    """Somebody at a station, until :func:`stand_up`. Of a ``guest`` nothing is kept."""

    station: SeatedStation
    learner: Learner
    guest: bool = False

    @property
    def answers(self) -> int:
        """How many answers and card ratings were saved in this sitting."""
        return self.station.store.given


def sit_down(station: Station, learner: Learner) -> Seat:
    """Record that a learner begins; from now on what happens at the seat is theirs.

    Whoever still sits there is signed out first. Raises UsageError for who is not on the roster any
    more, and NotSaved: then nobody sits there.
    """
    known = _known(station, learner)
    _clear(station)
    store = SeatedStore(station.store, known.id)
    seat = Seat(SeatedStation(station, store, guest=False), known)
    sign_in(seat.station, known.id)
    station.seated = store
    return seat


def sit_down_guest(station: Station) -> Seat:
    """Let somebody look around, of whom nothing will stay: what they do is kept in memory alone."""
    _clear(station)
    guest = Learner(station.new_id(), "", "")
    store = open_passing(station.store.device, station.new_epoch, guest, station.clock.now())
    station.seated = store
    return Seat(SeatedStation(station, store, guest=True), guest, guest=True)


def stand_up(seat: Seat, why: Leaving) -> None:
    """Record the end of a sitting: from now on nothing is recorded through the seat's station.

    Whoever writes there all the same, from any thread, gets SittingOver. Standing up twice changes
    nothing. Raises NotSaved, and the sitting is over all the same.
    """
    seat.station.store.end((SignedOut(why=why),), seat.station.clock.now())


def _known(station: Station, learner: Learner) -> Learner:
    """Who that is by now."""
    person = station.store.person(learner.id)
    for one in station.store.learners():
        if one.id == person:
            return one
    raise UsageError(
        "{name} is not on the roster of this station any more. Choose another name, or ask the "
        "office.",
        name=learner.name,
    )


def _clear(station: Station) -> None:
    if station.seated is not None:
        station.seated.end((SignedOut(why=Leaving.CLOSED),), station.clock.now())
