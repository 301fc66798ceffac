"""How long the disk itself takes, beside the kiosk that waits for it."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

PAGE = bytes(4096)


def sync_ms(folder: Path) -> float:
    """Milliseconds until a page in ``folder`` is durable, with nothing else to do: no commit takes
    less."""
    with (folder / "sync").open("wb", buffering=0) as file:
        file.write(PAGE)
        begun = perf_counter()
        os.fsync(file)
        return (perf_counter() - begun) * 1000
