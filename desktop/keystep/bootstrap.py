"""The only wiring: real clock, real databases, real folders."""

from __future__ import annotations

import secrets
import sys
import time
import uuid
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from keystep import paths, settings
from keystep.aggregate import Aggregate
from keystep.domain.events import Instant
from keystep.domain.ports import Clock, NewId
from keystep.services.catalogs import wanted_packs
from keystep.services.leftovers import sweep
from keystep.services.office import Office, database_url
from keystep.services.packs import install_shipped, open_shelf
from keystep.services.station import Station
from keystep.services.succession import settle_keys
from keystep.storage.event_store import open_store
from keystep.storage.lock import HomeLock
from keystep.sync.keys import open_admin_keys, station_keys

STATION_DATABASE = "station.sqlite"
BEING_RESTORED = (
    "A backup is being put back into {home} just now. Wait until that has ended, then try again."
)
LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The machine's clocks. Where it names no boot, each start of the program counts as one."""

    def __init__(self) -> None:
        try:
            self._boot = LINUX_BOOT_ID.read_text("ascii").strip()
        except OSError:
            self._boot = new_id()
        self._steady = getattr(time, "CLOCK_BOOTTIME", None)

    def now(self) -> Instant:
        if sys.platform != "win32":
            time.tzset()  # a laptop may have travelled since
        at = datetime.now(UTC)
        east = at.astimezone().utcoffset()
        return Instant(
            at=at.replace(microsecond=at.microsecond // 1000 * 1000),
            offset=round(east.total_seconds() / 60) if east else 0,
            boot=self._boot,
            clock=self._steady_ns() // 1_000_000,
        )

    def _steady_ns(self) -> int:
        if self._steady is None:
            return time.monotonic_ns()
        return time.clock_gettime_ns(self._steady)


def new_id() -> str:
    """A random UUID."""
    return str(uuid.uuid4())


def new_epoch() -> str:
    """64 random bits in hexadecimal."""
    return secrets.token_hex(8)


def open_station(home: Path, clock: Clock | None = None, ids: NewId = new_id) -> Station:
    """Open the station whose data is in ``home``, making it and installing packs at first start.

    Raises SurroundingsError, PackRefused.
    """
    with ExitStack() as held:
        held.enter_context(HomeLock(home))
        clock = clock or SystemClock()
        sweep(home, clock.now().at)
        keys = station_keys(home)
        store = held.enter_context(
            closing(open_store(home / STATION_DATABASE, keys.device, new_epoch))
        )
        schemas = paths.resources() / "schemas"
        missing = install_shipped(home, paths.lessons(), schemas)
        return Station(
            home=home,
            store=store,
            shelf=open_shelf(home, wanted_packs(home), missing=missing),
            keys=keys,
            clock=clock,
            new_id=ids,
            new_epoch=new_epoch,
            schemas=schemas,
            held=held.pop_all(),
        )


def open_office(home: Path, passphrase: str | None, clock: Clock | None = None) -> Office:
    """Open the admin's data in ``home``; without a passphrase it can be looked at but not import.

    Raises SurroundingsError, PassphraseRefused.
    """
    with ExitStack() as held:
        held.enter_context(HomeLock(home, shared=True, in_use=BEING_RESTORED))
        clock = clock or SystemClock()
        sweep(home, clock.now().at)
        settle_keys(home)
        keys = open_admin_keys(home, passphrase) if passphrase is not None else None
        missing = install_shipped(home, paths.lessons(), paths.resources() / "schemas")
        ledger = held.enter_context(
            closing(Aggregate.open(database_url(home, settings.load(home))))
        )
        shelf = open_shelf(home, ledger.packs.current(), missing=missing)
        return Office(home, ledger, keys, shelf, clock, new_id, held=held.pop_all())
