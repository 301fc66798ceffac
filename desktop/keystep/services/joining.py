"""A station finds its office: join a share, compare eight words, or bring a kiosk file."""

from __future__ import annotations

import platform
import uuid
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from keystep import settings
from keystep.domain.kiosk.secrets import Way
from keystep.errors import UsageError
from keystep.services.catalogs import CATALOG, drop, keep
from keystep.services.kiosk.signing_in import ADMIN, ways
from keystep.services.kiosk.told_rules import merged, read_pin
from keystep.services.meeting import (
    IDENTITY_FILES,
    KIOSK_FILE,
    ask,
    belong,
    joined,
    keep_identity,
)
from keystep.services.packs import open_shelf
from keystep.services.roster import LONGEST_NAME
from keystep.services.sealing import updates_to_be
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.keys import renew_station_keys
from keystep.sync.kiosk_file import KioskFile, fill_in, read_kiosk
from keystep.sync.share import Share
from keystep.sync.words import eight_words

OF_THE_SHARE = (CATALOG, IDENTITY_FILES, KIOSK_FILE)


class Left(Struct, frozen=True):
    """What the office of ``organisation`` has not confirmed: counts of updates.

    ``kept`` never left this station, ``there`` lie in the folder, where the office may find them.
    """

    organisation: str
    kept: int = 0
    there: int = 0


def join_share(station: Station, root: Path, name: str) -> PinnedShare:
    """Belong to the share at ``root`` from now on, and ask the office to enrol this station.

    Nothing there is believed before :func:`confirm`. A share that was confirmed can only be joined
    again, where it has moved to: :func:`leave_share` comes before any other. Raises UsageError for
    a name that cannot be shown, ShareUnreachable, ShareFull.
    """
    kept = settings.load(station.home)
    trusted = kept.share if kept.share and kept.share.confirmed else None
    share = Share(root, trusted.share, trusted.public_key) if trusted else Share(root)
    identity = share.read_identity()
    pinned = PinnedShare(root=str(root), confirmed=trusted is not None, **asdict(identity))
    called = named(name, kept.station)
    ask(station, share, pinned, called)
    keep_identity(station, share)
    settings.change(station.home, share=pinned, station=called)
    return pinned


def join_by_file(station: Station, path: Path, name: str = "") -> PinnedShare:
    """Belong to the share that a ``keystep-kiosk.toml`` vouches for; it need not be there now.

    The next sync asks with the file's secret, and the office enrols the station by itself. Without
    a ``name`` it goes by the one it has there, the file's, or the machine's. The file's rules and
    its PIN hold where nobody has a PIN yet to look after this kiosk. Raises UsageError where the
    file is none, is over, or is not that of the share the station belongs to, NotSaved.
    """
    file, kept = read_kiosk(path), settings.load(station.home)
    if file.expires <= station.clock.now().at:
        raise UsageError(
            "The invitation in {path} ended on {day}. Ask the office for a new file.",
            path=str(path),
            day=file.expires.date().isoformat(),
        )
    before = kept.station if kept.share else ""
    own = fill_in(file.name, _blanks(station)) if "{" in file.name else file.name
    pinned, called = _vouched(file, kept.share), named(name, before, own)
    rules, pin = merged(file.kiosk, kept.kiosk_rules), read_pin(file.pin) if file.pin else b""
    if Way.PIN in ways(station, ADMIN):
        rules, pin = kept.kiosk_rules, b""
    keep(station.home / KIOSK_FILE, path.read_bytes())
    settings.change(station.home, station=called, kiosk=True, kiosk_rules=rules)
    belong(station, pinned)
    if pin:
        station.store.credentials.keep(ADMIN, Way.PIN, pin)
    return pinned


def words(station: Station) -> tuple[str, ...]:
    """The eight words that the office's screen must show too. Raises ShareUnreachable."""
    keys = station.keys
    return eight_words(joined(station), keys.device, keys.public_text, keys.recipient)


def confirm(station: Station) -> PinnedShare:
    """Somebody compared the words on both screens: trust the share from now on.

    It gets what is learnt from now on; where the station belonged to it before, what waits since
    then, too; and where it is the first, all that was learnt. Raises ShareUnreachable where none is
    joined, NotSaved.
    """
    pinned = replace(joined(station), confirmed=True)
    belong(station, pinned)
    return pinned


def renew_keys(station: Station) -> None:
    """New keys for the same station, vouched for by the old in the next hello.

    Raises SurroundingsError, and then the keys are those from before.
    """
    station.keys = renew_station_keys(station.home)


def named(*names: str) -> str:
    """The first name that is one, else the machine's. Raises UsageError for an overlong one."""
    cleaned = (" ".join(name.split()) for name in (*names, platform.node()))
    called = next(filter(None, cleaned), "")
    if len(called) > LONGEST_NAME or not called.isprintable():
        raise UsageError(
            "A station's name is one line of at most {n} characters. Choose another.",
            n=LONGEST_NAME,
        )
    return called


def leave_share(station: Station) -> Left:
    """Belong to no share any more; all that was learnt stays, and no other share gets it.

    Where the station joins this one again, everything goes on where it was. Raises
    ShareUnreachable, NotSaved.
    """
    pinned = joined(station)
    belong(station, pinned)  # no sync may have been there to say whose the log is
    outbox = station.store.outbox()
    kept = outbox.waiting + updates_to_be(station.store, outbox)
    for name in OF_THE_SHARE:
        drop(station.home / name)
    settings.change(station.home, share=None)
    station.shelf = open_shelf(station.home, spoken=station.shelf.spoken)
    if not pinned.confirmed:
        return Left(pinned.organisation)
    return Left(pinned.organisation, kept, outbox.unreceipted)


def _blanks(station: Station) -> dict[str, str]:
    """What makes this machine's name its own."""
    address = uuid.getnode()
    made_up = address >> 40 & 1  # no network card tells its own: then it is another each time
    last = station.keys.device[-4:] if made_up else f"{address & 0xFFFF:04x}"
    return {"host": platform.node().partition(".")[0], "mac4": last}


def _vouched(file: KioskFile, before: PinnedShare | None) -> PinnedShare:
    """The share in ``file``; the keys known are kept where they may be newer than the file."""
    if before is not None and before.confirmed:
        if before.share != file.share:
            raise UsageError(
                "This station belongs to “{organisation}”. Let it leave that folder first.",
                organisation=before.organisation,
            )
        return replace(before, root=file.root)
    return PinnedShare(
        root=file.root,
        share=file.share,
        organisation=file.organisation,
        public_key=file.public_key,
        recovery=file.recovery,
        recipients=tuple(file.recipients),
        confirmed=True,
    )
