"""Where things lie in the shared folder, and how they are numbered there."""

from __future__ import annotations

import re

from keystep.sync.share import Found, Share

CATALOG = "catalog"
RECEIPTS = "receipts"
STATIONS = "stations"
ROOT = ""
HELLO = "hello-"
SHARE = "keystep-"


def station_folder(device: str) -> str:
    return f"{STATIONS}/{device}"


def numbers(share: Share, folder: str, prefix: str) -> dict[int, Found]:
    """Files in ``folder`` named ``prefix``, a number and .json, by that number."""
    pattern = re.compile(re.escape(prefix) + r"([1-9][0-9]{0,15})\.json")
    matches = ((pattern.fullmatch(found.name), found) for found in share.scan(folder))
    return {int(match[1]): found for match, found in matches if match}
