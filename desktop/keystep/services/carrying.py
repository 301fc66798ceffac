"""Carrying by hand: progress out and the office's word in, on a stick or any other folder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from keystep.errors import PackRefused, ShareFull
from keystep.services.hearing import hear
from keystep.services.meeting import ask, follow, identity_files, joined, notice_copy
from keystep.services.sealing import seal
from keystep.services.shares import share_of
from keystep.services.station import Station
from keystep.settings import PinnedShare
from keystep.sync.layout import ROOT, station_folder
from keystep.sync.publisher import copy_outbox, founded_copy, take_receipts
from keystep.sync.share import Share


class Carried(Struct, frozen=True, kw_only=True):
    """What lies on the stick for the office (bundles), and what came off it.

    ``packs`` were installed ("id version") and others ``refused``; ``received`` counts bundles that
    the office confirmed. ``heard``: there was news from the office.
    """

    out: int = 0
    packs: tuple[str, ...] = ()
    refused: tuple[PackRefused, ...] = ()
    received: int = 0
    heard: bool = False


def carry(station: Station, stick: Path) -> Carried:
    """Exchange everything with the copy of the share at ``stick``; an empty one becomes a copy.

    What came in counts at once, what went out waits here too until the office has confirmed it.
    Returns only when the stick is safe to remove. Raises ShareUnreachable where it is missing or is
    another office's, ShareFull, NotSaved.
    """
    pinned = joined(station)
    share = replace(share_of(pinned), root=stick)
    try:
        if known := identity_files(station.home):
            founded_copy(stick, known, pinned.public_key)
        carried = _exchange(station, share, follow(station, share, pinned))
    except ShareFull as fault:
        raise _no_room(stick, fault) from fault
    _settle()
    return carried


def _exchange(station: Station, share: Share, pinned: PinnedShare) -> Carried:
    """In comes first, for receipts make room on the stick."""
    if not pinned.confirmed:
        ask(station, share, pinned)
        return Carried()
    copied = notice_copy(station, share)
    store, keys, now = station.store, station.keys, station.clock.now()
    received = take_receipts(share, store, keys, pinned.public_key, now)
    news = hear(station, share, pinned, copied=copied)
    for folder in (ROOT, station_folder(keys.device)):
        share.sweep(folder, now.at)
    ask(station, share, pinned)
    seal(station, pinned)
    return Carried(
        out=copy_outbox(share, store, keys),
        packs=news.packs,
        refused=news.refused,
        received=received,
        heard=news.word,
    )


def _settle() -> None:
    """Empty the system's own buffers too; where it has no such call, every file was flushed."""
    if hasattr(os, "sync"):
        os.sync()


def _no_room(stick: Path, fault: ShareFull) -> ShareFull:
    return ShareFull(
        "Not everything fits on {folder}, or it may not be written to ({fault}). Nothing was lost: "
        "all of it is kept here. Make room there, or take another stick, and do it again.",
        folder=str(stick),
        fault=fault.values.get("fault", "no room"),
    )
