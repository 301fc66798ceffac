"""The stations that the office knows of, at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.domain.events import Instant
from keystep.domain.trust import Invitation
from keystep.gui.admin.stations.words import said_of
from keystep.gui.i18n import number, tr

RANKS = {"held": 0, "at_risk": 1, "careful": 1, "stale": 2, "no_data": 3, "right": 3}
LAST = 4


@dataclass(frozen=True)
class Roll:
    """Everything that the page shows; ``words`` are those of each station that asks.

    ``away`` is why the share could not be looked at, in the person's language.
    """

    stations: tuple[StationRow, ...]
    words: Mapping[str, tuple[str, ...]]
    invitations: tuple[Invitation, ...]
    away: str = ""


def in_order(stations: Sequence[StationRow], now: Instant) -> list[StationRow]:
    """Those that ask, then those with something amiss, then the rest; each by name."""
    return sorted(
        stations, key=lambda row: (RANKS.get(said_of(row, now).kind, LAST), row.name, row.device)
    )


def others_of(row: StationRow, stations: Sequence[StationRow]) -> dict[str, str]:
    """The enrolled stations besides this one, by device."""
    return {
        one.device: one.name
        for one in stations
        if one.membership is Membership.ENROLLED and one.device != row.device
    }


def counted(stations: Sequence[StationRow]) -> str:
    enrolled = sum(one.membership is Membership.ENROLLED for one in stations)
    return tr("{n} enrolled", n=number(enrolled)) if stations else ""
