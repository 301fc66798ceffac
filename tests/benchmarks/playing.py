"""A lesson opened, its pages turned, and a thousand of them in a row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.measure import Goal, Row, compare
from tests.benchmarks.screen import screen

OPENED, TURNED, IN_A_ROW = 60, 6, 1_000
WARM_UP = 10
LONGEST_TURN_MS = 50.0
MIB = 1_024
DRIVER = Path(__file__).with_name("playing_window.py")


def measure_foreseen(folder: Path) -> Row:
    """The lesson that Today offers, by its button."""
    return _opened(folder, "foreseen")


def measure_pointed(folder: Path) -> Row:
    """Any other lesson, by its row on the paths, with a mouse."""
    return _opened(folder, "pointed")


def measure_tapped(folder: Path) -> Row:
    """The same, with a finger that lies on it for 80 ms."""
    return _opened(folder, "tapped")


def measure_looked_up(folder: Path) -> Row:
    """A hit of the search, by Enter, after it was read."""
    return _opened(folder, "looked_up")


def measure_unforeseen(folder: Path) -> Row:
    """Any other lesson, without a sign beforehand that it would be opened."""
    return _opened(folder, "unforeseen")


def _opened(folder: Path, which: str) -> Row:
    """From the click to the painted text, against Qt's own ``setMarkdown`` of the same text."""
    taken = _driven(folder, which, OPENED)
    ours, bare = taken["ours"][WARM_UP:], taken["bare"][WARM_UP:]
    medians = median(ours), median(bare)
    name, against = f"{which.replace('_', ' ')} lesson opened", "bare setMarkdown"
    return compare(name, "ms", against, medians, Goal(2), p95=_late(ours))


def measure_turning(folder: Path) -> Row:
    """Every page of a lesson with most kinds of step, forth and back, as somebody reads it."""
    turned = _driven(folder, "turning", TURNED)["turned"]
    medians = median(turned), LONGEST_TURN_MS
    against = "the longest allowed"
    return compare("step changed", "ms", against, medians, Goal(1), p95=_late(turned))


def measure_memory(folder: Path) -> Row:
    """What the process holds after a thousand lessons, against after the first ones."""
    held = _driven(folder, "memory", IN_A_ROW)
    mib = held["after"] / MIB, held["before"] / MIB
    return compare("memory, 1,000 lessons opened", "MiB", "after the first 60", mib, Goal(1.05))


def _driven(folder: Path, measure: str, rounds: int) -> Any:
    """What the window's process tells."""
    with screen() as environment:
        done = subprocess.run(
            [sys.executable, str(DRIVER), str(folder / "home"), measure, str(rounds)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def _late(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]
