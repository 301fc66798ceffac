"""systemd's way of being told how a service fares: datagrams. Standard library only."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

SOCKET = "NOTIFY_SOCKET"


def notify(words: str) -> None:
    """Tell systemd how the watchdog fares, where it listens."""
    address = os.environ.get(SOCKET, "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    target = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.settimeout(1.0)
        wire.sendto(words.encode(), target)
