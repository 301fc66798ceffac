"""The board's report from a million events, written by a process that has just begun.

The tables are filled as imports leave them. ``python -m tests.benchmarks.reporting HOME`` prints
how many seconds the report took and the most memory that the process ever had, in KiB.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter

from keystep.bootstrap import new_id, open_office
from keystep.paths import resources
from keystep.services.office import found_organisation
from keystep.services.okr.editing import save_cycle
from keystep.services.reporting.files import write_report
from tests.benchmarks.boards import cycle
from tests.benchmarks.measure import Goal, Row, compare
from tests.benchmarks.office_tables import NOW, fill
from tests.fakes import FakeClock

FEW, MANY = 10_000, 1_000_000
MOST_SECONDS = 10.0
PASSPHRASE = "benchmarks only"
PEAK = "VmHWM:"


def measure(folder: Path) -> Row:
    """Seconds, against what is allowed."""
    seconds, _memory = _written(folder, MANY)
    taken = (seconds, MOST_SECONDS)
    return compare(f"report from {MANY:,} events", "s", "the limit", taken, Goal(1.0))


def measure_memory(folder: Path) -> Row:
    """Megabytes, against those of a hundredth of the events."""
    many, few = (_written(folder, events)[1] / 1_000 for events in (MANY, FEW))
    name = f"memory of a report from {MANY:,} events"
    return compare(name, "MB", f"from {FEW:,}", (many, few), Goal(1.25))


def _written(folder: Path, events: int) -> tuple[float, int]:
    home = folder / f"{events}"
    found_organisation(home, folder / f"share {events}", "Benchmarks", PASSPHRASE, new_id=new_id)
    with closing(open_office(home, PASSPHRASE, FakeClock(NOW))) as office:
        save_cycle(office, cycle())
    with closing(sqlite3.connect(home / "office.sqlite", isolation_level=None)) as db:
        fill(db, events)
    command = [sys.executable, "-m", "tests.benchmarks.reporting", str(home)]
    told = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(2)]
    seconds, memory = told[-1].stdout.split()
    return float(seconds), int(memory)


def _write(home: Path) -> str:
    with closing(open_office(home, PASSPHRASE, FakeClock(NOW))) as office:
        begun = perf_counter()
        write_report(office, resources(), home / "report.html")
        took = perf_counter() - begun
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return f"{took} {next(line.split()[1] for line in status if line.startswith(PEAK))}"


if __name__ == "__main__":
    print(_write(Path(sys.argv[1])))
