"""How a kiosk fares, in the words of whoever looks after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from keystep import __version__
from keystep.domain.bundles import Troubles
from keystep.domain.words import Words
from keystep.services.kiosk.troubles import DAY, Checked, keep_checked, last_checked, troubles
from keystep.services.station import Station
from keystep.services.syncing import is_paused, known_catalog
from keystep.storage.quick_check import faults_in

LEAST_FREE_MIB = 200
FAR_OFF = timedelta(minutes=5)


class State(StrEnum):
    """How grave it is."""

    WELL = "well"
    CAREFUL = "careful"
    BAD = "bad"


class Sign(Struct, frozen=True):
    """One thing to know about a kiosk; ``then`` is what to do about it, None where nothing is."""

    state: State
    told: Words
    then: Words | None = None


class Health(Struct, frozen=True, kw_only=True):
    """``signs`` has the gravest first and is never empty. ``free_mib`` is the room on its disk,
    ``checked`` when the database was looked at, None before the first look."""

    signs: tuple[Sign, ...]
    program: str
    free_mib: int
    checked: datetime | None


def health(station: Station) -> Health:
    """How this kiosk fares now, without a look at the folder."""
    free = shutil.disk_usage(station.home).free >> 20
    outbox = station.store.outbox()
    unwell = troubles(station, outbox, pausing=is_paused(station, outbox)) or Troubles()
    signs = (*_of_machine(free, unwell), *_of_folder(unwell), *_of_clock(station))
    checked = last_checked(station.home)
    return Health(
        signs=tuple(sorted(signs, key=lambda sign: sign.state is not State.BAD)) or (ALL_WELL,),
        program=__version__,
        free_mib=free,
        checked=checked.at if checked else None,
    )


def is_check_due(station: Station) -> bool:
    """Whether the database was not looked at for a day."""
    checked = last_checked(station.home)
    return checked is None or not timedelta(0) <= station.clock.now().at - checked.at < DAY


def check(station: Station) -> int | None:
    """Look at the database, and keep what was found for the next bundle; how many faults it has,
    None where it could not be looked at now.

    Call it in a worker while nobody learns: a commit waits until it is over. Raises NotSaved.
    """
    faults = faults_in(station.store.database.path)
    if faults is not None:
        keep_checked(station.home, Checked(station.clock.now().at, faults))
    return faults


ALL_WELL = Sign(State.WELL, Words("All is well here"))


def _of_machine(free_mib: int, unwell: Troubles) -> Iterator[Sign]:
    if free_mib < LEAST_FREE_MIB:
        yield Sign(
            State.BAD,
            Words("Only {n} MB are free on the disk", {"n": free_mib}),
            Words("Make room, or answers stop being saved"),
        )
    if unwell.faults:
        yield Sign(
            State.BAD,
            Words("Faults in the database: {n}", {"n": unwell.faults}),
            Words("Leave the kiosk, run keystep doctor, and put a backup back if that says so"),
        )
    if unwell.restarts:
        yield Sign(
            State.CAREFUL,
            Words(
                "Begun again within a day: {n}, of which because it stood still: {m}",
                {"n": unwell.restarts, "m": unwell.frozen},
            ),
            Words("If that goes on, send the folder “log” to whoever looks after the machines"),
        )


def _of_folder(unwell: Troubles) -> Iterator[Sign]:
    if unwell.pausing:
        yield Sign(
            State.CAREFUL,
            Words("Too much waits for the office: what is new stays here"),
            Words("Ask the office to import"),
        )
    if unwell.away_days:
        yield Sign(
            State.CAREFUL,
            Words("Days that an update has waited for the folder: {n}", {"n": unwell.away_days}),
            Words("See whether the network and the folder are there"),
        )


def _of_clock(station: Station) -> Iterator[Sign]:
    """Nothing that the office wrote can be of later than now."""
    catalog = known_catalog(station)
    behind = catalog.issued - station.clock.now().at if catalog else timedelta(0)
    if behind > FAR_OFF:
        yield Sign(
            State.CAREFUL,
            Words(
                "Minutes, at least, that the clock is behind: {n}",
                {"n": int(behind.total_seconds()) // 60},
            ),
            Words("Set it; what was learnt keeps its order"),
        )
