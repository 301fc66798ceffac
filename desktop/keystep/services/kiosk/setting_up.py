"""Setting a kiosk up: how far it is, and doing it by a file that lies ready."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from msgspec.structs import replace

from keystep import settings
from keystep.errors import KeystepError
from keystep.services.joining import join_by_file, leave_share, named
from keystep.services.kiosk.searching import search, sticks
from keystep.services.kiosk.signing_in import ADMIN, Way, ways
from keystep.services.meeting import KIOSK_FILE
from keystep.services.station import Station
from keystep.settings import PinnedShare

STICKS_S = 3.0
LOG = logging.getLogger(__name__)


class Stage(StrEnum):
    """What is asked next: how to begin, the words, the PIN, or how the screen is reached."""

    BEGIN = "begin"
    WORDS = "words"
    PIN = "pin"
    REACH = "reach"
    DONE = "done"


def needs_set_up(station: Station) -> bool:
    """Whether nobody could look after this kiosk yet, or it is none yet."""
    return not has_pin(station) or not settings.load(station.home).kiosk


def has_pin(station: Station) -> bool:
    """Whether whoever looks after this kiosk has a PIN."""
    return Way.PIN in ways(station, ADMIN)


def stage(station: Station) -> Stage:
    """Where setting up goes on, also after the plug was pulled."""
    kept = settings.load(station.home)
    if not needs_set_up(station):
        return Stage.DONE
    if kept.share is not None and not kept.share.confirmed:
        return Stage.WORDS
    if has_pin(station):
        return Stage.REACH
    return Stage.PIN if kept.share is not None or kept.station else Stage.BEGIN


def set_up_by_file(station: Station, folders: Sequence[Path] | None = None) -> str | None:
    """Set the kiosk up by the first file in ``folders`` that can be followed; what was done.

    As :func:`follow_file`, but a refusal is noted in the log alone.
    """
    try:
        return follow_file(station, folders)
    except KeystepError:
        return None


def follow_file(station: Station, folders: Sequence[Path] | None = None) -> str | None:
    """Set the kiosk up by the first file in ``folders`` that can be followed; what was done.

    Without ``folders`` the usual places are looked at, and every stick, for STICKS_S at most. None
    where there is no such file, where somebody must still choose the PIN, or did so at the screen.
    Raises what the first file was refused with, where none can be followed; the log has them all.
    """
    refused: KeystepError | None = None
    for path in () if has_pin(station) else _files(station, folders):
        try:
            pinned = join_by_file(station, path)
        except KeystepError as fault:
            LOG.warning("%s was not followed: %s", path, fault)
            refused = refused or fault
            continue
        if not has_pin(station):
            settings.change(station.home, kiosk=False)
            return None
        called = settings.load(station.home).station
        return f"“{called}” joined “{pinned.organisation}” by {path}."
    if refused is not None:
        raise refused
    return None


def join_here(station: Station, path: Path, name: str) -> PinnedShare:
    """Join by a file that somebody chose at the screen; what is not settled they are asked.

    Raises as :func:`join_by_file`.
    """
    before = settings.load(station.home).kiosk
    pinned = join_by_file(station, path, name)
    settings.change(station.home, kiosk=before)
    return pinned


def stay_alone(station: Station, name: str) -> None:
    """Begin without the office: it is joined later. Raises UsageError for a name that cannot be
    shown, NotSaved."""
    if settings.load(station.home).share is not None:
        leave_share(station)
    settings.change(station.home, station=named(name))


def choose_again(station: Station) -> None:
    """Belong to no share, as before it was chosen. Raises ShareUnreachable, NotSaved."""
    leave_share(station)
    if needs_set_up(station):
        settings.change(station.home, station="")


def finish(station: Station, hand: str, *, low: bool, language: str) -> None:
    """People can sign in from now on; lessons are in ``language``, a tag, unless they choose
    another. Raises NotSaved."""
    kept = settings.load(station.home).kiosk_rules
    rules = replace(kept, hand=hand, low=low)
    settings.change(station.home, kiosk=True, kiosk_rules=rules, language=language)


def ready_folders(station: Station) -> list[Path]:
    """Where a file lies ready for a kiosk that nobody sets up."""
    whole = Path(os.environ.get("PROGRAMDATA", "/etc")) / "keystep"
    return [station.home, Path(sys.executable).absolute().parent, whole]


def _files(station: Station, folders: Sequence[Path] | None) -> list[Path]:
    near = ready_folders(station) if folders is None else folders
    files = [path for folder in near if (path := folder / KIOSK_FILE).is_file()]
    if folders is None:
        files += [one.path for one in search(sticks(), STICKS_S, depth=0) if one.by_file]
    return files
