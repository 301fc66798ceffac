"""What the office knows at one moment, read off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from keystep.aggregate.board import FRESH_SEAL
from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.domain.events import Instant
from keystep.domain.okr import Board
from keystep.gui.admin.inbox.model import Finding, Inbox, read_inbox
from keystep.services.office import Office
from keystep.services.okr.board import board
from keystep.services.okr.cycles import Listed, listed


@dataclass(frozen=True)
class Stations:
    """How many stations reported of late, of all enrolled ones, and when new data last came."""

    reported: int
    known: int
    imported: datetime | None


@dataclass(frozen=True)
class State:
    """``admin`` is the name of who sits here, "" where nobody gave one."""

    organisation: str
    board: Board | None
    inbox: Inbox
    stations: Stations
    now: Instant
    cycles: tuple[Listed, ...] = ()
    admin: str = ""


def read_state(office: Office, finding: Finding) -> State:
    """Read what the office knows; the share is not touched. Raises ShareUnreachable while nothing
    is founded."""
    now = office.clock.now()
    organisation = office.pinned.organisation
    inbox = read_inbox(office, finding)
    stations = count_stations(office.ledger.members.overview(), now)
    shown, cycles = board(office), listed(office)
    return State(organisation, shown, inbox, stations, now, cycles, office.admin)


def count_stations(overview: tuple[StationRow, ...], now: Instant) -> Stations:
    """A station has reported when its newest imported seal is less than 7 days old."""
    enrolled = [row for row in overview if row.membership is Membership.ENROLLED]
    sealed = [row.sealed_at for row in enrolled if row.sealed_at]
    return Stations(
        reported=sum(now.at - seal < FRESH_SEAL for seal in sealed),
        known=len(enrolled),
        imported=max((row.imported_at for row in enrolled if row.imported_at), default=None),
    )
