"""Where things lie in the shared folder, and how they are numbered there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from keystep.sync.found import Found
from keystep.sync.share import Share

CATALOG = "catalog"
PACKS = "packs"
PROGRESS = "progress"
RECEIPTS = "receipts"
STATIONS = "stations"
ROOT = ""
HELLO = "hello-"
SHARE = "keystep-"

_NUMBERED = re.compile(r"(.*-)([1-9][0-9]{0,15})\.json")


def station_folder(device: str) -> str:
    return f"{STATIONS}/{device}"


def numbers(share: Share, folder: str, prefix: str) -> dict[int, Found]:
    """Files in ``folder`` named ``prefix``, a number and .json, by that number."""
    return {no: found for start, no, found in numbered(share, folder) if start == prefix}


def numbered(share: Share, folder: str) -> Iterator[tuple[str, int, Found]]:
    """Files in ``folder`` whose names end in a number and .json, with what stands before it."""
    for found in share.scan(folder):
        if match := _NUMBERED.fullmatch(found.name):
            yield match[1], int(match[2]), found


def keep_identity(share: Share, data: bytes) -> None:
    """Add ``data`` to what says whose share it is, unless it is there.

    The first number that is free: it tells nothing, and files that do not belong here may have
    taken the highest. Raises ShareUnreachable, ShareFull.
    """
    if data not in share.identity_files():
        taken = numbers(share, ROOT, SHARE)
        no = next(no for no in count(1) if no not in taken)
        share.publish(ROOT, f"{SHARE}{no}.json", data)
