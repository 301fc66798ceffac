"""What a process holds, as the system counts it."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication

from tests.soak.reactions import Reactions

SELF = Path("/proc/self")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Sample(Struct, frozen=True, kw_only=True):
    """After so many ``visits``; times are those since the sample before, in ms.

    ``own_ms`` is how long the window's thread itself worked, at worst, for one act.
    """

    visits: int
    rss: int
    threads: int
    files: int
    database: int
    events: int
    widgets: int
    acts: int
    worst_ms: float
    worst_act: str
    own_ms: float
    p99_ms: float
    stall_ms: float


def rss() -> int:
    """Bytes of memory that are resident."""
    return int((SELF / "statm").read_text().split()[1]) * PAGE


def threads() -> int:
    return len(os.listdir(SELF / "task"))


def files() -> int:
    """Open file descriptors, without the one that this takes."""
    return len(os.listdir(SELF / "fd")) - 1


def database(home: Path) -> int:
    """Bytes of the station's database with what lies beside it."""
    return sum(path.stat().st_size for path in home.glob("station.sqlite*"))


def taken(home: Path, visits: int, events: int, seen: Reactions, stall_ms: float) -> Sample:
    """What this process holds now, and the reactions that were ``seen`` on the way here."""
    worst = seen.worst
    return Sample(
        visits=visits,
        rss=rss(),
        threads=threads(),
        files=files(),
        database=database(home),
        events=events,
        widgets=len(QApplication.allWidgets()),
        acts=len(seen.all_ms),
        worst_ms=worst.ms if worst else 0.0,
        worst_act=worst.act if worst else "",
        own_ms=seen.most_own_ms,
        p99_ms=sorted(seen.all_ms)[len(seen.all_ms) * 99 // 100] if seen.all_ms else 0.0,
        stall_ms=stall_ms,
    )
