"""From the start of the process to the first paint of the learner's window."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns
from tests.benchmarks.screen import screen

ROUNDS = 15
WARM_UP = 2
DRIVER = Path(__file__).with_name("first_paint.py")


def measure(folder: Path) -> Row:
    """Fresh processes in turns, each on the same home and with compiled modules at hand, as an
    installed program has them."""
    with screen() as environment:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

        def painted(*arguments: str) -> float:
            return _ms_to_paint(environment, *arguments)

        medians = medians_in_turns(
            lambda: painted("learn", str(folder / "home")),
            lambda: painted("bare"),
            ROUNDS,
            WARM_UP,
        )
    against = f"bare PySide6 window ({environment['QT_QPA_PLATFORM']})"
    return compare("start-up to first paint", "ms", against, medians, Goal(1.5))


def _ms_to_paint(environment: dict[str, str], *arguments: str) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(DRIVER), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return (float(done.stdout) - begun) * 1000
