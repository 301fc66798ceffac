"""Scanning a folder of the share, against the least that tells names, sizes and times apart."""

from __future__ import annotations

import os
from pathlib import Path

from keystep.sync.share import Share
from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns, seconds

FILES = 100_000
FOLDER = "stations"
ROUNDS = 7


def measure(folder: Path) -> Row:
    """Milliseconds for one listing, by a :class:`Share` as everybody makes it."""
    share = Share(folder)
    _fill(folder / FOLDER)
    ours, theirs = medians_in_turns(lambda: _scan(share), lambda: _bare(folder / FOLDER), ROUNDS)
    medians = ours * 1000, theirs * 1000
    name = f"scan of {FILES:,} files"
    return compare(name, "ms", "scandir + stat", medians, Goal(2))


def _fill(folder: Path) -> None:
    """Real files of their own, with names as long as those of bundles."""
    folder.mkdir()
    for number in range(FILES):
        (folder / f"00112233aabbccdd-{number}-0123456789abcdef.json").touch()


def _scan(share: Share) -> float:
    def scan() -> None:
        if len(share.scan(FOLDER)) != FILES:
            raise AssertionError("not every file was found")

    return seconds(scan)


def _bare(folder: Path) -> float:
    def scan() -> None:
        with os.scandir(folder) as listing:
            seen = [(entry.name, entry.stat(follow_symlinks=False)) for entry in listing]
        if len(seen) != FILES:
            raise AssertionError("not every file was found")

    return seconds(scan)
