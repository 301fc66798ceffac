"""How often the watchdog began a kiosk's window again. Standard library only: the watchdog is small
and stays so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from keystep.disk import write_whole

FOLDER, FILE = "watchdog", "restarts.json"
KEPT = 100


class Why(StrEnum):
    """What the window did that it had to be begun again."""

    FROZEN = "frozen"
    DIED = "died"


class Restart(NamedTuple):
    """``at`` is aware."""

    at: datetime
    why: Why


def note(home: Path, why: Why, now: datetime) -> None:
    """Remember one restart, durably; the oldest beyond ``KEPT`` are let go. Raises OSError."""
    kept = [*_kept(home), Restart(now, why)][-KEPT:]
    told = [{"at": one.at.isoformat(timespec="seconds"), "why": one.why} for one in kept]
    write_whole(home / FOLDER / FILE, json.dumps({"restarts": told}, indent=1).encode())


def within(home: Path, now: datetime, span: timedelta) -> list[Restart]:
    """Those of the ``span`` before ``now``, the oldest first; none where nothing was kept.

    What a clock that was ahead wrote does not count.
    """
    return [one for one in _kept(home) if timedelta(0) <= now - one.at < span]


def _kept(home: Path) -> list[Restart]:
    """A file that cannot be read holds none: it is only a count."""
    try:
        told = json.loads((home / FOLDER / FILE).read_bytes())["restarts"]
        return list(_restarts(told))
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _restarts(told: list[dict[str, str]]) -> Iterator[Restart]:
    for one in told:
        at = datetime.fromisoformat(one["at"])
        if at.tzinfo is not None:
            yield Restart(at, Why(one["why"]))
