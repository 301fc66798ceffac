"""``python -m tests.benchmarks [FILE]``: measure everything, print a table, write the figures as
JSON. A missed goal is printed as missed; the exit status does not tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.benchmarks import (
    answering,
    boards,
    covering,
    decks,
    importing,
    mastering,
    million,
    planning,
    playing,
    reporting,
    reviewing,
    scanning,
    searching,
    startup,
)
from tests.benchmarks.measure import Row

MEASURES = (
    startup.measure,
    answering.measure,
    reviewing.measure,
    reviewing.measure_many,
    reviewing.measure_journal,
    reviewing.measure_flat,
    importing.measure,
    decks.measure,
    decks.measure_again,
    scanning.measure,
    million.measure,
    boards.measure,
    reporting.measure,
    reporting.measure_memory,
    playing.measure_foreseen,
    playing.measure_pointed,
    playing.measure_tapped,
    playing.measure_looked_up,
    playing.measure_unforeseen,
    playing.measure_turning,
    playing.measure_memory,
    searching.measure,
    searching.measure_many,
    planning.measure_today,
    planning.measure_due_first,
    planning.measure_lesson_first,
    mastering.measure_calibration,
    mastering.measure_log_loss,
    mastering.measure_auc,
    covering.measure,
)
LASTING = Path("/var/tmp")
HEAD = ("", "ours", "95 %", "against", "theirs", "ratio", "goal", "")


def main(file: Path) -> None:
    rows = [_on_disk(measure) for measure in MEASURES]
    _print([HEAD, *map(_cells, rows)])
    file.write_bytes(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
    print(f"\nThe figures are in {file}.")


def _on_disk(measure: Callable[[Path], Row]) -> Row:
    """Measure in a folder on a real disk: /tmp is memory on many machines."""
    with TemporaryDirectory(dir=LASTING if LASTING.is_dir() else None) as folder:
        return measure(Path(folder))


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        f"{row.ours:,.0f} {row.unit}",
        "" if row.p95 is None else f"{row.p95:,.0f} {row.unit}",
        row.against,
        f"{row.theirs:,.0f} {row.unit}",
        f"{row.ratio:.2f}",
        row.goal,
        "met" if row.met else "missed",
    )


def _print(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print(
            "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        )


if __name__ == "__main__":
    main(Path(*sys.argv[1:] or ["benchmarks.json"]))
