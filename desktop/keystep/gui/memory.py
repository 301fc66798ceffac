"""How much of the machine's memory a window holds, which may be open for months."""

from __future__ import annotations

import ctypes
import gc
import sys

from PySide6.QtGui import QPixmapCache

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""The names of mallopt(3)."""
LARGE_BYTES, KEPT_BYTES = 1 << 20, 64 << 20
ARENAS = 2

_C = ctypes.CDLL(None) if sys.platform == "linux" else None


def hold_little() -> None:
    """Have glibc keep little of what is freed; called before there are threads.

    Otherwise each thread allocates in an arena of its own, and pictures lie between small things,
    for what glibc calls large grows with what was freed last. A kiosk then held 25 MiB more after
    750 sessions, and grew by 16 KiB a session. Other C libraries need none of this.
    """
    if mallopt := getattr(_C, "mallopt", None):
        mallopt(ARENA_MAX, ARENAS)
        mallopt(MMAP_THRESHOLD, LARGE_BYTES)
        mallopt(TRIM_THRESHOLD, KEPT_BYTES)  # until tidied: to give it back at once takes time


def settle() -> None:
    """What has been imported and opened by now stays to the end. Were it looked through again, the
    window would stand still for 150 ms at each full collection; the rest takes 4."""
    gc.freeze()


def tidy() -> None:
    """What nobody needs any more goes, pictures among it, and the room goes back to the system."""
    gc.collect()
    QPixmapCache.clear()
    if trim := getattr(_C, "malloc_trim", None):
        trim(0)
