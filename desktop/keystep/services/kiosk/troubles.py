"""What a station tells the office about how it fares, besides what it learnt."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from keystep.disk import write_whole
from keystep.domain.bundles import Troubles
from keystep.domain.ports import OutboxState
from keystep.errors import NotSaved
from keystep.services.kiosk import restarts
from keystep.services.station import Station

DAY = timedelta(days=1)
FILE = "checked.json"


class Checked(Struct, frozen=True):
    """When the database was looked at last, and how many faults there were."""

    at: datetime
    faults: int


def troubles(station: Station, outbox: OutboxState, *, pausing: bool) -> Troubles | None:
    """What somebody ought to see to here; None where all is well."""
    now = station.clock.now().at
    fallen = restarts.within(station.home, now, DAY)
    checked = last_checked(station.home)
    told = Troubles(
        restarts=len(fallen),
        frozen=sum(one.why is restarts.Why.FROZEN for one in fallen),
        faults=checked.faults if checked else 0,
        away_days=max((now - (outbox.waiting_since or now)).days, 0),
        pausing=pausing,
    )
    return None if told == Troubles() else told


def last_checked(home: Path) -> Checked | None:
    """The last look at the database; None before the first, or where that is not known."""
    try:
        return msgspec.json.decode((home / FILE).read_bytes(), type=Checked)
    except (OSError, ValueError):
        return None


def keep_checked(home: Path, checked: Checked) -> None:
    """Raises NotSaved."""
    try:
        write_whole(home / FILE, msgspec.json.encode(checked))
    except OSError as fault:
        raise NotSaved(
            "Not saved: the look at the database could not be noted in {path} ({fault}). Check the "
            "disk and its room, then try again.",
            path=str(home / FILE),
            fault=fault.strerror or str(fault),
        ) from fault
