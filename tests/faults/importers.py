"""``python -m tests.faults.importers HOME COUNT``: so many processes import the share of an office
at the same moment. Prints how many events were new to each."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

from keystep.bootstrap import open_office
from keystep.services.importing import import_share
from tests.conftest import PASSPHRASE

PATIENCE_S = 60
_gate: list[Barrier] = []


def main(home: str, count: int) -> None:
    processes = multiprocessing.get_context("fork")
    gate = processes.Barrier(count)
    with processes.Pool(count, _gate.append, (gate,)) as pool:
        print(*pool.map(take, [home] * count, chunksize=1))


def take(home: str) -> int:
    """Nobody begins before all have the office open, and none of them does it twice."""
    with closing(open_office(Path(home), PASSPHRASE)) as office:
        _gate[0].wait(PATIENCE_S)
        report = import_share(office)
        assert report.unanswered is None, report.unanswered
        return report.events


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
