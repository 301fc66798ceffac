"""A station meets its share: who is the admin now, who am I, and is my database a copy?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import asdict

from keystep import settings
from keystep.errors import ShareUnreachable, UsageError
from keystep.services.catalogs import keep
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.kiosk_file import read_kiosk
from keystep.sync.publisher import is_copied, publish_hello
from keystep.sync.share import Share

KIOSK_FILE = "keystep-kiosk.toml"
IDENTITY_FILES = "identity.json"


def joined(station: Station) -> PinnedShare:
    """The share that this station belongs to. Raises ShareUnreachable where there is none."""
    pinned = settings.load(station.home).share
    if pinned is None:
        raise ShareUnreachable("No folder is chosen yet. Choose the one that the office named.")
    return pinned


def belong(station: Station, pinned: PinnedShare) -> None:
    """Remember ``pinned`` as the station's share. Raises NotSaved."""
    _record_for(station, pinned)
    settings.change(station.home, share=pinned)


def follow(station: Station, share: Share, pinned: PinnedShare) -> PinnedShare:
    """``pinned`` as it stands now: the admin's newest key is pinned if the one before vouches.

    Raises ShareUnreachable, ShareFull, NotSaved.
    """
    identity = share.read_identity()
    now = PinnedShare(root=pinned.root, confirmed=pinned.confirmed, **asdict(identity))
    if now != pinned or not (station.home / IDENTITY_FILES).exists():
        keep_identity(station, share)
        belong(station, now)
    _record_for(station, now)
    return now


def keep_identity(station: Station, share: Share) -> None:
    """Keep what the share says of itself: an empty stick becomes a copy of it.

    Raises ShareUnreachable, ShareFull, NotSaved.
    """
    keep(station.home / IDENTITY_FILES, msgspec.json.encode(share.identity_files()))


def identity_files(home: Path) -> list[bytes]:
    """What the share last said of itself, lowest number first; nothing before it was met."""
    try:
        return msgspec.json.decode((home / IDENTITY_FILES).read_bytes(), type=list[bytes])
    except (OSError, ValueError):
        return []


def ask(station: Station, share: Share, pinned: PinnedShare, name: str = "") -> None:
    """Say hello, unless the newest hello there says the same; as ``name`` where that is new.

    Raises ShareUnreachable, ShareFull.
    """
    publish_hello(
        share,
        station.keys,
        pinned,
        epoch=station.store.epoch_in(pinned.share, station.new_epoch),
        name=name or settings.load(station.home).station,
        invitation=_invitation(station),
    )


def notice_copy(station: Station, share: Share) -> bool:
    """Whether the database turned out to be a copy of one that has gone on.

    It then goes on with an epoch of its own, so that nothing more can collide: say hello next.
    Raises ShareUnreachable, ShareFull, NotSaved.
    """
    copied = is_copied(share, station.store, station.keys)
    if copied:
        station.store.start_epoch(station.new_epoch())
    return copied


def _record_for(station: Station, pinned: PinnedShare) -> None:
    """What somebody learns is the business of this share from now on, if it is trusted."""
    if pinned.confirmed:
        station.store.belong(pinned.share, station.new_epoch)


def _invitation(station: Station) -> tuple[str, bytes] | None:
    """The secret by which the office enrols this station by itself, while its file is here."""
    with suppress(UsageError):
        file = read_kiosk(station.home / KIOSK_FILE)
        return file.invitation, file.secret
    return None
