"""Looking for a share or a kiosk file on every drive that is here; one that hangs is not waited
for."""

from __future__ import annotations

import os
import re
import string
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from msgspec import Struct

from keystep.errors import KeystepError
from keystep.services.meeting import KIOSK_FILE
from keystep.sync.file_ops import FileOps
from keystep.sync.kiosk_file import read_kiosk
from keystep.sync.patience import PatientOps
from keystep.sync.share import Share

SECONDS, DEPTH, MOST_FOLDERS = 6.0, 2, 400
"""For how long a drive is looked through, how deep, and how many folders of it."""
MOUNTED = Path("/proc/self/mounts")
OUTWARD = frozenset(
    {
        *("vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "hfsplus", "apfs", "iso9660", "udf"),
        *("cifs", "smb3", "nfs", "nfs4", "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone"),
    }
)
"""The file systems of sticks, of drives and of the network."""
HOLDERS = (Path("/media"), Path("/run/media"), Path("/mnt"), Path("/Volumes"))
SYNCED = re.compile(
    r"(onedrive|nextcloud|owncloud|dropbox|google ?drive|my drive|seafile|sync|syncthing|pcloud)",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"keystep-[1-9][0-9]{0,8}\.json", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([0-7]{3})")


class Place(Struct, frozen=True):
    """A share at ``path``, or a kiosk file where ``by_file``.

    ``organisation`` is whose it says it is; "" where the file cannot be read.
    """

    path: Path
    organisation: str
    by_file: bool = False


def search(
    roots: Iterable[Path] | None = None, seconds: float = SECONDS, depth: int = DEPTH
) -> list[Place]:
    """What there is to join in ``roots``, or on every drive here; files first, then by name.

    It takes ``seconds`` at most: what a drive has not told by then is left out.
    """
    found: SimpleQueue[Place | None] = SimpleQueue()
    looked = list(dict.fromkeys(drives() if roots is None else roots))
    until = time.monotonic() + seconds
    for root in looked:
        Thread(target=_look_through, args=(root, depth, found, until), daemon=True).start()
    places = {}
    for place in _taken(found, len(looked), until):
        places[_true_path(place.path)] = place
    return sorted(places.values(), key=lambda one: (not one.by_file, one.organisation, one.path))


def place_at(path: Path, ops: FileOps | None = None) -> Place:
    """What somebody named: a folder that is a share, or a kiosk file.

    Raises UsageError, ShareUnreachable.
    """
    ops = ops or PatientOps(seconds=SECONDS)
    if path.name.lower().endswith(".toml"):
        return Place(path, read_kiosk(path).organisation, by_file=True)
    return Place(path, Share(path, ops=ops).read_identity().organisation)


def drives() -> list[Path]:
    """Sticks, drives, network folders and folders that are kept the same elsewhere; not looked at
    yet, so that none of them can hang."""
    here = Path.home()
    return [*_mounted(), *_synced(here), here / "Documents", here / "Desktop", here / "Downloads"]


def sticks() -> list[Path]:
    """What may have been put in with a kiosk file on it."""
    return _mounted()


def _mounted() -> list[Path]:
    if sys.platform == "win32":
        return [Path(f"{letter}:\\") for letter in string.ascii_uppercase[3:]]
    held = [folder for holder in HOLDERS for folder in _folders(holder)]
    below = [folder for one in held if one.parent.name == "media" for folder in _folders(one)]
    network = _folders(Path("/run/user") / str(os.getuid()) / "gvfs")
    return [*held, *below, *network, *mounts(MOUNTED)]


def mounts(table: Path) -> Iterator[Path]:
    """Where a Linux machine has sticks, drives and network folders, as ``table`` says."""
    with suppress(OSError):
        for line in table.read_text("utf-8", "surrogateescape").splitlines():
            parts = line.split(" ")
            if len(parts) > 2 and parts[2] in OUTWARD:
                yield Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), parts[1]))


def _synced(home: Path) -> list[Path]:
    return [folder for folder in _folders(home) if SYNCED.match(folder.name)]


def _folders(folder: Path) -> list[Path]:
    """What the folder names; nothing in it is looked at, for it may hang."""
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if not entry.is_file()]
    except OSError:
        return []


def _look_through(root: Path, depth: int, found: SimpleQueue[Place | None], until: float) -> None:
    try:
        for place in _places(root, depth, until):
            found.put(place)
    finally:
        found.put(None)


def _places(root: Path, deepest: int, until: float) -> Iterator[Place]:
    ahead, looked = deque([(root, 0)]), 0
    while ahead and looked < MOST_FOLDERS and time.monotonic() < until:
        folder, depth = ahead.popleft()
        looked += 1
        files, below = _listed(folder)
        if KIOSK_FILE in files:
            yield Place(folder / KIOSK_FILE, _vouched(folder / KIOSK_FILE), by_file=True)
        if any(_IDENTITY.fullmatch(name) for name in files):
            yield from _share(folder)
        elif depth < deepest:
            ahead += [(one, depth + 1) for one in below]


def _listed(folder: Path) -> tuple[set[str], list[Path]]:
    """The names of the files, and the folders that are no links and not hidden."""
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
        below = [e for e in entries if e.is_dir(follow_symlinks=False) and e.name[0] not in ".$"]
        files = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return set(), []
    return files, [Path(entry.path) for entry in below]


def _share(folder: Path) -> Iterator[Place]:
    """What looks like a share and cannot be read is none to be joined."""
    with suppress(KeystepError, OSError):
        yield Place(folder, Share(folder, ops=FileOps()).read_identity().organisation)


def _vouched(path: Path) -> str:
    try:
        return read_kiosk(path).organisation
    except KeystepError:
        return ""


def _taken(found: SimpleQueue[Place | None], most: int, until: float) -> Iterator[Place]:
    """What came in time, until everybody is through."""
    while most:
        try:
            place = found.get(timeout=max(until - time.monotonic(), 0.001))
        except Empty:
            return
        if place is None:
            most -= 1
        else:
            yield place


def _true_path(path: Path) -> str:
    """The same place is found under one name, though it may be mounted at two."""
    return os.path.normcase(path.absolute())
